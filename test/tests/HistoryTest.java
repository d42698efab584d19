package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.ScriptDirectory;
import git.GitRepository;
import git.History;
import git.Tag;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir Path folder;
  private BuiltHistory built;
  private GitRepository repository;

  @BeforeEach
  void start() {
    built = BuiltHistory.project(folder);
    repository = built.open();
  }

  @AfterEach
  void end() {
    repository.close();
    built.close();
  }

  private History walk(String watched, boolean recursive) {
    return History.walk(
        repository,
        repository.headCommit(),
        List.of(watched),
        recursive,
        new ScriptDirectory()::revisionOf);
  }

  private static String adder(History history, String revision) {
    return history.addedBy(revision).orElse("none");
  }

  private Set<String> held(History history, String tag) {
    Tag found =
        repository.tags().stream().filter(t -> t.name().equals(tag)).findFirst().orElseThrow();
    return history.heldBy(found);
  }

  @Test
  void each_revision_has_the_commit_that_added_it_and_the_first_tag_that_holds_it() {
    String first = built.revision("a1").commit("first");
    built.tag("v1");
    String second = built.revision("b2", "a1").revision("c3", "b2").commit("second");
    built.file("README", "x").committed("third").annotatedTag("v2");
    built.revisionWith("# edited\n", "a1").committed("edit").tag("v3");
    History history = walk("alembic/versions", false);
    assertEquals(first, adder(history, "a1"));
    assertEquals(second, adder(history, "b2"));
    assertEquals(second, adder(history, "c3"));
    assertEquals("first", repository.find(adder(history, "a1")).orElseThrow().subject());
    assertEquals("v1", history.firstTagHolding("a1").orElseThrow().name());
    assertEquals("v2", history.firstTagHolding("c3").orElseThrow().name());
    assertEquals(Set.of("a1"), held(history, "v1"));
    assertEquals(Set.of("a1", "b2", "c3"), held(history, "v3"));
    assertEquals(Optional.empty(), history.addedBy("zz"));
    assertEquals(Optional.empty(), history.firstTagHolding("zz"));
  }

  @Test
  void a_renamed_file_is_the_same_revision() {
    String first = built.revision("a1").commit("first");
    built.move("alembic/versions/a1_step.py", "alembic/versions/2023_a1.py").committed("rename");
    assertEquals(first, adder(walk("alembic/versions", false), "a1"));
  }

  @Test
  void a_moved_folder_is_followed_and_tags_before_the_move_count() {
    String first = built.versionsIn("old/db/versions").revision("a1").commit("first");
    String second = built.revision("b2", "a1").commit("second");
    built.tag("v1");
    built
        .move("old/db/versions/a1_step.py", "alembic/versions/a1_step.py")
        .move("old/db/versions/b2_step.py", "alembic/versions/b2_step.py")
        .committed("move")
        .move("alembic/versions/a1_step.py", "src/alembic/versions/x.py")
        .move("alembic/versions/b2_step.py", "src/alembic/versions/y.py")
        .committed("move again");
    History history = walk("src/alembic/versions", false);
    assertEquals(first, adder(history, "a1"));
    assertEquals(second, adder(history, "b2"));
    assertEquals(Set.of("a1", "b2"), held(history, "v1"));
  }

  @Test
  void files_in_deeper_folders_count_where_they_should() {
    String first = built.versionsIn("alembic/versions/2022").revision("a1").commit("first");
    built.tag("v1");
    assertEquals(first, adder(walk("alembic/versions", true), "a1"));
    assertEquals(Set.of("a1"), held(walk("alembic/versions", true), "v1"));
    assertEquals("none", adder(walk("alembic/versions", false), "a1"));
  }

  @Test
  void a_merge_adds_nothing_that_one_of_its_sides_had() throws Exception {
    built.revision("a1").committed("first").branch("side");
    String side = built.revision("b2", "a1").commit("side");
    built.checkout("work");
    String main = built.revision("c3", "a1").commit("main");
    built
        .git()
        .merge()
        .include(
            repository
                .find("side")
                .map(c -> org.eclipse.jgit.lib.ObjectId.fromString(c.id()))
                .orElseThrow())
        .setMessage("m")
        .call();
    History history = walk("alembic/versions", false);
    assertEquals(side, adder(history, "b2"));
    assertEquals(main, adder(history, "c3"));
  }

  @Test
  void a_revision_that_was_removed_and_put_back_was_added_at_first() {
    String first = built.revision("a1").commit("first");
    built.remove("alembic/versions/a1_step.py").committed("remove");
    built.revision("a1").committed("back");
    assertEquals(first, adder(walk("alembic/versions", false), "a1"));
  }

  @Test
  void unreadable_files_of_the_past_are_passed_over() {
    built.file("alembic/versions/a1_step.py", "revision = f()\ndown_revision = None\n");
    built.committed("broken").tag("v1");
    String mended = built.revision("a1").commit("mended");
    History history = walk("alembic/versions", false);
    assertEquals(mended, adder(history, "a1"));
    assertTrue(held(history, "v1").isEmpty());
  }
}
