package postgres;

import console.Failure;
import java.sql.Connection;
import java.sql.SQLException;

/** pg_dump refuses servers that are newer than itself (the manual's page on it, under Notes). */
public final class ClientVersion {
  private ClientVersion() {}

  /**
   * Checks client programs of this machine before minutes are spent.
   *
   * @throws Failure where they are older than the server, or it does not answer
   */
  public static void check(PostgresInstallation postgres, Coordinates server) {
    try (Connection connection = server.connect()) {
      int major = connection.getMetaData().getDatabaseMajorVersion();
      if (postgres.major() < major) {
        throw new Failure(
            "pg_dump of this machine is version %s (%s), older than the server %s, which is version %d"
                .formatted(postgres.version(), postgres.binaries(), server, major),
            "Install PostgreSQL's programs of version " + major + " or newer.");
      }
    } catch (SQLException refused) {
      throw new Failure(
          "the version of " + server + " cannot be read: " + refused.getMessage(),
          "Check the server.",
          refused);
    }
  }
}
