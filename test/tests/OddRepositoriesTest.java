package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.ScriptDirectory;
import git.Commit;
import git.DiffStat;
import git.GitRepository;
import git.History;
import git.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import process.Processes;

/** Histories, names of files, configurations and environments that few have. */
class OddRepositoriesTest {
  private static final String USUAL = "alembic/versions";
  private static final Set<String> IDS = Set.of("a1", "b2", "c3", "d4", "e5");

  @TempDir Path folder;
  private BuiltHistory built;

  @BeforeEach
  void start() {
    built = BuiltHistory.empty(folder.resolve("repo")).versionsIn(USUAL);
  }

  @AfterEach
  void end() {
    built.close();
  }

  /** Runs in a process of its own: the folder of a repository, and one to watch. */
  static final class Told {
    public static void main(String[] words) {
      System.out.println(told(Path.of(words[0]), words[1], true));
    }
  }

  /** Who added which revision, which tag holds which, and what is staged. */
  private static String told(Path root, String watched, boolean recursive) {
    try (GitRepository repository = GitRepository.containing(root)) {
      History history =
          History.walk(
              repository,
              repository.headCommit(),
              List.of(watched),
              recursive,
              new ScriptDirectory()::revisionOf);
      TreeMap<String, String> added = new TreeMap<>();
      for (String id : IDS) {
        history
            .addedBy(id)
            .flatMap(repository::find)
            .map(Commit::subject)
            .ifPresent(subject -> added.put(id, subject));
      }
      String held =
          repository.tags().stream()
              .map(tag -> " " + tag.name() + history.heldBy(tag).stream().sorted().toList())
              .collect(Collectors.joining());
      DiffStat staged = DiffStat.staged(repository);
      String stat = staged.files().isEmpty() ? "" : " " + staged.files() + staged.lines();
      return added + held + stat;
    }
  }

  private String told() {
    return told(built.root(), USUAL, false);
  }

