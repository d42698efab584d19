package engine;

import console.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import migrations.ProjectTree;
import postgres.ClientVersion;
import postgres.ConnectionParameters;
import postgres.ExistingServer;
import postgres.PostgresInstallation;
import postgres.RoleAttributes;
import postgres.ScratchNames;
import postgres.ScratchServer;
import postgres.Session;
import postgres.SharedObjects;
import postgres.Sql;
import postgres.ThrowawayDatabase;

/**
 * Throwaway databases on a server that is not ours, all made by the one role that we were given,
 * which runs the migrations as well. They have names that nobody else has, and are dropped in the
 * end. Roles and what else belongs to the whole server outlive them: migrations that change such
 * things are refused.
 */
final class SharedServer implements Servers {
  static final String NAME = "server";
  private static final String RIGHTS =
      """
      SELECT rolsuper, rolsuper OR rolcreatedb, pg_is_in_recovery()
      FROM pg_catalog.pg_roles WHERE rolname = current_user
      """;

  private final ConnectionParameters maker;
  private final boolean isSuperuser;
  private final SharedObjects before;
  private final ScratchServer server;

  /**
   * @param maker a role that may make databases, and a database to enter meanwhile
   * @param postgres client programs that are not older than the server
   * @throws Failure if the server does not answer, or the role may not make databases
   */
  SharedServer(ConnectionParameters maker, PostgresInstallation postgres) {
    this.maker = maker;
    this.isSuperuser = checkRights(maker);
    ClientVersion.check(postgres, maker);
    this.before = SharedObjects.of(maker);
    this.server = new ScratchServer(new ExistingServer(postgres), maker);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return "databases of our own on " + maker;
  }

  @Override
  public ThrowawayDatabase empty(
      ConnectionParameters login, ProjectTree tree, RoleAttributes rights) {
    String name = ScratchNames.next();
    server.make(name, () -> create(name));
    return new ThrowawayDatabase(
        server, maker.withDatabase(name), Optional.empty(), Map.of(), Duration.ZERO);
  }

  @Override
  public boolean haveSuperuser() {
    return isSuperuser;
  }

  /** The URL's role is what it is. */
  @Override
  public boolean makesRoles() {
    return false;
  }

  @Override
  public Optional<Obstacle> obstacle() {
    SharedObjects now = SharedObjects.of(maker);
    List<String> changes = now.changes(before);
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    // Somebody else may make roles at the same time: those of the migrations are not told apart.
    String drops =
        now.newRoles(before).stream()
            .map(role -> "DROP ROLE " + Sql.identifier(role) + ";")
            .collect(Collectors.joining(" "));
    String cleaned =
        "What was changed stays changed."
            + (drops.isEmpty() ? "" : " If the migrations made it, say " + drops);
    return Optional.of(
        new Obstacle(
            "while a database was built, this changed on "
                + maker
                + ", where all databases share it: "
                + String.join(", ", changes),
            "Migrations that make or change roles need a server for each build: choose --engine"
                + " docker, dockerfile or local. If somebody else changed it, try again.\n"
                + cleaned));
  }

  @Override
  public List<String> notCompared() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "roles, memberships, tablespaces: all databases share those of "
            + maker
            + ", and no build changed them");
    if (!isSuperuser) {
      sentences.add(
          "passwords of roles, and definitions of subscriptions: role "
              + maker.user()
              + " is no superuser and cannot read them");
      sentences.add(
          "what `now()`, `CURRENT_DATE` and the like give on another day: only a superuser can have"
              + " them give it");
    }
    return sentences;
  }

  @Override
  public Optional<String> secret() {
    return Optional.of(maker.password()).filter(password -> !password.isEmpty());
  }

  @Override
  public void close() {
    server.close();
  }

  private void create(String name) {
    try (Session session =
        maker.session(
            "no database can be made on " + maker, "Check the server and the role's rights.")) {
      session.execute("CREATE DATABASE " + Sql.identifier(name));
    }
  }

  private static boolean checkRights(ConnectionParameters maker) {
    try (Session session =
        maker.session("the rights of " + maker + " cannot be read", "Check the server.")) {
      return session.one(RIGHTS, row -> checkRights(maker, row));
    }
  }

  private static boolean checkRights(ConnectionParameters maker, ResultSet row)
      throws SQLException {
    if (row.getBoolean(3)) {
      throw new Failure(
          maker + " is a standby, which takes no changes", "Name its primary server.");
    }
    if (!row.getBoolean(2)) {
      throw new Failure(
          "role " + maker.user() + " may not make databases on " + maker,
          "Let a superuser say ALTER ROLE "
              + Sql.identifier(maker.user())
              + " CREATEDB, or name another role.");
    }
    return row.getBoolean(1);
  }
}
