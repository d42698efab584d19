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
-- initdb's superuser is called differently from server to server.
role AS (
  SELECT oid,
    CASE oid WHEN 10 THEN 'the first superuser' ELSE oid::regrole::text END COLLATE "C" AS name
  FROM pg_roles
),
system_schema AS (
  SELECT oid FROM pg_namespace WHERE nspname IN ('pg_catalog', 'information_schema')
),
in_system_schema AS (
  SELECT 'pg_proc'::regclass AS classid, oid AS objid FROM pg_proc
  WHERE pronamespace IN (SELECT oid FROM system_schema)
  UNION ALL
  SELECT 'pg_class', oid FROM pg_class
  WHERE relnamespace IN (SELECT oid FROM system_schema)
    AND (oid >= 16384 AND relkind NOT IN ('i', 'I', 't') OR relkind = 'v')
  UNION ALL
  SELECT 'pg_type', oid FROM pg_type
  WHERE typnamespace IN (SELECT oid FROM system_schema)
    AND (oid >= 16384 OR typrelid = 0 AND typcategory <> 'A')
  UNION ALL
  SELECT 'pg_operator', oid FROM pg_operator
  WHERE oprnamespace IN (SELECT oid FROM system_schema)
  UNION ALL
  SELECT 'pg_opclass', oid FROM pg_opclass WHERE opcnamespace IN (SELECT oid FROM system_schema)
  UNION ALL
  SELECT 'pg_opfamily', oid FROM pg_opfamily
  WHERE opfnamespace IN (SELECT oid FROM system_schema)
  UNION ALL
  SELECT 'pg_conversion', oid FROM pg_conversion
  WHERE connamespace IN (SELECT oid FROM system_schema)
  UNION ALL
  SELECT 'pg_ts_config', oid FROM pg_ts_config
  WHERE cfgnamespace IN (SELECT oid FROM system_schema)
  UNION ALL
  SELECT 'pg_ts_dict', oid FROM pg_ts_dict
  WHERE dictnamespace IN (SELECT oid FROM system_schema)
  UNION ALL
  -- The collations that initdb found in the operating system say nothing of the database.
  SELECT 'pg_collation', oid FROM pg_collation
  WHERE collnamespace IN (SELECT oid FROM system_schema) AND (oid < 12000 OR oid >= 16384)
),
-- Objects whose definition is in no dump.
undumped AS (
  SELECT 'extension member' AS kind, e.extname || ': ' AS prefix, m.classid, m.objid
  FROM member m JOIN pg_extension e ON e.oid = m.extension
  UNION ALL
  SELECT
    CASE WHEN s.objid < 16384 THEN 'built-in object' ELSE 'user object in a system schema' END,
    '', s.classid, s.objid
  FROM in_system_schema s
  WHERE (s.classid, s.objid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'built-in object', '', 'pg_cast'::regclass, c.oid FROM pg_cast c
  WHERE c.oid < 16384 AND ('pg_cast'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
),
described AS (
  SELECT 'pg_proc'::regclass AS classid, p.oid AS objid, p.proowner AS owner,
    coalesce(p.proacl, acldefault('f', p.proowner)) AS acl,
    CASE p.prokind
      WHEN 'a' THEN (
        SELECT (to_jsonb(a) - '{aggfnoid,aggsortop,aggtranstype,aggmtranstype}'::text[])::text
          || a.aggtranstype::regtype || a.aggmtranstype::regtype || a.aggsortop::regoperator
          || p.proparallel::text
        FROM pg_aggregate a WHERE a.aggfnoid = p.oid)
      ELSE pg_get_functiondef(p.oid)
    END AS definition
  FROM pg_proc p
  UNION ALL
  SELECT 'pg_type', t.oid, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner)),
    concat_ws(', ', t.typbasetype::regtype, t.typtypmod, t.typstorage, t.typalign, t.typlen,
      t.typcategory, t.typispreferred, t.typdelim, t.typnotnull, (SELECT collname FROM pg_collation l WHERE l.oid = t.typcollation),
      t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze,
      'default ' || t.typdefault,
      (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
        FROM pg_enum e WHERE e.enumtypid = t.oid),
      (SELECT string_agg(c.conname || ' ' || pg_get_constraintdef(c.oid), ', ' ORDER BY c.conname)
        FROM pg_constraint c WHERE c.contypid = t.oid))
  FROM pg_type t
  UNION ALL
  SELECT 'pg_class', c.oid, c.relowner,
    coalesce(c.relacl,
      acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)),
    concat_ws(E'\n',
      format('kind=%s persistence=%s row security=%s,%s method=%s tablespace=%s', c.relkind,
        c.relpersistence, c.relrowsecurity, c.relforcerowsecurity,
        (SELECT amname FROM pg_am a WHERE a.oid = c.relam),
        (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace)),
      (SELECT string_agg(x, ', ' ORDER BY x COLLATE "C") FROM unnest(c.reloptions) x),
      (SELECT string_agg(concat_ws(' ', quote_ident(a.attname),
            format_type(a.atttypid, a.atttypmod), (SELECT collname FROM pg_collation l WHERE l.oid = a.attcollation),
            CASE WHEN a.attnotnull THEN 'NOT NULL' END, nullif(a.attidentity, ''),
            nullif(a.attgenerated, ''), pg_get_expr(d.adbin, d.adrelid), a.attstorage,
            nullif(to_jsonb(a) ->> 'attcompression', ''), a.attoptions::text),
          ', ' ORDER BY a.attnum)
        FROM pg_attribute a
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relkind <> 'S' AND a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
      CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
      (SELECT concat_ws(' ', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmax, s.seqmin,
          s.seqcache, s.seqcycle)
        FROM pg_sequence s WHERE s.seqrelid = c.oid),
      (SELECT string_agg(o.conname || ' ' || pg_get_constraintdef(o.oid), ', ' ORDER BY o.conname)
        FROM pg_constraint o WHERE o.conrelid = c.oid),
      (SELECT string_agg(pg_get_indexdef(i.indexrelid), E'\n'
          ORDER BY i.indexrelid::regclass::text COLLATE "C")
        FROM pg_index i WHERE i.indrelid = c.oid),
      (SELECT string_agg(g.tgenabled::text || ' ' || pg_get_triggerdef(g.oid), E'\n' ORDER BY g.tgname)
        FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal),
      (SELECT string_agg(r.ev_enabled::text || ' ' || pg_get_ruledef(r.oid), E'\n' ORDER BY r.rulename)
        FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'))
  FROM pg_class c WHERE c.oid IN (SELECT objid FROM undumped)
  UNION ALL
  SELECT 'pg_operator', o.oid, o.oprowner, NULL,
    concat_ws(', ', o.oprcode, o.oprrest, o.oprjoin, o.oprcanmerge, o.oprcanhash,
      o.oprcom::regoperator, o.oprnegate::regoperator)
  FROM pg_operator o
  UNION ALL
  SELECT 'pg_opclass', oid, opcowner, NULL,
    concat_ws(', ', opcdefault, opckeytype::regtype, opcintype::regtype) FROM pg_opclass
  UNION ALL
  SELECT 'pg_opfamily', oid, opfowner, NULL, '' FROM pg_opfamily
  UNION ALL
  SELECT 'pg_conversion', oid, conowner, NULL, concat_ws(', ', conproc, condefault)
  FROM pg_conversion
  UNION ALL
  SELECT 'pg_collation', oid, collowner, NULL,
    concat_ws(', ', collprovider, collisdeterministic, collencoding, collcollate, collctype)
  FROM pg_collation
  UNION ALL
  SELECT 'pg_ts_config', c.oid, c.cfgowner, NULL,
    (SELECT string_agg(m.maptokentype || ': ' || m.mapdict::regdictionary, ', '
        ORDER BY m.maptokentype, m.mapseqno)
      FROM pg_ts_config_map m WHERE m.mapcfg = c.oid)
  FROM pg_ts_config c
  UNION ALL
  SELECT 'pg_ts_dict', oid, dictowner, NULL, dictinitoption FROM pg_ts_dict
  UNION ALL
  SELECT 'pg_cast', oid, NULL, NULL,
    concat_ws(', ', castcontext, castmethod, castfunc::regprocedure) FROM pg_cast
  UNION ALL
  SELECT 'pg_language', oid, lanowner, coalesce(lanacl, acldefault('l', lanowner)),
    concat_ws(', ', lanpltrusted, lanplcallfoid::regproc, laninline::regproc,
      lanvalidator::regproc)
  FROM pg_language
  UNION ALL
  SELECT 'pg_foreign_data_wrapper', oid, fdwowner, coalesce(fdwacl, acldefault('F', fdwowner)),
    concat_ws(', ', fdwhandler::regproc, fdwvalidator::regproc, fdwoptions::text)
  FROM pg_foreign_data_wrapper
  UNION ALL
  SELECT 'pg_foreign_server', oid, srvowner, coalesce(srvacl, acldefault('S', srvowner)),
    concat_ws(', ', srvtype, srvversion, srvoptions::text)
  FROM pg_foreign_server
  UNION ALL
  SELECT 'pg_namespace', oid, nspowner, coalesce(nspacl, acldefault('n', nspowner)), ''
  FROM pg_namespace
  UNION ALL
  SELECT 'pg_event_trigger', oid, evtowner, NULL,
    concat_ws(', ', evtevent, evtenabled, evtfoid::regproc, evttags::text)
  FROM pg_event_trigger
),
comment AS (
  SELECT d.*,
    CASE
      WHEN d.classoid = 'pg_collation'::regclass AND d.objoid BETWEEN 12000 AND 16383 THEN NULL
      WHEN d.objoid < 16384 AND d.classoid <> 'pg_largeobject'::regclass
        THEN 'comment of a built-in object'
      WHEN EXISTS (SELECT FROM member m WHERE m.classid = d.classoid AND m.objid = d.objoid)
        THEN 'comment of an extension member'
      WHEN EXISTS (
          SELECT FROM in_system_schema s WHERE s.classid = d.classoid AND s.objid = d.objoid)
        THEN 'comment of an object in a system schema'
      WHEN d.classoid IN ('pg_largeobject'::regclass, 'pg_trigger'::regclass,
          'pg_constraint'::regclass)
        OR d.classoid = 'pg_class'::regclass AND d.objsubid < 0
        OR d.classoid = 'pg_rewrite'::regclass AND EXISTS (
          SELECT FROM pg_rewrite r WHERE r.oid = d.objoid AND r.rulename = '_RETURN')
        OR d.classoid = 'pg_type'::regclass AND EXISTS (
          SELECT FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
          WHERE t.oid = d.objoid AND (t.typtype = 'm' OR c.relkind <> 'c'
            OR EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)))
        THEN 'comment'
    END AS kind
  FROM pg_description d
)
SELECT 'column order', r.oid::regclass::text,
  string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE r.relkind IN ('r', 'p', 'f')
GROUP BY r.oid
UNION ALL
SELECT 'schema', quote_ident(nspname), '' FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)'
UNION ALL
SELECT 'replica identity', r.oid::regclass::text,
  CASE r.relreplident WHEN 'i' THEN 'index ' || coalesce((
    SELECT i.indexrelid::regclass::text FROM pg_index i
    WHERE i.indrelid = r.oid AND i.indisreplident), 'that is gone') ELSE r.relreplident::text END
