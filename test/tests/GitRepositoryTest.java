package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import git.Change;
import git.GitRepository;
import git.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import journal.Journal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository with its trees, names, branches and worktrees. */
class GitRepositoryTest {
  @TempDir Path folder;
  private BuiltHistory built;
  private GitRepository repository;

  @BeforeEach
  void start() {
    built = BuiltHistory.empty(folder.resolve("repo"));
    built.file("v/a.py", "a\n").file("v/b.py", "b\n").file("w/only.py", "w\n").file("keep", "k\n");
    assertTrue(built.root().resolve("v/b.py").toFile().setExecutable(true));
    built.commit("start");
    repository = built.open();
  }

  @AfterEach
  void end() {
    repository.close();
    built.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void an_export_has_files_executable_bits_and_links() throws IOException {
    Files.createSymbolicLink(built.root().resolve("v/link"), Path.of("a.py"));
    String commit = built.commit("link");
    built.file("v/a.py", "changed later");
    Path target = folder.resolve("exported");
    repository.export(commit, target);
    assertEquals("a\n", Files.readString(target.resolve("v/a.py")));
    assertTrue(Files.isExecutable(target.resolve("v/b.py")));
    assertFalse(Files.isExecutable(target.resolve("v/a.py")));
    assertTrue(Files.isSymbolicLink(target.resolve("v/link")));
    assertFalse(Files.exists(target.resolve(".git"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void trees_list_files_with_the_ids_of_their_bytes() {
    SourceTree committed = repository.tree("HEAD");
    SourceTree work = repository.workTree();
    assertEquals(committed.list("v", false), work.list("v", false));
    assertEquals(committed.list("", true), work.list("", true));
    assertEquals(1, committed.list("", false).size());
    built.file("v/a.py", "other\n").file("v/new.py", "n\n").file(".gitignore", "new.py\n");
    assertEquals(
        List.of("v/a.py", "v/b.py"),
        work.list("v", true).stream().map(SourceTree.Entry::path).toList());
    assertFalse(committed.list("v", false).equals(work.list("v", false)));
    assertEquals(List.of(), committed.list("absent", true));
    assertEquals(List.of(), work.list("absent", true));
    assertEquals(List.of(), committed.list("keep", true));
    assertEquals(Optional.empty(), committed.read("v"));
    assertEquals(Optional.empty(), work.read("v"));
  }

  @Test
  void names_are_found_as_tag_branch_and_commit() {
    String second = built.file("x", "y").commit("second");
    built.annotatedTag("v1").branch("topic");
    assertEquals(second, repository.find("v1").orElseThrow().id());
    assertEquals(second, repository.find("topic").orElseThrow().id());
    assertEquals(second, repository.find(second.substring(0, 8)).orElseThrow().id());
    assertTrue(repository.find("HEAD~1").isPresent());
    assertEquals(Optional.empty(), repository.find("nothing"));
    assertEquals(Optional.empty(), repository.find("not..valid^{"));
    assertEquals(List.of("v1"), repository.tags().stream().map(git.Tag::name).toList());
  }

  @Test
  void a_linked_worktree_is_a_repository() throws Exception {
    Path linked = folder.resolve("linked");
    Process git =
        new ProcessBuilder("git", "worktree", "add", "-b", "other", linked.toString())
            .directory(built.root().toFile())
            .redirectErrorStream(true)
            .start();
    git.getInputStream().readAllBytes();
    assertEquals(0, git.waitFor());
    try (GitRepository worktree =
        GitRepository.containing(Files.createDirectory(linked.resolve("s")))) {
      assertEquals(linked.toRealPath(), worktree.root());
      assertEquals(Optional.of("other"), worktree.branch());
      worktree.excludeLocally(".alembic_squash/");
      worktree.excludeLocally(".alembic_squash/");
      Files.createDirectory(linked.resolve(".alembic_squash"));
      Files.writeString(linked.resolve(".alembic_squash/x"), "x");
      assertEquals(List.of(), worktree.uncommitted());
      new Journal(worktree, worktree.root().resolve(".alembic_squash"))
          .apply("squash", Change.of(Map.of("v/new.py", bytes("n\n")), Set.of("v/a.py")));
      worktree.createBranch("third");
      worktree.commit("in the worktree", said -> {}, pid -> {});
      assertEquals(Optional.of("third"), worktree.branch());
      assertEquals(List.of(), worktree.uncommitted());
    }
    assertEquals(Optional.of("work"), repository.branch());
    String exclude = Files.readString(built.root().resolve(".git/info/exclude"));
    assertEquals(1, exclude.lines().filter(".alembic_squash/"::equals).count());
  }

  @Test
  void a_branch_is_made_from_a_detached_head_too() {
    built.checkout(repository.headCommit());
    assertEquals(Optional.empty(), repository.branch());
    repository.createBranch("topic");
    assertEquals(Optional.of("topic"), repository.branch());
    assertThrows(Failure.class, () -> repository.createBranch("topic"));
    assertEquals(List.of(), repository.uncommitted());
  }

  @Test
  void outside_a_repository_is_said_so() {
    Failure failure = assertThrows(Failure.class, () -> GitRepository.containing(folder));
    assertTrue(failure.getMessage().endsWith("is not in a git repository"), failure.getMessage());
  }
}
