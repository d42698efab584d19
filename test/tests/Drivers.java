package tests;

import java.util.List;
import process.UserCache;
import python.PythonInterpreter;
import python.ToolVirtualEnvironment;

/** Pythons with every driver, kept in the user's cache: one of old versions, one of new. */
enum Drivers {
  OLD(
      "alembic==1.8.1",
      "sqlalchemy==1.4.54",
      "greenlet==3.2.4",
      "psycopg2-binary==2.9.11",
      "psycopg[binary]==3.2.13",
      "asyncpg==0.30.0",
      "pg8000==1.30.5"),
  NEW(
      "alembic==1.20.1",
      "sqlalchemy==2.1.9",
      "greenlet==3.5.6",
      "psycopg2-binary==2.9.13",
      "psycopg[binary]==3.3.9",
      "setuptools==80.9.0",
      "asyncpg==0.32.0",
      "pg8000==1.31.6");

  private final String requirements;

  Drivers(String... requirements) {
    this.requirements = String.join(" ", requirements);
  }

  /** Its interpreter, installed if it is not there yet. */
  PythonInterpreter python() {
    return python(requirements);
  }

  /** An interpreter with these packages, pinned and apart by blanks. */
  static PythonInterpreter python(String requirements) {
    return python(Engines.environment().base(), requirements);
  }

  /** The same of another Python than this machine's own. */
  static PythonInterpreter python(PythonInterpreter base, String requirements) {
    String name = "venv-tests-" + base.contents().version() + "-" + requirements.hashCode();
    return new ToolVirtualEnvironment(
            base, List.of(requirements.split(" ", -1)), UserCache.folder().resolve(name))
        .python();
  }
}
