package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import answers.Answers;
import conditions.FoundConditions;
import console.ExitCode;
import console.Failure;
import git.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plan.PlanOptions;
import plan.PlanPhase;
import plan.Squashplan;
import tests.BuiltHistory.Talk;

class PlanPhaseTest {
  @TempDir Path folder;
  private BuiltHistory built;
  private Talk talk = Talk.sayingYes(false);

  @BeforeEach
  void start() {
    built = BuiltHistory.empty(folder);
  }

  @AfterEach
  void end() {
    built.close();
  }

  /** Two releases of two revisions each, and one revision since. */
  private void releases() {
    project().revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1.0");
    built.revision("c3cc", "b2bb").revision("d4dd", "c3cc").committed("two").tag("v2.0");
    built.revision("e5ee", "d4dd").committed("three");
  }

  private BuiltHistory project() {
    return built.file("alembic.ini", "[alembic]\nscript_location = alembic\n");
  }

  private Squashplan plan(String ref) {
    return plan(ref, folder, Optional.empty(), false);
  }

  private Squashplan plan(String ref, Path project, Optional<String> ini, boolean again) {
    PlanOptions options =
        new PlanOptions(
            Optional.of(ref), ini, again, "local", Map.of("python", "python3"), Answers.NONE);
    try (GitRepository repository = GitRepository.containing(project)) {
      return new PlanPhase(
              talk.console(), repository, project, new FoundConditions(repository), options)
          .run();
    }
  }

