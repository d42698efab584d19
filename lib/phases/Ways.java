package phases;

import alembic.RevisionGraph;
import console.Console;
import console.SideBySide;
import database.AlembicRun;
import database.Engine;
import database.ProjectTree;
import database.Target;
import database.ThrowawayDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import proof.Comparison;
import proof.Controls;
import proof.DatabaseComparison;
import proof.GeneratedAnew;
import proof.Snapshot;
import proof.Verdict;

/**
 * Builds the database in each way in which somebody will come to it, and compares each with what
 * the originals build.
 */
final class Ways {
  private static final String BEFORE = "before";
  private static final String AGAIN = "before-again";
  private static final String AFTER = "after";
  private static final String AFTER_AGAIN = "after-again";
  private static final String KEPT = "keep";
  private static final String PREPARED = "prepared";
  private static final String OFFLINE = "offline";
  private static final String CUT = "before-at-the-cut";
  private static final String CUT_AGAIN = "before-at-the-cut-again";
  private static final String CUT_AFTER = "after-at-the-cut";

  private final Project project;
  private final Console console;
  private final Engine engine;
  private final State original;
  private final State squashed;
  private final Optional<String> cut;
  private final Map<String, String> answers;
  private final Map<String, ThrowawayDatabase> databases = new LinkedHashMap<>();
  private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
  private final List<Verdict.Way> ways = new ArrayList<>();
  private final List<String> notCompared = new ArrayList<>();

  /**
   * A state of the project.
   *
   * @param tree its files
   * @param graph its revisions
   */
  record State(ProjectTree tree, RevisionGraph graph) {}

  /**
   * The ways between two states of a project, which have the same heads.
   *
   * @param original the state whose databases are right
   * @param squashed the state to judge
   * @param cut the revision that the squash is at; empty where that is a head, or is not known
   * @param answers what was answered for columns with generated values, by column
   */
  Ways(
      Project project,
      Engine engine,
      State original,
      State squashed,
      Optional<String> cut,
      Map<String, String> answers) {
    this.project = project;
    this.console = project.console();
    this.engine = engine;
    this.original = original;
    this.squashed = squashed;
    this.cut = cut;
    this.answers = answers;
  }

  /** The databases that were compared, by the names that their files get. */
  Map<String, Snapshot> snapshots() {
    return Map.of(BEFORE, snapshots.get(BEFORE), AFTER, snapshots.get(AFTER));
  }

  /** A database that the originals built. */
  ThrowawayDatabase originals() {
    return databases.get(BEFORE);
  }

