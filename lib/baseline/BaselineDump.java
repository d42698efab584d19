package baseline;

import console.Failure;
import database.Processes;
import database.Sql;
import database.ThrowawayDatabase;
import database.VersionTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the baseline of a database, and checks that it loads. */
public final class BaselineDump {
  private static final String ROWS_PER_INSERT = "--rows-per-insert=";
  private static final int READABLE = 200;

  private BaselineDump() {}

  /**
   * Takes the baseline.
   *
   * @param cut the database at the cut
   * @param before the database just before its first migration; empty where nothing is known of it,
   *     and all of the cut counts as made by the migrations
   */
  public static Baseline take(ThrowawayDatabase cut, Optional<ThrowawayDatabase> before) {
    Dump environment = before.map(database -> dump(database, 1)).orElse(new Dump(List.of()));
    boolean rowsBefore =
        environment.entries().stream()
            .anyMatch(entry -> entry.type().equals("TABLE DATA") && !entry.statements().isEmpty());
    // Row by row where some rows have to be told apart from those that were there before.
    Dump all = dump(cut, rowsBefore ? 1 : READABLE);
    return Baseline.of(all, environment, migrationRole(cut));
  }

  private static String migrationRole(ThrowawayDatabase cut) {
    if (cut.versionTable().isEmpty()) {
      return cut.owner().user();
    }
    try (Connection connection = cut.connect()) {
      return cut.versionTable().get().owner(connection);
    } catch (SQLException refused) {
      throw new Failure(
          "the owner of " + cut.versionTable().get() + " cannot be read: " + refused.getMessage(),
          "Check that " + cut.owner() + " is the database at the cut.",
          refused);
    }
  }

  /**
   * Loads a baseline as its revision will, in one transaction, as the role that runs migrations.
   *
   * @param prepared a database just before its first migration; it is not usable after
   * @return why it does not load; empty where it does
   */
  public static Optional<String> obstacle(BaselineFile file, ThrowawayDatabase prepared) {
    Processes.Result result =
        prepared
            .server()
            .client(
                "psql",
                prepared.owner(),
                List.of(
                    "--no-psqlrc",
                    "--quiet",
                    "--output=/dev/null",
                    "--single-transaction",
                    "--set=ON_ERROR_STOP=1"))
            .stdin(file.text())
            .run();
    return result.exitCode() == 0
        ? Optional.empty()
        : Optional.of(String.join("\n", result.lastLines()));
  }

  private static Dump dump(ThrowawayDatabase database, int rowsPerInsert) {
    List<String> options =
        new ArrayList<>(List.of("--column-inserts", ROWS_PER_INSERT + rowsPerInsert));
    database
        .versionTable()
        .map(BaselineDump::pattern)
        .ifPresent(table -> options.add("--exclude-table=" + table));
    return Dump.parse(database.dump(options.toArray(String[]::new)));
  }

  /** In double quotes, a name of pg_dump's patterns means itself. */
  private static String pattern(VersionTable table) {
    return Sql.identifier(table.schema(), table.name());
  }
}
