package snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import postgres.Session;

/**
 * What the catalogs say and dumps do not: of one database, and of the cluster that it is in.
 *
 * @param version the server's version; facts of built-in objects differ between major ones
 * @param ofDatabase facts of the database
 * @param ofCluster facts of roles, tablespaces and parameters
 * @param unseen kinds of facts that the one who read may not see
 */
public record Facts(
    String version, List<Fact> ofDatabase, List<Fact> ofCluster, Set<String> unseen) {
  /** The first major version that has privileges of parameters. */
  public static final int WITH_PARAMETER_PRIVILEGES = 15;

  private static final String OURS = "alembic_squash";
  private static final String SERVER_SETTING = "setting of the server";
  private static final Set<String> OF_NO_DATABASE =
      Set.of("replication origin", "replication slot", SERVER_SETTING);

  private static final String PARAMETER_PRIVILEGES =
      """
      SELECT 'parameter privileges', parname,
        array(SELECT x::text FROM unnest(paracl) x ORDER BY x::text COLLATE "C")::text
      FROM pg_parameter_acl
      """;

  /** What ALTER SYSTEM wrote. */
  private static final String SERVER_SETTINGS =
      """
      SELECT 'setting of the server', name, setting
      FROM pg_file_settings WHERE sourcefile LIKE '%postgresql.auto.conf'
      """;

  private static final String MAY_SEE_SERVER_SETTINGS =
      "SELECT has_function_privilege('pg_show_all_file_settings()', 'EXECUTE')";

  /** Roles that the database names as owners or grantees, and those they are members of. */
  private static final String ROLES_NAMED =
      """
      WITH RECURSIVE named AS (
        SELECT d.refobjid AS role FROM pg_shdepend d
        WHERE d.refclassid = 'pg_authid'::regclass
          AND (d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            OR d.classid = 'pg_database'::regclass
              AND d.objid = (SELECT oid FROM pg_database WHERE datname = current_database()))
        UNION
        SELECT m.roleid FROM pg_auth_members m JOIN named n ON m.member = n.role
      )
      SELECT role::regrole::text FROM named
      """;

  /**
   * Reads the facts; the connection's search path must be pg_catalog.
   *
   * @param wholeCluster whether all roles count, or only those that the database names
   */
  static Facts read(Session session, boolean wholeCluster) {
    List<Fact> cluster = new ArrayList<>(Fact.read(session, "cluster_facts.sql"));
    if (session.majorVersion() >= WITH_PARAMETER_PRIVILEGES) {
      cluster.addAll(Fact.ask(session, PARAMETER_PRIVILEGES));
    }
    Set<String> unseen = new TreeSet<>();
    if (session.isSo(MAY_SEE_SERVER_SETTINGS)) {
      cluster.addAll(Fact.ask(session, SERVER_SETTINGS));
    } else if (wholeCluster) {
      unseen.add(SERVER_SETTING);
    }
    cluster.removeIf(fact -> fact.identity().startsWith(OURS));
    if (!wholeCluster) {
      cluster.removeIf(fact -> OF_NO_DATABASE.contains(fact.kind()));
      Set<String> named = named(session);
      cluster.removeIf(fact -> !isOf(fact, named));
    }
    String version =
        session.jdbc(
            connection -> connection.getMetaData().getDatabaseProductVersion().split(" ", 2)[0]);
    return new Facts(version, Fact.read(session, "catalog_facts.sql"), cluster, unseen);
  }

  /** The server's major version. */
  public int major() {
    return Integer.parseInt(version.replaceFirst("\\D.*", ""));
  }

  /** All of them: what each object of a kind has, by the kind and the object. */
  public Map<String, Map<String, List<String>>> byKind() {
    Map<String, Map<String, List<String>>> byKind = new TreeMap<>();
    List<Fact> all = new ArrayList<>(ofDatabase);
    all.addAll(ofCluster);
    all.forEach(
        fact ->
            byKind
                .computeIfAbsent(fact.kind(), kind -> new HashMap<>())
                .computeIfAbsent(fact.identity(), identity -> new ArrayList<>())
                .add(fact.value()));
    return byKind;
  }

  private static boolean isOf(Fact fact, Set<String> roles) {
    return switch (fact.kind()) {
      case "role membership", "options of a role membership" ->
          roles.stream().anyMatch(role -> fact.identity().startsWith(role + " in "));
      case "role setting" ->
          roles.stream().anyMatch(role -> fact.identity().startsWith(role + ", "));
      case "role", "comment of a role" -> roles.contains(fact.identity());
      default -> true;
    };
  }

  /** The roles that the database names, as SQL writes them. */
  static Set<String> named(Session session) {
    return Set.copyOf(session.texts(ROLES_NAMED));
  }
}
