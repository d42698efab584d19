package project;

import alembic.RevisionGraph;
import conditions.FoundConditions;
import config.ConfigChoice;
import config.ConfigSection;
import console.Console;
import engine.Engine;
import engine.EngineSettings;
import engine.Engines;
import engine.KilledRuns;
import git.GitRepository;
import git.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import journal.Journal;
import journal.ProjectLock;
import plan.Squashplan;
import process.OwnFile;
import process.StoredBytes;
import tail.TailEngine;

/**
 * The project that a phase works on: its repository, its folder for our files, and what belongs to
 * it.
 */
public final class Project implements AutoCloseable {
  private final Console console;
  private final ProjectOptions options;
  private final GitRepository repository;
  private final Path folder;
  private final FoundConditions conditions;
  private final SharedBuilds shared = new SharedBuilds();
  private final Journal journal;
  private Optional<ProjectLock> lock = Optional.empty();
  private Optional<KeptSettings> kept = Optional.empty();

  /** Opens the project that the options name. */
  public Project(Console console, ProjectOptions options) {
    this.console = console;
    this.options = options;
    this.folder = options.root();
    this.repository = GitRepository.containing(folder);
    this.conditions = new FoundConditions(repository);
    this.journal = new Journal(repository, folder.resolve(Squashplan.FOLDER));
  }

  /**
   * Begins a command: what an earlier one left half done is finished or taken back, and said.
   *
   * @param command its name
   * @param isAlone whether it changes something that others read; then there is no other such one
   *     at the same time
   * @throws Failure if another process works on the repository
   */
  public void begin(String command, boolean isAlone) {
    new KilledRuns(console).remove();
    if (isAlone || journal.isUnfinished()) {
      lock = Optional.of(ProjectLock.take(repository.gitFolder(), command, journal::end));
      journal.recover().ifPresent(console::warn);
    }
    if (!isAlone) {
      release();
    }
  }

  private void release() {
    lock.ifPresent(ProjectLock::close);
    lock = Optional.empty();
  }

  /** Where changes of its repository are written down. */
  public Journal journal() {
    return journal;
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

  /** Writes a file of ours, and says where it is. */
  public Path write(String name, String text) {
    return write(name, StoredBytes.of(text));
  }

  /** The same of a file that may be long. */
  public Path write(String name, StoredBytes content) {
    Path path = file(name);
    OwnFile.folder(folder.resolve(Squashplan.FOLDER));
    OwnFile.folder(path.getParent());
    OwnFile.write(path, content);
    return path;
  }

  /** Deletes a file of ours, where it is there. */
  public void delete(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException kept) {
      throw new UncheckedIOException(kept);
    }
  }

  /** The path of a file of the project, as messages show it. */
  public String shown(Path path) {
    return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
  }

  /** What is said of it. */
  public ProjectSettings settings() {
    return new ProjectSettings(options, options.answers(), kept(), folder);
  }

  /** What its files say, read once. */
  public KeptSettings kept() {
    if (kept.isEmpty()) {
      Optional<Squashplan> planned = plan().ifReadable();
      Optional<Path> ini =
          options
              .ini()
              .map(folder::resolve)
              .or(() -> planned.map(plan -> repository.root().resolve(plan.ini())));
      Map<String, String> environment = new HashMap<>(System.getenv());
      planned.ifPresent(plan -> environment.putAll(ProjectSettings.variables(plan.settings())));
      environment.putAll(ProjectSettings.variables(options.settings()));
      kept = Optional.of(KeptSettings.of(folder, ini, environment));
    }
    return kept.get();
  }

  /** On what of the place its squashed revisions depend. */
  public FoundConditions conditions() {
    return conditions;
  }

  /** Its squashplan. */
  public ProjectPlan plan() {
    return new ProjectPlan(this, options);
  }

  /** The files that its migrations run from. */
  public Checkouts checkouts() {
    return new Checkouts(this);
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
    Optional<ConfigSection> planned = options.ini().isEmpty() ? plan().config() : Optional.empty();
    Optional<String> named = options.ini().or(() -> kept().options().ini());
    String file =
        planned
            .map(ConfigSection::file)
            .filter(ini -> tree.read(ini).isPresent())
            .orElseGet(() -> ConfigChoice.of(console, repository, tree, folder, named));
    String name =
        Setting.ALEMBIC_NAME
            .in(options.settings())
            .or(() -> planned.map(ConfigSection::name))
            .or(() -> Setting.ALEMBIC_NAME.in(kept().settings()))
            .orElse(ConfigSection.USUAL);
    return new ConfigSection(file, name);
  }

  /** The engine that the options, else the plan, else the machine and the project decide on. */
  public SharedBuilds.Opened engine(Optional<Squashplan> plan) {
    return engine(plan, plan.flatMap(Squashplan::from));
  }

  /**
   * The same for revisions above one that stays.
   *
   * @param base that revision; empty if all are squashed up to some
   */
  public SharedBuilds.Opened engine(Optional<Squashplan> plan, Optional<String> base) {
    EngineSettings chosen = settings().engine(plan);
    SharedBuilds.Opened opened =
        shared.open(
            chosen,
            () -> {
              Engine picked = new Engines(console).pick(chosen, folder);
              return base.map(id -> (Engine) new TailEngine(picked, id)).orElse(picked);
            });
    console.detail("engine: " + opened.engine().describe());
    return opened;
  }

  /** What phases share, where they run one after the other. */
  public SharedBuilds shared() {
    return shared;
  }

  /** Has the phases from now on share what they build. */
  public SharedBuilds share() {
    shared.begin();
    return shared;
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

  @Override
  public void close() {
    shared.close();
    release();
    repository.close();
  }
}
