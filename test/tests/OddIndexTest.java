package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes that git writes and we do not, and files that are in none. */
class OddIndexTest {
  private static final String TAG = "hearthd-24.11";

  @TempDir Path folder;
  private SampleRun sample;

  @BeforeEach
  void create() {
    sample = SampleRun.create(folder);
  }

  private Failure refused() {
    return assertThrows(Failure.class, () -> sample.plan(TAG));
  }

  @Test
  void a_sparse_one_is_refused_with_the_command_that_helps() {
    sample.git("sparse-checkout", "init", "--cone", "--sparse-index");
    sample.git("sparse-checkout", "set", "alembic");
    Failure failure = refused();
    assertTrue(failure.getMessage().contains("is sparse"), failure.getMessage());
    assertTrue(failure.hint().contains("git sparse-checkout reapply --no-sparse-index"));
    sample.git("sparse-checkout", "reapply", "--no-sparse-index");
    sample.plan(TAG);
  }

  @Test
  void a_split_one_is_refused_with_the_command_that_helps() {
    sample.git("update-index", "--split-index");
    Failure failure = refused();
    assertTrue(failure.getMessage().contains("is split"), failure.getMessage());
    sample.git("update-index", "--no-split-index");
    sample.plan(TAG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--index-version 4", "--untracked-cache"})
  void another_one_is_changed_as_git_would(String option) {
    List<String> words = new ArrayList<>(List.of("update-index"));
    words.addAll(List.of(option.split(" ", -1)));
    sample.git(words.toArray(String[]::new));
    sample.plan(TAG);
    sample.handmadeBaseline();
    sample.squash(false, false);
    assertEquals("", sample.git("diff", "--name-only"));
    assertEquals("", sample.git("fsck", "--no-dangling"));
  }

  @Test
  void a_revision_that_git_ignores_is_named() throws Exception {
    Path ignored = sample.path(SampleRun.VERSIONS + "ignored.py");
    Files.writeString(ignored, "revision = 'f0'\ndown_revision = None\n");
    Files.createDirectories(sample.path(".git/info"));
    Files.writeString(sample.path(".git/info/exclude"), "ignored.py\n");
    Failure failure = refused();
    assertTrue(
        failure.getMessage().startsWith("git ignores " + SampleRun.VERSIONS + "ignored.py,"),
        failure.getMessage());
    assertTrue(failure.hint().contains("git add --force"), failure.hint());
    Files.delete(ignored);
    Files.createDirectories(sample.path(SampleRun.VERSIONS + "__pycache__"));
    Files.writeString(sample.path(SampleRun.VERSIONS + "__pycache__/ignored.py"), "");
    sample.plan(TAG);
  }
}
