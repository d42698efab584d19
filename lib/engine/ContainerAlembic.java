package engine;

import docker.Container;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import migrations.AlembicGraph;
import migrations.AlembicRun;
import migrations.LaterClock;
import migrations.MigrationRunner;
import migrations.ProjectTree;
import migrations.RunnerRequest;
import migrations.SchemaChoice;
import migrations.StopPoint;
import process.TemporaryFolder;

/**
 * Runs Alembic in a container of the project's database image, in whose build the migrations have
 * run: it has the project's Python and its revisions.
 *
 * @param home the container
 * @param xArguments what {@code alembic -x} takes, in order
 * @param clock what day it is for the migrations
 */
record ContainerAlembic(Container home, List<String> xArguments, LaterClock clock) {
  private static final String SCRIPTS = "/tmp/alembic_squash";

  /** Its words are a folder of its own, for what is asked and answered, and a command. */
  private static final String WITH_REQUEST =
      "mkdir -m 700 \"$0\" && cat > \"$0/" + RunnerRequest.FILE + "\" && exec \"$@\"";

  /** One by everybody's clock. */
  ContainerAlembic(Container home, List<String> xArguments) {
    this(home, xArguments, LaterClock.NOW);
  }

  /**
   * Runs a command.
   *
   * @param tree whose revisions the image has, in its working folder
   * @param database the container of the only database that it can reach
   * @param log where its output goes
   * @param command what is typed behind {@code alembic}
   */
  AlembicRun run(ProjectTree tree, Container database, Path log, List<String> command) {
    return run(RunnerRequest.SCRIPT, tree, database, log, command);
  }

  /** Tries whether env.py is told the schema; as {@link #run}. */
  AlembicRun schemaChoice(ProjectTree tree, Container database, Path log) {
    return run(SchemaChoice.SCRIPT, tree, database, log, MigrationRunner.CURRENT);
  }

  /** Tells what Alembic makes of the revisions; as {@link #run}. */
  AlembicRun revisionGraph(ProjectTree tree, Container database, Path log) {
    return run(AlembicGraph.SCRIPT, tree, database, log, MigrationRunner.HEADS);
  }

  /** Runs env.py up to a moment; as {@link #run}. What is printed is the role that migrates. */
  AlembicRun until(StopPoint moment, ProjectTree tree, Container database, Path log) {
    return run(StopPoint.SCRIPT, tree, database, log, moment.command());
  }

  private AlembicRun run(
      String script, ProjectTree tree, Container database, Path log, List<String> command) {
    if (!home.has("python3")) {
      return AlembicRun.impossible("the image has no python3 to run Alembic with");
    }
    home.copyIn(SCRIPTS, ContainerAlembic::writeScripts);
    String root = home.config().folder();
    // Several may run in one container at a time.
    String place = "/tmp/alembic_squash-" + UUID.randomUUID();
    String report = place + "/" + MigrationRunner.REPORT;
    String request = place + "/" + RunnerRequest.FILE;
    List<String> words = new ArrayList<>(List.of("sh", "-c", WITH_REQUEST, place));
    words.add("env");
    words.addAll(seed());
    tree.variables().forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(List.of("python3", SCRIPTS + "/" + script, request, report));
    home.execute(words.toArray(String[]::new))
        .stdin(
            new RunnerRequest(
                    root,
                    root,
                    root,
                    inImage(root, tree, tree.workingFolder()),
                    inImage(root, tree, tree.config()),
                    tree.section(),
                    RunnerRequest.target(database.seenFromContainers()),
                    xArguments,
                    clock,
                    null,
                    command)
                .text())
        .named("alembic " + String.join(" ", command))
        .log(log)
        .run();
    try (TemporaryFolder folder = new TemporaryFolder("runner")) {
      Path answer = folder.path().resolve(MigrationRunner.REPORT);
      if (!home.copyOut(report, answer)) {
        return AlembicRun.impossible("Alembic did not run in the image; its output is in " + log);
      }
      return MigrationRunner.outcome(answer);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void writeScripts(Path folder) {
    try {
      RunnerRequest.writeScripts(folder);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** One order of Python's sets, as in the image's build, but for images that say another. */
  private List<String> seed() {
    return home.config().variables().containsKey(MigrationRunner.HASH_SEED)
        ? List.of()
        : List.of(MigrationRunner.HASH_SEED + "=" + MigrationRunner.ONE_SEED);
  }

  private static String inImage(String root, ProjectTree tree, Path path) {
    return Path.of(root).resolve(tree.project().relativize(path)).normalize().toString();
  }
}
