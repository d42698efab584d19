package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a squash says of what is left, where revisions and their files are called as releases. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeftBehindTest {
  private static final int BRANCHES = 7;

  /** Generated, copied from elsewhere, or ignored although they are tracked. */
  private static final List<String> NOT_WRITTEN =
      List.of(
          "app.egg-info/SOURCES.txt",
          "src/app-1.0.dist-info/RECORD",
          "docs/api.txt",
          "docs/_build/index.html",
          "dist/app.txt",
          "ignored/deep/notes.txt",
          "node_modules/a/index.js",
          "notes.out",
          "other/app/notes.txt",
          "poetry.lock",
          "package-lock.json",
          "src/__pycache__/a.pyc",
          "static/app.min.js",
          "third_party/notes.txt",
          "venv/lib/notes.txt");

  private SampleRun project;
  private String said;

  @BeforeAll
  void squash_once(@TempDir Path folder) throws Exception {
    Path root = Files.createDirectories(folder.resolve("app")).toRealPath();
    project = new SampleRun(root, List.of("--engine=local"));
    SmallProject files =
        new SmallProject(root)
            .write(
                "alembic.ini",
                """
                [alembic]
                script_location = migrations
                sqlalchemy.url = postgresql://nobody@localhost/nothing
                """);
    files.write(
        "migrations/versions/v2.6.0.a_first.py", SmallProject.revisionText("v2.6.0.a", "None"));
    revision(files, "1.0", "\"v2.6.0.a\"");
    revision(files, "v3.0.0.d", "\"1.0\"");
    revision(files, "v3.0.1.a", "\"v3.0.0.d\"");
    files.write(
        "notes.txt",
        """
        since v2.6.0.a.
        see migrations/versions/v2.6.0.a_first.py
        v2.6.0.ab, v2.6.0.a.b and v2.6.0.a-b are others
        version 1.0 of this
        stamp('1.0')
        now at v3.0.0.d
        import migrations.versions.v3.0.0.d
        versions/v3.0.0.d.py
        """);
    for (String file : NOT_WRITTEN) {
      files.write(file, "see v2.6.0.a, migrations/versions/v2.6.0.a_first.py\n");
    }
    files.write("build/lib/copy.py", "import_module('versions.v2.6.0.a_first')\n");
    files.write(".gitignore", "ignored/\n*.out\n.alembic_squash/\n");
    files.write(
        ".gitattributes", "docs/api.txt linguist-generated\nother/** linguist-vendored=true\n");
    project.git("init", "--quiet", "--initial-branch=main");
    project.git("config", "user.name", "A Tester");
    project.git("config", "user.email", "tester@example.org");
    project.git("add", "--force", ".");
    commit("all");
    assertEquals("", project.git("ls-files", "--others"));
    for (int i = 1; i <= BRANCHES; i++) {
      project.git("switch", "--quiet", "--create", "feature-" + i, "main");
      revision(files, "f" + i, "\"v2.6.0.a\"");
      commit("in flight");
    }
    project.git("switch", "--quiet", "main");
    project.plan("v3.0.0.d");
    said = project.handmadeBaseline().squash(false, false);
  }

  private static void revision(SmallProject files, String id, String down) {
    files.write("migrations/versions/" + id + ".py", SmallProject.revisionText(id, down));
  }

  private void commit(String message) {
    project.git("add", ".");
    project.git("commit", "--quiet", "-m", message);
  }

  @Test
  void lines_that_name_what_is_gone_are_found_and_no_others() {
    List<String> lines = said.lines().filter(line -> line.startsWith("  notes.txt:")).toList();
    assertEquals(
        List.of(
            "  notes.txt:1: since v2.6.0.a.",
            "  notes.txt:2: see migrations/versions/v2.6.0.a_first.py",
            "  notes.txt:5: stamp('1.0')",
            "  notes.txt:7: import migrations.versions.v3.0.0.d",
            "  notes.txt:8: versions/v3.0.0.d.py"),
        lines,
        said);
    assertFalse(said.contains("that no migration runs"), said);
    assertTrue(said.contains("5 lines left in the repository name"), said);
  }

  @Test
  void many_branches_in_flight_are_one_warning() {
    List<String> warnings = said.lines().filter(line -> line.contains("feature-")).toList();
    assertEquals(
        List.of(
            "! 7 branches add revisions after squashed ones and have to be rebased onto the"
                + " baseline: feature-1, feature-2, feature-3, feature-4, feature-5 and 2 more"
                + " (-v tells which revisions)"),
        warnings,
        said);
    assertFalse(said.contains("which is squashed"), said);
  }
}
