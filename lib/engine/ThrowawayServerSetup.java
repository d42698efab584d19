package engine;

import console.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import postgres.ConnectionParameters;
import postgres.RoleAttributes;
import postgres.Server;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;

/** What is made first on a server that was started for one database. */
final class ThrowawayServerSetup {
  private ThrowawayServerSetup() {}

  /**
   * Makes the role that migrates and its database.
   *
   * @param server nobody else uses it
   * @param login names the role, its password and the database
   * @param rights what the role may do
   */
  static ThrowawayDatabase prepared(
      Server server, ConnectionParameters login, RoleAttributes rights) {
    ConnectionParameters superuser = server.superuser().orElseThrow();
    boolean isThere = login.user().equals(superuser.user());
    if (isThere && rights != RoleAttributes.SUPERUSER) {
      throw new Failure(
          "the role that migrates, " + login.user() + ", is the server's superuser",
          "Its name comes from --db-user, the Dockerfile's ENV or the project's name.");
    }
    ConnectionParameters owner =
        (isThere ? superuser : superuser.withLogin(login.user(), login.password()))
            .withDatabase(login.database());
    String role = Sql.identifier(owner.user());
    try (Session session =
        superuser.session(
            "the role or database " + owner + " cannot be made",
            "Its names come from --db-name and --db-user, the Dockerfile's ENV or the project's"
                + " name.")) {
      // As the server stores passwords: some drivers refuse one of fewer rounds.
      session.execute(
          "%s ROLE %s LOGIN %s PASSWORD %s"
              .formatted(
                  isThere ? "ALTER" : "CREATE",
                  role,
                  rights.attributes(),
                  Sql.literal(owner.password())));
      if (!owner.database().equals(superuser.database())) {
        session.execute("CREATE DATABASE " + Sql.identifier(owner.database()) + " OWNER " + role);
      }
    }
    return new ThrowawayDatabase(server, owner, Optional.empty(), Map.of(), Duration.ZERO);
  }
}
