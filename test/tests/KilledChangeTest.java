package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import git.Change;
import git.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import journal.Journal;
import journal.UndoPhase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** {@code kill -9} at any moment of a change leaves no half of it, and it can be undone. */
@Tag("slow")
class KilledChangeTest {
  private static final int FILES = 80;
  private static final int MOMENTS = 20;

  @TempDir Path folder;
  private Path original;

  @BeforeEach
  void build() {
    try (BuiltHistory built = BuiltHistory.empty(folder.resolve("original"))) {
      for (int i = 0; i < FILES; i++) {
        built.file("old/" + i + ".py", "old " + i + "\n").file("kept/" + i + ".py", i + "\n");
      }
      built.commit("start");
      original = built.root();
    }
  }

  private static Change change() {
    Map<String, byte[]> written = new HashMap<>();
    Set<String> removed = new HashSet<>();
    for (int i = 0; i < FILES; i++) {
      removed.add("old/" + i + ".py");
      written.put("kept/" + i + ".py", ("new " + i + "\n").getBytes(StandardCharsets.UTF_8));
      written.put("new/deep/" + i + ".py", "new\n".getBytes(StandardCharsets.UTF_8));
    }
    return Change.of(written, removed);
  }

  private static Journal journal(GitRepository repository) {
    return new Journal(repository, repository.root().resolve(".alembic_squash"));
  }

  private Path copy(String name) {
    Path copy = folder.resolve(name);
    Processes.command("cp", "-a", original.toString(), copy.toString()).check();
    return copy;
  }

  /** Files with what they hold, and what is staged. */
  private static Map<String, String> state(Path root) throws IOException {
    Map<String, String> state = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        String path = root.relativize(file).toString();
        if (!path.startsWith(".git") && !path.startsWith(".alembic_squash")) {
          state.put(
              path,
              Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? "" : Files.readString(file));
        }
      }
    }
    state.put("index", Processes.command("git", "ls-files", "-s").in(root).check().output());
    return state;
  }

  private static Set<String> inGitFolder(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(".git"))) {
      return new TreeSet<>(
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("info"))
              .toList());
    }
  }

  @Test
  void no_half_of_it_stays_and_undo_brings_back_what_was() throws Exception {
    Map<String, String> before = state(original);
    Set<String> gitFolder = inGitFolder(original);
    Path whole = copy("whole");
    killedWhen(whole, () -> false);
    Map<String, String> after = state(whole);
    int cutShort = 0;
    for (int i = 0; i < MOMENTS; i++) {
      Path root = copy("killed-" + i);
      int files = 3 * FILES * i / MOMENTS;
      killedWhen(root, () -> changed(root) >= files);
      try (GitRepository repository = GitRepository.containing(root)) {
        Journal journal = journal(repository);
        cutShort += journal.isUnfinished() ? 1 : 0;
        journal.recover();
        Map<String, String> recovered = state(root);
        assertTrue(recovered.equals(before) || recovered.equals(after), "half, in moment " + i);
        assertEquals(gitFolder, inGitFolder(root), "moment " + i);
        BuiltHistory.Talk talk = BuiltHistory.Talk.sayingYes(true);
        new UndoPhase(talk.console(), repository, journal).run();
        assertEquals(before, state(root), talk.said());
      }
      assertEquals("", Processes.command("git", "status", "-s").in(root).check().output());
    }
    assertTrue(cutShort > 3, "moments within the change: " + cutShort);
  }

  /** How many files have been changed: what waits in the journal, and what goes, gets fewer. */
  private static int changed(Path root) {
    Path waiting = root.resolve(".alembic_squash/journal/1/after");
    return Files.exists(waiting) ? 3 * FILES - count(waiting) - count(root.resolve("old")) : 0;
  }

  private static int count(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? 0 : names.length;
  }

  private static void killedWhen(Path root, BooleanSupplier moment) throws Exception {
    try (ChildJvm child = new ChildJvm(Changing.class, root.toString())) {
      long pid = Long.parseLong(child.await("begins "));
      while (!moment.getAsBoolean() && child.isAlive()) {
        Thread.onSpinWait();
      }
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      child.end();
    }
  }

  /** Makes the change. */
  static final class Changing {
    private Changing() {}

    /** Prints its number when all is ready. */
    public static void main(String... root) {
      try (GitRepository repository = GitRepository.containing(Path.of(root[0]))) {
        Change change = change();
        System.out.println("begins " + ProcessHandle.current().pid());
        journal(repository).apply("squash", change);
      }
    }
  }
}
