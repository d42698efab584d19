package verify;

import console.Console;
import console.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import migrations.AlembicRun;
import postgres.ThrowawayDatabase;
import proof.AnsweredValues;
import proof.Comparison;
import proof.DatabaseComparison;
import snapshot.Snapshot;

/**
 * Has the squashed revisions meet databases as releases left them: one that they can upgrade ends
 * as one that is built from nothing, with the rows that its installation has made; one that they
 * cannot is told so, and is as it was.
 */
final class DeployedReleases {
  private static final String LOG = "deployed";
  private static final String CANNOT_LOCATE = "Can't locate revision identified by";

  private final Builds builds;
  private final AnsweredValues answered;
  private final Stops stops;
  private final OldHistory old;
  private final StopDatabases databases;

  /**
   * @param stops where databases are
   * @param old what becomes of those that are at squashed revisions
   */
  DeployedReleases(Builds builds, AnsweredValues answered, Stops stops, OldHistory old) {
    this.builds = builds;
    this.answered = answered;
    this.stops = stops;
    this.old = old;
    this.databases = builds.stops();
  }

  /** Tries some, and says which were not. */
  void compare(Findings found) {
    List<Stop> open = new ArrayList<>(stops.all(builds.original().graph()));
    Set<String> head = builds.original().graph().headsInVersionTable();
    open.removeIf(stop -> stop.heads().equals(head));
    builds.cut().ifPresent(cut -> open.removeIf(stop -> stop.heads().equals(Set.of(cut))));
    List<Stop> tried = Stops.sample(open, builds.mostStops());
    List<Boolean> copied = new ArrayList<>();
    tried.forEach(stop -> copied.add(databases.copy(stop).isPresent()));
    List<Callable<Comparison>> comparisons = new ArrayList<>();
    for (int i = 0; i < tried.size(); i++) {
      Stop stop = tried.get(i);
      boolean isCopied = copied.get(i);
      comparisons.add(() -> at(stop, isCopied));
    }
    List<Comparison> compared = SideBySide.run(comparisons);
    for (int i = 0; i < tried.size(); i++) {
      found.add(tried.get(i).way(), meaning(tried.get(i)), compared.get(i));
    }
    open.removeAll(tried);
    if (!open.isEmpty()) {
      found.notCompared(
          "databases of "
              + Console.counted(open.size(), "other state")
              + " that were deployed, after a sample was: "
              + String.join(", ", open.stream().map(Stop::name).toList()));
    }
  }

  private String meaning(Stop stop) {
    String database = "the originals' database of " + stop.name();
    String rows = stop.isRelease() ? ", and the rows that it had of its own are there" : "";
    return switch (old.of(stop)) {
      case UPGRADED -> database + ", upgraded to head" + rows;
      case BY_ORIGINALS -> database + ", upgraded to head by the archived originals" + rows;
      case TOLD -> database + " is told what to install first, and stays as it is";
      case REFUSED -> database + " gets Alembic's error, and stays as it is";
    };
  }

  /** A difference is told after a second look at a database that was built for it alone. */
  private Comparison at(Stop stop, boolean isCopied) {
    if (isCopied) {
      Comparison first =
          compared(stop, () -> databases.copy(stop).orElseGet(() -> databases.alone(stop)));
      databases.dropCopies(stop);
      if (first.kind() != Comparison.Kind.DIFFERENT) {
        return first;
      }
    }
    return compared(stop, () -> databases.alone(stop));
  }

  private Comparison compared(Stop stop, Supplier<ThrowawayDatabase> another) {
    return old.of(stop).isUpgraded() ? upgraded(stop, another) : refused(stop, another.get());
  }

  private Comparison refused(Stop stop, ThrowawayDatabase database) {
    OwnRows.in(database, own(database));
    String before = DumpDigest.of(database);
    AlembicRun run = builds.alembic(builds.squashed(), database, LOG, Builds.UPGRADE);
    List<Comparison.Difference> differences = new ArrayList<>();
    String wanted = old.sentence(stop).orElse(CANNOT_LOCATE);
    String said = run.succeeded() ? "it is upgraded" : run.output();
    if (run.succeeded() || !run.output().contains(wanted)) {
      differences.add(new Comparison.Difference(stop.way(), "it is told: " + wanted, said));
    }
    if (!before.equals(DumpDigest.of(database))) {
      differences.add(
          new Comparison.Difference(stop.way(), "it stays as it is", "it was changed: " + said));
    }
    return facts(new Comparison.Count("refusal", 1, differences.isEmpty() ? 1 : 0), differences);
  }

