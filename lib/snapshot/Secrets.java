package snapshot;

import answers.ColumnOrDefinition;
import answers.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pgdump.DefinedSecrets;
import pgdump.Dump;
import postgres.Session;

/**
 * The secrets in a database's definitions, and the passwords of roles.
 *
 * @param all what is kept of each
 * @param unseen what the one who read may not see
 * @param migratingRole whose name answers do not have
 */
public record Secrets(Map<Secret, StoredSecret> all, Set<String> unseen, String migratingRole) {
  public static final String PASSWORDS = "password of a role";

  private static final String OURS = "alembic_squash";
  private static final String MAY_SEE_PASSWORDS =
      "SELECT has_table_privilege('pg_authid', 'SELECT')";

  private static final String PASSWORDS_OF_ROLES =
      """
      SELECT quote_ident(rolname), rolname, coalesce(rolpassword, '')
      FROM pg_authid WHERE rolname !~ '^pg_'
      """;

  /** What pg_dump leaves out for who is no superuser: see the view, and its dumpSubscriptions. */
  private static final String UNSEEN =
      """
      SELECT format('options of user mapping of %s for server %s', u.usename, u.srvname)
      FROM pg_user_mappings u JOIN pg_foreign_server s ON s.oid = u.srvid
      WHERE u.umoptions IS NULL AND NOT (
        (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
        OR u.umuser = 0 AND pg_has_role(s.srvowner, 'USAGE')
        OR u.umuser <> 0 AND u.usename = current_user AND (
          pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')))
      UNION ALL
      SELECT 'definition of subscription ' || subname FROM pg_subscription
      WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND NOT has_column_privilege('pg_subscription', 'subconninfo', 'SELECT')
      """;

  /** Keeps copies. */
  public Secrets {
    all = Map.copyOf(all);
    unseen = Set.copyOf(unseen);
  }

  /**
   * Reads them; the connection's search path must be pg_catalog.
   *
   * @param dump the database's definitions
   * @param wholeCluster whether all roles count, or only those that the database names
   */
  static Secrets read(Session session, Dump dump, boolean wholeCluster, String migratingRole) {
    Map<Secret, StoredSecret> all = new HashMap<>();
    DefinedSecrets.in(dump).forEach((secret, text) -> all.put(secret, new DefinedSecret(text)));
    Set<String> unseen = new TreeSet<>(session.texts(UNSEEN));
    if (session.isSo(MAY_SEE_PASSWORDS)) {
      readPasswords(session, wholeCluster, all);
    } else {
      unseen.add(PASSWORDS);
    }
    return new Secrets(all, unseen, migratingRole);
  }

  private static void readPasswords(
      Session session, boolean wholeCluster, Map<Secret, StoredSecret> all) {
    Set<String> named = wholeCluster ? Set.of() : Facts.named(session);
    session.forEach(
        PASSWORDS_OF_ROLES,
        row -> {
          String role = row.getString(2);
          if (!role.startsWith(OURS) && (wholeCluster || named.contains(row.getString(1)))) {
            all.put(Secret.ofRole(role), new StoredPassword(role, row.getString(3)));
          }
        });
  }

  /** What is kept of one; of a secret that is not there, that there is none. */
  public StoredSecret kept(Secret secret) {
    StoredSecret none =
        secret.kind() == Secret.Kind.ROLE
            ? new StoredPassword(secret.names().get(0), "")
            : new DefinedSecret("");
    return all.getOrDefault(secret, none);
  }

  /** What answers call a secret. */
  public ColumnOrDefinition place(Secret secret) {
    return secret.unnamed(migratingRole).place();
  }

  /** Those that are there, by what answers call them. */
  private Map<ColumnOrDefinition, StoredSecret> byPlace() {
    Map<ColumnOrDefinition, StoredSecret> byPlace = new TreeMap<>();
    all.forEach(
        (secret, kept) -> {
          if (kept.isSet()) {
            byPlace.put(place(secret), kept);
          }
        });
    return byPlace;
  }

  /** Those that are there, as answers call them. */
  public Set<ColumnOrDefinition> places() {
    return byPlace().keySet();
  }

  /** Those that are there in another build too, and are others for certain. */
  public Set<ColumnOrDefinition> differingFrom(Secrets again) {
    Map<ColumnOrDefinition, StoredSecret> others = again.byPlace();
    return byPlace().entrySet().stream()
        .filter(secret -> secret.getValue().tells())
        .filter(secret -> others.containsKey(secret.getKey()))
        .filter(secret -> !secret.getValue().equals(others.get(secret.getKey())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
