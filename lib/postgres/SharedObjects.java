package postgres;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all databases of a server share and migrations can change: roles with their settings and
 * memberships, tablespaces, privileges on parameters.
 *
 * @param values what is known of each object, by its kind and name
 */
public record SharedObjects(Map<String, String> values) {
  private static final String ROLE = "role ";
  private static final int WITH_PARAMETER_PRIVILEGES = 15;

  /** A role's settings are among the columns of pg_roles. */
  private static final String QUERY =
      """
      SELECT 'role ' || rolname,
        to_jsonb(r)::text || coalesce(shobj_description(oid, 'pg_authid'), '')
      FROM pg_roles r
      UNION ALL
      SELECT 'membership of ' || member::regrole || ' in ' || roleid::regrole,
        string_agg(to_jsonb(m)::text, ' ' ORDER BY to_jsonb(m)::text)
      FROM pg_auth_members m GROUP BY member, roleid
      UNION ALL
      SELECT 'setting of all databases', array_to_string(setconfig, ' ')
      FROM pg_db_role_setting WHERE setdatabase = 0 AND setrole = 0
      UNION ALL
      SELECT 'tablespace ' || spcname, to_jsonb(t)::text FROM pg_tablespace t
      """;

  private static final String PARAMETERS =
      """
      UNION ALL SELECT 'privileges on parameter ' || parname, paracl::text FROM pg_parameter_acl
      """;

  private static final String PASSWORDS =
      """
      UNION ALL SELECT 'password of role ' || rolname, md5(rolpassword) FROM pg_authid
      WHERE rolpassword IS NOT NULL
      """;

  private static final String READS_PASSWORDS =
      "SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')";

  /** Reads them; passwords where the role may. */
  public static SharedObjects of(ConnectionParameters server) {
    Map<String, String> values = new TreeMap<>();
    try (Session session =
        server.session("the roles of " + server + " cannot be read", "Check the role's rights.")) {
      boolean parameters = session.majorVersion() >= WITH_PARAMETER_PRIVILEGES;
      String query =
          QUERY + (parameters ? PARAMETERS : "") + (session.isSo(READS_PASSWORDS) ? PASSWORDS : "");
      session.forEach(query, row -> values.put(row.getString(1), String.valueOf(row.getString(2))));
      return new SharedObjects(values);
    }
  }

  /** The names of roles that were not there before. */
  public List<String> newRoles(SharedObjects before) {
    return values.keySet().stream()
        .filter(name -> name.startsWith(ROLE) && !before.values().containsKey(name))
        .map(name -> name.substring(ROLE.length()))
        .toList();
  }

  /** All that was made, changed or removed since, by kind and name. */
  public List<String> changes(SharedObjects before) {
    Map<String, String> all = new TreeMap<>(before.values());
    all.putAll(values);
    return all.keySet().stream()
        .filter(
            name -> !all.get(name).equals(before.values().get(name)) || !values.containsKey(name))
        .toList();
  }
}
