-- What belongs to the whole cluster: kind, identity, value. Asked with search_path = pg_catalog.
-- Columns that only some versions have are read through JSON.
SELECT 'role', quote_ident(rolname),
  format('superuser=%s inherit=%s createrole=%s createdb=%s login=%s replication=%s bypassrls=%s'
    ' connection limit=%s valid until=%s',
    rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,
    rolconnlimit, rolvaliduntil)
FROM pg_roles WHERE rolname !~ '^pg_'
UNION ALL
SELECT 'role setting', s.setrole::regrole || ', ' || split_part(x, '=', 1), x
FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) x
WHERE s.setdatabase = 0 AND s.setrole <> 0
UNION ALL
SELECT 'setting of all databases and roles', split_part(x, '=', 1), x
FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) x
WHERE s.setdatabase = 0 AND s.setrole = 0
UNION ALL
SELECT 'role membership', m.member::regrole || ' in ' || m.roleid::regrole,
  format('admin=%s', m.admin_option)
FROM pg_auth_members m
WHERE m.member >= 16384 OR m.roleid >= 16384
UNION ALL
SELECT 'options of a role membership', m.member::regrole || ' in ' || m.roleid::regrole,
  format('inherit=%s set=%s granted by=%s',
    to_jsonb(m) ->> 'inherit_option', to_jsonb(m) ->> 'set_option', m.grantor::regrole)
FROM pg_auth_members m
WHERE to_jsonb(m) ? 'inherit_option' AND (m.member >= 16384 OR m.roleid >= 16384)
UNION ALL
SELECT 'comment of a role', quote_ident(r.rolname), shobj_description(r.oid, 'pg_authid')
FROM pg_roles r WHERE r.rolname !~ '^pg_' AND shobj_description(r.oid, 'pg_authid') IS NOT NULL
UNION ALL
SELECT 'tablespace', t.spcname,
  format('owner=%s privileges=%s options=%s comment=%s', t.spcowner::regrole,
    array(SELECT x::text FROM unnest(t.spcacl) x ORDER BY x::text COLLATE "C"),
    array(SELECT x FROM unnest(t.spcoptions) x ORDER BY x COLLATE "C"),
    shobj_description(t.oid, 'pg_tablespace'))
FROM pg_tablespace t WHERE t.spcname !~ '^pg_'
UNION ALL
-- That of a subscription is named after the subscription's oid.
SELECT 'replication origin', roname, '' FROM pg_replication_origin WHERE roname !~ '^pg_\d+$'
UNION ALL
SELECT 'replication slot', slot_name::text,
  format('plugin=%s type=%s database=%s', plugin, slot_type, database)
FROM pg_replication_slots WHERE NOT temporary
