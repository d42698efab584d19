package engine;

import console.Failure;
import docker.Container;
import docker.Dockerfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import migrations.AlembicRun;
import migrations.LaterClock;
import migrations.ProjectTree;
import migrations.SchemaChoice;
import migrations.StopPoint;
import migrations.Target;
import postgres.ConnectionParameters;
import postgres.ObservedRun;
import postgres.Session;
import postgres.ThrowawayDatabase;
import postgres.VersionTable;

/**
 * Has the project's own database image, whose build runs the migrations, make its databases. What
 * its Dockerfile does before its upgrade is built once for a tree; each database is a container in
 * which the rest happens, its upgrade going as far as the target. If that cannot be done, each
 * database is built as a whole, with {@code upgrade head} replaced by the target. The host needs
 * Docker and nothing else.
 */
public final class DockerfileEngine implements Engine {
  /** The name that {@code --engine} takes. */
  public static final String NAME = "dockerfile";

  /** A command of Alembic's that reads the revision scripts alone. */
  private static final String WITHOUT_ENVIRONMENT = "heads";

  /** One that runs env.py. */
  private static final String WITH_ENVIRONMENT = "current";

  private final EngineSettings settings;
  private final Path dockerfile;
  private final TreeDockerfile files;
  private final LaterClock clock;
  private final TreeContainers containers;

  /**
   * As {@link #DockerfileEngine(EngineSettings, Path, Consumer)}, for those who are told nothing.
   */
  public DockerfileEngine(EngineSettings settings, Path dockerfile) {
    this(settings, dockerfile, sentence -> {});
  }

  /**
   * @param dockerfile its path relative to the project's folder, so that each state of the project
   *     is built with its own; absolute for one that lies elsewhere
   * @param tell is told where databases have to be built as a whole, in a sentence
   */
  public DockerfileEngine(EngineSettings settings, Path dockerfile, Consumer<String> tell) {
    this.settings = settings;
    this.dockerfile = dockerfile;
    this.files =
        new TreeDockerfile(
            dockerfile, settings.dockerfile().upgradeCommand(), settings.migrations().xArguments());
    this.clock = LaterClock.NOW;
    this.containers =
        new TreeContainers(files, settings.login(), settings.server().readyWithin(), tell);
  }

  private DockerfileEngine(DockerfileEngine other, LaterClock clock, TreeContainers containers) {
    this.settings = other.settings;
    this.dockerfile = other.dockerfile;
    this.files = other.files;
    this.clock = clock;
    this.containers = containers;
  }

  /** The image names its role and its database: only the day can be another one. */
  @Override
  public Optional<Engine> elsewhere(Installation other) {
    return other.hasOtherNames()
        ? Optional.empty()
        : Optional.of(new DockerfileEngine(this, new LaterClock(other.days(), true), containers));
  }

  /** As a whole: what is generated before the upgrade is in one image, and would not be told. */
  @Override
  public Engine again() {
    return new DockerfileEngine(this, clock, containers.whole());
  }

  @Override
  public boolean isShortened(ProjectTree tree) {
    return containers.areShortened(tree);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return "the image of " + dockerfile;
  }

  /**
   * Builds the image without its migrations and has its own Alembic come as far as the first of
   * them. An image in which that cannot be run is built with a run of env.py in their place.
   */
  @Override
  public ThrowawayDatabase prepared(ProjectTree tree, Watch watch) {
    return stopped(StopPoint.VERSIONED, tree, watch)
        .orElseGet(() -> withEnvironmentRun(tree, watch));
  }

  @Override
  public ThrowawayDatabase unversioned(ProjectTree tree, Watch watch) {
    return stopped(StopPoint.ASKED, tree, watch).orElseGet(() -> withEnvironmentRun(tree, watch));
  }

  private Optional<ThrowawayDatabase> stopped(StopPoint moment, ProjectTree tree, Watch watch) {
    Instant start = Instant.now();
    Container container;
    try {
      container = containers.of(tree, unmigrated(WITHOUT_ENVIRONMENT), watch.log());
    } catch (Failure unknownCommand) {
      return Optional.empty();
    }
    AlembicRun run =
        new ContainerAlembic(container, files.xArguments(tree))
            .until(moment, tree, container, watch.log());
    if (!run.succeeded()) {
      return Optional.empty();
    }
    ThrowawayDatabase database = database(container, Optional.empty(), start);
    return Optional.of(
        ownTable(database, watch)
            .map(table -> database.with(table, ObservedRun.migratingAs(run.output())))
            .orElse(database));
  }

  private ThrowawayDatabase withEnvironmentRun(ProjectTree tree, Watch watch) {
    Instant start = Instant.now();
    return unmigrated(containers.of(tree, unmigrated(WITH_ENVIRONMENT), watch.log()), watch, start);
  }

