package project;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import alembic.ScriptDirectory;
import answers.ValueAnswers;
import config.AlembicConfig;
import config.ConfigSection;
import console.Console;
import console.Failure;
import engine.Engine;
import engine.EngineSettings;
import engine.Engines;
import git.GitRepository;
import git.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import migrations.ProjectTree;
import migrations.Target;
import plan.Deployed;
import plan.PlanOptions;
import plan.PlanProject;
import plan.Squashplan;
import postgres.ThrowawayDatabase;

/** The project that a phase works on: its repository, its folder for our files, its settings. */
public final class Project implements AutoCloseable {
  private static final String USUAL_SECONDS = "60";

  private final Console console;
  private final ProjectOptions options;
  private final GitRepository repository;
  private final Path folder;

  /** Opens the project that the options name. */
  public Project(Console console, ProjectOptions options) {
    this.console = console;
    this.options = options;
    this.folder = options.root();
    this.repository = GitRepository.containing(folder);
  }

  /** Where to talk. */
  public Console console() {
    return console;
  }

  /** Its repository. */
  public GitRepository repository() {
    return repository;
  }

  /** Its folder: the repository's own or one in it. */
  public Path folder() {
    return folder;
  }

  /** A file of ours in the project's {@code .alembic_squash}. */
  public Path file(String name) {
    return folder.resolve(Squashplan.FOLDER).resolve(name);
  }

  /** The path of a file of the project, as messages show it. */
  public String shown(Path path) {
    return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
  }

  /** Asks for a plan with what the options say. */
  public PlanOptions planOptions(Optional<String> ref, boolean again) {
    EngineSettings settings = settings(Optional.empty());
    Map<String, String> kept = new HashMap<>(earlierAnswers());
    kept.putAll(options.settings());
    return new PlanOptions(
        ref,
        options.ini(),
        again,
        Engines.nameFor(settings, folder),
        ProjectOptions.writable(kept));
  }

  /** A plan that is made anew keeps what was answered about generated values. */
  private Map<String, String> earlierAnswers() {
    Path earlier = Squashplan.path(folder);
    if (!Files.isRegularFile(earlier)) {
      return Map.of();
    }
    try {
      return ValueAnswers.in(Squashplan.read(earlier).settings());
    } catch (Failure unreadable) {
      console.warn("answers of the earlier plan are not kept: " + unreadable.getMessage());
      return Map.of();
    }
  }

  /**
   * What is answered about generated values: on the command line, else in the plan, else in
   * baselines.
   */
  public KnownAnswers answers(Optional<Squashplan> plan, BaselineAnswers baselines) {
    return KnownAnswers.of(
        options.settings(), plan.map(Squashplan::settings).orElse(Map.of()), baselines);
  }

  /** What is said of sessions' settings, on the command line or in the plan. */
  public Optional<String> sessionSettings(Squashplan plan) {
    return Setting.SESSION_SETTINGS.in(settingsOver(Optional.of(plan)));
  }

  /** Writes answers into the plan, where they are not there yet. */
  public void keep(Squashplan plan, Map<String, String> answers) {
    if (!plan.settings().entrySet().containsAll(answers.entrySet())) {
      plan.withOnly(ProjectOptions.writable(plan.with(answers).settings()))
          .write(Squashplan.path(folder));
    }
  }

  /**
   * Writes into the plan what the options say of how databases are built, for later phases. To be
   * called once databases were built so: what nothing can be built with does not stick.
   */
  public void keepOptions() {
    Squashplan plan = plan();
    Squashplan kept =
        options
            .engine()
            .map(plan::withEngine)
            .orElse(plan)
            .withOnly(options.buildingOver(plan.settings()));
    if (!kept.equals(plan)) {
      kept.write(Squashplan.path(folder));
    }
  }

  /** The plan that was made. */
  public Squashplan plan() {
    return Squashplan.read(Squashplan.path(folder));
  }

  /**
   * The plan that was made, checked against the revisions of what is checked out: those that it was
   * made for, or those that its squash left.
   */
  public Squashplan fittingPlan() {
    Squashplan plan = plan();
    RevisionGraph graph = graph(head(), plan.config());
    if (!isCarriedOut(plan, graph)) {
      plan.checkFits(repository, graph);
    }
    return plan;
  }

  /** Whether revisions are what the squash of a plan leaves: of the planned ones the cut alone. */
  public static boolean isCarriedOut(Squashplan plan, RevisionGraph graph) {
    return plan.revs().size() > 1
        && plan.revs().stream()
            .allMatch(rev -> graph.find(rev).isPresent() == rev.equals(plan.cut()));
  }

  /** The files of the commit that is checked out. */
  public SourceTree head() {
    return repository.tree(repository.headCommit());
  }

