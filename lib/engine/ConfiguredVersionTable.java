package engine;

import console.Failure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import migrations.MigrationRunner;
import postgres.Session;
import postgres.ThrowawayDatabase;
import postgres.VersionTable;

/**
 * Alembic's table as env.py was seen to configure it.
 *
 * @param chosen what the user calls it; empty to take env.py's word
 * @param names those that env.py configured, with their schemas
 */
record ConfiguredVersionTable(Optional<String> chosen, Set<String> names) {
  /** As a run of Alembic reports it. */
  static ConfiguredVersionTable of(MigrationRunner.Report report, Optional<String> chosen) {
    return new ConfiguredVersionTable(
        chosen,
        report.versionTables().stream()
            .map(table -> table.schema().map(schema -> schema + ".").orElse("") + table.name())
            .collect(Collectors.toSet()));
  }

  /** The table; none where env.py never asked, or if it is not there. */
  Optional<VersionTable> in(ThrowawayDatabase database) {
    return name().flatMap(known -> VersionTable.called(known, database));
  }

  /**
   * The table of a database that was migrated.
   *
   * @param log where Alembic's output is
   * @throws Failure if there is none, or several
   */
  VersionTable after(Session session, Path log) {
    if (names.size() > 1 && chosen.isEmpty()) {
      throw new Failure(
          "env.py uses several version tables (" + String.join(", ", names) + "), expected one",
          "Name the one to look at with --alembic-version-table. Projects that migrate several"
              + " databases at once cannot be squashed yet.");
    }
    Optional<String> seen = names.stream().findFirst();
    if (chosen.isEmpty() && seen.isPresent() && VersionTable.all(session, seen).isEmpty()) {
      throw new Failure(
          "env.py ended and there is no version table " + seen.get(),
          "Does it commit? Alembic's output is in " + log + ".");
    }
    return VersionTable.find(session, name())
        .orElseThrow(
            () ->
                new Failure(
                    "env.py ran no migration, so there is no version table",
                    "Alembic's output is in " + log + "."));
  }

  private Optional<String> name() {
    return chosen.or(() -> names.stream().findFirst());
  }
}
