package tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import migrations.ProjectTree;

/** A project with Alembic that a test writes into an empty folder, as small as can be. */
final class SmallProject {
  /** Connects as alembic.ini says, as the template of Alembic's own does. */
  static final String ENV =
      """
      from alembic import context
      from sqlalchemy import engine_from_config

      config = context.config
      engine = engine_from_config(config.get_section(config.config_ini_section), "sqlalchemy.")
      with engine.connect() as connection:
          context.configure(connection=connection)
          with context.begin_transaction():
              context.run_migrations()
      """;

  private final Path folder;

  private SmallProject(Path folder, String ini) {
    this.folder = folder;
    if (!ini.isEmpty()) {
      write("alembic.ini", ini).env(ENV);
    }
  }

  /** One with alembic.ini, an env.py and no revision yet. */
  SmallProject(Path folder) {
    this(folder, "[alembic]\nscript_location = %(here)s/migrations\n");
  }

  /** One without anything yet. */
  static SmallProject empty(Path folder) {
    return new SmallProject(folder, "");
  }

  /** Its folder. */
  Path folder() {
    return folder;
  }

  /** Replaces or adds a file. */
  SmallProject write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException full) {
      throw new IllegalStateException(full);
    }
    return this;
  }

  /** Replaces env.py. */
  SmallProject env(String text) {
    return write("migrations/env.py", text);
  }

  /** Adds a revision whose upgrade runs these lines of Python. */
  SmallProject revision(String id, Optional<String> down, String... lines) {
    String parent = down.map(known -> "\"" + known + "\"").orElse("None");
    return write("migrations/versions/" + id + "_.py", revisionText(id, parent, lines));
  }

  /** The text of a revision. */
  static String revisionText(String id, String down, String... lines) {
    return """
    import os

    import sqlalchemy as sa
    from alembic import op

    revision = "%s"
    down_revision = %s


    def upgrade():
        pass
        %s
    """
        .formatted(id, down, String.join("\n    ", lines));
  }

  /** The folder as the work tree that it is. */
  ProjectTree tree() {
    return tree("alembic.ini");
  }

  /** As {@link #tree()}, with another configuration. */
  ProjectTree tree(String config) {
    return new ProjectTree(folder, "", config, folder);
  }
}
