package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import journal.UndoPhase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;
import squash.SquashOptions;

/** What {@code undo} brings back, and what it leaves alone. */
class UndoTest {
  @TempDir Path folder;
  private SampleRun sample;
  private String before;
  private String head;

  @BeforeEach
  void plan() {
    sample = SampleRun.create(folder);
    sample.plan("hearthd-24.11");
    sample.handmadeBaseline();
    before = state();
    head = sample.git("rev-parse", "HEAD");
  }

  /** The work tree, as git would store it, and the index. */
  private String state() {
    String staged = sample.git("write-tree");
    String work =
        Processes.command("sh", "-c", "cp .git/index .git/all && git add -A && git write-tree")
            .in(sample.root())
            .with("GIT_INDEX_FILE", ".git/all")
            .check()
            .output();
    return staged + work;
  }

  private String undo() {
    return sample.said(
        (project, talk) -> {
          project.begin("undo", true);
          new UndoPhase(talk.console(), project.repository(), project.journal()).run();
        });
  }

  private void hook(String script) throws Exception {
    Path hook = sample.path(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\n" + script);
    assertTrue(hook.toFile().setExecutable(true));
  }

  @Test
  void a_squash_is_undone_and_can_be_made_again() {
    sample.squash(false, false);
    String squashed = state();
    String said = undo();
    assertTrue(said.contains("undone: "), said);
    assertEquals(before, state());
    assertEquals("", sample.git("status", "--porcelain"));
    sample.squash(false, false);
    assertEquals(squashed, state());
    undo();
    assertEquals(before, state());
    assertTrue(undo().contains("there is nothing to undo"));
  }

  @Test
  void a_squash_with_its_commit_is_undone_as_one() {
    sample.squash(false, true);
    String said = undo();
    assertTrue(said.contains("reflog"), said);
    assertEquals(head, sample.git("rev-parse", "HEAD"));
    assertEquals(before, state());
  }

  @Test
  void a_commit_of_its_own_is_undone_first() {
    sample.squash(false, false);
    String squashed = state();
    sample.squash(false, true);
    String said = undo();
    assertTrue(said.contains("`undo` again takes back `squash`"), said);
    assertEquals(head, sample.git("rev-parse", "HEAD"));
    assertEquals(squashed, state());
    said = undo();
    assertFalse(said.contains("again"), said);
    assertEquals(before, state());
  }

  @Test
  void a_file_that_was_changed_since_is_named_and_nothing_is_overwritten() throws Exception {
    sample.squash(false, false);
    Path edited = sample.path("alembic/versions/baseline-hearthd-24.11.sql");
    Files.writeString(edited, "-- Mine.\n");
    String squashed = state();
    Failure failure = assertThrows(Failure.class, this::undo);
    assertTrue(failure.hint().contains(edited.getFileName().toString()), failure.hint());
    assertEquals(squashed, state());
    Files.delete(edited);
    undo();
    assertEquals(before, state());
  }

  @Test
  void what_was_staged_otherwise_since_is_named_too() throws Exception {
    sample.squash(false, false);
    Path sql = sample.path("alembic/versions/baseline-hearthd-24.11.sql");
    String text = Files.readString(sql);
    Files.writeString(sql, "-- Mine.\n");
    sample.git("add", sql.toString());
    Files.writeString(sql, text);
    Failure failure = assertThrows(Failure.class, this::undo);
    assertTrue(failure.hint().contains("something else is staged"), failure.hint());
  }

  @Test
  void other_files_stay_as_they_are() throws Exception {
    sample.squash(false, false);
    Path other = Files.writeString(sample.path("other.txt"), "x");
    sample.git("add", "other.txt");
    undo();
    assertEquals("A  other.txt\n", sample.git("status", "--porcelain"));
    assertTrue(Files.exists(other));
  }

  @Test
  void commits_made_since_stay_and_the_way_back_is_staged() throws Exception {
    sample.squash(false, true);
    Files.writeString(sample.path("other.txt"), "x");
    sample.git("add", "other.txt");
    sample.git("commit", "--quiet", "--message=other");
    String newest = sample.git("rev-parse", "HEAD");
    String said = undo();
    assertTrue(said.contains("there were commits since"), said);
    assertEquals(newest, sample.git("rev-parse", "HEAD"));
    assertEquals("A\tother.txt\n", sample.git("diff", "--cached", "--name-status", head.strip()));
  }

  @Test
  void a_hook_that_rewrites_files_is_no_change_of_somebodys() throws Exception {
    hook("sed -i 's/made_by_hand/made/' alembic/versions/*.sql && git add alembic/versions/*.sql");
    sample.squash(false, true);
    undo();
    assertEquals(head, sample.git("rev-parse", "HEAD"));
    assertEquals(before, state());
  }

  @Test
  void a_branch_without_the_squash_has_nothing_to_undo() {
    sample.squash(false, true);
    sample.git("checkout", "--quiet", "-b", "elsewhere", head.strip());
    String said = undo();
    assertTrue(said.contains("there is nothing to undo"), said);
    assertEquals(before, state());
  }

  @Test
  void what_is_squashed_and_not_staged_is_staged_and_no_empty_commit_is_made() {
    sample.squash(false, false);
    sample.git("reset", "--quiet");
    sample.squash(false, true);
    assertFalse(sample.git("show", "--format=", "--name-only", "HEAD").isBlank());
    assertEquals("", sample.git("status", "--porcelain"));
  }

  @Test
  void a_baseline_in_half_is_never_squashed_and_an_edited_one_when_that_is_said() throws Exception {
    Path baseline = sample.path(".alembic_squash/baseline-hearthd-24.11.sql");
    String whole = Files.readString(baseline);
    Files.writeString(baseline, whole.substring(0, whole.length() / 2));
    Failure half = assertThrows(Failure.class, () -> sample.squash(false, false));
    assertTrue(half.getMessage().contains("truncated"), half.getMessage());
    Files.writeString(baseline, whole);
    sample.said(
        (project, talk) -> project.plan().keepSum("baseline-hearthd-24.11.sql", Optional.of("0")));
    Failure edited = assertThrows(Failure.class, () -> sample.squash(false, false));
    assertTrue(edited.hint().contains("--edited"), edited.hint());
    assertEquals(before, state());
    sample.squash(new SquashOptions(false, false).takingEdited());
    assertFalse(before.equals(state()));
  }
}