  private Failure refused(String ref) {
    return assertThrows(Failure.class, () -> plan(ref));
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  private String list() {
    PlanOptions options =
        new PlanOptions(Optional.empty(), Optional.empty(), false, "local", Map.of(), Answers.NONE);
    try (GitRepository repository = built.open()) {
      new PlanPhase(talk.console(), repository, folder, new FoundConditions(repository), options)
          .listTags(false);
    }
    return talk.data();
  }

  @Test
  void a_tag_is_planned_and_written_down() throws Exception {
    releases();
    Squashplan plan = plan("v2.0");
    assertEquals(List.of("d4dd", "c3cc", "b2bb", "a1aa"), plan.revs());
    assertEquals(List.of("e5ee"), plan.heads());
    assertEquals("d4dd", plan.cut());
    assertEquals("alembic.ini", plan.ini());
    assertEquals(plan, Squashplan.read(folder.resolve(".alembic_squash/squashplan")));
    says(talk.said(), "v2.0 squashes 4 revisions and keeps 1");
    says(talk.said(), "d4dd (step d4dd)");
    assertEquals("", talk.data());
    says(Files.readString(folder.resolve(".git/info/exclude")), ".alembic_squash/");
    assertEquals(plan, plan("v2.0"), "planning again gives the same plan");
  }

  @Test
  void a_whole_commit_is_called_by_its_first_digits() {
    releases();
    built.branch("main");
    talk = Talk.sayingYes(true);
    try (GitRepository repository = built.open()) {
      String commit = repository.find("v1.0").orElseThrow().id();
      Squashplan plan = plan(commit);
      assertEquals(commit, plan.tag());
      assertEquals("b2bb", plan.name());
      assertEquals(commit.substring(0, 10), plan.originals());
      assertEquals(plan.originals() + ", first released in v1.0", plan.upgradedWith());
      says(talk.said(), plan.originals() + " squashes 2 revisions and keeps 3");
      says(talk.said(), "on the new branch alembic-squash-" + plan.originals());
      assertFalse(talk.said().contains(commit), talk.said());
    }
  }

  @Test
  void each_revision_is_shown_with_its_commit_and_first_tag() {
    releases();
    plan("v2.0");
    String line = talk.said().lines().filter(l -> l.startsWith("b2bb ")).findFirst().orElseThrow();
    try (GitRepository repository = built.open()) {
      String added = repository.find("v1.0").orElseThrow().shortId();
      assertEquals("b2bb step b2bb b2bb_step.py " + added + " v1.0", line.replaceAll(" +", " "));
    }
  }

  @Test
  void without_a_ref_tags_are_listed_newest_first() {
    built.file("README", "x").committed("zero").tag("v0");
    releases();
    assertEquals(
        """
        tag date squashes keeps cut
        v2.0 2023-01-01 4 1 clean
        v1.0 2023-01-01 2 3 clean
        """,
        list().replaceAll(" +", " "));
    says(talk.said(), "1 tag without a revision");
    says(talk.said(), "newest release with a clean cut: v2.0 (squashes 4, keeps 1)\n");
    says(talk.said(), "newest revision with a clean cut: e5ee (squashes 5, keeps 0)\n");
    says(talk.said(), "Next: alembic_squash plan v2.0\n");
  }

  @Test
  void without_tags_the_newest_clean_cut_is_suggested() {
    project().revision("a1aa").revision("b2bb", "a1aa");
    built.revision("c3cc", "b2bb").revision("d4dd", "b2bb").committed("two heads");
    assertEquals("", list());
    says(talk.said(), "No tag has a revision that is there now. Name a commit, a branch or a");
    says(talk.said(), "newest revision with a clean cut: b2bb (squashes 2, keeps 2)");
    says(talk.said(), "Next: alembic_squash plan b2bb\n");
    assertEquals("b2bb", plan("b2bb").cut());
  }

  @Test
  void tags_that_cannot_be_squashed_up_to_are_not_suggested() {
    project().revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1");
    built.revision("c3cc", "a1aa").committed("beside it");
    list();
    says(talk.said(), "None of these tags can be squashed up to. Name a commit, a branch or a");
    says(talk.said(), "No cut is clean");
    assertFalse(talk.said().contains("Next:"), talk.said());
  }

  private Squashplan keeping(int releases) {
    PlanOptions options =
        new PlanOptions(Optional.empty(), Optional.empty(), false, "local", Map.of(), Answers.NONE)
            .keepingReleases(Optional.of(releases));
    try (GitRepository repository = built.open()) {
      FoundConditions conditions = new FoundConditions(repository);
      return new PlanPhase(talk.console(), repository, folder, conditions, options).run();
    }
  }

  /** Of v3 and its fix, which has no revision of its own, and of one with two heads. */
  private void manyReleases() {
    releases();
    built.tag("v3.0").file("fix", "1").committed("fix").tag("v3.1");
    built.revision("f6ff", "e5ee").revision("f7ff", "e5ee").committed("two heads").tag("v4.0");
  }

  @Test
  void the_newest_release_that_leaves_enough_unsquashed_is_picked() {
    manyReleases();
    assertEquals("v3.1", keeping(0).tag());
    Squashplan plan = keeping(1);
    assertEquals("v3.1", plan.tag());
    assertEquals("e5ee", plan.cut());
    assertEquals(Optional.of(1), plan.keepReleases());
    says(talk.said(), "--keep-releases 1 picks v3.1");
    assertEquals("v2.0", keeping(2).tag());
    assertEquals("v2.0", keeping(3).tag());
    assertEquals("v1.0", keeping(4).tag());
    Failure none = assertThrows(Failure.class, () -> keeping(5));
    says(none.getMessage(), "no release with a clean cut leaves 5 releases unsquashed");
    says(none.hint(), "There are 5 tags");
    assertEquals(ExitCode.USAGE, assertThrows(Failure.class, () -> keeping(-1)).exitCode());
    assertEquals(Optional.empty(), plan("v1.0").keepReleases());
  }

  @Test
  void a_ref_and_a_number_of_releases_exclude_each_other() {
    PlanOptions options =
        new PlanOptions(
            Optional.of("v1.0"), Optional.empty(), false, "local", Map.of(), Answers.NONE);
    Failure both = assertThrows(Failure.class, () -> options.keepingReleases(Optional.of(1)));
    says(both.getMessage(), "'v1.0' names one");
  }

  @Test
  void what_a_plan_lists_fits_a_screen() {
    built.file("alembic.ini", "[alembic]\nscript_location = src/service/database/migrations\n");
    built.versionsIn("src/service/database/migrations/versions");
    String[] ids = {"1f00ba41c0de", "2f00ba41c0de", "3f00ba41c0de"};
    built.revision(ids[0]);
    built.revisionWith("m = '" + "x".repeat(60) + "'\n", ids[1], ids[0]);
    built.committed("one").tag("service-with-a-name-24.11.01");
    built.revision(ids[2], ids[1]).committed("two");
    plan("service-with-a-name-24.11.01");
    List<String> rows = talk.said().lines().filter(l -> l.matches("\\w{12}  .*")).toList();
    assertEquals(3, rows.size(), talk.said());
    assertTrue(rows.stream().noneMatch(row -> row.contains("/")), rows.toString());
    says(talk.said(), "Their files are in src/service/database/migrations/versions/\n");
  }

  @Test
  void the_list_notes_what_cannot_be_squashed() {
    project().revision("a1aa").committed("one").tag("v1");
    built.revision("b2bb", "a1aa").revision("c3cc", "a1aa").committed("two").tag("v2");
    built.revision("d4dd", "b2bb", "c3cc").committed("three").tag("v3");
    assertEquals(
        List.of(
            "v3 2023-01-01 4 0 clean",
            "v2 2023-01-01 3 1 - 2 heads",
            "v1 2023-01-01 1 3 clean nothing to squash"),
        list().lines().skip(1).map(line -> line.replaceAll(" +", " ")).toList());
  }

  @Test
  void a_branch_a_commit_and_a_revision_can_be_named() {
    releases();
    built.branch("topic").checkout("work");
    assertEquals("e5ee", plan("topic").cut());
    try (GitRepository repository = built.open()) {
      String commit = repository.find("v1.0").orElseThrow().id();
      assertEquals("b2bb", plan(commit).cut());
      assertEquals(commit, plan(commit).tag());
    }
    assertEquals("c3cc", plan("c3cc").tag());
    assertEquals("c3cc", plan("c3c").tag());
    says(talk.said(), "'c3c' is taken as the revision c3cc (step c3cc)");
  }

  @Test
  void a_tag_wins_over_a_revision_and_says_so() {
    releases();
    built.tag("c3cc");
    assertEquals("e5ee", plan("c3cc").cut());
    says(talk.said(), "'c3cc' is taken as git's, commit ");
  }

  @Test
  void membership_is_by_id_in_the_refs_own_tree_with_its_own_configuration() {
    built
        .file("old/alembic.ini", "[alembic]\nscript_location = db\n")
        .versionsIn("old/db/versions");
    built.revision("a1aa").revision("b2bb", "a1aa").revision("gone", "b2bb");
    built.committed("one").tag("v1");
    built
        .remove("old/alembic.ini")
        .remove("old/db/versions/gone_step.py")
        .move("old/db/versions/a1aa_step.py", "alembic/versions/renamed.py")
        .move("old/db/versions/b2bb_step.py", "alembic/versions/b2bb_step.py")
        .versionsIn("alembic/versions");
    project().revision("c3cc", "b2bb").committed("two");
    assertEquals(List.of("b2bb", "a1aa"), plan("v1").revs());
  }

  @Test
  void a_revision_edited_after_the_ref_deserves_a_warning() {
    releases();
    built.revisionWith("# edited\n", "b2bb", "a1aa").committed("edit");
    plan("v2.0");
    assertFalse(talk.said().contains("edited"), talk.said());
    built.revisionWith("def upgrade():\n    op.f()\n", "b2bb", "a1aa").committed("edit more");
    built.revisionWith("def downgrade():\n    op.f()\n", "a1aa").committed("edit that too");
    plan("v2.0");
    says(
        talk.said(),
        """
        ! 1 squashed revision whose upgrade() was edited after v2.0, so databases that ran the older text may differ: alembic/versions/b2bb_step.py (b2bb): upgrade()
        1 other edited outside of what upgrade() runs, as in downgrade() (-v tells which)
        """);
  }

  @Test
  void an_earlier_squash_is_no_edit() {
    releases();
    built.remove("alembic/versions/a1aa_step.py").remove("alembic/versions/b2bb_step.py");
    built.revisionWith("def upgrade():\n    op.execute('all of it')\n", "b2bb");
    built.committed("squashed by hand").revision("f6ff", "e5ee").committed("four");
    plan("v2.0");
    assertFalse(talk.said().contains("edited"), talk.said());
  }

  @Test
  void the_project_may_be_a_folder_of_a_larger_repository() throws Exception {
    built.file("alembic.ini", "[alembic]\nscript_location = nowhere\n");
    built.file("services/one/alembic.ini", "[alembic]\nscript_location = db\n");
    built.versionsIn("services/one/db/versions").revision("a1aa").revision("b2bb", "a1aa");
    built.committed("one").tag("v1");
    Path project = folder.resolve("services/one");
    Squashplan plan = plan("v1", project, Optional.empty(), false);
    assertEquals("services/one/alembic.ini", plan.ini());
    assertEquals(plan, Squashplan.read(project.resolve(".alembic_squash/squashplan")));
    assertEquals(plan, plan("v1", project, Optional.empty(), false));
  }

  @Test
  void several_configurations_need_an_answer() {
    built.file("a/alembic.ini", "[alembic]\nscript_location = db\n");
    built.file("b/alembic.ini", "[alembic]\nscript_location = db\n");
    built.versionsIn("b/db/versions").revision("a1aa").revision("b2bb", "a1aa");
    built.committed("one").tag("v1");
    Failure failure = refused("v1");
    says(failure.hint(), "--alembic-ini-path with one of: a/alembic.ini, b/alembic.ini");
    assertEquals("b2bb", plan("v1", folder, Optional.of("b/alembic.ini"), false).cut());
    String absolute = folder.resolve("b/alembic.ini").toString();
    assertEquals("b2bb", plan("v1", folder, Optional.of(absolute), false).cut());
  }

  @Test
  void a_work_tree_that_is_not_clean_is_refused() {
    releases();
    built.file("new.txt", "x").file("alembic.ini", "changed");
    Failure failure = refused("v1.0");
    says(failure.getMessage(), "not clean: 2 files");
    says(failure.hint(), "  alembic.ini\n  new.txt");
  }

  @Test
  void on_main_a_branch_is_offered() {
    releases();
    built.branch("main");
    Failure failure = refused("v1.0");
    assertEquals(ExitCode.USAGE, failure.exitCode());
    says(
        failure.getMessage(),
        "You are on main. Make and check out the branch alembic-squash-v1.0?");
    assertFalse(Files.exists(folder.resolve(".alembic_squash")));
    talk = Talk.sayingYes(true);
    plan("v1.0");
    says(talk.said(), "on the new branch alembic-squash-v1.0");
    try (GitRepository repository = built.open()) {
      assertEquals(Optional.of("alembic-squash-v1.0"), repository.branch());
    }
  }

  @Test
  void a_detached_head_is_offered_a_branch_too() {
    releases();
    built.checkout("v2.0");
    says(refused("v1.0").getMessage(), "HEAD is detached.");
  }

  @Test
  void an_unknown_ref_names_what_is_spelled_like_it() {
    releases();
    Failure failure = refused("v1.O");
    says(failure.getMessage(), "no tag, branch, commit or revision 'v1.O'");
    assertEquals("Did you mean v1.0, or v2.0?", failure.hint());
    says(refused("something-else").hint(), "without a name");
  }

  @Test
  void no_configuration_no_revisions_and_no_commit_are_three_things() {
    says(refused("v1").getMessage(), "has no commit yet");
    built.file("README", "x").committed("zero");
    says(refused("v1").getMessage(), "no alembic.ini was found");
    project().committed("one");
    says(refused("v1").getMessage(), "there are no revisions in alembic/versions");
  }

  @Test
  void scripts_that_do_not_fit_together_are_named() {
    project().revision("a1aa").revision("b2bb", "zzzz").committed("one").tag("v1");
    says(refused("v1").getMessage(), "b2bb_step.py comes after the revision zzzz");
    built.revision("a1aa", "b2bb").revision("b2bb", "a1aa").committed("two");
    says(refused("v1").getMessage(), "a1aa -> b2bb -> a1aa");
    built.file("alembic/versions/copy.py", "revision = 'a1aa'\ndown_revision = None\n");
    built.committed("three");
    says(
        refused("v1").getMessage(),
        "a1aa is declared twice: in alembic/versions/a1aa_step.py and in alembic/versions/copy.py");
    built.remove("alembic/versions/copy.py");
    built.file("alembic/versions/x.py", "revision = x()\ndown_revision = None\n").committed("four");
    says(
        refused("v1").getMessage(), "alembic/versions/x.py, line 1: 'revision' has to be computed");
  }

  @Test
  void a_set_that_is_not_closed_is_refused() {
    project().revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1");
    built.revision("c3cc", "a1aa").revision("b2bb", "c3cc").committed("in between");
    Failure failure = refused("v1");
    says(failure.hint(), "c3cc (step c3cc) in alembic/versions/c3cc_step.py");
  }

  @Test
  void several_heads_offer_cuts_and_tags_that_work() {
    project().revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1");
    built.revision("c3cc", "b2bb").revision("d4dd", "b2bb").committed("two").tag("v2");
    built.revision("e5ee", "c3cc", "d4dd").committed("three").tag("v3");
    Failure failure = refused("v2");
    says(failure.getMessage(), "2 heads: d4dd, c3cc");
    says(failure.hint(), "b2bb step b2bb, before they part");
    says(failure.hint(), "e5ee step e5ee, which merges them");
    says(failure.hint(), "Tags with a single head: v3, v1");
    assertEquals("b2bb", plan("b2bb").cut());
    assertEquals("e5ee", plan("e5ee").cut());
  }

  @Test
  void a_single_baseline_is_planned_only_again() {
    releases();
    says(refused("a1aa").hint(), "--again");
    assertEquals(List.of("a1aa"), plan("a1aa", folder, Optional.empty(), true).revs());
  }

  @Test
  void a_ref_from_before_the_first_revision_is_said_so() {
    project().committed("zero").tag("v0");
    built.revision("a1aa").revision("b2bb", "a1aa").committed("one");
    says(refused("v0").getMessage(), "v0 holds none of the project's present revisions");
  }

  @Test
  void scripts_in_folders_that_are_not_read_are_told_in_a_sentence() {
    releases();
    built.versionsIn("alembic/versions/2023.1/expand").revision("f6ff").revision("f7ff", "f6ff");
    built.versionsIn("alembic/versions/2023.1/contract").revision("f8ff");
    built.file("alembic/versions/helpers/names.py", "ORDER = 1\n").committed("folders");
    assertEquals(List.of("e5ee"), plan("v2.0").heads());
    String warning =
        "! revision scripts are not read: 1 script in alembic/versions/2023.1/contract,"
            + " 2 scripts in alembic/versions/2023.1/expand; alembic.ini neither lists those"
            + " folders in version_locations nor sets recursive_version_locations\n";
    says(talk.said(), warning);
    String recursive = "[alembic]\nscript_location = alembic\nrecursive_version_locations = true\n";
    built.file("alembic.ini", recursive).remove("alembic/versions/helpers/names.py");
    built.committed("recursive");
    talk = Talk.sayingYes(false);
    list();
    assertFalse(talk.said().contains("not read"), talk.said());
  }

  private static final String LABELLED =
      "\nfrom app.db import migration\nbranch_labels = (migration.%s,)\n";

  private BuiltHistory labelled(String label, String id, String... down) {
    return built.revisionWith(LABELLED.formatted(label), id, down);
  }

  /** Two branches, each called what a module of the project says. */
  private void branches(String... base) {
    built.file(
        "app/db/migration.py", "BASE, EXPAND, CONTRACT = 'base_label', 'expand', 'contract'\n");
    labelled("EXPAND", "e1ee", base).revision("e2ee", "e1ee");
    labelled("CONTRACT", "c1cc", base).revision("c2cc", "c1cc");
  }

  @Test
  void branches_that_a_module_gives_their_labels_are_planned_by_label_and_by_tag() {
    project();
    branches();
    built.committed("two branches").tag("v1");
    Squashplan plan = plan("expand@head");
    assertEquals("e2ee", plan.cut());
    assertEquals(List.of("e2ee", "e1ee"), plan.revs());
    assertEquals(List.of("c2cc", "e2ee"), plan.heads().stream().sorted().toList());
    assertEquals("c1cc", plan("contract", folder, Optional.empty(), true).cut());
    says(list().replaceAll(" +", " "), "v1 2023-01-01 4 0");
  }

  @Test
  void a_label_that_cannot_be_read_at_the_ref_is_none_of_its_business() {
    project().revision("a1aa").file("app/db/migration.py", "");
    built.revisionWith(
        "from app.db import migration\nbranch_labels = migration.labels()\n", "b2bb", "a1aa");
    built.committed("one").tag("v1");
    says(refused("v1").getMessage(), "'branch_labels' has to be computed: migration.labels()");
    labelled("BASE", "b2bb", "a1aa");
    branches("b2bb");
    built.committed("two branches");
    Squashplan plan = plan("v1");
    assertEquals("b2bb", plan.cut());
    assertEquals(List.of("c2cc", "e2ee"), plan.heads().stream().sorted().toList());
    says(talk.said(), "v1 squashes 2 revisions and keeps 4");
    says(list().replaceAll(" +", " "), "v1 2023-01-01 2 4");
  }
}
