package postgres;

import console.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import process.Processes;

/**
 * A server that is not ours: this only ever reads from it, and closing it does nothing.
 *
 * @param postgres the client programs of this machine, not older than the server
 */
public record ExistingServer(PostgresInstallation postgres) implements Server {

  /**
   * A database of a server that is not ours.
   *
   * @param versionTable the name of its version table; found where empty
   */
  public static ThrowawayDatabase at(ConnectionParameters place, Optional<String> versionTable) {
    try (Session session = place.session(place + " cannot be read", "Check the role's rights.")) {
      return of(place, VersionTable.find(session, versionTable));
    }
  }

  /** A database that is compared as it is, whether Alembic knows it or not. */
  public static ThrowawayDatabase at(ConnectionParameters place) {
    place.check();
    return of(place, Optional.empty());
  }

  private static ThrowawayDatabase of(ConnectionParameters place, Optional<VersionTable> table) {
    PostgresInstallation postgres =
        PostgresInstallation.find()
            .orElseThrow(
                () ->
                    new Failure(
                        "pg_dump was not found on this machine",
                        "Install PostgreSQL's client and server programs."));
    ClientVersion.check(postgres, place);
    return new ThrowawayDatabase(
        new ExistingServer(postgres), place, table, Map.of(), Duration.ZERO);
  }

  @Override
  public Optional<ConnectionParameters> superuser() {
    return Optional.empty();
  }

  @Override
  public Processes.Command client(
      String program, ConnectionParameters database, List<String> arguments) {
    return postgres.client(program, database, arguments).within(CLIENT_ENDS_WITHIN);
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public String describe() {
    return "the given server";
  }

  @Override
  public void close() {}
}
