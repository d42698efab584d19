-- What belongs to the whole cluster: kind, identity, value. Asked with search_path = pg_catalog.
-- Columns that only some versions have are read through JSON.
SELECT 'role', quote_ident(rolname),
  format('superuser=%s inherit=%s createrole=%s createdb=%s login=%s replication=%s bypassrls=%s'
    ' connection limit=%s valid until=%s',
    rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,
    rolconnlimit, rolvaliduntil)
FROM pg_roles WHERE rolname !~ '^pg_'
UNION ALL
SELECT 'role setting', s.setrole::regrole::text, x
FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) x
WHERE s.setdatabase = 0 AND s.setrole <> 0
UNION ALL
SELECT 'setting of all databases', 'for all roles', x
FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) x
WHERE s.setdatabase = 0 AND s.setrole = 0
UNION ALL
SELECT 'role membership', m.member::regrole || ' in ' || m.roleid::regrole,
  format('admin=%s inherit=%s set=%s', m.admin_option, to_jsonb(m) ->> 'inherit_option',
    to_jsonb(m) ->> 'set_option')
FROM pg_auth_members m
WHERE m.member::regrole::text !~ '^pg_'
UNION ALL
SELECT 'comment of a role', quote_ident(r.rolname), shobj_description(r.oid, 'pg_authid')
FROM pg_roles r WHERE r.rolname !~ '^pg_' AND shobj_description(r.oid, 'pg_authid') IS NOT NULL
UNION ALL
SELECT 'tablespace', t.spcname,
  format('owner=%s privileges=%s options=%s', t.spcowner::regrole,
    array(SELECT x::text FROM unnest(t.spcacl) x ORDER BY 1),
    array(SELECT x FROM unnest(t.spcoptions) x ORDER BY 1))
FROM pg_tablespace t WHERE t.spcname !~ '^pg_'
