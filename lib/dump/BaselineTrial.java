package dump;

import archive.OldDatabases;
import console.Failure;
import console.SideBySide;
import engine.Engine;
import git.Commit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import migrations.AlembicRun;
import migrations.ProjectTree;
import plan.Squashplan;
import postgres.ThrowawayDatabase;
import process.StoredBytes;
import project.HookRows;
import project.OrdinaryRole;
import project.Project;
import squash.SquashChange;
import statements.BaselineFile;
import verify.MissingFiles;

/**
 * Runs a baseline with the project's own Alembic, in the files as the squash will leave them,
 * before anything in the repository changes.
 */
final class BaselineTrial {
  private static final String ONLINE = "online";
  private static final String OFFLINE = "offline";

  private final PlannedBuild build;
  private final Engine engine;
  private final ProjectTree squashed;
  private final BaselineFile baseline;
  private final MissingFiles missing;

  /**
   * A database that it made.
   *
   * @param how Alembic was asked, in a word or some
   * @param database what came of it
   */
  record Made(String how, ThrowawayDatabase database) {
    /** Whether a role like production's ran it. */
    boolean isOrdinary() {
      return how.equals(OrdinaryRole.NAME);
    }
  }

  /** What became of one way; of several failures the first way's is told. */
  private record Outcome(Optional<Made> made, Optional<Failure> failure) {
    static Outcome of(Supplier<Optional<Made>> run) {
      try {
        return new Outcome(run.get(), Optional.empty());
      } catch (Failure failed) {
        return new Outcome(Optional.empty(), Optional.of(failed));
      }
    }
  }

  /**
   * Works the squash out aside.
   *
   * @param build of the originals
   * @param baseline what is tried
   */
  BaselineTrial(PlannedBuild build, BaselineFile baseline) {
    this.build = build;
    this.engine = build.engine();
    this.baseline = baseline;
    Project project = build.project();
    Squashplan plan = build.plan();
    Path folder = build.folder().resolve("squashed");
    Instant time = project.repository().find(plan.commit()).map(Commit::time).orElse(Instant.EPOCH);
    SquashChange squash =
        SquashChange.of(
            build.commit(),
            plan,
            new SquashChange.Sql(baseline, Optional.empty(), false),
            time,
            OldDatabases.Wish.NONE);
    squashed = project.checkouts().export(plan.commit(), plan.config(), folder);
    squash.change().writeTo(folder);
    missing = MissingFiles.of(squash, squashed);
  }

  /**
   * Runs it online and offline, and as a role like production's where the originals run so.
   *
   * @param hooks whose rows are taken out again
   * @return the databases that it made, the first of them online
   * @throws Failure if it does not run
   */
  List<Made> run(OrdinaryRole ordinary, HookRows hooks) {
    List<Callable<Outcome>> runs = new ArrayList<>();
    runs.add(() -> Outcome.of(() -> Optional.of(new Made(ONLINE, online(engine, ONLINE)))));
    runs.add(() -> Outcome.of(() -> offline().map(database -> new Made(OFFLINE, database))));
    ordinary.built().ifPresent(built -> runs.add(() -> Outcome.of(() -> as(built.engine()))));
    List<Outcome> outcomes = SideBySide.run(runs);
    outcomes.stream()
        .flatMap(outcome -> outcome.failure().stream())
        .findFirst()
        .ifPresent(
            failure -> {
              throw failure;
            });
    List<Made> made = outcomes.stream().flatMap(outcome -> outcome.made().stream()).toList();
    made.forEach(each -> hooks.without(each.database()));
    return made;
  }

  private Optional<Made> as(Engine ordinary) {
    return Optional.of(new Made(OrdinaryRole.NAME, online(ordinary, OrdinaryRole.NAME)));
  }

  private ThrowawayDatabase online(Engine by, String how) {
    ThrowawayDatabase database = by.prepared(squashed, watch(how));
    AlembicRun run =
        by.alembic(squashed, database, watch(how), List.of("upgrade", build.plan().cut()));
    check(run.isPossible() ? run : byPsql(database), how);
    return database;
  }

  /** Where the image has no Python, the statements are all that can be tried. */
  private AlembicRun byPsql(ThrowawayDatabase database) {
    return baseline
        .loadInto(database)
        .map(AlembicRun::failed)
        .orElseGet(() -> AlembicRun.succeeded(StoredBytes.of("")));
  }

  private boolean theOriginalsLoad(List<String> command) {
    ThrowawayDatabase database = engine.unversioned(build.tree(), watch(OFFLINE));
    AlembicRun sql = engine.alembic(build.tree(), database, watch(OFFLINE), command);
    return sql.succeeded() && database.load(database.owner(), sql.printed().input()).isEmpty();
  }

  /** An env.py without an offline mode writes no SQL that loads of the originals either. */
  private Optional<ThrowawayDatabase> offline() {
    List<String> command = List.of("upgrade", build.plan().cut(), "--sql");
    ThrowawayDatabase database = engine.unversioned(squashed, watch(OFFLINE));
    AlembicRun sql = engine.alembic(squashed, database, watch(OFFLINE), command);
    if (!sql.succeeded()) {
      if (!sql.isPossible()
          || !engine.alembic(build.tree(), database, watch(OFFLINE), command).succeeded()) {
        return Optional.empty();
      }
      check(sql, OFFLINE);
    }
    Optional<String> refused = database.load(database.owner(), sql.printed().input());
    if (refused.isPresent() && !theOriginalsLoad(command)) {
      return Optional.empty();
    }
    check(refused.map(AlembicRun::failed).orElse(sql), OFFLINE);
    return Optional.of(database);
  }

  private void check(AlembicRun run, String how) {
    if (!run.succeeded()) {
      Project project = build.project();
      String name = "failed-" + BaselineFile.name(build.plan().name());
      Path failed = project.write(name, baseline.content());
      throw new Failure(
          "the baseline does not run " + how + ", and the migrations do: " + run.output(),
          missing.explanation(run.output()).map(sentence -> sentence + "\n").orElse("")
              + build
                  .plan()
                  .from()
                  .map(
                      base ->
                          "Revisions above "
                              + base
                              + " may work on rows that are there, which no baseline can repeat for"
                              + " rows of other installations: keep those revisions, with --cut or"
                              + " another --from.\n")
                  .orElse("")
              + "Nothing in the repository was changed. Its SQL is in "
              + project.shown(failed)
              + ", Alembic's output in "
              + project.shown(log(how))
              + ".");
    }
  }

  private Engine.Watch watch(String how) {
    return new Engine.Watch(log(how), revision -> {});
  }

  private Path log(String how) {
    return build.project().file("logs/trial-" + how.replace(' ', '-') + ".log");
  }
}
