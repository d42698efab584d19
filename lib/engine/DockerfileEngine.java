package engine;

import console.Failure;
import docker.BuiltImage;
import docker.Container;
import docker.Dockerfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * Builds the project's own database image, whose build runs the migrations, with {@code upgrade
 * head} replaced by the target. The host needs Docker and nothing else.
 */
public final class DockerfileEngine implements Engine {
  static final String NAME = "dockerfile";

  /** A command of Alembic's that reads the revision scripts alone. */
  private static final String WITHOUT_ENVIRONMENT = "heads";

  /** One that runs env.py. */
  private static final String WITH_ENVIRONMENT = "current";

  private final EngineSettings settings;
  private final Path dockerfile;
  private final TreeDockerfile files;
  private final LaterClock clock;
  private final Deque<AutoClosing> started;

  /** A container of each tree, which has the tree's revisions and what they need to run. */
  private final Map<Path, Container> byTree;

  /** Closes without a checked exception. */
  private interface AutoClosing extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param dockerfile its path relative to the project's folder, so that each state of the project
   *     is built with its own; absolute for one that lies elsewhere
   */
  public DockerfileEngine(EngineSettings settings, Path dockerfile) {
    this.settings = settings;
    this.dockerfile = dockerfile;
    this.files =
        new TreeDockerfile(
            dockerfile, settings.dockerfile().upgradeCommand(), settings.migrations().xArguments());
    this.clock = LaterClock.NOW;
    this.started = new ArrayDeque<>();
    this.byTree = new ConcurrentHashMap<>();
  }

  private DockerfileEngine(DockerfileEngine now, LaterClock clock) {
    this.settings = now.settings;
    this.dockerfile = now.dockerfile;
    this.files = now.files;
    this.clock = clock;
    this.started = now.started;
    this.byTree = now.byTree;
  }

  /** The image names its role and its database: only the day can be another one. */
  @Override
  public Optional<Engine> elsewhere(Installation other) {
    return other.hasOtherNames()
        ? Optional.empty()
        : Optional.of(new DockerfileEngine(this, new LaterClock(other.days(), true)));
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
    Dockerfile unmigrated =
        files.built(tree).preparing(settings.dockerfile().upgradeCommand(), WITHOUT_ENVIRONMENT);
    Container container;
    try {
      container = run(unmigrated, tree, watch.log());
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
    Dockerfile file =
        files.built(tree).preparing(settings.dockerfile().upgradeCommand(), WITH_ENVIRONMENT);
    return unmigrated(file, tree, watch, start);
  }

  /**
   * As {@link #prepared}, for a Dockerfile that stops at some revision already.
   *
   * @return empty where it is not known where the file migrates
   */
  public Optional<ThrowawayDatabase> preparedAsItStops(ProjectTree tree, Watch watch) {
    Instant start = Instant.now();
    return files
        .source(tree)
        .preparing()
        .map(file -> unmigrated(file.labelled(TreeDockerfile.label()), tree, watch, start));
  }

  /** The database of the Dockerfile as it stands, from Docker's cache where that has it. */
  public ThrowawayDatabase asItStands(ProjectTree tree, Watch watch) {
    Instant start = Instant.now();
    Container container =
        run(files.source(tree).labelled(TreeDockerfile.label()), tree, watch.log());
    return migrated(container, Target.heads(Set.of()), watch, start);
  }

  @Override
  public ThrowawayDatabase migrated(ProjectTree tree, Target target, Watch watch) {
    Instant start = Instant.now();
    Container container =
        clock.days() == 0
            ? run(files.upgrading(files.built(tree), target), tree, watch.log())
            : later(tree, target, watch);
    return migrated(container, target, watch, start);
  }

  /**
   * The clock of a build cannot be set, so the image's own Alembic runs the migrations after it.
   */
  private Container later(ProjectTree tree, Target target, Watch watch) {
    Dockerfile unmigrated =
        files.built(tree).preparing(settings.dockerfile().upgradeCommand(), WITHOUT_ENVIRONMENT);
    Container container = run(unmigrated, tree, watch.log());
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
    return image(tree).run(tree, (Container) database.server(), watch.log(), command);
  }

  @Override
  public Optional<SchemaChoice> schemaChoice(
      ProjectTree tree, ThrowawayDatabase database, Watch watch) {
    SchemaChoice.prepare(database);
    return SchemaChoice.read(
        image(tree).schemaChoice(tree, (Container) database.server(), watch.log()));
  }

  @Override
  public AlembicRun revisionGraph(ProjectTree tree, ThrowawayDatabase database, Watch watch) {
    return image(tree).revisionGraph(tree, (Container) database.server(), watch.log());
  }

  private ContainerAlembic image(ProjectTree tree) {
    return Optional.ofNullable(byTree.get(tree.root()))
        .map(home -> new ContainerAlembic(home, files.xArguments(tree)))
        .orElseThrow(
            () -> new IllegalStateException("no database of " + tree.root() + " was built"));
  }

  /** The Dockerfile of a tree with its upgrade stopping at a target. */
  public Dockerfile upgrading(ProjectTree tree, Target target) {
    return files.upgrading(files.source(tree), target);
  }

  @Override
  public void close() {
    while (true) {
      AutoClosing last;
      synchronized (started) {
        if (started.isEmpty()) {
          return;
        }
        last = started.pop();
      }
      last.close();
    }
  }

  private static ThrowawayDatabase database(
      Container container, Optional<VersionTable> table, Instant start) {
    return new ThrowawayDatabase(
        container, container.login(), table, Map.of(), Duration.between(start, Instant.now()));
  }

  private ThrowawayDatabase unmigrated(
      Dockerfile file, ProjectTree tree, Watch watch, Instant start) {
    ThrowawayDatabase database = database(run(file, tree, watch.log()), Optional.empty(), start);
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

  private Container run(Dockerfile file, ProjectTree tree, Path log) {
    ConnectionParameters login = login(file);
    BuiltImage image = new BuiltImage();
    remember(image::close);
    String id = image.build(file, tree.project(), log);
    Container container = new Container(id, login, Map.of(), settings.server().readyWithin());
    remember(container::close);
    byTree.put(tree.root(), container);
    return container;
  }

  private void remember(AutoClosing thing) {
    synchronized (started) {
      started.push(thing);
    }
  }

  private ConnectionParameters login(Dockerfile file) {
    return settings.login().over(file.login().orElse(settings.login().usual()));
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
