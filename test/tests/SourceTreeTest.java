package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import engine.LocalClusters;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import migrations.MigrationRunner;
import migrations.ProjectTree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import python.PythonInterpreter;

/** Whatever is installed where, the tree that was asked for is the one that runs. */
@Tag("slow")
class SourceTreeTest {
  private static final String BUILD_EDITABLE =
      "import sys; from setuptools import build_meta; build_meta.build_editable(sys.argv[1])";

  private static LocalClusters clusters;
  private static LocalCluster cluster;

  @TempDir Path folder;
  private Path worktree;
  private Path export;
  private ConnectionParameters database;

  @BeforeAll
  static void a_cluster() {
    clusters = new LocalClusters(Engines.assumeLocal());
    cluster = clusters.start();
  }

  @AfterAll
  static void no_cluster() {
    clusters.close();
  }

  @BeforeEach
  void an_empty_database_and_two_trees() throws Exception {
    ConnectionParameters superuser = cluster.superuser().orElseThrow();
    try (Connection connection = superuser.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS app");
      statement.execute("CREATE DATABASE app");
    }
    database = superuser.withDatabase("app");
    worktree = Files.createDirectory(folder.resolve("worktree")).toRealPath();
    export = Files.createDirectory(folder.resolve("export")).toRealPath();
  }

  @ParameterizedTest
  @CsvSource({"''", "src", "lib/python"})
  void an_editable_installation_that_is_a_path_is_led_to_the_tree(String layout) throws Exception {
    package_(worktree, layout, "worktree");
    package_(export, layout, "export");
    PythonInterpreter python = venv("app.pth", worktree.resolve(layout) + "\n");
    assertEquals("export", ran(python, "alembic.ini"));
  }

  @ParameterizedTest
  @CsvSource({"''", "lib/python"})
  void an_editable_installation_that_is_a_finder_is_led_to_the_tree(String layout)
      throws Exception {
    package_(worktree, layout, "worktree");
    package_(export, layout, "export");
    assertEquals("export", ran(finder(worktree.resolve(layout).resolve("app")), "alembic.ini"));
  }

  @Test
  void the_finder_that_setuptools_writes_is_led_to_the_tree() throws Exception {
    package_(worktree, "lib/python", "worktree");
    package_(export, "lib/python", "export");
    Files.writeString(
        worktree.resolve("setup.py"),
        """
        from setuptools import setup
        setup(name="app", version="1", packages=["app", "app.migrations", "app.migrations.versions"],
            package_dir={"app": "lib/python/app"})
        """);
    PythonInterpreter base = Drivers.NEW.python();
    PythonInterpreter python = venv("unused.pth", "");
    base.command("-c", BUILD_EDITABLE, folder.toString()).in(worktree).check();
    try (DirectoryStream<Path> wheels = Files.newDirectoryStream(folder, "*.whl")) {
      String wheel = wheels.iterator().next().toString();
      python.command("-m", "zipfile", "-e", wheel, sitePackages(python).toString()).check();
    }
    assertTrue(Files.exists(sitePackages(python).resolve("__editable___app_1_finder.py")));
    assertEquals("export", ran(python, "alembic.ini"));
  }

  @Test
  void a_module_that_still_comes_from_the_work_tree_is_a_failure() throws Exception {
    package_(worktree, "lib/python", "worktree");
    package_(export, "lib/python", "export");
    String env = Files.readString(export.resolve("lib/python/app/migrations/env.py"));
    Files.writeString(worktree.resolve("stray.py"), "");
    Files.writeString(
        export.resolve("lib/python/app/migrations/env.py"),
        "import sys\nsys.path.insert(0, '" + worktree + "')\nimport stray\n" + env);
    PythonInterpreter python = venv("app.pth", worktree.resolve("lib/python") + "\n");
    Failure failure = assertThrows(Failure.class, () -> ran(python, "alembic.ini"));
    assertEquals(
        "Alembic failed: the module stray was imported from "
            + worktree.resolve("stray.py")
            + ", the work tree, and not from the tree to run, "
            + export,
        failure.getMessage());
  }

