package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import answers.Answers;
import console.Failure;
import git.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packaging.PackagingPhase;
import picocli.CommandLine;
import plan.Squashplan;
import project.Project;
import project.ProjectOptions;
import python.PythonInterpreter;
import python.ToolVirtualEnvironment;
import tests.BuiltHistory.Talk;

/** What {@code update-packaging} says and edits, and what setuptools then makes of it. */
@Tag("slow")
class PackagingTest {
  private static final String SQL = "app/migrations/versions/baseline.sql";

  /** The hooks of PEP 517, which pip and build call; the second argument is a folder. */
  private static final String WHEEL =
      """
      import os, sys, tarfile, zipfile
      from setuptools import build_meta
      if sys.argv[1] == "sdist":
          tarfile.open(os.path.join(sys.argv[2], build_meta.build_sdist(sys.argv[2]))).extractall(sys.argv[2])
          os.chdir(next(entry.path for entry in os.scandir(sys.argv[2]) if entry.is_dir()))
      wheel = os.path.join(sys.argv[2], build_meta.build_wheel(sys.argv[2]))
      print("\\n".join(zipfile.ZipFile(wheel).namelist()))
      """;

  @TempDir Path folder;
  private BuiltHistory built;
  private Talk talk = Talk.sayingYes(true);

  @AfterEach
  void close() {
    built.close();
  }

  /** A project whose version location is {@code app/migrations/versions}, below {@code top}. */
  private BuiltHistory project(String top) {
    built = BuiltHistory.empty(folder.resolve("project"));
    return built
        .file("alembic.ini", "[alembic]\nscript_location = " + top + "app/migrations\n")
        .file(".gitignore", "build/\n*.egg-info/\n")
        .file(top + "app/__init__.py", "")
        .file(top + "app/migrations/__init__.py", "")
        .file(top + "app/migrations/env.py", "")
        .file(
            top + "app/migrations/versions/a1_baseline.py",
            "revision = 'a1'\ndown_revision = None\n")
        .file(top + SQL, "SELECT 1;\n");
  }

  private void update() {
    talk = Talk.sayingYes(true);
    ProjectOptions options =
        CommandLine.populateCommand(new ProjectOptions(), "-C", built.root().toString());
    try (Project project = new Project(talk.console(), options)) {
      new PackagingPhase(project).run();
    }
  }

  private Set<String> wheel(String kind) throws Exception {
    PythonInterpreter base = PythonInterpreter.find(Optional.empty(), Checkout.root());
    ToolVirtualEnvironment environment =
        ToolVirtualEnvironment.of(base, List.of("setuptools==80.9.0"));
    Path copy = Files.createTempDirectory(folder, "source").resolve("project");
    process.Processes.command("cp", "-r", built.root().toString(), copy.toString()).check();
    Path target = Files.createTempDirectory(folder, "wheel");
    String listed =
        environment
            .python()
            .command("-W", "ignore", "-c", WHEEL, kind, target.toString())
            .in(copy)
            .check()
            .output();
    return new TreeSet<>(listed.lines().toList());
  }

  /**
   * Edits once: the wheel lacks the SQL before and has it after, and a second run edits nothing.
   */
  private void assertPutsItIn(String edited, String expected) throws Exception {
    built.committed("packaged");
    assertFalse(wheel("wheel").contains(SQL));
    update();
    assertEquals(expected, text(edited));
    assertEquals(Set.of(edited), staged());
    assertTrue(wheel("wheel").contains(SQL), talk.said());
    assertTrue(wheel("sdist").contains(SQL), talk.said());
    update();
    says(talk.said(), "✓");
    assertEquals(expected, text(edited));
  }

  private Set<String> staged() throws Exception {
    var status = built.git().status().call();
    Set<String> paths = new TreeSet<>(status.getChanged());
    paths.addAll(status.getAdded());
    assertEquals(Set.of(), status.getModified());
    return paths;
  }

