package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import git.GitRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** Which repositories are opened, and which of their files are not committed. */
class OpenedRepositoryTest {
  @TempDir Path folder;
  private BuiltHistory built;

  @BeforeEach
  void start() {
    built = BuiltHistory.empty(folder.resolve("repo")).file("a.py", "a\n").committed("first");
  }

  @AfterEach
  void end() {
    built.close();
  }

  /** Runs in a process of its own: opens a repository, and says what is not committed. */
  static final class Opened {
    public static void main(String[] words) {
      try (GitRepository repository = GitRepository.containing(Path.of(words[0]))) {
        System.out.println(repository.uncommitted());
      } catch (Failure refused) {
        System.out.println(refused.getMessage() + "\n" + refused.hint());
      }
    }
  }

  private Processes.Command opened() {
    return Processes.command(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Opened.class.getName(),
            built.root().toString())
        .with("LC_ALL", "C.UTF-8");
  }

  private void git(String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(words));
    Processes.command(command).in(built.root()).check();
  }

  private static List<String> uncommitted(Path root) {
    try (GitRepository repository = GitRepository.containing(root)) {
      return repository.uncommitted();
    }
  }

  @Test
  void one_of_another_owner_is_refused_in_gits_words() {
    String told = opened().with("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").check().output();
    assertTrue(
        told.lines().findFirst().orElseThrow().contains("dubious ownership in repository at"),
        told);
    assertTrue(told.contains("git config --global --add safe.directory " + built.root()), told);
  }

  @Test
  void a_ceiling_and_a_folder_from_a_hook_are_not_ours() {
    String told =
        opened()
            .with("GIT_CEILING_DIRECTORIES", built.root().toString())
            .with("GIT_DIR", folder.resolve("none").toString())
            .check()
            .output();
    assertEquals("[]\n", told);
  }

  @Test
  void without_git_its_lack_is_told() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    String told = opened().with("PATH", empty.toString()).check().output();
    assertTrue(told.startsWith("`git` could not be started: there is no such program"), told);
  }

  @Test
  void one_of_longer_ids_is_refused() {
    Path root = folder.resolve("longer");
    Processes.command("git", "init", "--quiet", "--object-format=sha256", root.toString()).check();
    Failure failure = assertThrows(Failure.class, () -> GitRepository.containing(root));
    assertTrue(failure.getMessage().endsWith("SHA-256, and SHA-1 was expected"));
  }

  @Test
  void files_of_any_name_are_listed_once() throws Exception {
    git("config", "core.quotePath", "true");
    built.file("two\nlines", "x").file(" a \"b\" \u00e9", "x").file("deep/er/file", "x");
    built.move("a.py", "moved.py");
    git("add", "a.py", "moved.py");
    assertEquals(
        List.of(" a \"b\" \u00e9", "a.py", "deep/er/file", "moved.py", "two\nlines"),
        uncommitted(built.root()));
  }

  @Test
  void a_name_of_another_charset_is_listed_and_harms_nothing() throws Exception {
    Processes.command("sh", "-c", "echo x > \"$(printf 'caf\\351')\"").in(built.root()).check();
    assertEquals(List.of("caf\uFFFD"), uncommitted(built.root()));
    git("add", "--all");
    git("commit", "--quiet", "--message=latin");
    assertEquals(List.of(), uncommitted(built.root()));
  }

  @Test
  void the_configuration_changes_nothing() throws Exception {
    Path seen = folder.resolve("seen");
    String script = "#!/bin/sh\necho >>" + seen + "\n";
    for (String hook : List.of("post-index-change", "reference-transaction")) {
      built.file(".git/hooks/" + hook, script);
      assertTrue(built.root().resolve(".git/hooks").resolve(hook).toFile().setExecutable(true));
    }
    for (String setting :
        List.of(
            "alias.status=!false",
            "color.status=always",
            "column.ui=always",
            "core.fsmonitor=" + built.root().resolve(".git/hooks/post-index-change"),
            "core.untrackedCache=true",
            "status.aheadBehind=true",
            "status.branch=true",
            "status.relativePaths=true",
            "status.renames=copies",
            "status.short=true",
            "status.showStash=true",
            "status.showUntrackedFiles=no",
            "status.submoduleSummary=true")) {
      git("config", setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    built.move("a.py", "b.py").file("new/c.py", "c\n");
    byte[] index = Files.readAllBytes(built.root().resolve(".git/index"));
    Files.deleteIfExists(seen);
    assertEquals(List.of("a.py", "b.py", "new/c.py"), uncommitted(built.root()));
    assertFalse(Files.exists(seen));
    assertEquals(
        new String(index, StandardCharsets.ISO_8859_1),
        Files.readString(built.root().resolve(".git/index"), StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_clone_without_trees_and_files_lists_what_was_not_checked_out() {
    built.file("deep/er/b.py", "b\n").committed("second");
    built.config("uploadpack", "allowFilter", "true");
    for (String filter : List.of("tree:0", "blob:none")) {
      Path clone = folder.resolve(filter.replace(':', '-'));
      String origin = "file://" + built.root();
      git("clone", "-q", "--filter=" + filter, "--no-checkout", origin, clone.toString());
      assertEquals(List.of("a.py", "deep/er/b.py"), uncommitted(clone));
      String[] packs =
          clone.resolve(".git/objects/pack").toFile().list((at, it) -> it.endsWith("k"));
      assertTrue(packs.length <= 3, () -> "connections: " + Arrays.toString(packs));
    }
  }
}