  @Test
  void an_installed_copy_does_not_stand_in_for_the_tree() throws Exception {
    package_(worktree, "lib/python", "worktree");
    package_(export, "lib/python", "export");
    PythonInterpreter python = venv("unused.pth", "");
    package_(sitePackages(python), "", "copy");
    Failure failure = assertThrows(Failure.class, () -> ran(python, "alembic.ini"));
    assertTrue(failure.getMessage().contains("outside of the tree to run"), failure.getMessage());
  }

  @Test
  void a_virtual_environment_in_the_work_tree_is_used_as_it_is() throws Exception {
    package_(worktree, "", "worktree");
    package_(export, "", "export");
    Path site = worktree.resolve(".venv/lib/python3/site-packages");
    Files.createDirectories(site);
    Files.writeString(site.resolve("helper.py"), "");
    Path env = export.resolve("app/migrations/env.py");
    Files.writeString(env, "import helper\n" + Files.readString(env));
    PythonInterpreter python = venv("app.pth", worktree + "\n" + site + "\n");
    assertEquals("export", ran(python, "alembic.ini"));
  }

  /** Which tree's revision ran, and which tree's package env.py imported. */
  private String ran(PythonInterpreter python, String config) throws Exception {
    ProjectTree tree = new ProjectTree(export, "", config, worktree);
    try (MigrationRunner runner = new MigrationRunner(python, Map.of())) {
      runner.run(tree, database, folder.resolve("log"), r -> {}, List.of("upgrade", "heads"));
    }
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT obj_description('made'::regclass), version_num FROM alembic_version")) {
      row.next();
      assertEquals(row.getString(1), row.getString(2));
      return row.getString(1);
    }
  }

  /** A package whose migrations are part of it, found by name, and say which tree they are of. */
  private static void package_(Path root, String layout, String name) {
    String app = layout.isEmpty() ? "app/" : layout + "/app/";
    new SmallProject(root)
        .write("alembic.ini", "[alembic]\nscript_location = app:migrations\n")
        .write(app + "__init__.py", "TREE = '" + name + "'\n")
        .write(app + "migrations/__init__.py", "")
        .write(app + "migrations/versions/__init__.py", "")
        .write(app + "migrations/env.py", "import app\n" + SmallProject.ENV)
        .write(
            app + "migrations/versions/one.py",
            SmallProject.revisionText(
                name,
                "None",
                "import app",
                "op.execute('CREATE TABLE made ()')",
                "op.execute(f\"COMMENT ON TABLE made IS '{app.TREE}'\")"));
  }

  /** What setuptools writes for layouts that one path cannot express, in short. */
  private PythonInterpreter finder(Path app) throws Exception {
    PythonInterpreter python =
        venv("__editable__.app.pth", "import __editable___app_1_finder as f; f.install()\n");
    Files.writeString(
        sitePackages(python).resolve("__editable___app_1_finder.py"),
        """
        import sys
        from importlib.machinery import ModuleSpec
        from importlib.util import spec_from_file_location

        MAPPING = {"app": "%s"}

        class _EditableFinder:
            @classmethod
            def find_spec(cls, fullname, path=None, target=None):
                if fullname in MAPPING:
                    return spec_from_file_location(fullname, MAPPING[fullname] + "/__init__.py")

        def install():
            sys.meta_path.append(_EditableFinder)
        """
            .formatted(app));
    return python;
  }

  /** An environment of the test's own that sees the packages of the tool's. */
  private PythonInterpreter venv(String pth, String text) throws Exception {
    PythonInterpreter base = Drivers.NEW.python();
    base.command("-m", "venv", "--without-pip", folder.resolve("venv").toString()).check();
    PythonInterpreter python = new PythonInterpreter(folder.resolve("venv/bin/python"));
    Path site = sitePackages(python);
    Files.writeString(site.resolve("base.pth"), sitePackages(base) + "\n");
    Files.writeString(site.resolve(pth), text);
    return python;
  }

  private static Path sitePackages(PythonInterpreter python) {
    return Path.of(
        python
            .command("-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
            .check()
            .output()
            .strip());
  }
}
