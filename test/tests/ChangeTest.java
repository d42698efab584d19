package tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import git.Change;
import git.Commit;
import git.DiffStat;
import git.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import journal.Journal;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeTest {
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

  private void apply(Change change) {
    new Journal(repository, built.root().resolve(".alembic_squash")).apply("squash", change);
  }

  private Status status() throws GitAPIException {
    return built.git().status().call();
  }

  /** Every file of the work tree with its text, and the bytes of the index. */
  private Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    Path root = built.root();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        String path = root.relativize(file).toString();
        if (path.equals(".git/index") || path.startsWith(".git/alembic_squash")) {
          state.put(path, Files.readString(file, StandardCharsets.ISO_8859_1));
        } else if (!path.startsWith(".git") && Files.isRegularFile(file)) {
          state.put(path, Files.readString(file) + Files.isExecutable(file));
        } else if (!path.startsWith(".git/")) {
          state.put(path, "folder");
        }
      }
    }
    return state;
  }

  @Test
  void exactly_the_change_is_staged_and_what_was_staged_before_stays() throws Exception {
    built.file("keep", "staged\n").file("other", "not staged\n");
    built.git().add().addFilepattern("keep").call();
    apply(
        Change.of(
            Map.of("v/new.py", bytes("n\n"), "v/b.py", bytes("b2\n")),
            Set.of("v/a.py", "w/only.py")));
    Status status = status();
    assertEquals(Set.of("v/new.py"), status.getAdded());
    assertEquals(Set.of("v/b.py", "keep"), status.getChanged());
    assertEquals(Set.of("v/a.py", "w/only.py"), status.getRemoved());
    assertEquals(Set.of(), status.getModified());
    assertEquals(Set.of(), status.getMissing());
    assertEquals(Set.of("other"), status.getUntracked());
    assertTrue(Files.isExecutable(built.root().resolve("v/b.py")));
    assertFalse(Files.exists(built.root().resolve("w")), "a folder left empty is removed");
    assertEquals(0, state().keySet().stream().filter(p -> p.startsWith(".git/al")).count());
  }

  @Test
  void a_failure_half_way_puts_everything_back() throws Exception {
    built.file("keep", "staged\n");
    built.git().add().addFilepattern("keep").call();
    Map<String, String> before = state();
    // git's own lock of the index: the last step cannot be done.
    Path lock = Files.createFile(built.root().resolve(".git/index.lock"));
    assertThrows(
        RuntimeException.class,
        () ->
            apply(
                Change.of(
                    Map.of("deep/er/new.py", bytes("n"), "v/b.py", bytes("x")), Set.of("v/a.py"))));
    Files.delete(lock);
    assertEquals(before, state());
  }

  @Test
  void bytes_that_git_would_change_are_refused_and_put_back() throws Exception {
    built.config("core", "autocrlf", "true");
    repository.close();
    repository = built.open();
    Map<String, String> before = state();
    Change change = Change.of(Map.of("v/new.py", bytes("a\r\nb\r\n")), Set.of("v/a.py"));
    Failure failure = assertThrows(Failure.class, () -> apply(change));
    assertTrue(failure.getMessage().contains("v/new.py"), failure.getMessage());
    assertEquals(before, state());
    apply(Change.of(Map.of("v/new.py", bytes("a\nb\n")), Set.of("v/a.py")));
  }

  @Test
  void attributes_that_change_bytes_are_noticed() throws Exception {
    built.file(".gitattributes", "*.py text eol=lf\n").commit("attributes");
    Map<String, String> before = state();
    Change change = Change.of(Map.of("v/new.py", bytes("a\r\n")), Set.of());
    assertThrows(Failure.class, () -> apply(change));
    assertEquals(before, state());
  }

  @Test
  void bytes_are_stored_as_given() {
    byte[] given = bytes("a\r\nb\u00e9\n");
    apply(Change.of(Map.of("v/new.py", given), Set.of()));
    Commit commit = repository.commit("new", said -> {}, pid -> {});
    assertArrayEquals(given, repository.tree(commit.id()).read("v/new.py").orElseThrow());
  }

  @Test
  void a_file_that_git_does_not_know_is_neither_removed_nor_overwritten() {
    built.file("stray.py", "x");
    assertThrows(Failure.class, () -> apply(Change.of(Map.of(), Set.of("stray.py"))));
    assertThrows(Failure.class, () -> apply(Change.of(Map.of("stray.py", bytes("y")), Set.of())));
    assertTrue(Files.exists(built.root().resolve("stray.py")));
  }

  @Test
  void no_path_leads_out_of_the_repository() throws IOException {
    Files.createSymbolicLink(built.root().resolve("link"), folder);
    assertThrows(Failure.class, () -> apply(Change.of(Map.of("link/x", bytes("y")), Set.of())));
    for (String path : List.of("../x", "/x", ".git/x", "")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> apply(Change.of(Map.of(path, bytes("y")), Set.of())),
          path);
    }
    assertFalse(Files.exists(folder.resolve("x")));
  }

  @Test
  void the_stat_reads_as_gits() throws IOException, InterruptedException {
    apply(
        Change.of(
            Map.of(
                "v/new.py", bytes("1\n2\n3\n"),
                "v/b.py", bytes("b\nc\n"),
                "v/bin", new byte[] {0, 1}),
            Set.of("v/a.py")));
    assertEquals(
        List.of(
            " v/a.py   |   1 -",
            " v/b.py   |   1 +",
            " v/bin    | Bin 0 -> 2 bytes",
            " v/new.py |   3 +++",
            " 4 files changed, 4 insertions(+), 1 deletion(-)"),
        DiffStat.staged(repository).lines());
  }
}
