package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.Cut;
import alembic.RevisionGraph;
import alembic.RevisionScript;
import answers.Answers;
import conditions.FoundConditions;
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
import plan.Deployed;
import plan.PlanOptions;
import plan.PlanPhase;
import plan.SquashedHistory;
import plan.Squashplan;
import source.PythonSource;
import tests.BuiltHistory.Talk;

/** A cut is refused if a state of a version table would mean other applied revisions after it. */
class CleanCutTest {
  @TempDir Path folder;
  private BuiltHistory built;
  private Talk talk = Talk.sayingYes(false);

  @BeforeEach
  void start() {
    built = BuiltHistory.project(folder);
  }

  @AfterEach
  void end() {
    built.close();
  }

  private Squashplan plan(String ref, String... deployed) {
    Map<String, String> settings =
        deployed.length == 0 ? Map.of() : Map.of(Deployed.SETTING, deployed[0]);
    PlanOptions options =
        new PlanOptions(Optional.of(ref), Optional.empty(), false, "local", settings, Answers.NONE);
    try (GitRepository repository = built.open()) {
      return new PlanPhase(
              talk.console(), repository, folder, new FoundConditions(repository), options)
          .run();
    }
  }

  private Failure refused(String ref, String... deployed) {
    Failure failure = assertThrows(Failure.class, () -> plan(ref, deployed));
    assertFalse(Files.exists(folder.resolve(".alembic_squash")));
    return failure;
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

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  /** Two releases, and a revision made beside the second that is merged after it. */
  private void fork() {
    built.revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1");
    built.revision("c3cc", "b2bb").revision("d4dd", "c3cc").committed("two").tag("v2");
    built.revision("side", "b2bb").committed("beside");
    built.revision("merg", "d4dd", "side").committed("three").tag("v3");
    built.revision("e5ee", "merg").committed("four");
  }

  @Test
  void a_fork_below_the_cut_is_refused_with_its_states_and_the_nearest_clean_cuts() {
    fork();
    Failure failure = refused("v2");
    assertEquals(
        "the cut at d4dd (step d4dd) is not clean: side (step side) comes after a part of the"
            + " squashed revisions only",
        failure.getMessage());
    says(
        failure.hint(),
        "a database at side alone would skip d4dd (step d4dd), c3cc (step c3cc) in silence");
    says(failure.hint(), "a database at d4dd and side could not be upgraded any more");
    says(failure.hint(), "below: plan b2bb: step b2bb, squashes 2, first released in v1");
    says(failure.hint(), "above: plan merg: step merg, squashes 6, first released in v3");
    says(failure.hint(), "--deployed releases");
    assertEquals("b2bb", plan("v1").cut());
    assertEquals("merg", plan("v3").cut());
  }

  @Test
  void the_list_of_tags_says_whose_cut_is_clean() {
    fork();
    built.revision("f6ff", "e5ee").revision("f7ff", "e5ee").committed("parted").tag("v4");
    assertEquals(
        List.of("v4 - 2 heads", "v3 clean", "v2 not clean", "v1 clean"),
        list()
            .lines()
            .skip(1)
            .map(line -> line.replaceAll(" +", " ").replaceFirst(" \\S+ \\d+ \\d+", ""))
            .toList());
  }

  @Test
  void whoever_deploys_releases_only_may_cut_where_no_release_is_in_a_wrong_state()
      throws Exception {
    fork();
    Squashplan plan = plan("v2", "releases");
    assertEquals("d4dd", plan.cut());
    says(talk.said(), "! not deployed, as --deployed releases says: a database at side alone");
    says(Files.readString(folder.resolve(".alembic_squash/squashplan")), "set.deployed:releases");
  }

  @Test
  void a_release_in_a_wrong_state_is_named() {
    built.revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1");
    built.revision("side", "a1aa").committed("beside").tag("v2");
    built.revision("merg", "b2bb", "side").committed("merged");
    Failure failure = refused("v1", "releases");
    says(failure.hint(), "a database of v2 is at side, b2bb");
    says(refused("v1", "everything").getMessage(), "--deployed is 'everything'");
  }

  @Test
  void a_dependency_on_a_part_is_a_fork_too() {
    built.revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1");
    built.revisionWith("depends_on = 'a1aa'\nbranch_labels = ('plugin',)\n", "plug");
    built.committed("plugin");
    says(refused("v1").hint(), "a database at plug alone would skip b2bb (step b2bb)");
  }

  @Test
  void branches_that_share_nothing_with_the_cut_are_no_fork() {
    built.revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1");
    built.revision("p1pp").revision("p2pp", "p1pp").committed("plugin");
    built.revisionWith("depends_on = 'p1pp'\n", "c3cc", "b2bb").committed("two");
    assertEquals(List.of("b2bb", "a1aa"), plan("v1").revs());
  }

  @Test
  void a_cut_that_squashes_the_head_of_another_branch_is_refused_by_plan() {
    built.revisionWith("branch_labels = 'plugin'\n", "p1pp");
    built.revision("a1aa").revisionWith("depends_on = 'p1pp'\n", "b2bb", "a1aa").committed("one");
    Failure failure = refused("b2bb");
    assertEquals(
        "the cut at b2bb (step b2bb) would squash p1pp (step p1pp), which is a head of its own of"
            + " the branch 'plugin'",
        failure.getMessage());
  }

  @Test
  void several_heads_are_offered_clean_cuts_only() {
    built.revision("a1aa").revision("b2bb", "a1aa").revision("c3cc", "b2bb");
    built.revision("side", "a1aa").revision("d4dd", "c3cc").revision("e5ee", "c3cc");
    built.committed("one").tag("v1");
    built.revision("merg", "d4dd", "e5ee", "side").committed("two").tag("v2");
    Failure failure = refused("v1");
    says(failure.getMessage(), "3 heads");
    says(failure.hint(), "merg step merg, which merges them");
    assertFalse(failure.hint().contains("before they part"), failure.hint());
    assertFalse(failure.hint().contains("stay as they are"), failure.hint());
  }

  @Test
  void names_of_alembic_are_understood_as_ref() {
    built.revisionWith("branch_labels = 'core'\n", "a1aa").revision("b2bb", "a1aa");
    built.revisionWith("branch_labels = 'plugin'\n", "p1pp").revision("p2pp", "p1pp");
    built.committed("one");
    assertEquals("b2bb", plan("core@head").cut());
    assertEquals("b2bb", plan("a1aa@head").cut());
    assertEquals("p2pp", plan("plugin@heads").cut());
    says(talk.said(), "'plugin@heads' is taken as p2pp (step p2pp)");
    assertThrows(Failure.class, () -> plan("nobody@head"));
    Failure several = assertThrows(Failure.class, () -> plan("head"));
    assertEquals(
        "'head' stands for 2 heads: p2pp (step p2pp), b2bb (step b2bb)", several.getMessage());
    says(assertThrows(Failure.class, () -> plan("heads")).getMessage(), "have 2 heads");
    says(assertThrows(Failure.class, () -> plan("base")).getMessage(), "nothing to squash");
    built.tag("head");
    assertThrows(Failure.class, () -> plan("head"), "a tag of that name is git's");
    says(assertThrows(Failure.class, () -> plan("head")).getMessage(), "2 heads");
  }

  private static RevisionScript script(
      String id, List<String> down, List<String> depends, String... labels) {
    return new RevisionScript(
        id,
        down,
        depends,
        List.of(labels),
        id,
        Optional.empty(),
        PythonSource.of(id + ".py", new byte[0]));
  }

  @Test
  void a_label_stays_with_its_branch() {
    RevisionGraph graph =
        RevisionGraph.of(
            List.of(
                script("p0", List.of(), List.of(), "plugin"),
                script("a1", List.of(), List.of(), "core"),
                script("a2", List.of("a1"), List.of("p0")),
                script("a3", List.of("a2"), List.of()),
                script("p1", List.of("p0"), List.of("a2")),
                script("p2", List.of("p1"), List.of("core"))));
    SquashedHistory after = SquashedHistory.of(graph, Cut.at(graph, "a2"));
    assertEquals(Map.of("a3", List.of("core"), "p1", List.of("plugin")), after.labels());
    assertEquals(List.of("a2"), after.graph().find("p2").orElseThrow().dependsOn());
  }

  @Test
  void labels_of_merged_branches_go_to_the_baseline() {
    RevisionGraph graph =
        RevisionGraph.of(
            List.of(
                script("base", List.of(), List.of()),
                script("e1", List.of("base"), List.of(), "expand"),
                script("c1", List.of("base"), List.of(), "contract"),
                script("merged", List.of("e1", "c1"), List.of()),
                script("top", List.of("merged"), List.of())));
    SquashedHistory after = SquashedHistory.of(graph, Cut.at(graph, "merged"));
    assertEquals(
        List.of("contract", "expand"), after.labelsOf("merged").stream().sorted().toList());
  }

  @Test
  void a_label_that_no_revision_could_have_is_refused() {
    RevisionGraph graph =
        RevisionGraph.of(
            List.of(
                script("p0", List.of(), List.of(), "plugin"),
                script("a1", List.of(), List.of()),
                script("a2", List.of("a1"), List.of("p0")),
                script("a3", List.of("a2"), List.of()),
                script("p1", List.of("p0"), List.of("a2")),
                script("q1", List.of("p0"), List.of("a2"))));
    Failure failure =
        assertThrows(Failure.class, () -> SquashedHistory.of(graph, Cut.at(graph, "a2")));
    says(failure.getMessage(), "the branch label 'plugin' of p0 (p0)");
    says(failure.hint(), "a3");
  }
}
