package catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * The queries behind {@link ClusterObjects}. Each takes the migrating role's name and gives a kind,
 * an identity, and the statements that make, alter and end what it is about; the server quotes.
 */
final class ClusterQueries {
  private static final int PARAMETER_PRIVILEGES = 15;
  private static final int MEMBERSHIP_OPTIONS = 16;

  /** A role by its name, or by the name that the baseline has for the migrating one. */
  private static final String NAMED =
      """
      WITH me AS (SELECT ?::name AS name),
      named AS (
        SELECT oid, rolname,
          CASE WHEN rolname = me.name THEN 'CURRENT_USER' ELSE quote_ident(rolname) END AS name
        FROM pg_catalog.pg_roles, me
        UNION ALL SELECT 0, 'public', 'PUBLIC')
      """;

  private static final String ROLES =
      NAMED
          + """
          SELECT 'ROLE', 'ROLE ' || r.rolname,
            'CREATE ROLE ' || named.name
              || CASE WHEN rolsuper THEN ' SUPERUSER' ELSE '' END
              || CASE WHEN rolinherit THEN '' ELSE ' NOINHERIT' END
              || CASE WHEN rolcreaterole THEN ' CREATEROLE' ELSE '' END
              || CASE WHEN rolcreatedb THEN ' CREATEDB' ELSE '' END
              || CASE WHEN rolcanlogin THEN ' LOGIN' ELSE '' END
              || CASE WHEN rolreplication THEN ' REPLICATION' ELSE '' END
              || CASE WHEN rolbypassrls THEN ' BYPASSRLS' ELSE '' END
              || CASE WHEN rolconnlimit = -1 THEN '' ELSE ' CONNECTION LIMIT ' || rolconnlimit END
              || coalesce(' VALID UNTIL ' || quote_literal(rolvaliduntil), ''),
            'ALTER ROLE ' || named.name || ' WITH'
              || CASE WHEN rolsuper THEN ' SUPERUSER' ELSE ' NOSUPERUSER' END
              || CASE WHEN rolinherit THEN ' INHERIT' ELSE ' NOINHERIT' END
              || CASE WHEN rolcreaterole THEN ' CREATEROLE' ELSE ' NOCREATEROLE' END
              || CASE WHEN rolcreatedb THEN ' CREATEDB' ELSE ' NOCREATEDB' END
              || CASE WHEN rolcanlogin THEN ' LOGIN' ELSE ' NOLOGIN' END
              || CASE WHEN rolreplication THEN ' REPLICATION' ELSE ' NOREPLICATION' END
              || CASE WHEN rolbypassrls THEN ' BYPASSRLS' ELSE ' NOBYPASSRLS' END
              || ' CONNECTION LIMIT ' || rolconnlimit
              || coalesce(' VALID UNTIL ' || quote_literal(rolvaliduntil), ''),
            'DROP ROLE IF EXISTS ' || named.name
          FROM pg_catalog.pg_roles r JOIN named USING (oid)
          WHERE r.rolname !~ '^pg_'
          ORDER BY 2
          """;

  private static final String PASSWORDS =
      NAMED
          + """
          SELECT 'PASSWORD', 'PASSWORD ' || r.rolname, r.rolname, NULL, NULL
          FROM pg_catalog.pg_authid r JOIN named USING (oid)
          WHERE r.rolpassword IS NOT NULL
          ORDER BY 2
          """;

  private static final String TABLESPACES =
      NAMED
          + """
          SELECT 'WARNING', 'TABLESPACE ' || spcname,
            'a migration made tablespace ' || spcname || ', which no transaction can make again:'
              || ' make it part of the environment',
            NULL, NULL
          FROM pg_catalog.pg_tablespace, me
          ORDER BY 2
          """;

  private static final String ROLE_COMMENTS =
      NAMED
          + """
          SELECT 'SETTING', 'COMMENT ON ROLE ' || r.rolname,
            'COMMENT ON ROLE ' || named.name || ' IS ' || quote_literal(d.description), NULL,
            'COMMENT ON ROLE ' || named.name || ' IS NULL'
          FROM pg_catalog.pg_shdescription d
          JOIN pg_catalog.pg_roles r ON r.oid = d.objoid JOIN named ON named.oid = r.oid
          WHERE d.classoid = 'pg_catalog.pg_authid'::regclass
          ORDER BY 2
          """;

