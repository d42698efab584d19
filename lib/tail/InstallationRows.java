package tail;

import engine.ExtraRows;
import java.util.Optional;
import java.util.Set;
import postgres.ThrowawayDatabase;
import process.StoredBytes;

/**
 * The rows that one installation has at the revision that stays, its own among them. The first
 * database there makes them, and each later one is given the same: what a build generates there (a
 * UUID that a row made up refers to) would else be a difference that no revision made.
 */
final class InstallationRows {
  private final ExtraRows own;
  private Optional<StoredBytes> rows = Optional.empty();

  /**
   * @param own adds the rows that only this installation has
   */
  InstallationRows(ExtraRows own) {
    this.own = own;
  }

  /**
   * Puts them into a database at the base. The first takes its own back too, which shows whether
   * databases there take any.
   *
   * @throws console.Failure if the database does not take them
   */
  synchronized void into(ThrowawayDatabase database) {
    if (rows.isEmpty()) {
      own.addToAll(database);
      rows = Optional.of(BaseRows.of(database));
    }
    BaseRows.into(database, rows.get());
  }

  /** The tables at the base that took no row of its own, by schema and name. */
  Set<String> without() {
    return own.without();
  }
}
