package deployed;

import console.Console;
import console.ExitCode;
import console.Failure;
import console.SideBySide;
import console.Table;
import deployed.DatabaseState.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import postgres.ConnectionParameters;
import project.Project;

/** Says of databases that exist what the next `upgrade` means to them; they are only read. */
public final class CheckDatabasePhase {
  private final Project project;
  private final Console console;
  private final Options options;

  /**
   * What to look at, and how to answer.
   *
   * @param databases where they are
   * @param identify find which revision each schema looks like
   * @param json print the answer as JSON
   */
  public record Options(List<ConnectionParameters> databases, boolean identify, boolean json) {}

  /** The phase. */
  public CheckDatabasePhase(Project project, Options options) {
    this.project = project;
    this.console = project.console();
    this.options = options;
  }

  /**
   * Reads the databases and says what they are, as data: a line each.
   *
   * @return the exit code of the worst of them
   */
  public ExitCode run() {
    KnownRevisions known =
        console.step("reading revisions and history", () -> KnownRevisions.of(project));
    Optional<String> versionTable = project.plan().versionTable();
    StateOfDatabase states = new StateOfDatabase(known);
    List<Callable<CheckedDatabase>> checks = new ArrayList<>();
    options.databases().forEach(place -> checks.add(() -> checked(place, versionTable, states)));
    List<CheckedDatabase> read =
        console.step(
            "reading " + Console.counted(checks.size(), "database"), () -> SideBySide.run(checks));
    List<CheckedDatabase> checked =
        options.identify() ? new SchemaLooks(project, known).of(read) : read;
    print(checked);
    return checked.stream()
        .map(database -> database.state().kind().exit())
        .max(Comparator.comparingInt(CheckDatabasePhase::gravity))
        .orElseThrow();
  }

  /** One that cannot be read hides a state that may be any. */
  private static int gravity(ExitCode exit) {
    return exit == ExitCode.FAILED ? Integer.MAX_VALUE : exit.value();
  }

  private static CheckedDatabase checked(
      ConnectionParameters place, Optional<String> versionTable, StateOfDatabase states) {
    try {
      DatabaseReading reading = DatabaseReading.of(place, versionTable);
      return new CheckedDatabase(
          place, states.of(reading), reading.versionTable(), Optional.empty());
    } catch (Failure refused) {
      String why = refused.getMessage().replaceAll("\\s+", " ").strip();
      return new CheckedDatabase(
          place,
          DatabaseState.of(Kind.UNREADABLE, Set.of(), why, refused.hint()),
          Optional.empty(),
          Optional.empty());
    }
  }

  private void print(List<CheckedDatabase> checked) {
    if (options.json()) {
      console.data(CheckJson.text(checked));
      return;
    }
    Table table =
        options.identify()
            ? new Table("database", "state", "at", "looks like", "definitions", "to type")
            : new Table("database", "state", "at", "what to know");
    checked.forEach(database -> row(table, database));
    console.text(table);
    for (CheckedDatabase database : checked) {
      database.identified().stream()
          .flatMap(looks -> looks.notes(database.place().toString()).stream())
          .forEach(console::say);
    }
  }

  private void row(Table table, CheckedDatabase database) {
    List<String> cells = new ArrayList<>();
    cells.add(database.place().toString());
    cells.add(database.state().kind().word());
    cells.add(database.state().at());
    if (options.identify()) {
      cells.add(database.identified().map(looks -> looks.found().titles()).orElse("-"));
      cells.add(database.identified().map(looks -> looks.found().exactness()).orElse("-"));
      cells.add(database.identified().map(Identified::stamp).orElse(database.state().sentence()));
    } else {
      cells.add(database.state().sentence());
    }
    table.row(cells.toArray(String[]::new));
  }
}
