package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plan.CutChoice;

/** One of two histories in one project is squashed, and the other is left as it is. */
@Tag("slow")
class IndependentBasesTest {
  private static final String LABEL = "\nbranch_labels = ('%s',)\n";

  @Test
  void the_other_branch_stays_byte_for_byte_and_the_database_is_the_same(@TempDir Path folder)
      throws Exception {
    Engines.assumeLocal();
    Path root = Files.createDirectories(folder.resolve("app")).toRealPath();
    SmallProject project = new SmallProject(root);
    revision(project, "core1", "None", "CREATE TABLE core (id int PRIMARY KEY)", "core");
    revision(project, "core2", "\"core1\"", "ALTER TABLE core ADD name text", "");
    revision(project, "plug1", "None", "CREATE TABLE plug (id int PRIMARY KEY)", "plugin");
    revision(project, "plug2", "\"plug1\"", "INSERT INTO plug VALUES (1)", "");
    SampleRun run = SampleRun.localOn(root);
    run.commitAll("one");
    run.git("tag", "v1");
    run.plan("v1", new CutChoice(Optional.empty(), Optional.of("plugin")));
    run.dump();
    run.squash(false, true);
    List<String> changed = run.git("diff", "--name-only", "v1").lines().toList();
    assertTrue(changed.stream().noneMatch(path -> path.contains("core")), changed.toString());
    assertFalse(Files.exists(run.path("migrations/versions/plug1_.py")));
    SampleRun.Answer answer = run.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said() + answer.data());
    assertTrue(answer.data().contains("IDENTICAL"), answer.data());
  }

  private static void revision(
      SmallProject project, String id, String down, String sql, String label) {
    project.write(
        "migrations/versions/" + id + "_.py",
        SmallProject.revisionText(id, down, "op.execute('" + sql + "')")
            + (label.isEmpty() ? "" : LABEL.formatted(label)));
  }
}
