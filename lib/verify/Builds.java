package verify;

import archive.SquashedHistoryFile;
import console.Failure;
import console.SideBySide;
import engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import migrations.AlembicRun;
import migrations.SchemaChoice;
import migrations.Target;
import postgres.ObservedRun;
import postgres.ThrowawayDatabase;
import project.BuildProgress;
import project.HookRows;
import project.OrdinaryRole;
import project.Project;
import project.SessionLeftovers;
import project.SharedBuilds;
import project.SquashedRevisions;
import rows.BuildWindow;
import snapshot.Snapshot;
import twin.Twin;

/** The databases that a proof needs, built side by side, and what was read of each. */
final class Builds {
  static final String BEFORE = "before";
  static final String AGAIN = "before-again";
  static final String AFTER = "after";
  static final String AFTER_AGAIN = "after-again";
  static final String PREPARED = "prepared";
  static final String CUT = "before-at-the-cut";
  static final String CUT_AGAIN = "before-at-the-cut-again";
  static final String CUT_AFTER = "after-at-the-cut";
  static final String CUT_ONCE_MORE = "before-at-the-cut-once-more";
  static final List<String> UPGRADE = List.of("upgrade", "heads");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int FEW_STOPS = 4;
  private static final int MANY_STOPS = 10;
  private static final String ORDINARY = "ordinary";
  private static final String ELSEWHERE = "elsewhere";

  private final Project project;
  private final Engine engine;
  private final ProjectState original;
  private final ProjectState squashed;
  private final TwoStates states;
  private final Optional<String> cut;
  private final Optional<String> squashedAt;
  private final Optional<SharedBuilds.Originals> kept;
  private final boolean isQuick;
  private final Supplier<String> wayBack;
  private final List<Failure> failed = Collections.synchronizedList(new ArrayList<>());
  private final MissingFiles missing;
  private final Map<String, ThrowawayDatabase> databases =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Snapshot> snapshots = new ConcurrentHashMap<>();
  private final AtomicReference<OtherBuilds<OrdinaryRole>> ordinary = new AtomicReference<>();
  private final AtomicReference<OtherBuilds<Twin>> twins = new AtomicReference<>();
  private Instant began = Instant.now();

  /**
   * Databases that are not built yet, of two states with the same heads.
   *
   * @param original the state whose databases are right
   * @param squashed the state to judge
   * @param states what is compared: says the revision that the squash is at
   * @param kept the originals' databases at the cut, where they are built already
   * @param isQuick whether none is made as the project itself makes it, if there is a shorter way
   * @param wayBack how the squash is taken back, in a sentence; empty if there is none
   */
  Builds(
      Project project,
      Engine engine,
      ProjectState original,
      ProjectState squashed,
      TwoStates states,
      Optional<SharedBuilds.Originals> kept,
      boolean isQuick,
      Supplier<String> wayBack) {
    this.project = project;
    this.engine = engine;
    this.original = original;
    this.squashed = squashed;
    this.states = states;
    this.cut = states.cut();
    this.kept = kept;
    this.squashedAt = states.squash().map(SquashedRevisions::cut);
    this.isQuick = isQuick;
    this.wayBack = wayBack;
    this.missing = MissingFiles.of(original, squashed);
  }

  /** Whether databases are used that were built for something else before. */
  boolean haveKept() {
    return kept.isPresent();
  }

  /** The same, of which all will be built for this alone. */
  Builds anew() {
    return new Builds(
        project, engine, original, squashed, states, Optional.empty(), isQuick, wayBack);
  }

  /** The state whose databases are right. */
  ProjectState original() {
    return original;
  }

  /** The state to judge. */
  ProjectState squashed() {
    return squashed;
  }

  /** The revision that the squash is at, where databases were built at it too. */
  Optional<String> cut() {
    return cut;
  }

  /** What such databases cannot show, each in a sentence. */
  List<String> notCompared() {
    return Stream.concat(
            engine.notCompared().stream(),
            databases.values().stream()
                .flatMap(database -> database.seen().outside().stream())
                .map(ObservedRun.Attempt::sentence))
        .distinct()
        .toList();
  }

  /** Whether the originals' env.py is told the schema: tried in a database that was compared. */
  Optional<SchemaChoice> schemaChoice() {
    BuildProgress progress = project.progress("schemas", original.graph(), 0);
    return engine.schemaChoice(original.tree(), databases.get(AFTER), progress.watch());
  }

  /** A database, by its name. */
  ThrowawayDatabase database(String name) {
    return databases.get(name);
  }