  /** The seconds that all revisions took together, by engines that can tell. */
  Optional<Duration> freshSeconds(boolean squashedOnes) {
    Map<String, Double> seconds = databases.get(squashedOnes ? AFTER : BEFORE).seconds();
    double sum = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    return seconds.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos((long) (sum * 1e9)));
  }

  /** The server's version, in words. */
  String serverVersion() {
    return "PostgreSQL " + snapshots.get(BEFORE).serverVersion();
  }

  /** Builds, compares, and shows the comparison its controls. */
  Verdict judge() {
    build();
    console.step("read the databases", this::read);
    console.step("compare them", this::compareBuilds);
    console.step("upgrade deployed databases with the squashed revisions", this::compareDeployed);
    console.step("load the offline SQL of the squashed revisions", this::compareOffline);
    console.step("ask Alembic of both", this::compareAlembicsView);
    List<Verdict.Control> controls =
        console.step(
            "show the comparison its controls",
            () ->
                new Controls(snapshots.get(BEFORE), snapshots.get(AGAIN), snapshots.get(AFTER))
                    .run());
    return new Verdict(ways, controls, notCompared);
  }

  private void build() {
    Map<String, Callable<ThrowawayDatabase>> builds = new LinkedHashMap<>();
    builds.put(BEFORE, () -> atHead(BEFORE, original));
    builds.put(AGAIN, () -> atHead(AGAIN, original));
    builds.put(AFTER, () -> atHead(AFTER, squashed));
    builds.put(AFTER_AGAIN, () -> atHead(AFTER_AGAIN, squashed));
    cut.ifPresent(
        revision -> {
          builds.put(CUT, () -> at(revision, CUT, original));
          builds.put(CUT_AGAIN, () -> at(revision, CUT_AGAIN, original));
          builds.put(CUT_AFTER, () -> at(revision, CUT_AFTER, squashed));
        });
    builds.put(PREPARED, this::prepared);
    List<ThrowawayDatabase> built = SideBySide.run(List.copyOf(builds.values()));
    int i = 0;
    for (String name : builds.keySet()) {
      databases.put(name, built.get(i++));
    }
  }

  private ThrowawayDatabase atHead(String name, State state) {
    return built(name, state, Project.heads(state.graph()), state.graph().ids().size());
  }

  private ThrowawayDatabase at(String revision, String name, State state) {
    int expected = state.graph().ancestors(revision).size() + 1;
    return built(name, state, Target.revision(revision), expected);
  }

  private ThrowawayDatabase built(String name, State state, Target target, int expected) {
    return project.build(
        "build " + name.replace('-', ' '),
        project.progress(name, state.graph(), expected),
        watch -> engine.migrated(state.tree(), target, watch));
  }

  private ThrowawayDatabase prepared() {
    return project.build(
        "build an empty database",
        project.progress(PREPARED, squashed.graph(), 0),
        watch -> engine.prepared(squashed.tree(), watch));
  }

  private boolean read() {
    List<String> names =
        databases.keySet().stream().filter(name -> !name.equals(PREPARED)).toList();
    List<Snapshot> read =
        SideBySide.run(
            names.stream()
                .<Callable<Snapshot>>map(name -> () -> Snapshot.of(databases.get(name)))
                .toList());
    for (int i = 0; i < names.size(); i++) {
      snapshots.put(names.get(i), read.get(i));
    }
    return true;
  }

  private boolean compareBuilds() {
    add(
        "fresh",
        "an empty database upgraded to head",
        compared(snapshots.get(BEFORE), snapshots.get(AGAIN), snapshots.get(AFTER)));
    if (cut.isPresent()) {
      add(
          "the cut",
          "an empty database upgraded to the cut",
          compared(snapshots.get(CUT), snapshots.get(CUT_AGAIN), snapshots.get(CUT_AFTER)));
    }
    ways.add(
        new Verdict.Way(
            "generated anew",
            "two databases of the squashed revisions differ in the values that each build"
                + " generates, and in no others",
            GeneratedAnew.of(
                new GeneratedAnew.Pair(snapshots.get(BEFORE), snapshots.get(AGAIN)),
                new GeneratedAnew.Pair(snapshots.get(AFTER), snapshots.get(AFTER_AGAIN)),
                answers.keySet())));
    return true;
  }

  /** Compares, but for what was answered. */
  private Comparison compared(Snapshot before, Snapshot again, Snapshot after) {
    Set<String> others = new TreeSet<>(answers.keySet());
    others.removeIf(place -> answers.get(place).equals(KEPT));
    return DatabaseComparison.of(before, again, after, others);
  }

  private boolean compareDeployed() {
    cut.ifPresent(
        revision ->
            upgraded(CUT_AGAIN, "deployed at the cut")
                .ifPresent(
                    deployed ->
                        add(
                            "deployed at the cut",
                            "the originals' database at the cut, upgraded to head",
                            compared(snapshots.get(BEFORE), snapshots.get(AGAIN), deployed))));
    upgraded(AGAIN, "deployed at head")
        .ifPresent(
            deployed ->
                add(
                    "deployed at head",
                    "the originals' database at head, upgraded: nothing to do",
                    DatabaseComparison.of(snapshots.get(AGAIN), deployed)));
    return true;
  }

  /** Runs the squashed revisions in a database of the originals, and reads it again. */
  private Optional<Snapshot> upgraded(String name, String way) {
    ThrowawayDatabase database = databases.get(name);
    AlembicRun run = alembic(squashed, database, name, List.of("upgrade", "heads"));
    if (!run.isPossible()) {
      notCompared.add(way + ": " + run.output());
      return Optional.empty();
    }
    if (!run.succeeded()) {
      ways.add(AlembicView.failed(way, "the squashed revisions upgrade it", run));
      return Optional.empty();
    }
    return Optional.of(Snapshot.of(database));
  }

  private boolean compareOffline() {
    AlembicRun sql = sql(squashed, "heads");
    if (!sql.isPossible()) {
      notCompared.add(OFFLINE + ": " + sql.output());
      return true;
    }
    Optional<String> refusal = loaded(sql, databases.get(PREPARED));
    if (refusal.isEmpty()) {
      add(
          OFFLINE,
          "an empty database with the SQL of `upgrade heads --sql` loaded",
          compared(
              snapshots.get(BEFORE), snapshots.get(AGAIN), Snapshot.of(databases.get(PREPARED))));
    } else if (cut.isPresent() && keptWriteTheSame()) {
      notCompared.add(
          OFFLINE
              + ": the kept revisions write the same SQL as before, which cannot be loaded: "
              + refusal.get().lines().findFirst().orElse(""));
      compareOfflineBaseline();
    } else {
      ways.add(failedOffline(refusal.get()));
    }
    return true;
  }

  private boolean keptWriteTheSame() {
    String kept = cut.orElseThrow() + ":heads";
    return sql(original, kept).equals(sql(squashed, kept));
  }

  private void compareOfflineBaseline() {
    ThrowawayDatabase empty = prepared();
    loaded(sql(squashed, cut.orElseThrow()), empty)
        .ifPresentOrElse(
            why -> ways.add(failedOffline(why)),
            () ->
                add(
                    OFFLINE,
                    "an empty database with the SQL of `upgrade CUT --sql` loaded",
                    compared(snapshots.get(CUT), snapshots.get(CUT_AGAIN), Snapshot.of(empty))));
  }

  private AlembicRun sql(State state, String target) {
    ThrowawayDatabase database = databases.get(state.equals(squashed) ? AFTER : BEFORE);
    return alembic(state, database, OFFLINE, List.of("upgrade", target, "--sql"));
  }

  private static Optional<String> loaded(AlembicRun sql, ThrowawayDatabase empty) {
    return sql.succeeded() ? empty.load(empty.owner(), sql.output()) : Optional.of(sql.output());
  }

  private static Verdict.Way failedOffline(String why) {
    return AlembicView.failed(
        OFFLINE, "the SQL of `upgrade --sql` makes the same database", AlembicRun.failed(why));
  }

  private boolean compareAlembicsView() {
    AlembicView view = new AlembicView();
    for (String command : List.of("heads", "current", "check")) {
      view.ask(
          command,
          alembic(original, databases.get(BEFORE), "alembic", List.of(command)),
          alembic(squashed, databases.get(AFTER), "alembic", List.of(command)));
    }
    ways.add(view.way());
    return true;
  }

  private AlembicRun alembic(
      State state, ThrowawayDatabase database, String log, List<String> command) {
    BuildProgress progress = project.progress(log + "-alembic", state.graph(), 0);
    return engine.alembic(state.tree(), database, progress.watch(), command);
  }

  private void add(String name, String meaning, Comparison comparison) {
    ways.add(new Verdict.Way(name, meaning, comparison));
  }
}
