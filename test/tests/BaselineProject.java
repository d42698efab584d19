package tests;

import baseline.BaselineRevision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import postgres.ConnectionParameters;
import process.Processes;
import python.PythonInterpreter;
import statements.BaselineFile;

/** An Alembic project of one baseline and one kept revision, on a path with spaces. */
record BaselineProject(Path root) {
  static final String BASELINE = "0a1b2c3d4e5f";
  private static final String SYNC =
      """
      import os
      from alembic import context
      from sqlalchemy import create_engine

      url = os.environ['PROJECT_URL']
      options = dict(
          target_metadata=None,
          transaction_per_migration=os.environ.get('PER_MIGRATION') == 'yes')
      if context.is_offline_mode():
          context.configure(url=url, **options)
          with context.begin_transaction():
              context.run_migrations()
      else:
          engine = create_engine(url, **%s)
          with engine.connect() as connection:
              context.configure(connection=connection, **options)
              with context.begin_transaction():
                  context.run_migrations()
      """;
  private static final String ASYNC =
      """
      import asyncio
      import os
      from alembic import context
      from sqlalchemy.ext.asyncio import create_async_engine

      url = os.environ['PROJECT_URL']
      options = dict(
          target_metadata=None,
          transaction_per_migration=os.environ.get('PER_MIGRATION') == 'yes')


      def migrate(connection):
          context.configure(connection=connection, **options)
          with context.begin_transaction():
              context.run_migrations()


      async def main():
          engine = create_async_engine(url)
          async with engine.connect() as connection:
              await connection.run_sync(migrate)
          await engine.dispose()


      if context.is_offline_mode():
          context.configure(url=url, **options)
          with context.begin_transaction():
              context.run_migrations()
      else:
          asyncio.run(main())
      """;

  /** Writes the project with its SQL in a file beside the revision. */
  static BaselineProject reading(Path folder, BaselineFile sql) {
    return written(folder, revision().reading(sql, "baseline-1.0.sql"), Optional.of(sql.text()));
  }

  /** Writes the project with its SQL in the revision. */
  static BaselineProject holding(Path folder, BaselineFile sql) {
    return written(folder, revision().holding(sql, BASELINE + "_.py"), Optional.empty());
  }

  static BaselineRevision revision() {
    return new BaselineRevision(
        BASELINE,
        Optional.empty(),
        "squashed baseline 1.0 \"quoted\\",
        Optional.of("2024-01-02 03:04:05"),
        List.of("it's", "two", "a_label_that_is_long_enough", "to_need_a_line_of_its_own"),
        List.of("Note with \"\"\" and \\."),
        "12 revisions",
        "v1.0",
        Optional.empty(),
        false);
  }

  private static BaselineProject written(Path folder, String revision, Optional<String> sql) {
    try {
      Path root = Files.createDirectories(folder.resolve("my project"));
      Path versions = Files.createDirectories(root.resolve("db scripts/versions"));
      Files.writeString(
          root.resolve("alembic.ini"),
          """
          [alembic]
          script_location = %(here)s/db scripts
          """);
      Files.writeString(versions.resolve(BASELINE + "_baseline.py"), revision);
      if (sql.isPresent()) {
        Files.writeString(versions.resolve("baseline-1.0.sql"), sql.get());
      }
      BaselineProject project = new BaselineProject(root);
      project.kept("CREATE TABLE kept AS SELECT name FROM hard");
      project.environment(false, "{}");
      return project;
    } catch (IOException unwritable) {
      throw new java.io.UncheckedIOException(unwritable);
    }
  }

  /** Writes the kept revision. */
  BaselineProject kept(String sql) throws IOException {
    Files.writeString(
        versions().resolve("kept.py"),
        """
        from alembic import op

        revision = 'feedc0de0001'
        down_revision = '%s'


        def upgrade():
            op.execute('''%s''')


        def downgrade():
            op.execute('DROP TABLE kept')
        """
            .formatted(BASELINE, sql));
    return this;
  }

  /** Writes env.py. */
  BaselineProject environment(boolean async, String engineOptions) throws IOException {
    Files.writeString(
        root.resolve("db scripts/env.py"), async ? ASYNC : SYNC.formatted(engineOptions));
    return this;
  }

  /** The folder of the revisions. */
  Path versions() {
    return root.resolve("db scripts/versions");
  }

  /** Alembic's own command line against a database, from another folder. */
  Processes.Command alembic(
      PythonInterpreter python, String driver, ConnectionParameters to, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-W", "error::SyntaxWarning", "-m", "alembic.config", "-c", root + "/alembic.ini"));
    words.addAll(List.of(arguments));
    return python
        .command(words.toArray(String[]::new))
        .in(root.getParent())
        .with("PYTHONDONTWRITEBYTECODE", "1")
        .with(
            "PROJECT_URL",
            "postgresql+%s://%s:%s@%s:%d/%s"
                .formatted(driver, to.user(), to.password(), to.host(), to.port(), to.database()));
  }
}
