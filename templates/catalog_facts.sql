-- What pg_dump does not write of a database: kind, identity, value. Asked with
-- search_path = pg_catalog, so that every other name is printed with its schema.
WITH RECURSIVE
constraint_root AS (
  SELECT oid, oid AS root FROM pg_constraint WHERE conparentid = 0
  UNION ALL
  SELECT c.oid, r.root FROM pg_constraint c JOIN constraint_root r ON c.conparentid = r.oid
),
member AS (
  SELECT classid, objid, refobjid AS extension
  FROM pg_depend WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass
),
relation AS (
  SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
),
in_system_schema AS (
  SELECT 'pg_proc'::regclass AS class, oid FROM pg_proc
  WHERE oid >= 16384
    AND pronamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
  UNION ALL
  SELECT 'pg_class', oid FROM pg_class
  WHERE oid >= 16384
    AND relnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
  UNION ALL
  SELECT 'pg_type', oid FROM pg_type
  WHERE oid >= 16384
    AND typnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
  UNION ALL
  SELECT 'pg_operator', oid FROM pg_operator
  WHERE oid >= 16384 AND oprnamespace = 'pg_catalog'::regnamespace
)
SELECT 'column order', r.oid::regclass::text,
  string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE r.relkind IN ('r', 'p', 'f')
GROUP BY r.oid
UNION ALL
SELECT 'inheritance order', inhrelid::regclass::text,
  string_agg(inhparent::regclass::text
    || CASE WHEN to_jsonb(i) ->> 'inhdetachpending' = 'true' THEN ' (detach pending)' ELSE '' END,
    ', ' ORDER BY inhseqno)
FROM pg_inherits i
GROUP BY inhrelid
UNION ALL
SELECT 'internal trigger',
  t.tgrelid::regclass || ', constraint ' || coalesce(c.conname, '?') || ' of '
    || coalesce(c.conrelid::regclass::text, '?') || ', ' || t.tgfoid::regproc,
  string_agg(t.tgenabled::text, ',' ORDER BY t.tgenabled)
FROM pg_trigger t
LEFT JOIN constraint_root r ON r.oid = t.tgconstraint
LEFT JOIN pg_constraint c ON c.oid = r.root
WHERE t.tgisinternal
GROUP BY 2
UNION ALL
SELECT 'index state', i.indexrelid::regclass::text,
  format('valid=%s ready=%s live=%s', i.indisvalid, i.indisready, i.indislive)
FROM pg_index i JOIN relation r ON r.oid = i.indexrelid
UNION ALL
SELECT 'materialized view populated', oid::regclass::text, relispopulated::text
FROM relation WHERE relkind = 'm'
UNION ALL
SELECT 'extension', extname,
  format('version=%s schema=%s owner=%s', extversion, extnamespace::regnamespace,
    extowner::regrole)
FROM pg_extension
UNION ALL
SELECT 'extension member', e.extname || ': ' || o.type || ' ' || o.identity,
  CASE m.classid
    WHEN 'pg_proc'::regclass THEN (
      SELECT md5(p.proowner::regrole::text
        || CASE p.prokind WHEN 'a' THEN '' ELSE pg_get_functiondef(p.oid) END
        || array(SELECT x::text FROM unnest(coalesce(p.proacl, acldefault('f', p.proowner))) x
            ORDER BY 1)::text)
      FROM pg_proc p WHERE p.oid = m.objid)
    WHEN 'pg_type'::regclass THEN (
      SELECT t.typowner::regrole::text FROM pg_type t WHERE t.oid = m.objid)
    WHEN 'pg_class'::regclass THEN (
      SELECT c.relowner::regrole::text
        || coalesce(CASE c.relkind WHEN 'v' THEN ' ' || md5(pg_get_viewdef(c.oid)) END, '')
      FROM pg_class c WHERE c.oid = m.objid)
  END
FROM member m
JOIN pg_extension e ON e.oid = m.extension
CROSS JOIN LATERAL pg_identify_object(m.classid, m.objid, 0) o
UNION ALL
SELECT 'comment of an extension member', o.type || ' ' || o.identity, d.description
FROM pg_description d
JOIN member m ON m.classid = d.classoid AND m.objid = d.objoid
CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) o
UNION ALL
SELECT 'comments of built-in objects', 'all',
  md5(string_agg(classoid || ' ' || objoid || ' ' || objsubid || ' ' || description, E'\n'
    ORDER BY classoid, objoid, objsubid))
FROM pg_description WHERE objoid < 16384 AND classoid <> 'pg_largeobject'::regclass
UNION ALL
SELECT 'properties', 'the database',
  format('encoding=%s collate=%s ctype=%s provider=%s locale=%s owner=%s connection limit=%s'
    ' template=%s tablespace=%s privileges=%s comment=%s label=%s',
    pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
    to_jsonb(d) ->> 'datlocprovider',
    coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'),
    d.datdba::regrole, d.datconnlimit, d.datistemplate,
    (SELECT t.spcname FROM pg_tablespace t WHERE t.oid = d.dattablespace),
    array(SELECT x::text FROM unnest(coalesce(d.datacl, acldefault('d', d.datdba))) x ORDER BY 1),
    shobj_description(d.oid, 'pg_database'),
    (SELECT string_agg(s.provider || '=' || s.label, ', ' ORDER BY s.provider)
      FROM pg_shseclabel s
      WHERE s.classoid = 'pg_database'::regclass AND s.objoid = d.oid))
FROM pg_database d WHERE d.datname = current_database()
UNION ALL
SELECT 'database setting',
  CASE s.setrole WHEN 0 THEN 'all roles' ELSE s.setrole::regrole::text END, x
FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) x
WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
UNION ALL
SELECT 'user object in a system schema', o.type || ' ' || o.identity, ''
FROM in_system_schema s CROSS JOIN LATERAL pg_identify_object(s.class, s.oid, 0) o
UNION ALL
SELECT 'operator of a built-in operator family',
  (pg_identify_object('pg_amop'::regclass, oid, 0)).identity, amopopr::regoperator::text
FROM pg_amop WHERE oid >= 16384 AND amopfamily < 16384
UNION ALL
SELECT 'function of a built-in operator family',
  (pg_identify_object('pg_amproc'::regclass, oid, 0)).identity, amproc::regprocedure::text
FROM pg_amproc WHERE oid >= 16384 AND amprocfamily < 16384
UNION ALL
SELECT 'shell operator', oid::regoperator::text, '' FROM pg_operator WHERE oprcode = 0
UNION ALL
SELECT 'large object', m.oid::text,
  format('owner=%s privileges=%s', m.lomowner::regrole,
    array(SELECT x::text FROM unnest(m.lomacl) x ORDER BY 1))
FROM pg_largeobject_metadata m
UNION ALL
SELECT 'subscription', subname, format('enabled=%s slot=%s', subenabled, subslotname)
FROM pg_subscription
WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