  /**
   * Alembic's configuration in a state of the repository: what the options name, else what was
   * planned with, else found or asked for.
   */
  public ConfigSection config(SourceTree tree) {
    Optional<ConfigSection> planned =
        Optional.of(Squashplan.path(folder))
            .filter(file -> options.ini().isEmpty() && Files.isRegularFile(file))
            .map(file -> Squashplan.read(file).config());
    String file =
        planned
            .map(ConfigSection::file)
            .filter(ini -> tree.read(ini).isPresent())
            .orElseGet(() -> PlanProject.config(console, repository, tree, folder, options.ini()));
    String name =
        Setting.ALEMBIC_NAME
            .in(options.settings())
            .or(() -> planned.map(ConfigSection::name))
            .orElse(ConfigSection.USUAL);
    return new ConfigSection(file, name);
  }

  /** The revisions of a state of the repository. */
  public static RevisionGraph graph(SourceTree tree, ConfigSection config) {
    return RevisionGraph.of(ScriptDirectory.load(tree, AlembicConfig.read(tree, config)));
  }

  /**
   * All heads of a graph, to upgrade to. One that another depends on is not in the version table:
   * it is implied there.
   */
  public static Target heads(RevisionGraph graph) {
    return Target.heads(
        graph.headsOf(graph.ids()).stream()
            .map(RevisionScript::revision)
            .collect(Collectors.toSet()));
  }

  /** The engine that the options, else the plan, else the machine and the project decide on. */
  public Engine engine(Optional<Squashplan> plan) {
    Engine engine = new Engines(console).pick(settings(plan), folder);
    console.detail("engine: " + engine.describe());
    return engine;
  }

  /** Does a step that builds a database, and shows how far it has come. */
  public ThrowawayDatabase build(
      String what, BuildProgress progress, Function<Engine.Watch, ThrowawayDatabase> build) {
    return console.step(
        what,
        shown -> {
          shown.accept(progress::text);
          return build.apply(progress.watch());
        });
  }

  /**
   * Follows a build: its log starts anew.
   *
   * @param name names the log
   * @param graph the revisions that may run
   * @param expected how many of them will
   */
  public BuildProgress progress(String name, RevisionGraph graph, int expected) {
    return new BuildProgress(console, name, file("logs/" + name + ".log"), graph, expected);
  }

  /**
   * Writes the files of a commit into a folder that is not there yet, and with them what a build of
   * the project generated in the work tree.
   */
  public ProjectTree export(String commit, ConfigSection config, Path target) {
    repository.export(commit, target);
    AlembicConfig read = AlembicConfig.read(repository.tree(commit), config);
    int modules = new GeneratedModules(repository, read).copyInto(target);
    console.detail(
        "exported commit %.10s, with ".formatted(commit)
            + Console.counted(modules, "module")
            + " of the work tree that git ignores");
    return tree(target, read);
  }

  /** The work tree as it is. */
  public ProjectTree workTree(ConfigSection config) {
    return tree(repository.root(), AlembicConfig.read(repository.workTree(), config));
  }

  @Override
  public void close() {
    repository.close();
  }

  private ProjectTree tree(Path root, AlembicConfig config) {
    String relative = repository.root().relativize(folder).toString();
    return new ProjectTree(
        root,
        relative,
        config.source().file(),
        config.source().name(),
        config.workingFolder(),
        repository.root());
  }

  /** The variables that migrations are given, and those that they inherit on this machine. */
  public Map<String, String> environment(Optional<Squashplan> plan) {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(ProjectOptions.environment(settingsOver(plan)));
    return all;
  }

  /** At what databases are that exist. */
  public Deployed deployed(Optional<Squashplan> plan) {
    return Deployed.in(settingsOver(plan));
  }

  private Map<String, String> settingsOver(Optional<Squashplan> plan) {
    return options.over(plan.map(Squashplan::settings).orElse(Map.of()));
  }

  private EngineSettings settings(Optional<Squashplan> plan) {
    Map<String, String> all = settingsOver(plan);
    return new EngineSettings(
        options.engine().or(() -> plan.map(Squashplan::engine)),
        folder.getFileName().toString(),
        Setting.DOCKERFILE.in(all).map(Path::of),
        Setting.UPGRADE_COMMAND.in(all),
        Setting.PYTHON.in(all),
        Setting.DB_USER.in(all),
        Setting.DB_NAME.in(all),
        options.password(),
        Setting.INIT_SQL.in(all).map(Path::of),
        ProjectOptions.environment(all),
        XArguments.in(all),
        Setting.VERSION_TABLE.in(all),
        Duration.ofSeconds(Long.parseLong(Setting.TIMEOUT.in(all).orElse(USUAL_SECONDS))),
        Setting.IMAGE.in(all),
        options.serverUrl().or(() -> Setting.SERVER_URL.in(all)));
  }
}
