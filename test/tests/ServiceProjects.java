package tests;

import java.nio.file.Path;
import java.util.List;
import python.PythonInterpreter;

/** Services as Python teams write them, for the pages that say how to squash them. */
final class ServiceProjects {
  /** What the FastAPI service is installed with. */
  static final String ASYNC_PACKAGES =
      "alembic==1.20.1 sqlalchemy==2.1.9 greenlet==3.5.6 asyncpg==0.32.0 pydantic-settings==2.11.0";

  private static final String IGNORED = "__pycache__/\n.venv/\n.env\ninstance/\n";

  private ServiceProjects() {}

  /** The Python of the FastAPI service. */
  static PythonInterpreter async() {
    return Drivers.python(ASYNC_PACKAGES);
  }

  private static final String SETTINGS =
      """
      from pydantic_settings import BaseSettings


      class Settings(BaseSettings):
          database_url: str
          jwt_secret: str


      settings = Settings()
      """;

  private static final String MODELS =
      """
      from sqlalchemy import MetaData
      from sqlalchemy.orm import DeclarativeBase


      class Base(DeclarativeBase):
          metadata = MetaData()
      """;

  private static final String ASYNC_ENV =
      """
      import asyncio

      from alembic import context
      from sqlalchemy.ext.asyncio import create_async_engine

      from orders.models import Base
      from orders.settings import settings


      def run(connection):
          context.configure(connection=connection)
          with context.begin_transaction():
              context.run_migrations()


      async def online():
          engine = create_async_engine(settings.database_url)
          async with engine.connect() as connection:
              await connection.run_sync(run)
              await connection.commit()
          await engine.dispose()


      if context.is_offline_mode():
          context.configure(url=settings.database_url, target_metadata=Base.metadata)
          with context.begin_transaction():
              context.run_migrations()
      else:
          asyncio.run(online())
      """;

  private static final String SYNC_ENV =
      """
      from alembic import context
      from sqlalchemy import create_engine

      url = context.config.get_main_option("sqlalchemy.url")
      if context.is_offline_mode():
          context.configure(url=url)
          with context.begin_transaction():
              context.run_migrations()
      else:
          with create_engine(url).connect() as connection:
              context.configure(connection=connection)
              with context.begin_transaction():
                  context.run_migrations()
      """;

  /** A service with a src layout whose settings need two variables; it has no tag. */
  static Path fastapi(Path folder) {
    Path root = folder.resolve("orders");
    try (BuiltHistory history = BuiltHistory.empty(root)) {
      history
          .file(".gitignore", IGNORED)
          .file(
              "pyproject.toml",
              """
              [project]
              name = "orders"
              version = "0.3.0"
              requires-python = ">=3.9"
              dependencies = ["fastapi", "sqlalchemy[asyncio]>=2", "asyncpg", "alembic",
                  "pydantic-settings"]
              """)
          .file("alembic.ini", "[alembic]\nscript_location = migrations\nprepend_sys_path = src\n")
          .file("src/orders/__init__.py", "")
          .file("src/orders/settings.py", SETTINGS)
          .file("src/orders/models.py", MODELS)
          .versionsIn("migrations/versions")
          .file("migrations/env.py", ASYNC_ENV);
      return fourTables(history, "customer", "orders", "payment", "refund");
    }
  }

  /** A plain service with the tags {@code v1.0} and {@code v2.0}. */
  static Path releases(Path folder) {
    try (BuiltHistory history = BuiltHistory.empty(folder.resolve("service"))) {
      history
          .file(".gitignore", IGNORED)
          .file(
              "alembic.ini",
              """
              [alembic]
              script_location = %(here)s/migrations
              sqlalchemy.url = postgresql+psycopg2://app@localhost/app
              """)
          .file("migrations/env.py", SYNC_ENV)
          .versionsIn("migrations/versions");
      tables(history, 'r', "account", "account_key", "account_log");
      history.committed("one").tag("v1.0");
      table(history, "r4", "r3", "account_note");
      history.committed("two").tag("v2.0");
      table(history, "r5", "r4", "account_day");
      return history.committed("three").root();
    }
  }

  /** A shop that Flask-Migrate looks after. */
  static Path flask(Path folder) {
    FlaskProject project =
        new FlaskProject(created(folder.resolve("shop")), FlaskProject.Packages.NEW);
    project.files().write(".flaskenv", "FLASK_APP=shop\n");
    return project.committed().root();
  }

  /** Two services, each with migrations of its own. */
  static Path monorepo(Path folder) {
    Path root = folder.resolve("platform");
    try (BuiltHistory history = BuiltHistory.empty(root)) {
      history.file(".gitignore", IGNORED);
      for (String service : List.of("billing", "stock")) {
        String place = "services/" + service + "/";
        history
            .file(
                place + "alembic.ini",
                "[alembic]\nscript_location = %(here)s/migrations\n"
                    + "sqlalchemy.url = postgresql+psycopg2://app@localhost/"
                    + service
                    + "\n")
            .file(place + "migrations/env.py", SYNC_ENV)
            .versionsIn(place + "migrations/versions");
        tables(history, service.charAt(0), service + "_item", service + "_line", service + "_day");
      }
      history.committed("first").tag("2024.1");
      history.versionsIn("services/billing/migrations/versions");
      table(history, "b4", "b3", "billing_note");
      return history.committed("more").root();
    }
  }

  /** One service with two databases, a section of alembic.ini each. */
  static Path twoDatabases(Path folder) {
    Path root = folder.resolve("measures");
    try (BuiltHistory history = BuiltHistory.empty(root)) {
      history
          .file(".gitignore", IGNORED)
          .file(
              "alembic.ini",
              """
              [users]
              script_location = %(here)s/users
              sqlalchemy.url = postgresql+psycopg2://app@localhost/users

              [metrics]
              script_location = %(here)s/metrics
              sqlalchemy.url = postgresql+psycopg2://app@localhost/metrics
              """);
      for (String name : List.of("users", "metrics")) {
        history.file(name + "/env.py", SYNC_ENV).versionsIn(name + "/versions");
        tables(history, name.charAt(0), name + "_one", name + "_two", name + "_three");
      }
      return history.committed("first").tag("v1").root();
    }
  }

  private static Path fourTables(BuiltHistory history, String... names) {
    tables(history, 'a', names[0], names[1], names[2]);
    history.committed("three tables");
    table(history, "a4", "a3", names[3]);
    return history.committed("one more").root();
  }

  private static void tables(BuiltHistory history, char prefix, String... names) {
    for (int i = 0; i < names.length; i++) {
      table(history, prefix + "" + (i + 1), i == 0 ? "" : prefix + "" + i, names[i]);
    }
  }

  private static void table(BuiltHistory history, String id, String down, String name) {
    history.revisionWith(
        """

        import sqlalchemy as sa
        from alembic import op


        def upgrade():
            op.create_table(
                "%s",
                sa.Column("id", sa.Integer, primary_key=True),
                sa.Column("name", sa.String(80), nullable=False),
                sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.func.now()),
            )


        def downgrade():
            op.drop_table("%s")
        """
            .formatted(name, name),
        id,
        down.isEmpty() ? new String[0] : new String[] {down});
  }

  private static Path created(Path folder) {
    try {
      return java.nio.file.Files.createDirectories(folder);
    } catch (java.io.IOException unwritable) {
      throw new java.io.UncheckedIOException(unwritable);
    }
  }
}