  private UnaryOperator<Dockerfile> unmigrated(String instead) {
    return file -> file.preparing(settings.dockerfile().upgradeCommand(), instead);
  }

  /**
   * As {@link #prepared}, for a Dockerfile that stops at some revision already.
   *
   * @return empty if it is not known where the file migrates
   */
  public Optional<ThrowawayDatabase> preparedAsItStops(ProjectTree tree, Watch watch) {
    Instant start = Instant.now();
    return files
        .source(tree)
        .preparing()
        .map(file -> file.labelled(TreeDockerfile.label()))
        .map(file -> unmigrated(containers.built(tree, file, watch.log()), watch, start));
  }

  /** The database of the Dockerfile as it stands, from Docker's cache where that has it. */
  public ThrowawayDatabase asItStands(ProjectTree tree, Watch watch) {
    Instant start = Instant.now();
    Container container =
        containers.built(tree, files.source(tree).labelled(TreeDockerfile.label()), watch.log());
    return migrated(container, Target.heads(Set.of()), watch, start);
  }

  @Override
  public ThrowawayDatabase migrated(ProjectTree tree, Target target, Watch watch) {
    Instant start = Instant.now();
    Container container =
        clock.days() == 0 && tree.variables().isEmpty()
            ? containers.of(tree, file -> files.upgrading(file, target), watch.log())
            : later(tree, target, watch);
    return migrated(container, target, watch, start);
  }

  /**
   * The clock of a build cannot be set, nor a variable, so the image's own Alembic runs the
   * migrations after it.
   */
  private Container later(ProjectTree tree, Target target, Watch watch) {
    Container container = containers.of(tree, unmigrated(WITHOUT_ENVIRONMENT), watch.log());
    clock.define(database(container, Optional.empty(), Instant.now()));
    AlembicRun run =
        new ContainerAlembic(container, files.xArguments(tree), clock)
            .run(tree, container, watch.log(), List.of("upgrade", target.argument()));
    if (!run.succeeded()) {
      throw new Failure(run.output(), "Its output is in " + watch.log() + ".");
    }
    return container;
  }

  /** In a container of the tree's own image, which has the project's Python. */
  @Override
  public AlembicRun alembic(
      ProjectTree tree, ThrowawayDatabase database, Watch watch, List<String> command) {
    return containers.alembic(tree).run(tree, (Container) database.server(), watch.log(), command);
  }

  @Override
  public Optional<SchemaChoice> schemaChoice(
      ProjectTree tree, ThrowawayDatabase database, Watch watch) {
    SchemaChoice.prepare(database);
    return SchemaChoice.read(
        containers.alembic(tree).schemaChoice(tree, (Container) database.server(), watch.log()));
  }

  @Override
  public AlembicRun revisionGraph(ProjectTree tree, ThrowawayDatabase database, Watch watch) {
    return containers.alembic(tree).revisionGraph(tree, (Container) database.server(), watch.log());
  }

  /** The Dockerfile of a tree with its upgrade stopping at a target. */
  public Dockerfile upgrading(ProjectTree tree, Target target) {
    return files.upgrading(files.source(tree), target);
  }

  @Override
  public void close() {
    containers.close();
  }

  private static ThrowawayDatabase database(
      Container container, Optional<VersionTable> table, Instant start) {
    return new ThrowawayDatabase(
        container, container.login(), table, Map.of(), Duration.between(start, Instant.now()));
  }

  private ThrowawayDatabase unmigrated(Container container, Watch watch, Instant start) {
    ThrowawayDatabase database = database(container, Optional.empty(), start);
    return ownTable(database, watch)
        .map(table -> database.with(table, ObservedRun.NOTHING))
        .orElse(database);
  }

  /** Where it has one already. */
  private Optional<VersionTable> ownTable(ThrowawayDatabase database, Watch watch) {
    try (Session session = session(database.owner(), watch)) {
      return VersionTable.all(session, settings.migrations().versionTable()).stream().findFirst();
    }
  }

  private ThrowawayDatabase migrated(
      Container container, Target target, Watch watch, Instant start) {
    try (Session session = session(container.login(), watch)) {
      VersionTable table =
          VersionTable.find(session, settings.migrations().versionTable())
              .orElseThrow(() -> noVersionTable(watch.log()));
      target.check(session, table);
      return database(container, Optional.of(table), start);
    }
  }

  private Session session(ConnectionParameters owner, Watch watch) {
    return owner.session(
        "the database of " + dockerfile + " cannot be read",
        "The build's output is in " + watch.log() + ".");
  }

  private Failure noVersionTable(Path log) {
    return new Failure(
        "the database that " + dockerfile + " builds has no version table of Alembic's",
        "Check that its build runs `alembic upgrade head`, and name the table with"
            + " --alembic-version-table if it is not found by its shape. The output is in "
            + log
            + ".");
  }
}
