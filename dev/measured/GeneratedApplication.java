package measured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import process.Processes;

/**
 * The application that generated migrations belong to: alembic.ini, env.py, models, and an image of
 * its database. A heavy one takes three seconds of processor time to import, in modules that each
 * compute a part of that: half of them in the project's own package, half in an installed library
 * outside of it.
 *
 * @param steps how many rounds of a loop each module of a heavy one takes; 0 for a light one
 */
public record GeneratedApplication(int steps) {
  /** One whose import takes no longer than that of SQLAlchemy. */
  public static final GeneratedApplication LIGHT = new GeneratedApplication(0);

  /** Names the database in the environment. */
  static final String URL = "APP_DATABASE_URL";

  /** Where the image has the library, as this machine has it outside of the project. */
  static final String LIBRARY_IN_PROJECT = "library";

  private static final double SECONDS = 3;
  private static final int MODULES = 60;
  private static final int CALIBRATION = 2_000_000;

  private static final String INI =
      """
      [alembic]
      script_location = app/migrations
      prepend_sys_path = .
      """;

  private static final String ENV =
      """
      import os

      from alembic import context
      from sqlalchemy import create_engine

      from app.models import metadata

      url = os.environ.get('APP_DATABASE_URL', 'postgresql+psycopg2://app@localhost/app')
      if context.is_offline_mode():
          context.configure(url=url, target_metadata=metadata)
          with context.begin_transaction():
              context.run_migrations()
      else:
          with create_engine(url).connect() as connection:
              context.configure(connection=connection, target_metadata=metadata)
              with context.begin_transaction():
                  context.run_migrations()
      """;

  private static final String MODELS =
      """
      %simport sqlalchemy as sa

      metadata = sa.MetaData()
      sa.Table('item_1', metadata, sa.Column('id', sa.Integer, primary_key=True))
      """;

  private static final String MODULE =
      """
      total = 0
      for number in range(%d):
          total = (total * 31 + number) %% 1000003
      """;

  /** The build of the database in the image that packages of this project use. */
  private static final String DOCKERFILE =
      """
      FROM wazoplatform/wazo-base-db
      COPY . /usr/src/app
      WORKDIR /usr/src/app
      ENV APP_DATABASE_URL=postgresql+psycopg2://app:Secr7t@localhost/app
      ENV PYTHONPATH=/usr/src/app/%s
      RUN true \\
          && pg_start \\
          && su postgres -c "psql -qc \\"CREATE ROLE app LOGIN PASSWORD 'Secr7t'\\" -c 'CREATE DATABASE app OWNER app'" \\
          && python3 -m alembic.config -c alembic.ini upgrade head \\
          && pg_stop \\
          && true
      USER postgres
      """
          .formatted(LIBRARY_IN_PROJECT);

  /** One that takes three seconds to import, on this machine. */
  public static GeneratedApplication heavy() {
    String program =
        "import time\nbegun = time.process_time()\n"
            + MODULE.formatted(CALIBRATION)
            + "print(time.process_time() - begun)\n";
    double seconds =
        Double.parseDouble(Processes.command("python3", "-c", program).check().output().strip());
    return new GeneratedApplication((int) (SECONDS / MODULES / seconds * CALIBRATION));
  }

  private boolean isHeavy() {
    return steps > 0;
  }

  /** The project's files by path, but for its revisions. */
  public Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    files.put(".gitignore", ".alembic_squash/\n__pycache__/\n");
    files.put(".dockerignore", ".git\n.alembic_squash\n");
    files.put("alembic.ini", INI);
    files.put("app/__init__.py", "");
    files.put("app/migrations/env.py", ENV);
    files.put(
        "app/models.py", MODELS.formatted(isHeavy() ? "import app.parts\nimport heavy\n\n" : ""));
    files.put("contribs/docker/Dockerfile-db", DOCKERFILE);
    if (isHeavy()) {
      files.putAll(modules("app/parts", "app.parts"));
      files.putAll(modules(LIBRARY_IN_PROJECT + "/heavy", "heavy"));
    }
    return files;
  }

  /** Installs the library of a heavy application in a folder for PYTHONPATH. */
  void install(Path folder) throws IOException {
    if (isHeavy()) {
      for (Map.Entry<String, String> file : modules("heavy", "heavy").entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
  }

  private Map<String, String> modules(String folder, String name) {
    Map<String, String> files = new TreeMap<>();
    IntStream.rangeClosed(1, MODULES / 2)
        .forEach(number -> files.put(folder + "/part_" + number + ".py", MODULE.formatted(steps)));
    files.put(
        folder + "/__init__.py",
        IntStream.rangeClosed(1, MODULES / 2)
            .mapToObj(number -> "import " + name + ".part_" + number + "\n")
            .collect(Collectors.joining()));
    return files;
  }
}
