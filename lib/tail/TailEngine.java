package tail;

import console.Failure;
import engine.Engine;
import engine.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import migrations.AlembicRun;
import migrations.ProjectTree;
import migrations.SchemaChoice;
import migrations.Target;
import postgres.RoleAttributes;
import postgres.ThrowawayDatabase;
import process.StoredBytes;

/**
 * An engine for revisions above one that stays: what that one and those below it make was there
 * before. Another installation has rows of its own in those tables, as a deployed database has when
 * the revisions above come to it.
 */
public final class TailEngine implements Engine {
  private final Engine engine;
  private final String base;
  private final Optional<InstallationRows> ownRows;

  /** The tables at the base that took no row. */
  private final Set<String> withoutRows;

  /**
   * @param engine builds the databases
   * @param base the revision that stays
   */
  public TailEngine(Engine engine, String base) {
    this(engine, base, Optional.empty(), new ConcurrentSkipListSet<>());
  }

  private TailEngine(
      Engine engine, String base, Optional<InstallationRows> ownRows, Set<String> withoutRows) {
    this.engine = engine;
    this.base = base;
    this.ownRows = ownRows;
    this.withoutRows = withoutRows;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public String describe() {
    return engine.describe();
  }

  /** The database at the base. */
  @Override
  public ThrowawayDatabase prepared(ProjectTree tree, Watch watch) {
    ThrowawayDatabase database = engine.migrated(tree, Target.revision(base), watch);
    ownRows.ifPresent(
        rows -> {
          rows.into(database);
          withoutRows.addAll(rows.without());
        });
    return database;
  }

  @Override
  public ThrowawayDatabase unversioned(ProjectTree tree, Watch watch) {
    return engine.unversioned(tree, watch);
  }

  /** From empty in one run; with rows of its own in a second one from the base on. */
  @Override
  public ThrowawayDatabase migrated(ProjectTree tree, Target target, Watch watch) {
    if (ownRows.isEmpty()) {
      return engine.migrated(tree, target, watch);
    }
    ThrowawayDatabase database = prepared(tree, watch);
    upgrade(tree, database, target, watch);
    return database;
  }

  private void upgrade(ProjectTree tree, ThrowawayDatabase database, Target target, Watch watch) {
    AlembicRun run = engine.alembic(tree, database, watch, List.of("upgrade", target.argument()));
    if (!run.succeeded()) {
      throw new Failure(
          "a database at " + base + " is not upgraded: " + run.output(),
          "Alembic's output is in " + watch.log() + ".");
    }
  }

  /**
   * A database, and what it was at the base: the rows there are the same, whatever each build
   * generates.
   *
   * @param target what it is built up to
   */
  public Pair pair(ProjectTree tree, Target target, Watch watch, Watch ofBase) {
    ThrowawayDatabase database = engine.migrated(tree, Target.revision(base), watch);
    StoredBytes rows = BaseRows.of(database);
    upgrade(tree, database, target, watch);
    ThrowawayDatabase before = engine.migrated(tree, Target.revision(base), ofBase);
    BaseRows.into(before, rows);
    return new Pair(before, database);
  }

  /**
   * Two databases of one installation.
   *
   * @param base the one at the base
   * @param upgraded the other
   */
  public record Pair(ThrowawayDatabase base, ThrowawayDatabase upgraded) {}

  @Override
  public AlembicRun alembic(
      ProjectTree tree, ThrowawayDatabase database, Watch watch, List<String> command) {
    return engine.alembic(tree, database, watch, command);
  }

  @Override
  public Optional<SchemaChoice> schemaChoice(
      ProjectTree tree, ThrowawayDatabase database, Watch watch) {
    return engine.schemaChoice(tree, database, watch);
  }

  @Override
  public AlembicRun revisionGraph(ProjectTree tree, ThrowawayDatabase database, Watch watch) {
    return engine.revisionGraph(tree, database, watch);
  }

  @Override
  public Optional<Engine> withRights(RoleAttributes rights) {
    return engine
        .withRights(rights)
        .map(other -> new TailEngine(other, base, ownRows, withoutRows));
  }

  /** Its rows come when the base has made the tables. */
  @Override
  public Optional<Engine> elsewhere(Installation other) {
    Installation place = new Installation(other.days(), other.hasOtherNames(), Optional.empty());
    return engine
        .elsewhere(place)
        .map(
            there ->
                new TailEngine(
                    there, base, other.ownRows().map(InstallationRows::new), withoutRows));
  }

  @Override
  public boolean keepsItsDay() {
    return engine.keepsItsDay();
  }

  @Override
  public boolean reachesSiblings() {
    return engine.reachesSiblings();
  }

  @Override
  public Engine again() {
    return new TailEngine(engine.again(), base, ownRows, withoutRows);
  }

  @Override
  public boolean isShortened(ProjectTree tree) {
    return engine.isShortened(tree);
  }

  @Override
  public boolean withoutShortcuts() {
    return engine.withoutShortcuts();
  }

  @Override
  public List<String> notCompared() {
    List<String> notCompared = new ArrayList<>(engine.notCompared());
    notCompared.add(
        "rows that databases at "
            + base
            + " have: each table was tried with one more, and what revisions do to others only"
            + " is not seen"
            + (withoutRows.isEmpty()
                ? ""
                : "; none could be made up for " + String.join(", ", withoutRows)));
    return notCompared;
  }

  @Override
  public void close() {
    engine.close();
  }
}