FROM relation r WHERE r.relkind IN ('r', 'p', 'm') AND r.relreplident = 'i'
UNION ALL
SELECT 'type of an identity''s sequence', s.seqrelid::regclass::text, s.seqtypid::regtype::text
FROM pg_sequence s JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid
  AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'
UNION ALL
SELECT 'name of a domain''s NOT NULL', c.contypid::regtype::text, c.conname
FROM pg_constraint c WHERE c.contype = 'n' AND c.contypid >= 16384
UNION ALL
SELECT 'statistics of a constraint''s index', a.attrelid::regclass || ', column ' || a.attnum,
  a.attstattarget::text
FROM pg_attribute a JOIN pg_constraint c ON c.conindid = a.attrelid AND c.contype IN ('p', 'u', 'x')
WHERE a.attstattarget >= 0
UNION ALL
SELECT CASE c.contype WHEN 'n' THEN 'inherited NOT NULL' ELSE 'inherited constraint' END,
  c.conrelid::regclass || ', ' || p.conname,
  string_agg('validated=' || c.convalidated, ',' ORDER BY c.convalidated)
FROM pg_constraint c
JOIN constraint_root r ON r.oid = c.oid
JOIN pg_constraint p ON p.oid = r.root
WHERE c.conrelid <> 0 AND (c.conparentid <> 0 OR c.coninhcount > 0)
GROUP BY 1, 2
UNION ALL
SELECT 'dependency on an extension', o.type || ' ' || o.identity, e.extname
FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) o
WHERE d.deptype = 'x' AND d.refclassid = 'pg_extension'::regclass
UNION ALL
SELECT 'privileges of a row type', t.oid::regtype::text,
  array(SELECT x::text FROM unnest(coalesce(t.typacl, acldefault('T', t.typowner))) x
    ORDER BY x::text COLLATE "C")::text
