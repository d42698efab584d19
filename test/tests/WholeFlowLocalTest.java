package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;

/** The sample project through all phases, with this machine's PostgreSQL. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeFlowLocalTest {
  private static final String TAG = "hearthd-24.11";
  private static final String CUT = "cfc28759fbab";
  private static final String BASELINE = CUT + "_squashed_baseline_hearthd_24_11.py";
  private static final String SQL = "baseline-hearthd-24.11.sql";
  private static final String DUMP = ".alembic_squash/" + SQL;

  private Path folder;
  private SampleRun dumped;

  @BeforeAll
  void plan_and_dump_once(@TempDir Path shared) {
    folder = shared;
    dumped = SampleRun.local(folder);
    dumped.plan(TAG);
    dumped.dump();
  }

  private SampleRun copy() {
    return dumped.copy(folder);
  }

  private SampleRun squashed(boolean inline) {
    SampleRun sample = copy();
    sample.squash(inline, false);
    return sample;
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  private static Failure refused(Runnable phase, String... parts) {
    Failure failure = assertThrows(Failure.class, phase::run);
    String text = failure.getMessage() + "\n" + failure.hint();
    List.of(parts).forEach(part -> says(text, part));
    return failure;
  }

  private static void assertSame(Answer answer) {
    assertEquals(ExitCode.DONE, answer.exit(), answer.said() + answer.data());
    assertTrue(answer.data().matches("(?s)IDENTICAL.*"), answer.data());
  }

  @Test
  void run_does_it_all_and_commits() {
    SampleRun sample = SampleRun.local(folder.resolve("run"));
    Answer answer = sample.run(TAG);
    assertSame(answer);
    says(answer.said(), "pg_dump writes before.sql and after.sql byte for byte the same");
    assertEquals("", sample.git("status", "--porcelain"));
    assertEquals(
        sample.text(".alembic_squash/verify/before.sql"),
        sample.text(".alembic_squash/verify/after.sql"));
    String message = sample.git("log", "-1", "--format=%B");
    says(message, "alembic: squashed baseline " + TAG);
    says(message, "A database at " + CUT + " or later has nothing to do.");
    says(message, "must first be upgraded with " + TAG);
  }

  @Test
  void kept_revisions_follow_the_baseline_and_labels_live_on() {
    SampleRun sample = squashed(false);
    String baseline = sample.text(SampleRun.VERSIONS + BASELINE);
    says(baseline, "revision = '" + CUT + "'");
    says(baseline, "down_revision = None");
    says(baseline, "'energy'");
    String kept = sample.git("diff", "--staged", "--diff-filter=M", "--unified=0", "--format=");
    List<String> changed = kept.lines().filter(line -> line.matches("[-+][^-+].*")).toList();
    assertEquals(2, changed.size(), kept);
    changed.forEach(line -> assertTrue(line.matches(".depends_on\\b.* = .*"), line));
    changed.stream().filter(line -> line.startsWith("+")).forEach(line -> says(line, CUT));
  }

  @Test
  void exactly_the_squash_is_staged() {
    SampleRun sample = copy();
    sample.write("notes.txt", "of my own");
    sample.squash(false, false);
    Set<String> kinds =
        sample
            .git("status", "--porcelain")
            .lines()
            .map(line -> line.substring(0, 2))
            .collect(Collectors.toSet());
    kinds.remove("R ");
    assertEquals(Set.of("A ", "M ", "D ", "??"), kinds);
    says(sample.git("status", "--porcelain"), "?? notes.txt");
  }

  @Test
  void a_phase_done_again_gives_the_same() {
    SampleRun sample = copy();
    String plan = sample.text(".alembic_squash/squashplan");
    sample.plan(TAG);
    assertEquals(plan, sample.text(".alembic_squash/squashplan"));
    sample.squash(false, false);
    String tree = sample.git("write-tree");
    says(sample.squash(false, false), "squashed already");
    assertEquals(tree, sample.git("write-tree"));
    says(sample.squash(false, true), "committed");
    String head = sample.git("rev-parse", "HEAD");
    says(sample.squash(false, true), "is committed already");
    assertEquals(head, sample.git("rev-parse", "HEAD"));
    String first = sample.text(DUMP);
    sample.dump();
    assertEquals(withoutRows(first), withoutRows(sample.text(DUMP)));
  }

  /** What each build generates anew is in rows. */
  private static List<String> withoutRows(String sql) {
    return sql.lines()
        .filter(line -> !line.matches("\\s*\\(?.*'[^']*'.*|.*DEFAULT now.*"))
        .toList();
  }

  @Test
  void a_squash_that_cannot_be_staged_leaves_everything_as_it_was() throws Exception {
    SampleRun sample = copy();
    Files.createFile(sample.path(".git/index.lock"));
    String before = state(sample);
    Failure locked = assertThrows(Failure.class, () -> sample.squash(false, false));
    says(locked.getMessage(), "git's index is locked: there is a file ");
    says(locked.getMessage(), ".git/index.lock");
    assertEquals(before, state(sample));
    Files.delete(sample.path(".git/index.lock"));
    Files.createDirectories(sample.path(SampleRun.VERSIONS + SQL + "/inside"));
    assertThrows(Failure.class, () -> sample.squash(false, false));
    assertEquals(before, state(sample));
  }

  private static String state(SampleRun sample) {
    String files =
        Arrays.stream(sample.path(SampleRun.VERSIONS).toFile().listFiles(java.io.File::isFile))
            .map(file -> file.getName() + " " + file.lastModified() + " " + file.length())
            .sorted()
            .collect(Collectors.joining("\n"));
    return sample.git("--no-optional-locks", "status", "--porcelain") + files;
  }

  @Test
  void a_stale_plan_is_refused_and_its_line_named() {
    SampleRun newer = copy();
    newer.revision("0123456789ab", "d57fa05eb436");
    newer.git("add", ".");
    newer.git("commit", "-m", "newer");
    refused(() -> newer.squash(false, false), "no longer fits", "'head:", "Run `plan` again.");
    refused(newer::dump, "no longer fits");
    SampleRun edited = copy();
    edited.write(
        ".alembic_squash/squashplan", edited.text(".alembic_squash/squashplan") + "what\n");
    refused(() -> edited.squash(false, false), "'what' is no line of a plan");
  }

  @Test
  void a_baseline_of_another_cut_is_refused() {
    SampleRun sample = copy();
    sample.write(DUMP, sample.text(DUMP).replaceFirst("cut:" + CUT, "cut:2933322b74f6"));
    refused(() -> sample.squash(false, false), "was not taken at revision " + CUT);
    assertTrue(sample.path(DUMP).toFile().delete());
    refused(() -> sample.squash(false, false), "there is no baseline yet");
    assertEquals("", sample.git("status", "--porcelain"));
  }

  @Test
  void an_edited_work_tree_is_refused() {
    SampleRun sample = copy();
    String path = SampleRun.VERSIONS + "d1d328d3a51_add_devices.py";
    sample.write(path, sample.text(path) + "# mine\n");
    refused(() -> sample.squash(false, false), path, "differs from what is committed");
    says(sample.text(path), "# mine");
    refused(() -> sample.plan(TAG), "the work tree is not clean", path);
  }

  @Test
  void verify_before_squash_is_refused() {
    refused(copy()::verify, "the work tree is not squashed", "Run `squash` first");
  }

  @Test
  void inline_is_as_good_and_branches_in_flight_and_mentions_are_told() {
    SampleRun sample = copy();
    sample.git("switch", "-c", "feature");
    sample.revision("0123456789ab", "736293154d89");
    sample.git("add", ".");
    sample.git("commit", "-m", "in flight");
    sample.git("switch", "squash-demo");
    String said = sample.squash(true, false);
    assertFalse(Files.exists(sample.path(SampleRun.VERSIONS + SQL)));
    says(said, "branch feature adds revision 0123456789ab");
    says(said, "736293154d89, which is squashed");
    says(said, "README.md:19: ");
    Answer answer = sample.verify();
    says(answer.said(), "branch feature adds revision 0123456789ab");
    assertSame(answer);
  }

  @Test
  void history_is_squashed_again_and_again_and_nothing_is_left_over() {
    SampleRun sample = SampleRun.local(folder.resolve("again"));
    for (String tag : List.of("hearthd-24.03", TAG, "hearthd-25.06")) {
      sample.plan(tag);
      sample.dump();
      sample.squash(false, true);
    }
    List<String> left = sample.git("ls-files", SampleRun.VERSIONS).lines().toList();
    assertEquals(4, left.size(), left.toString());
    assertEquals(
        List.of("baseline-hearthd-25.06.sql"),
        left.stream()
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .filter(name -> name.endsWith(".sql"))
            .toList());
    refused(() -> sample.plan("bb8f481aa5e9"), "--again");
    sample.plan("bb8f481aa5e9", true);
    sample.dump();
    sample.squash(true, true);
    assertEquals(3, sample.git("ls-files", SampleRun.VERSIONS).lines().count());
    assertSame(sample.verify());
  }

  @Test
  void a_project_may_be_a_folder_of_a_larger_repository() {
    SampleRun sample = SampleRun.local(folder.resolve("larger"));
    sample.git("switch", "-c", "moved");
    Path inner = sample.path("services/hearthd");
    assertTrue(inner.toFile().mkdirs());
    sample.git(
        "mv", "alembic", "alembic.ini", "contribs", "hearthd", "setup.py", "services/hearthd");
    sample.git("commit", "-m", "moved");
    SampleRun service =
        new SampleRun(
            inner,
            List.of(
                sample.options().get(0),
                sample.options().get(1),
                "--init-sql=" + inner.resolve("contribs/init.sql")));
    assertSame(service.run(CUT));
    assertTrue(Files.exists(inner.resolve(".alembic_squash/verify/verdict.txt")));
    assertEquals("", sample.git("status", "--porcelain"));
    says(sample.git("show", "--name-only", "--format="), "services/hearthd/alembic/versions/");
  }

  @Test
  void a_linked_worktree_with_a_detached_head_gets_a_branch() {
    SampleRun sample = SampleRun.local(folder.resolve("linked"));
    Path linked = folder.resolve("linked/worktree/hearthd");
    sample.git("worktree", "add", "--detach", linked.toString());
    sample.at(linked).plan(TAG);
    sample.at(linked).dump();
    sample.at(linked).squash(false, true);
    assertEquals(
        "alembic-squash-" + TAG, sample.at(linked).git("branch", "--show-current").strip());
    assertEquals("", sample.at(linked).git("status", "--porcelain"));
    assertEquals("", sample.git("status", "--porcelain"));
  }
}
