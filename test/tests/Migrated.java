package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baseline.BaselineDump;
import engine.LocalClusters;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import process.Processes;
import statements.Baseline;
import statements.BaselineFile;

/**
 * Two databases of which one was migrated: the environment's SQL ran in both, the migrations' in
 * one.
 *
 * @param before the environment alone
 * @param cut with the migrations
 */
record Migrated(ThrowawayDatabase before, ThrowawayDatabase cut) implements AutoCloseable {
  static final String ROLE = "shop";
  private static final List<String> WHOLE = List.of("--create");

  /** Builds both, each in a cluster of its own. */
  static Migrated of(LocalClusters clusters, String environment, String migrations) {
    ThrowawayDatabase before = prepared(clusters, ROLE, environment);
    ThrowawayDatabase cut = prepared(clusters, ROLE, environment);
    run(cut, cut.owner(), migrations);
    return new Migrated(before, cut);
  }

  /** A database as the environment leaves it, entered by a role that may do anything. */
  static ThrowawayDatabase prepared(LocalClusters clusters, String role, String environment) {
    LocalCluster cluster = clusters.start();
    ConnectionParameters superuser = cluster.superuser().orElseThrow();
    ConnectionParameters owner = superuser.withLogin(role, "secret").withDatabase("shop db");
    ThrowawayDatabase database =
        new ThrowawayDatabase(cluster, owner, Optional.empty(), Map.of(), Duration.ZERO);
    run(
        database,
        superuser,
        "CREATE ROLE %1$s LOGIN SUPERUSER PASSWORD 'secret';\nCREATE DATABASE %2$s OWNER %1$s;"
            .formatted(Sql.identifier(role), Sql.identifier(owner.database())));
    run(database, database.mostPrivileged(), environment);
    return database;
  }

  /** Runs SQL through psql and fails where one statement does. */
  static String run(ThrowawayDatabase database, ConnectionParameters as, String sql) {
    return database
        .server()
        .client("psql", as, List.of("--no-psqlrc", "--quiet", "-At", "--set=ON_ERROR_STOP=1"))
        .stdin(sql)
        .check()
        .output();
  }

  /** The baseline. */
  Baseline baseline() {
    return BaselineDump.take(cut, Optional.of(before));
  }

  /** Loads the baseline on top of the environment; from then on it is the after database. */
  Baseline load() {
    Baseline baseline = baseline();
    BaselineFile file = BaselineFile.of(baseline, List.of("Test."));
    file.loadInto(before)
        .ifPresent(
            why -> {
              throw new AssertionError(why + "\n" + file.text());
            });
    return baseline;
  }

  /** Loads the baseline and checks that it gives what the migrations gave. */
  Baseline check() {
    Baseline baseline = load();
    String text = BaselineFile.of(baseline, List.of()).text();
    same(whole(cut), whole(before), text);
    assertEquals(roles(cut), roles(before), text);
    return baseline;
  }

  /** Compares line by line, and shows only the lines that differ. */
  static void same(String expected, String found, String context) {
    List<String> missing = new ArrayList<>(expected.lines().toList());
    found.lines().forEach(missing::remove);
    List<String> extra = new ArrayList<>(found.lines().toList());
    expected.lines().forEach(extra::remove);
    assertTrue(
        expected.equals(found),
        () -> "missing: %s%nunexpected: %s%nin: %s".formatted(missing, extra, context));
  }

  /** Everything that pg_dump tells, the database's own properties among it. */
  static String whole(ThrowawayDatabase database) {
    return database.dump(WHOLE.toArray(String[]::new)).replaceAll("\\\\(un)?restrict .*", "");
  }

  /** What pg_dump does not tell: roles and what hangs on them. */
  static List<String> roles(ThrowawayDatabase database) {
    return query(
        database,
        """
        SELECT concat_ws(' ', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb,
          rolcanlogin, rolreplication, rolbypassrls, rolconnlimit, rolvaliduntil,
          shobj_description(r.oid, 'pg_authid'), (SELECT string_agg(s.setconfig::text, ' ')
            FROM pg_db_role_setting s WHERE s.setrole = r.oid),
          (SELECT string_agg(m.member::regrole || ' ' || m.admin_option, ' ' ORDER BY m.member::regrole::text)
            FROM pg_auth_members m WHERE m.roleid = r.oid))
        FROM pg_roles r ORDER BY rolname
        """);
  }

  /** The first column of a query's rows. */
  static List<String> query(ThrowawayDatabase database, String sql) {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.mostPrivileged().connect();
        Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(sql)) {
      while (row.next()) {
        found.add(String.valueOf(row.getString(1)));
      }
      return found;
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** psql against a database, with these arguments. */
  static Processes.Command psql(ThrowawayDatabase database, String... arguments) {
    List<String> words = new ArrayList<>(List.of("--no-psqlrc", "--quiet", "-At"));
    words.addAll(List.of(arguments));
    return database.server().client("psql", database.owner(), words);
  }

  @Override
  public void close() {
    before.close();
    cut.close();
  }
}