  private Comparison upgraded(Stop stop, Supplier<ThrowawayDatabase> another) {
    ThrowawayDatabase database = another.get();
    AlembicRun run = builds.alembic(builds.squashed(), database, LOG, Builds.UPGRADE);
    if (!run.succeeded()) {
      return failed(stop, run, another);
    }
    Snapshot judged = Snapshot.of(database);
    Comparison first =
        DatabaseComparison.of(
            builds.snapshot(Builds.BEFORE),
            builds.snapshot(Builds.AGAIN),
            judged,
            answered,
            builds.window());
    Comparison compared =
        first.kind() == Comparison.Kind.DIFFERENT
            ? asTheOriginalsDo(first, judged, another)
            : first;
    List<Comparison.Difference> rows = stop.isRelease() ? rows(stop, another) : List.of();
    List<Comparison.Difference> differences = new ArrayList<>(compared.differences());
    differences.addAll(rows);
    return new Comparison(
        compared.objects(),
        compared.facts(),
        compared.tables(),
        compared.equivalences(),
        differences,
        compared.generated(),
        compared.notCompared());
  }

  /** What they make of it in a second run may be something else than in one from nothing. */
  private Comparison asTheOriginalsDo(
      Comparison first, Snapshot judged, Supplier<ThrowawayDatabase> another) {
    ThrowawayDatabase one = another.get();
    ThrowawayDatabase other = another.get();
    for (ThrowawayDatabase database : List.of(one, other)) {
      if (!builds.alembic(builds.original(), database, LOG, Builds.UPGRADE).succeeded()) {
        return first;
      }
    }
    return DatabaseComparison.of(
        Snapshot.of(one), Snapshot.of(other), judged, answered, builds.window());
  }

  private Comparison failed(Stop stop, AlembicRun run, Supplier<ThrowawayDatabase> another) {
    AlembicRun originals = builds.alembic(builds.original(), another.get(), LOG, Builds.UPGRADE);
    if (originals.equals(run)) {
      return new Comparison(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of("the originals cannot upgrade it either: " + OfflineSql.brief(run.output())));
    }
    return AlembicView.failed(stop.way(), "", run).comparison();
  }

  /** What an installation has made is there afterwards, unless the originals remove it too. */
  private List<Comparison.Difference> rows(Stop stop, Supplier<ThrowawayDatabase> another) {
    ThrowawayDatabase database = another.get();
    OwnRows own = OwnRows.in(database, own(database));
    AlembicRun run = builds.alembic(builds.squashed(), database, LOG, Builds.UPGRADE);
    Set<String> missing = run.succeeded() ? own.missing(database) : Set.of();
    if (run.succeeded() && missing.isEmpty()) {
      return List.of();
    }
    ThrowawayDatabase reference = another.get();
    OwnRows same = OwnRows.in(reference, own(reference));
    AlembicRun originals = builds.alembic(builds.original(), reference, LOG, Builds.UPGRADE);
    if (originals.succeeded() != run.succeeded()) {
      return List.of(
          new Comparison.Difference(
              stop.way() + " with rows of its own", said(originals), said(run)));
    }
    if (!run.succeeded() || same.missing(reference).equals(missing)) {
      return List.of();
    }
    return List.of(
        new Comparison.Difference(
            stop.way() + ": rows of its own",
            "not there any more in: " + String.join(", ", same.missing(reference)),
            "not there any more in: " + String.join(", ", missing)));
  }

  private static String said(AlembicRun run) {
    return run.succeeded() ? "it is upgraded" : run.output();
  }

  private static Set<String> own(ThrowawayDatabase database) {
    return database
        .versionTable()
        .map(table -> Set.of(table.toString(), table.name()))
        .orElse(Set.of());
  }

  private static Comparison facts(Comparison.Count count, List<Comparison.Difference> differences) {
    return new Comparison(
        List.of(), List.of(count), List.of(), List.of(), differences, List.of(), List.of());
  }
}
