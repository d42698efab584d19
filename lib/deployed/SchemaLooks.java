package deployed;

import console.Console;
import console.Failure;
import deployed.DatabaseState.Kind;
import java.util.List;
import java.util.Optional;
import plan.Squashplan;
import postgres.ConnectionParameters;
import postgres.ExistingServer;
import postgres.ThrowawayDatabase;
import process.TemporaryFolder;
import project.Project;
import project.SharedBuilds;

/** Finds which revision each of some databases looks like; the originals are built once for all. */
final class SchemaLooks {
  private final Project project;
  private final KnownRevisions known;

  SchemaLooks(Project project, KnownRevisions known) {
    this.project = project;
    this.known = known;
  }

  /** Looks at those that could be read. */
  List<CheckedDatabase> of(List<CheckedDatabase> databases) {
    if (databases.stream().allMatch(database -> database.state().kind() == Kind.UNREADABLE)) {
      return databases;
    }
    Console console = project.console();
    List<Stop> stops = stops();
    return console.step(
        "compare the definitions with those of each revision",
        () -> databases.stream().map(database -> identified(database, stops)).toList());
  }

  private List<Stop> stops() {
    project.repository().excludeLocally(Squashplan.FOLDER + "/");
    try (SharedBuilds.Opened opened = project.engine(project.plan().ifMade());
        TemporaryFolder folder = new TemporaryFolder("identify")) {
      return new OriginalsWalk(project, opened.engine(), known.config(), folder.path()).walk(known);
    }
  }

  private CheckedDatabase identified(CheckedDatabase database, List<Stop> stops) {
    if (database.state().kind() == Kind.UNREADABLE) {
      return database;
    }
    ConnectionParameters place = database.place();
    try {
      ThrowawayDatabase there = ExistingServer.at(place);
      SchemaDefinitions definitions = SchemaDefinitions.of(there, database.versionTable());
      Identification found = Identification.of(definitions, stops);
      return database.with(Identified.of(found, database.state(), known));
    } catch (Failure refused) {
      return new CheckedDatabase(
          place,
          DatabaseState.of(
              Kind.UNREADABLE, database.state().revisions(), refused.getMessage(), refused.hint()),
          Optional.empty(),
          Optional.empty());
    }
  }
}
