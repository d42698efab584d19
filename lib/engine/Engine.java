package engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import migrations.AlembicGraph;
import migrations.AlembicRun;
import migrations.ProjectTree;
import migrations.SchemaChoice;
import migrations.Target;
import postgres.RoleAttributes;
import postgres.ThrowawayDatabase;

/**
 * What gives a throwaway PostgreSQL with the project's migrations applied. Each database comes with
 * a server of its own; builds may run side by side.
 */
public interface Engine extends AutoCloseable {

  /** The name that {@code --engine} takes. */
  String name();

  /** What it is, in a few words. */
  String describe();

  /**
   * A database just before its first migration: what the environment provides, and what env.py and
   * Alembic make before any migration runs, Alembic's own table among it where this engine can have
   * the project's Alembic make it.
   */
  ThrowawayDatabase prepared(ProjectTree tree, Watch watch);

  /**
   * A database as the SQL of {@code alembic upgrade --sql} finds it: as {@link #prepared}, but for
   * Alembic's own table, which that SQL makes. Where the environment makes the table, it is there.
   */
  ThrowawayDatabase unversioned(ProjectTree tree, Watch watch);

  /** A database built anew by the tree's own migrations, up to the target. */
  ThrowawayDatabase migrated(ProjectTree tree, Target target, Watch watch);

  /**
   * Runs a command of Alembic's with a tree's revisions in a database that is there already.
   *
   * @param tree one that {@link #migrated} has built a database of
   * @param database any database of this engine
   * @param command what is typed behind {@code alembic}
   */
  AlembicRun alembic(
      ProjectTree tree, ThrowawayDatabase database, Watch watch, List<String> command);

  /**
   * Whether env.py is told from outside which schema to migrate. It is tried.
   *
   * @param tree one that {@link #migrated} has built a database of
   * @param database one of this engine that nobody looks at any more
   */
  Optional<SchemaChoice> schemaChoice(ProjectTree tree, ThrowawayDatabase database, Watch watch);

  /**
   * A tree's revisions as the project's own Alembic reads them, for {@link AlembicGraph#read}.
   *
   * @param tree one that {@link #migrated} has built a database of
   * @param database any database of this engine
   */
  AlembicRun revisionGraph(ProjectTree tree, ThrowawayDatabase database, Watch watch);

  /**
   * The same engine with another role that migrates. It is closed with this one.
   *
   * @return empty if the role cannot be chosen
   */
  default Optional<Engine> withRights(RoleAttributes rights) {
    return Optional.empty();
  }

  /**
   * The same engine for another installation. It is closed with this one.
   *
   * @return empty if databases cannot be built so
   */
  default Optional<Engine> elsewhere(Installation other) {
    return Optional.empty();
  }

  /** Whether {@link #alembic} reaches other databases of a database's server. */
  default boolean reachesSiblings() {
    return false;
  }

  /** Whether {@link #alembic} runs commands on the day that builds are of. */
  default boolean keepsItsDay() {
    return false;
  }

  /** The same for a second build, in which objects have other numbers if that can be. */
  default Engine again() {
    return elsewhere(Installation.THIS).orElse(this);
  }

  /**
   * Whether a tree's databases are made in a shorter way than the project itself makes them, and
   * those of {@link #again} as it does.
   */
  default boolean isShortened(ProjectTree tree) {
    return false;
  }

  /**
   * From now on, no command finds anything done for it that others found done as well.
   *
   * @return whether any did before
   */
  default boolean withoutShortcuts() {
    return false;
  }

  /** What databases of this engine cannot show, each in a sentence. */
  default List<String> notCompared() {
    return List.of();
  }

  /** Stops and removes all that this engine has started. */
  @Override
  void close();

  /**
   * How a build is followed.
   *
   * @param log where its whole output goes
   * @param revision told of each revision as it starts, by engines that can tell
   */
  record Watch(Path log, Consumer<String> revision) {}
}
