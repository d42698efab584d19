package migrations;

import java.util.List;

/**
 * A moment of a run of env.py before any migration (see {@code templates/before_migrations.py}).
 */
public enum StopPoint {
  /** It asks for the migrations: all that was done so far is the environment's. */
  ASKED,

  /** Alembic has made its own table, and would run the first migration now. */
  VERSIONED;

  public static final String SCRIPT = "before_migrations.py";

  /** The command of Alembic's that comes by it. */
  public List<String> command() {
    return this == VERSIONED ? List.of("upgrade", "heads") : MigrationRunner.CURRENT;
  }
}