  private void git(String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(words));
    Processes.command(command)
        .in(built.root())
        .with("GIT_COMMITTER_DATE", "2023-01-02T00:00:00Z")
        .check();
  }

  @Test
  void a_merge_adds_what_it_has_beyond_all_of_its_sides() {
    built.revision("a1").committed("first").branch("side").revision("b2", "a1").committed("side");
    built.checkout("work").revision("c3", "a1").committed("main");
    git("merge", "--quiet", "--no-commit", "side");
    built.revision("d4", "b2", "c3").move(built.pathOf("a1"), USUAL + "/renamed.py");
    git("add", "--all");
    git("commit", "--quiet", "--message=merge");
    assertEquals("{a1=first, b2=side, c3=main, d4=merge}", told());
  }

  @Test
  void a_revision_that_both_sides_of_a_merge_added_is_the_older_ones() {
    built.file("x", "x").committed("first").branch("side").revision("a1").committed("older");
    built.checkout("work").revisionWith("# later\n", "a1").committed("newer");
    git("merge", "--quiet", "--strategy-option=ours", "side", "--message=merge");
    assertEquals("{a1=older}", told());
  }

  @Test
  void a_folder_that_a_merge_moved_is_followed() {
    built.versionsIn("old").revision("a1").committed("first").tag("v1").branch("side");
    built.file("x", "x").committed("side").checkout("work").file("y", "y").committed("main");
    git("merge", "--quiet", "--no-commit", "side");
    built.move("old/a1_step.py", built.versionsIn(USUAL).pathOf("a1"));
    git("add", "--all");
    git("commit", "--quiet", "--message=merge");
    assertEquals("{a1=first} v1[a1]", told());
  }

  @Test
  void a_folder_that_was_moved_away_and_back_counts_in_between() {
    built.revision("a1").committed("first").move(built.pathOf("a1"), "else/a1.py");
    built.committed("away").tag("v1").move("else/a1.py", built.pathOf("a1")).committed("back");
    assertEquals("{a1=first} v1[a1]", told());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v[1]*", "caf\u00e9 \"x\"/it's", ":(top)v", "-v", "two\nlines"})
  void a_folder_of_any_name_is_that_folder_alone(String name) {
    String first = name.isEmpty() ? "" : name + "/";
    built.versionsIn("v1x").revision("e5").versionsIn("v").revision("d4").committed("others");
    built.file(first + "a1.py", "revision = 'a1'\ndown_revision = None\n").committed("first");
    built.file(first + "b \t\"\u00e9.py", "revision = 'b2'\ndown_revision = 'a1'\n");
    built.committed("second").tag("v1");
    assertEquals("{a1=first, b2=second} v1[a1, b2]", told(built.root(), name, false));
  }

  @Test
  void the_configuration_of_git_changes_nothing() throws Exception {
    built.revision("a1").committed("first").move(built.pathOf("a1"), USUAL + "/b\u00e9.py");
    built.revision("b2", "a1").committed("second").tag("v1");
    built.move(built.pathOf("b2"), USUAL + "/moved.py").file(USUAL + "/n\u00e9", "n\n");
    git("add", "--all");
    built.file(".git/info/attributes", "* diff=odd\n");
    final String before = told();
    Path seen = folder.resolve("seen");
    Path hook = Files.writeString(folder.resolve("hook"), "#!/bin/sh\necho >>" + seen + "\n");
    assertTrue(hook.toFile().setExecutable(true));
    for (String setting :
        List.of(
            "color.ui=always",
            "color.diff=always",
            "core.fsmonitor=" + hook,
            "core.pager=" + hook,
            "core.quotePath=true",
            "diff.external=" + hook,
            "diff.ignoreSubmodules=all",
            "diff.mnemonicPrefix=true",
            "diff.noprefix=true",
            "diff.odd.command=" + hook,
            "diff.odd.textconv=" + hook,
            "diff.relative=true",
            "diff.renames=copies",
            "diff.statNameWidth=9",
            "diff.statGraphWidth=1",
            "format.pretty=oneline",
            "log.abbrevCommit=true",
            "log.date=human",
            "log.decorate=full",
            "log.diffMerges=first-parent",
            "log.follow=true",
            "log.mailmap=true",
            "log.showRoot=false",
            "log.showSignature=true",
            "pager.diff-tree=true",
            "pager.rev-list=true")) {
      String[] parts = setting.split("=", 2);
      git("config", parts[0], parts[1]);
    }
    assertEquals(before, told());
    assertFalse(Files.exists(seen));
    assertEquals(
        "{a1=first, b2=second} v1[a1, b2] [Changed[path=alembic/versions/b2_step.py, status=D],"
            + " Changed[path=alembic/versions/moved.py, status=A],"
            + " Changed[path=alembic/versions/n\u00e9, status=A]]",
        before.substring(0, before.lastIndexOf('[')));
    assertTrue(before.contains(" alembic/versions/n\u00e9         | 1 +,"), before);
  }

  @Test
  void replaced_commits_and_grafts_change_nothing() throws Exception {
    built.revision("a1").committed("first").revision("b2", "a1").committed("second");
    built.file("x", "x").committed("third");
    String second =
        Processes.command("git", "rev-parse", "HEAD~1").in(built.root()).check().output();
    Files.createDirectories(built.root().resolve(".git/info"));
    Files.writeString(built.root().resolve(".git/info/grafts"), second);
    git("replace", "--graft", second.strip());
    assertEquals("{a1=first, b2=second}", told());
  }

  @Test
  void the_environment_names_no_other_repository() throws Exception {
    built.revision("a1").committed("first").tag("v1").revision("b2", "a1").committed("second");
    built.file("staged", "x");
    git("add", "staged");
    Path other = folder.resolve("other");
    BuiltHistory.empty(other).file("y", "y").committed("other").close();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Processes.Command command =
        Processes.command(
            java.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Told.class.getName(),
            built.root().toString(),
            USUAL);
    for (String variable : List.of("GIT_DIR", "GIT_COMMON_DIR")) {
      command.with(variable, other.resolve(".git").toString());
    }
    command.with("GIT_WORK_TREE", other.toString());
    command.with("GIT_INDEX_FILE", other.resolve(".git/index").toString());
    command.with("GIT_OBJECT_DIRECTORY", other.resolve(".git/objects").toString());
    command.with("GIT_GLOB_PATHSPECS", "1").with("GIT_PREFIX", "alembic/");
    command.with("GIT_SHALLOW_FILE", Files.writeString(folder.resolve("s"), "").toString());
    assertEquals(told(), command.check().output().strip());
  }

  @Test
  void a_shallow_history_begins_with_its_last_commit() {
    built.revision("a1").committed("first").revision("b2", "a1").committed("second");
    built.revision("c3", "b2").committed("third");
    Path shallow = folder.resolve("shallow");
    String origin = "file://" + built.root();
    Processes.command("git", "clone", "--quiet", "--depth=2", origin, shallow.toString()).check();
    assertEquals("{a1=second, b2=second, c3=third}", told(shallow, USUAL, true));
  }

  private Path partial(String filter, String checkout) {
    built.config("uploadpack", "allowFilter", "true");
    Path clone = folder.resolve("partial");
    Processes.command(
            "git", "clone", "--quiet", filter, checkout, "file://" + built.root(), clone.toString())
        .check();
    return clone;
  }

  @Test
  void attributes_that_a_sparse_partial_clone_lacks_are_fetched() {
    built.file("deep/.gitattributes", "*.gen linguist-generated\n").file("deep/a.gen", "x");
    built.file("wide/.gitattributes", "*.py text\n").file("top", "t").committed("first");
    Path clone = partial("--filter=blob:none", "--sparse");
    long before = packs(clone);
    try (GitRepository repository = GitRepository.containing(clone)) {
      assertEquals(
          List.of("deep/.gitattributes", "top", "wide/.gitattributes"), repository.writtenFiles());
    }
    assertEquals(before + 1, packs(clone));
  }

  @Test
  void a_commit_is_read_from_a_clone_without_trees() {
    built.file("deep/er/a", "a").file("b", "b").committed("first");
    Path clone = partial("--filter=tree:0", "--no-checkout");
    try (GitRepository repository = GitRepository.containing(clone)) {
      SourceTree tree = repository.tree("HEAD");
      assertEquals(
          List.of("b", "deep/er/a"), tree.list("", true).stream().map(e -> e.path()).toList());
      assertEquals(Optional.of("a"), tree.read("deep/er/a").map(String::new));
    }
  }

  @Test
  void a_folder_that_a_partial_clone_lacks_is_fetched_at_once() {
    built.versionsIn("old");
    Stream.of("a1", "b2", "c3", "d4").forEach(built::revision);
    built.committed("first");
    for (String id : List.of("a1", "b2", "c3", "d4")) {
      built.revisionWith("# edited\n", id).file("x", id);
    }
    built.committed("edited");
    for (String id : List.of("a1", "b2", "c3", "d4")) {
      built.move("old/" + id + "_step.py", USUAL + "/" + id + "_step.py");
    }
    built.committed("moved");
    Path clone = partial("--filter=blob:none", "--no-tags");
    assertEquals("{a1=first, b2=first, c3=first, d4=first}", told(clone, USUAL, false));
    assertEquals(3, packs(clone), "the clone's, the checkout's, and one more");
  }

  @Test
  void files_that_went_where_a_revision_came_are_fetched_at_once() {
    built.file("x", "x");
    for (int i = 0; i < 20; i++) {
      built.file("package/m" + i + ".py", "x = " + i + "\n");
    }
    built.committed("modules");
    for (int i = 0; i < 20; i++) {
      built.remove("package/m" + i + ".py");
    }
    built.revision("a1").committed("rewritten");
    Path clone = partial("--filter=blob:none", "--no-tags");
    assertEquals("{a1=rewritten}", told(clone, USUAL, false));
    assertEquals(3, packs(clone), "the clone's, the checkout's, and one more");
  }

  private static long packs(Path clone) {
    return Stream.of(clone.resolve(".git/objects/pack").toFile().list())
        .filter(file -> file.endsWith(".pack"))
        .count();
  }
}