  private String text(String path) throws Exception {
    return Files.readString(built.root().resolve(path));
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  private static final String ARCHIVE =
      """
      SQUASHED = [("v1", "v2", "a0")]
      FOLDERS = ["squashed"]
      REWRITTEN = {}
      """;

  @Test
  void an_archive_is_shipped_where_the_revisions_are() throws Exception {
    project("")
        .file("app/migrations/squashed_history.py", ARCHIVE)
        .file("app/migrations/squashed/a0_first.py", "revision = 'a0'\ndown_revision = None\n")
        .file("app/migrations/squashed/seeds/first.csv", "1")
        .file(
            "setup.cfg",
            """
            [metadata]
            name = app
            version = 1
            [options]
            packages = find:
            [options.package_data]
            app.migrations = versions/*.py, versions/*.sql
            """)
        .file("setup.py", "from setuptools import setup\nsetup()\n");
    built.committed("packaged");
    Set<String> archived =
        Set.of("app/migrations/squashed/a0_first.py", "app/migrations/squashed/seeds/first.csv");
    assertFalse(wheel("wheel").contains("app/migrations/squashed/a0_first.py"));
    update();
    says(text("setup.cfg"), "squashed/*.py");
    Set<String> shipped = wheel("wheel");
    assertTrue(shipped.containsAll(archived), shipped.toString());
    assertTrue(shipped.contains("app/migrations/squashed_history.py"), shipped.toString());
    built.committed("shipped");
    update();
    assertEquals(Set.of(), staged());
  }

  @Test
  void an_archive_of_revisions_that_no_package_has_is_left_alone() throws Exception {
    project("")
        .file("app/migrations/squashed_history.py", ARCHIVE)
        .file("app/migrations/squashed/a0_first.py", "revision = 'a0'\ndown_revision = None\n")
        .file(
            "setup.py",
            "from setuptools import setup\n"
                + "setup(name='app', packages=['app', 'app.migrations'],"
                + " package_data={'app.migrations': ['versions/*.sql']})\n");
    built.committed("packaged");
    update();
    assertEquals(Set.of(), staged());
  }

  @Test
  void setup_py_gets_package_data_beside_its_packages() throws Exception {
    project("")
        .file(
            "setup.py",
            """
            # größte Sorgfalt
            from setuptools import find_packages, setup

            setup(
                name='app',
                packages=find_packages(),  # all
                version='1',
            )
            """);
    assertPutsItIn(
        "setup.py",
        """
        # größte Sorgfalt
        from setuptools import find_packages, setup

        setup(
            name='app',
            packages=find_packages(),
            package_data={'app.migrations': ['versions/*.sql']},  # all
            version='1',
        )
        """);
  }

  @Test
  void setup_py_gets_a_pattern_more_in_its_own_style() throws Exception {
    project("")
        .file(
            "setup.py",
            """
            import setuptools
            setuptools.setup(
                name="app", version="1", packages=["app", "app.migrations"],
                package_data={
                    "app": ["py.typed"],
                    "app.migrations": ["script.py.mako"],
                },
            )
            """);
    assertPutsItIn(
        "setup.py",
        """
        import setuptools
        setuptools.setup(
            name="app", version="1", packages=["app", "app.migrations"],
            package_data={
                "app": ["py.typed"],
                "app.migrations": ["script.py.mako", "versions/*.sql"],
            },
        )
        """);
  }

  @Test
  void setup_py_gets_a_package_more() throws Exception {
    project("")
        .file(
            "setup.py",
            """
            from setuptools import find_packages, setup
            setup(
                name='app', version='1', packages=find_packages(),
                package_data={
                    'app': ['py.typed']
                },
            )
            """);
    assertPutsItIn(
        "setup.py",
        """
        from setuptools import find_packages, setup
        setup(
            name='app', version='1', packages=find_packages(),
            package_data={
                'app': ['py.typed'],
                'app.migrations': ['versions/*.sql']
            },
        )
        """);
  }

  @Test
  void a_manifest_is_made_where_it_decides() throws Exception {
    project("")
        .file(
            "setup.py",
            """
            from setuptools import find_packages, setup
            setup(name='app', version='1', packages=find_packages(), include_package_data=True)
            """);
    assertPutsItIn("MANIFEST.in", "include app/migrations/versions/*.sql\n");
  }

  @Test
  void a_manifest_that_excludes_it_again_gets_a_line() throws Exception {
    project("")
        .file("MANIFEST.in", "graft app\nglobal-exclude *.sql")
        .file(
            "setup.cfg",
            """
            [metadata]
            name = app
            [options]
            packages = find:
            include_package_data = True
            """)
        .file("setup.py", "from setuptools import setup\nsetup()\n");
    assertPutsItIn(
        "MANIFEST.in", "graft app\nglobal-exclude *.sql\ninclude app/migrations/versions/*.sql\n");
  }

  @Test
  void setup_cfg_gets_a_section() throws Exception {
    String before =
        """
        [metadata]
        name = app

        [options]
        # all of them
        packages = find:
        """;
    project("")
        .file("setup.cfg", before)
        .file("pyproject.toml", "[build-system]\nrequires = ['setuptools']\n");
    assertPutsItIn(
        "setup.cfg", before + "\n[options.package_data]\napp.migrations = versions/*.sql\n");
  }

  @Test
  void setup_cfg_keeps_its_list() throws Exception {
    project("")
        .file(
            "setup.cfg",
            """
            [metadata]
            name = app
            [options]
            packages = find:
            [options.package_data]
            # templates
            app.migrations =
                script.py.mako
                # and more
            [flake8]
            """)
        .file("pyproject.toml", "[build-system]\nrequires = ['setuptools']\n");
    assertPutsItIn(
        "setup.cfg",
        """
        [metadata]
        name = app
        [options]
        packages = find:
        [options.package_data]
        # templates
        app.migrations =
            script.py.mako
            # and more
            versions/*.sql
        [flake8]
        """);
  }

  @Test
  void pyproject_gets_a_table_and_keeps_its_comments() throws Exception {
    String before =
        """
        [build-system]
        requires = ["setuptools"]  # any
        build-backend = "setuptools.build_meta"
        [project]
        name = "app"
        version = "1"
        [tool.setuptools.packages.find]
        where = ["src"]
        """;
    project("src/").file("pyproject.toml", before);
    assertPutsItIn(
        "pyproject.toml",
        before + "\n[tool.setuptools.package-data]\n\"app.migrations.versions\" = [\"*.sql\"]\n");
  }

  @Test
  void pyproject_gets_a_pattern_more() throws Exception {
    String text =
        """
        [project]
        name = "app"
        version = "1"
        [tool.setuptools]
        packages = ["app", "app.migrations"]
        [tool.setuptools.package-data]
        app = ["py.typed"]
        "app.migrations" = ["*.mako"] # templates
        [tool.black]
        """;
    project("").file("pyproject.toml", text);
    assertPutsItIn(
        "pyproject.toml", text.replace("[\"*.mako\"]", "[\"*.mako\", \"versions/*.sql\"]"));
  }

  @Test
  void what_takes_all_files_along_is_left_alone() {
    for (String backend :
        List.of(
            "poetry.core.masonry.api", "hatchling.build", "flit_core.buildapi", "pdm.backend")) {
      if (built == null) {
        project("");
      }
      built.file("pyproject.toml", "[build-system]\nbuild-backend = '" + backend + "'\n");
      built.committed("built by " + backend);
      update();
      says(talk.said(), "takes every file of a package along");
      assertEquals(List.of(), built.open().uncommitted());
    }
  }

  @Test
  void a_project_that_is_no_package_is_left_alone() throws Exception {
    project("");
    String project = "[project]\nname = 'app'\nversion = '1'\n";
    String backend = "[build-system]\nrequires = ['setuptools']\n";
    for (String text :
        List.of(
            project + backend + "[tool.uv]\npackage = false\n",
            "[tool.poetry]\npackage-mode = false\n" + project)) {
      built.file("pyproject.toml", text).committed("an application");
      update();
      says(talk.said(), "app/migrations/versions is in no Python package");
      assertEquals(List.of(), built.open().uncommitted());
    }
    built.file("pyproject.toml", project).file("uv.lock", "version = 1\n").committed("locked");
    update();
    says(talk.said(), "app/migrations/versions is in no Python package");
    for (String table : List.of(backend, "[tool.setuptools]\n", "[tool.uv]\npackage = true\n")) {
      built.file("pyproject.toml", project + table).committed("a package");
      update();
      says(talk.said(), "pyproject.toml leaves out the SQL of app/migrations/versions");
      built.git().reset().setMode(ResetType.HARD).call();
    }
  }

  @Test
  void a_version_location_in_no_package_travels_by_other_means() {
    project("").remove("app/__init__.py");
    built.file("setup.py", "from setuptools import *\nsetup(packages=find_packages())\n");
    built.committed("no package");
    update();
    says(talk.said(), "app/migrations/versions is in no Python package");
  }

  @Test
  void debian_takes_a_folder_or_is_told_what_to_add() {
    project("").remove("app/__init__.py");
    built.file("setup.py", "from setuptools import *\nsetup(packages=find_packages())\n");
    built.file("debian/app.install", "etc/* etc\napp/migrations usr/share/app\n");
    built.committed("folder");
    update();
    says(talk.said(), "✓ debian/app.install installs the SQL of app/migrations/versions");
    built.file("debian/app.install", "app/migrations/versions/*.py usr/share/app\n");
    update();
    says(talk.said(), "! no debian/*.install takes the SQL");
    says(talk.said(), "app/migrations/versions/*.sql");
  }

  @Test
  void what_is_no_literal_is_said_with_the_text_to_add() {
    project("")
        .file(
            "setup.py",
            """
            from setuptools import *
            DATA = {}
            setup(name='app', packages=find_packages(), package_data=DATA)
            """)
        .committed("computed");
    update();
    says(talk.said(), "cannot be edited safely");
    says(talk.said(), "package_data={'app.migrations': ['versions/*.sql']}");
    assertEquals(List.of(), built.open().uncommitted());
  }

  @Test
  void own_edits_are_not_staged_with_it() {
    project("")
        .file("setup.py", "from setuptools import *\nsetup(packages=find_packages())\n")
        .committed("packaged")
        .file("setup.py", "from setuptools import *\nsetup(packages=find_packages(), name='x')\n");
    Failure refused = assertThrows(Failure.class, this::update);
    says(refused.getMessage(), "setup.py has changes that are not committed");
  }

  @Test
  void without_sql_there_is_nothing_to_do() {
    project("").remove(SQL).committed("inline");
    update();
    says(talk.said(), "there is no SQL in app/migrations/versions");
  }

  @Test
  void of_several_configurations_the_planned_one_counts() throws Exception {
    project("")
        .move("alembic.ini", "one/alembic.ini")
        .file("one/alembic.ini", "[alembic]\nscript_location = %(here)s/../app/migrations\n")
        .file("two/alembic.ini", "[alembic]\nscript_location = nowhere\n")
        .committed("two configurations");
    says(assertThrows(Failure.class, this::update).getMessage(), "Several configurations");
    try (GitRepository repository = built.open()) {
      new Squashplan(
              "v1",
              List.of("a1"),
              List.of("a1"),
              "a1",
              repository.headCommit(),
              "one/alembic.ini",
              "local",
              Map.of(),
              Answers.NONE)
          .write(Squashplan.path(built.root()));
    }
    update();
    says(talk.said(), "app/migrations/versions is in no Python package");
  }
}
