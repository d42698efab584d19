package database;

import console.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What is made first on a server that was started for one database. */
final class OwnServer {
  private OwnServer() {}

  /**
   * Makes the role that migrates and its database.
   *
   * <p>The role is a superuser: migrations that need less run all the same, and those that need
   * more do not ask for a role that this server lacks.
   *
   * @param server nobody else uses it
   * @param login names the role, its password and the database
   */
  static ThrowawayDatabase prepared(Server server, Coordinates login) {
    Coordinates superuser = server.superuser().orElseThrow();
    boolean isThere = login.user().equals(superuser.user());
    Coordinates owner =
        isThere
            ? superuser.withDatabase(login.database())
            : login.at(superuser.host(), superuser.port());
    String role = Sql.identifier(owner.user());
    try (Connection connection = superuser.connect();
        Statement statement = connection.createStatement()) {
      if (!isThere) {
        statement.execute(
            "CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD " + Sql.literal(owner.password()));
      }
      if (!owner.database().equals(superuser.database())) {
        statement.execute("CREATE DATABASE " + Sql.identifier(owner.database()) + " OWNER " + role);
      }
    } catch (SQLException refused) {
      throw new Failure(
          "the role or database " + owner + " cannot be made: " + refused.getMessage(),
          "Its names come from the Dockerfile's ENV, else from the project's name.",
          refused);
    }
    return new ThrowawayDatabase(server, owner, Optional.empty(), Map.of(), Duration.ZERO);
  }
}
