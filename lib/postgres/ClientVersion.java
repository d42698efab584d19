package postgres;

import console.Failure;

/** pg_dump refuses servers that are newer than itself (the manual's page on it, under Notes). */
public final class ClientVersion {
  private ClientVersion() {}

  /**
   * Checks client programs of this machine before minutes are spent.
   *
   * @throws Failure if they are older than the server, or it does not answer
   */
  public static void check(PostgresInstallation postgres, ConnectionParameters server) {
    try (Session session =
        server.session("the version of " + server + " cannot be read", "Check the server.")) {
      int major = session.majorVersion();
      if (postgres.major() < major) {
        throw new Failure(
            "pg_dump of this machine is version %s (%s), older than the server %s, which is version %d"
                .formatted(postgres.version(), postgres.binaries(), server, major),
            "Install PostgreSQL's programs of version " + major + " or newer.");
      }
    }
  }
}