FROM pg_type t JOIN relation r ON r.oid = t.typrelid
WHERE r.relkind <> 'c' AND t.typacl IS NOT NULL
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
    (SELECT name FROM role WHERE oid = extowner))
FROM pg_extension
UNION ALL
SELECT u.kind, u.prefix || o.type || ' ' || o.identity,
  CASE u.kind
    WHEN 'built-in object' THEN md5(
      coalesce('owner ' || nullif(d.owner, 10)::regrole, '') || coalesce(d.definition, ''))
    ELSE format('owner=%s privileges=%s %s',
      (SELECT name FROM role WHERE oid = d.owner),
      array(
        SELECT format('%s=%s%s/%s', grantee.name, x.privilege_type,
          CASE WHEN x.is_grantable THEN '*' END, grantor.name) COLLATE "C"
        FROM aclexplode(d.acl) x
        JOIN role grantor ON grantor.oid = x.grantor
        LEFT JOIN role grantee ON grantee.oid = x.grantee
        ORDER BY 1),
      d.definition)
  END
FROM undumped u
LEFT JOIN described d ON d.classid = u.classid AND d.objid = u.objid
CROSS JOIN LATERAL pg_identify_object(u.classid, u.objid, 0) o
UNION ALL
SELECT c.kind, o.type || ' ' || o.identity, c.description
FROM comment c CROSS JOIN LATERAL pg_identify_object(c.classoid, c.objoid, c.objsubid) o
WHERE c.kind IS NOT NULL
UNION ALL
SELECT 'properties', 'the database',
  format('encoding=%s collate=%s ctype=%s owner=%s connection limit=%s'
    ' template=%s tablespace=%s privileges=%s comment=%s label=%s',
    pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
    d.datdba::regrole, d.datconnlimit, d.datistemplate,
    (SELECT t.spcname FROM pg_tablespace t WHERE t.oid = d.dattablespace),
    array(SELECT x::text FROM unnest(coalesce(d.datacl, acldefault('d', d.datdba))) x
      ORDER BY x::text COLLATE "C"),
    shobj_description(d.oid, 'pg_database'),
    (SELECT string_agg(s.provider || '=' || s.label, ', ' ORDER BY s.provider)
      FROM pg_shseclabel s
      WHERE s.classoid = 'pg_database'::regclass AND s.objoid = d.oid))
FROM pg_database d WHERE d.datname = current_database()
UNION ALL
SELECT 'locale provider', 'the database',
  format('provider=%s locale=%s', to_jsonb(d) ->> 'datlocprovider',
    coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'))
FROM pg_database d WHERE d.datname = current_database() AND to_jsonb(d) ? 'datlocprovider'
UNION ALL
SELECT 'ICU rules', 'the database', to_jsonb(d) ->> 'daticurules'
FROM pg_database d WHERE d.datname = current_database() AND to_jsonb(d) ? 'daticurules'
UNION ALL
SELECT 'database setting',
  CASE s.setrole WHEN 0 THEN 'all roles' ELSE s.setrole::regrole::text END
    || ', ' || split_part(x, '=', 1), x
FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) x
WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
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
    array(SELECT x::text FROM unnest(m.lomacl) x ORDER BY x::text COLLATE "C"))
FROM pg_largeobject_metadata m
UNION ALL
SELECT 'subscription', subname, format('enabled=%s slot=%s', subenabled, subslotname)
FROM pg_subscription
WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
