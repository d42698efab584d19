package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** A project whose package imports a module that its build writes and git ignores. */
@Tag("slow")
class GeneratedModulesTest {
  private static final String FIRST =
      """
      import pkg
      op.execute('CREATE TABLE ' + pkg.NAME + ' (id int)')\
      """;

  @TempDir Path folder;

  @Test
  void what_git_ignores_and_the_migrations_import_is_there_beside_a_commit() throws Exception {
    Engines.assumeLocal();
    SampleRun project =
        CommittedProject.create(
            folder, FIRST, "--engine=local", "--python=" + Engines.python().executable());
    project.write(".gitignore", "_version.py\n*.so\n/.venv/\nlocal_*\n");
    project.write("pkg/__init__.py", "from ._version import NAME\n");
    project.write("alembic.ini", "[alembic]\nscript_location = migrations\nprepend_sys_path = .\n");
    String env = project.text("migrations/env.py");
    project.write(
        "migrations/env.py",
        """
        import os
        import sys

        import pkg

        root = os.path.dirname(os.path.dirname(pkg.__file__))
        found = sorted(
            os.path.relpath(os.path.join(folder, name), root)
            for folder, _, names in os.walk(root)
            for name in names
            if name.startswith(("local_", "_")) and "__pycache__" not in folder
        )
        print("found", found, file=sys.stderr)
        """
            + env.replace(
                    "engine_from_config(config.get_section(config.config_ini_section),"
                        + " \"sqlalchemy.\")",
                    "create_engine('postgresql://nobody@nowhere/none')")
                .replace("import engine_from_config", "import create_engine"));
    project.git("add", ".");
    project.git("commit", "--quiet", "-m", "generated");
    project.write("pkg/_version.py", "NAME = 'made_by_a_build'\n");
    project.write("pkg/_fast.so", "compiled");
    project.write("pkg/local_notes.txt", "no module");
    project.write(".venv/lib/local_other.py", "");
    assertEquals("", project.git("status", "--porcelain"));
    project.plan("b2b2b2b2b2b2");
    project.dump();
    assertTrue(
        project.text(".alembic_squash/baseline-b2b2b2b2b2b2.sql").contains("made_by_a_build"));
    String logs =
        Processes.command("grep", "--recursive", "--no-filename", "found \\[", ".alembic_squash")
            .in(project.root())
            .check()
            .output();
    assertEquals(
        "found ['pkg/__init__.py', 'pkg/_fast.so', 'pkg/_version.py']",
        logs.lines().distinct().reduce((one, other) -> one + other).orElseThrow(),
        logs);
  }
}