  /** What was read of a database when it was built, by its name. */
  Snapshot snapshot(String name) {
    return snapshots.get(name);
  }

  /** What all revisions took together in each of these, by engines that can tell. */
  List<Duration> fresh(String... names) {
    return Stream.of(names)
        .map(name -> databases.get(name).seconds().values())
        .filter(seconds -> !seconds.isEmpty())
        .map(seconds -> seconds.stream().mapToDouble(Double::doubleValue).sum())
        .map(sum -> Duration.ofNanos((long) (sum * 1e9)))
        .toList();
  }

  /** The time from the first build until now. */
  BuildWindow window() {
    return BuildWindow.since(began);
  }

  /**
   * Builds all of them, and reads those that are migrated.
   *
   * @throws Failure saying which state does not build
   */
  void build() {
    began = kept.map(SharedBuilds.Originals::from).orElseGet(Instant::now);
    Map<String, Callable<Optional<ThrowawayDatabase>>> builds = new LinkedHashMap<>();
    builds.put(BEFORE, () -> Optional.of(atHead(engine, BEFORE, original)));
    builds.put(AGAIN, () -> Optional.of(atHead(again(), AGAIN, original)));
    builds.put(AFTER, () -> tried(() -> atHead(engine, AFTER, squashed)));
    builds.put(AFTER_AGAIN, () -> tried(() -> atHead(again(), AFTER_AGAIN, squashed)));
    cut.ifPresent(
        revision -> {
          builds.put(
              CUT,
              () ->
                  kept.map(SharedBuilds.Originals::first)
                      .or(() -> Optional.of(at(engine, revision, CUT, original))));
          builds.put(
              CUT_AGAIN,
              () ->
                  kept.map(SharedBuilds.Originals::second)
                      .or(() -> Optional.of(at(again(), revision, CUT_AGAIN, original))));
          builds.put(CUT_AFTER, () -> tried(() -> at(engine, revision, CUT_AFTER, squashed)));
        });
    builds.replaceAll(this::andRead);
    builds.put(PREPARED, () -> tried(this::unversioned));
    ordinary.set(OtherBuilds.without(new OrdinaryRole(Optional.empty(), Optional.empty())));
    twins.set(OtherBuilds.without(new Twin(Optional.empty(), Optional.empty())));
    if (isSquash()) {
      OtherCircumstances others =
          new OtherCircumstances(
              project,
              engine,
              original,
              squashed,
              kept,
              () -> leftInSession().sentences().isEmpty());
      builds.put(ELSEWHERE, () -> both(twins, others::elsewhere));
      builds.put(ORDINARY, () -> both(ordinary, others::asOrdinaryRole));
    }
    kept.ifPresent(originals -> databases.put(CUT, originals.first()));
    List<Optional<ThrowawayDatabase>> built = SideBySide.run(List.copyOf(builds.values()));
    int i = 0;
    for (String name : builds.keySet()) {
      built.get(i++).ifPresent(database -> databases.put(name, database));
    }
    if (!failed.isEmpty()) {
      throw ofTheSquashed(failed.get(0));
    }
  }

  /** Whether these are made in a shorter way than the project itself makes them. */
  boolean areShortened() {
    return engine.isShortened(squashed.tree());
  }

  /** Whether second ones are made in that way too, so that none is made in the project's own. */
  boolean areQuick() {
    return isQuick && areShortened();
  }

  private Engine again() {
    return areQuick() ? engine : engine.again();
  }

  /** What env.py's hooks write for each applied revision of the originals. */
  HookRows hookRows() {
    return HookRows.of(databases.get(BEFORE));
  }

  /** What the squashed revisions left in the originals' session for the kept ones. */
  SessionLeftovers leftInSession() {
    return cut.filter(revision -> isSquash())
        .map(revision -> SessionLeftovers.of(databases.get(CUT), original.graph(), revision))
        .orElseGet(() -> new SessionLeftovers(List.of(), ""));
  }

  /**
   * The originals' databases at the cut, as the originals upgrade them to head in a second run.
   *
   * @return two of them, or why there are none
   */
  List<AlembicRun> upgradedByTheOriginals() {
    ThrowawayDatabase another = at(again(), cut.orElseThrow(), CUT_ONCE_MORE, original);
    databases.put(CUT_ONCE_MORE, another);
    return SideBySide.run(
        List.of(
            () -> alembic(original, databases.get(CUT), CUT, UPGRADE),
            () -> alembic(original, another, CUT_ONCE_MORE, UPGRADE)));
  }

  /** Whether the state to judge lacks revisions that the other has. */
  boolean isSquash() {
    return !squashed.graph().ids().containsAll(original.graph().ids());
  }

