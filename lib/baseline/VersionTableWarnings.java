package baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import postgres.Session;
import postgres.ThrowawayDatabase;
import postgres.VersionTable;
import preexisting.BaselineTask;

/**
 * What statements cannot do for Alembic's own table, in which Alembic writes just after a baseline
 * and just after its way back.
 */
final class VersionTableWarnings {
  private static final Pattern AT_INSERT =
      Pattern.compile(
          "^CREATE (?:CONSTRAINT )?TRIGGER .*? (?:BEFORE|AFTER) [A-Z ]*\\bINSERT\\b.*",
          Pattern.DOTALL);

  private static final String ROOM =
      """
      SELECT a.atttypmod - 4 FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND a.attname = 'version_num' AND a.atttypmod > 0
      """;

  private VersionTableWarnings() {}

  /** Of the way there: Alembic writes a row where the migrations only changed one. */
  static List<String> there(BaselineTask task, ThrowawayDatabase cut) {
    List<String> warnings = new ArrayList<>();
    cut.versionTable()
        .ifPresent(
            table ->
                task.cut().dump().entries().stream()
                    .filter(entry -> entry.type().equals("TRIGGER"))
                    .filter(entry -> entry.schema().equals(table.schema()))
                    .filter(entry -> entry.name().startsWith(table.name() + " "))
                    .filter(
                        entry ->
                            task.before().dump().entries().stream()
                                .noneMatch(then -> then.key().equals(entry.key())))
                    .filter(entry -> AT_INSERT.matcher(entry.definition()).find())
                    .forEach(
                        entry ->
                            warnings.add(
                                "a migration makes trigger %s of Alembic's table %s, which fires when Alembic inserts the baseline's revision there; the migrations' own revisions were updates of a row by then"
                                    .formatted(
                                        entry.name().substring(table.name().length() + 1),
                                        table))));
    return warnings;
  }

  /** Of the way back: Alembic deletes its row afterwards, and has to find it. */
  static List<String> back(ThrowawayDatabase cut, ThrowawayDatabase before) {
    if (cut.versionTable().isEmpty() || before.versionTable().isEmpty()) {
      return List.of();
    }
    VersionTable now = cut.versionTable().get();
    VersionTable then = before.versionTable().get();
    if (!now.equals(then)) {
      return List.of(
          "Alembic's table %s cannot become %s again while it says which revision is there"
              .formatted(now, then));
    }
    List<String> warnings = new ArrayList<>();
    try (Session session = cut.session()) {
      Optional<Integer> room = room(before, then);
      now.revisions(session).stream()
          .filter(id -> room.filter(most -> id.length() > most).isPresent())
          .forEach(
              id ->
                  warnings.add(
                      "Alembic's table %s has room for %d characters before the first migration, and cannot become so again while it says %s"
                          .formatted(then, room.get(), id)));
      return warnings;
    }
  }

  private static Optional<Integer> room(ThrowawayDatabase before, VersionTable table) {
    try (Session session = before.session()) {
      return session.rows(ROOM, row -> row.getInt(1), table.schema(), table.name()).stream()
          .findFirst();
    }
  }
}
