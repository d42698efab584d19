package deployed;

import java.util.Optional;
import postgres.ConnectionParameters;
import postgres.VersionTable;

/**
 * A database and its state.
 *
 * @param place where it is
 * @param state what `upgrade` means to it
 * @param versionTable Alembic's table; empty if it has none
 * @param identified what its schema looks like; empty if nobody asked, or it cannot be read
 */
record CheckedDatabase(
    ConnectionParameters place,
    DatabaseState state,
    Optional<VersionTable> versionTable,
    Optional<Identified> identified) {
  /** The same, looked at. */
  CheckedDatabase with(Identified looks) {
    return new CheckedDatabase(place, state, versionTable, Optional.of(looks));
  }
}