  /** What a role like production's built. */
  OtherBuilds<OrdinaryRole> ordinary() {
    return ordinary.get();
  }

  /** What both build for another installation. */
  OtherBuilds<Twin> twins() {
    return twins.get();
  }

  /** Builds both in other circumstances. */
  private static <T> Optional<ThrowawayDatabase> both(
      AtomicReference<OtherBuilds<T>> to, Supplier<OtherBuilds<T>> build) {
    to.set(build.get());
    return Optional.empty();
  }

  /** Waits for the originals: only where those build, the squash is the reason. */
  private Optional<ThrowawayDatabase> tried(Supplier<ThrowawayDatabase> build) {
    try {
      return Optional.of(build.get());
    } catch (Failure refused) {
      failed.add(refused);
      return Optional.empty();
    }
  }

  private Failure ofTheSquashed(Failure refused) {
    String who =
        original.graph().ids().equals(squashed.graph().ids())
            ? "the state after does not build, and the one before does: "
            : "the squashed revisions do not build, and the originals do: ";
    SessionLeftovers left = leftInSession();
    String advice =
        Stream.concat(left.sentences().stream(), Stream.of(wayBack.get()))
            .filter(sentence -> !sentence.isEmpty())
            .collect(Collectors.joining("\n"));
    return Failure.of(
        who + refused.getMessage(),
        advice,
        refused.said().isEmpty() ? refused.hint() : refused.said());
  }

  private ThrowawayDatabase atHead(Engine by, String name, ProjectState state) {
    return built(
        by,
        name,
        state,
        Target.heads(state.graph().headsInVersionTable()),
        state.graph().ids().size());
  }

  private ThrowawayDatabase at(Engine by, String revision, String name, ProjectState state) {
    int expected = state.graph().lineage(revision).size();
    return built(by, name, state, Target.revision(revision), expected);
  }

  private ThrowawayDatabase built(
      Engine by, String name, ProjectState state, Target target, int expected) {
    Supplier<ThrowawayDatabase> build =
        () ->
            project
                .progress(name, state.graph(), expected)
                .step(
                    "build " + name.replace('-', ' '),
                    watch -> by.migrated(state.tree(), target, watch));
    return state.equals(squashed) ? missing.explaining(build) : build.get();
  }

  /** One more, as the SQL of {@code upgrade --sql} finds it. */
  ThrowawayDatabase unversioned() {
    return project
        .progress(PREPARED, squashed.graph(), 0)
        .step("build an empty database", watch -> engine.unversioned(squashed.tree(), watch));
  }

  /** Has a database read as soon as it is built. */
  private Callable<Optional<ThrowawayDatabase>> andRead(
      String name, Callable<Optional<ThrowawayDatabase>> build) {
    return () -> {
      Optional<ThrowawayDatabase> built = build.call();
      built.ifPresent(database -> snapshots.put(name, Snapshot.of(database)));
      return built;
    };
  }

  /** One that the archived originals of the judged state have built from nothing. */
  ThrowawayDatabase askingForOriginals() {
    ProjectState asking =
        new ProjectState(squashed.tree().with(SquashedHistoryFile.ASKING), squashed.graph());
    return built(
        engine,
        "after-by-the-archive",
        asking,
        Target.heads(asking.graph().headsInVersionTable()),
        original.graph().ids().size());
  }

  /** The originals' databases as they were deployed. */
  StopDatabases stops() {
    return new StopDatabases(project, engine, original);
  }

  /** How many of them can be tried without that taking much longer than all else. */
  int mostStops() {
    boolean isLong = databases.get(BEFORE).builtIn().compareTo(LONG) > 0;
    return isLong || !engine.reachesSiblings() ? FEW_STOPS : MANY_STOPS;
  }

  /** The revision that stands for the squashed ones; empty if nothing was squashed. */
  Optional<String> squashedAt() {
    return squashedAt;
  }

  /** The revisions of a state as Alembic reads them, in one of these databases. */
  AlembicRun revisionGraph(ProjectState state, String database) {
    BuildProgress progress = project.progress("alembic", state.graph(), 0);
    return engine.revisionGraph(state.tree(), databases.get(database), progress.watch());
  }

  /** Runs a command of Alembic's with the revisions of a state, in one of these databases. */
  AlembicRun alembic(
      ProjectState state, ThrowawayDatabase database, String log, List<String> command) {
    BuildProgress progress = project.progress(log + "-alembic", state.graph(), 0);
    return engine.alembic(state.tree(), database, progress.watch(), command);
  }
}