  /** Lists of names are written element by element, as the manual has them under SET. */
  private static final String SETTINGS =
      NAMED
          + """
          , stored AS (
            SELECT s.setrole, s.setdatabase, split_part(c, '=', 1) AS name,
              substr(c, strpos(c, '=') + 1) AS value, place
            FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) WITH ORDINALITY u(c, place)
            WHERE (s.setrole <> 0 AND s.setdatabase = 0)
              OR s.setdatabase = (
                SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())),
          written AS (
            SELECT s.*, s.setdatabase <> 0 AS here,
              CASE WHEN lower(s.name) IN ('local_preload_libraries', 'search_path',
                  'session_preload_libraries', 'shared_preload_libraries', 'temp_tablespaces',
                  'unix_socket_directories')
                THEN coalesce((
                  SELECT string_agg(quote_literal(
                      CASE WHEN e[1] LIKE '"%'
                        THEN replace(substr(e[1], 2, length(e[1]) - 2), '""', '"')
                        ELSE e[1] END), ', ')
                  FROM regexp_matches(s.value, '"(?:[^"]|"")*"|[^,\\s]+', 'g') e), '''''')
                ELSE quote_literal(s.value) END AS text
            FROM stored s),
          said AS (
            SELECT w.*, CASE WHEN here THEN replace(text, '%', '%%') ELSE text END AS shown,
              CASE WHEN here THEN replace(quote_ident(w.name), '%', '%%')
                ELSE quote_ident(w.name) END AS setting,
              CASE WHEN w.setrole = 0 THEN 'ALTER DATABASE %I '
                ELSE 'ALTER ROLE '
                  || CASE WHEN here THEN replace(named.name, '%', '%%') ELSE named.name END
                  || CASE WHEN here THEN ' IN DATABASE %I ' ELSE ' ' END END AS start,
              coalesce(nullif(named.rolname, 'public'), '') AS role
            FROM written w JOIN named ON named.oid = w.setrole)
          SELECT CASE WHEN here THEN 'DATABASE' ELSE 'SETTING' END,
            CASE WHEN setrole = 0 THEN 'SETTING ' || name
              ELSE 'SETTING ' || name || ' OF ROLE ' || role
                || CASE WHEN here THEN ' IN DATABASE' ELSE '' END END,
            start || 'SET ' || setting || ' TO ' || shown, NULL, start || 'RESET ' || setting
          FROM said
          ORDER BY setrole, here, place
          """;

  private static final String DATABASE =
      NAMED
          + """
          , here AS (
            SELECT d.*, coalesce(datacl, acldefault('d', datdba)) AS privileges
            FROM pg_catalog.pg_database d WHERE datname = current_database())
          SELECT 'DATABASE', 'DATABASE OWNER',
            'ALTER DATABASE %I OWNER TO ' || replace(named.name, '%', '%%'), NULL, NULL
          FROM here JOIN named ON named.oid = here.datdba
          UNION ALL
          SELECT 'DATABASE', 'DATABASE CONNECTION LIMIT',
            'ALTER DATABASE %I CONNECTION LIMIT ' || datconnlimit, NULL, NULL
          FROM here
          UNION ALL
          SELECT 'DATABASE', 'DATABASE COMMENT',
            'COMMENT ON DATABASE %I IS '
              || replace(quote_literal(shobj_description(oid, 'pg_database')), '%', '%%'), NULL,
            'COMMENT ON DATABASE %I IS NULL'
          FROM here WHERE shobj_description(oid, 'pg_database') IS NOT NULL
          UNION ALL
          SELECT 'DATABASE', 'DATABASE PRIVILEGE ' || a.privilege_type || ' OF ' || named.rolname,
            'GRANT ' || a.privilege_type || ' ON DATABASE %I TO '
              || replace(named.name, '%', '%%')
              || CASE WHEN bool_or(a.is_grantable) THEN ' WITH GRANT OPTION' ELSE '' END,
            CASE WHEN NOT bool_or(a.is_grantable)
              THEN 'REVOKE GRANT OPTION FOR ' || a.privilege_type || ' ON DATABASE %I FROM '
                || replace(named.name, '%', '%%') END,
            'REVOKE ' || a.privilege_type || ' ON DATABASE %I FROM '
              || replace(named.name, '%', '%%')
          FROM here, aclexplode(privileges) a JOIN named ON named.oid = a.grantee
          GROUP BY a.privilege_type, named.rolname, named.name
          """;

