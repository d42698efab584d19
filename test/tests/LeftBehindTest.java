package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a squash says of what is left, where revisions and their files are called as releases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeftBehindTest {
  private static final int BRANCHES = 7;

  private SampleRun project;
  private String said;

  @BeforeAll
  void squash_once(@TempDir Path folder) throws Exception {
    Engines.assumeLocal();
    Path root = Files.createDirectories(folder.resolve("app")).toRealPath();
    project =
        new SampleRun(root, List.of("--engine=local", "--python=" + Engines.python().executable()));
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
    project.git("init", "--quiet", "--initial-branch=main");
    project.git("config", "user.name", "A Tester");
    project.git("config", "user.email", "tester@example.org");
    commit("all");
    for (int i = 1; i <= BRANCHES; i++) {
      project.git("switch", "--quiet", "--create", "feature-" + i, "main");
      revision(files, "f" + i, "\"v2.6.0.a\"");
      commit("in flight");
    }
    project.git("switch", "--quiet", "main");
    project.plan("v3.0.0.d");
    project.dump();
    said = project.squash(false, false);
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
