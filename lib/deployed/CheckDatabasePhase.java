package deployed;

import console.Console;
import console.ExitCode;
import console.Failure;
import console.SideBySide;
import console.Style;
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
   * @param json print the answer as JSON
   */
  public record Options(List<ConnectionParameters> databases, boolean json) {}

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
    List<CheckedDatabase> checked =
        console.step(
            "reading " + Console.counted(checks.size(), "database"), () -> SideBySide.run(checks));
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
      return new CheckedDatabase(place, states.of(DatabaseReading.of(place, versionTable)));
    } catch (Failure refused) {
      String why = refused.getMessage().replaceAll("\\s+", " ").strip();
      return new CheckedDatabase(
          place, DatabaseState.of(Kind.UNREADABLE, Set.of(), why, refused.hint()));
    }
  }

  private void print(List<CheckedDatabase> checked) {
    if (options.json()) {
      console.data(CheckJson.text(checked));
      return;
    }
    Table table = new Table("database", "state", "at", "what to know");
    for (CheckedDatabase database : checked) {
      table.row(
          database.place().toString(),
          database.state().kind().word(),
          database.state().at(),
          database.state().sentence());
    }
    table.lines(new Style(false)).forEach(console::data);
  }
}