  private static final String PARAMETERS =
      NAMED
          + """
          SELECT 'SETTING', 'PARAMETER ' || p.parname || ' ' || a.privilege_type || ' OF '
              || named.rolname,
            'GRANT ' || a.privilege_type || ' ON PARAMETER ' || quote_ident(p.parname) || ' TO '
              || named.name
              || CASE WHEN bool_or(a.is_grantable) THEN ' WITH GRANT OPTION' ELSE '' END,
            CASE WHEN NOT bool_or(a.is_grantable)
              THEN 'REVOKE GRANT OPTION FOR ' || a.privilege_type || ' ON PARAMETER '
                || quote_ident(p.parname) || ' FROM ' || named.name END,
            'REVOKE ' || a.privilege_type || ' ON PARAMETER ' || quote_ident(p.parname)
              || ' FROM ' || named.name
          FROM pg_catalog.pg_parameter_acl p, aclexplode(p.paracl) a
          JOIN named ON named.oid = a.grantee
          GROUP BY p.parname, a.privilege_type, named.rolname, named.name
          ORDER BY 2
          """;

  private static final String MEMBERSHIPS =
      NAMED
          + """
          SELECT 'MEMBERSHIP', 'MEMBERSHIP OF ' || member.rolname || ' IN ' || role.rolname,
            'GRANT ' || role.name || ' TO ' || member.name
              || CASE WHEN bool_or(m.admin_option) THEN ' WITH ADMIN OPTION' ELSE '' END,
            CASE WHEN NOT bool_or(m.admin_option)
              THEN 'REVOKE ADMIN OPTION FOR ' || role.name || ' FROM ' || member.name END,
            'REVOKE ' || role.name || ' FROM ' || member.name
          FROM pg_catalog.pg_auth_members m
          JOIN named role ON role.oid = m.roleid JOIN named member ON member.oid = m.member
          GROUP BY role.rolname, role.name, member.rolname, member.name
          ORDER BY 2
          """;

  /** Whoever makes a role without being superuser becomes its administrator by itself. */
  private static final String MEMBERSHIPS_WITH_OPTIONS =
      NAMED
          + """
          SELECT 'MEMBERSHIP', 'MEMBERSHIP OF ' || member.rolname || ' IN ' || role.rolname,
            'GRANT ' || role.name || ' TO ' || member.name || ' WITH ADMIN '
              || bool_or(m.admin_option) || ', INHERIT ' || bool_or(m.inherit_option)
              || ', SET ' || bool_or(m.set_option),
            NULL,
            'REVOKE ' || role.name || ' FROM ' || member.name
          FROM pg_catalog.pg_auth_members m
          JOIN named role ON role.oid = m.roleid JOIN named member ON member.oid = m.member
          WHERE NOT (m.grantor = 10 AND member.name = 'CURRENT_USER' AND m.admin_option
            AND NOT m.inherit_option AND NOT m.set_option)
          GROUP BY role.rolname, role.name, member.rolname, member.name
          ORDER BY 2
          """;

  private ClusterQueries() {}

  /**
   * The queries that a server understands.
   *
   * @param version its major version
   * @param passwords whether we may look at which roles have one
   */
  static List<String> of(int version, boolean passwords) {
    List<String> queries = new ArrayList<>(List.of(ROLES));
    if (passwords) {
      queries.add(PASSWORDS);
    }
    queries.add(TABLESPACES);
    queries.add(version < MEMBERSHIP_OPTIONS ? MEMBERSHIPS : MEMBERSHIPS_WITH_OPTIONS);
    queries.addAll(List.of(ROLE_COMMENTS, SETTINGS, DATABASE));
    if (version >= PARAMETER_PRIVILEGES) {
      queries.add(PARAMETERS);
    }
    return queries;
  }
}
