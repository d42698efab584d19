package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import answers.Answers;
import conditions.FoundConditions;
import console.Failure;
import git.GitRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plan.CutChoice;
import plan.PlanOptions;
import plan.PlanPhase;
import plan.Squashplan;
import tests.BuiltHistory.Talk;

/** A release of several heads, or of several branches, is squashed up to a chosen revision. */
class CutChoiceTest {
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

  private Squashplan plan(String ref, String cut, String branch) {
    PlanOptions options =
        new PlanOptions(Optional.of(ref), Optional.empty(), false, "local", Map.of(), Answers.NONE)
            .choosing(new CutChoice(Optional.ofNullable(cut), Optional.ofNullable(branch)));
    try (GitRepository repository = built.open()) {
      return new PlanPhase(
              talk.console(), repository, folder, new FoundConditions(repository), options)
          .run();
    }
  }

  private Failure refused(String ref, String cut, String branch) {
    return assertThrows(Failure.class, () -> plan(ref, cut, branch));
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  /** A release with two heads above a common revision, merged later. */
  private void parted() {
    built.revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1");
    built.revision("c3cc", "b2bb").revision("d4dd", "b2bb").committed("two").tag("v2");
    built.revision("e5ee", "c3cc", "d4dd").committed("three");
  }

  @Test
  void several_heads_are_refused_with_the_cut_that_they_have_in_common() {
    parted();
    Failure failure = refused("v2", null, null);
    says(failure.getMessage(), "2 heads");
    says(failure.hint(), "--cut b2bb step b2bb, before they part");
    says(failure.hint(), "plan e5ee step e5ee, which merges them");
    Squashplan plan = plan("v2", "b2bb", null);
    assertEquals("b2bb", plan.cut());
    assertEquals(List.of("b2bb", "a1aa"), plan.revs());
    assertEquals("b2bb", plan.tag());
    says(plan.upgradedWith(), "first released in v1");
  }

  @Test
  void on_a_terminal_one_of_them_is_picked() {
    parted();
    talk = Talk.answering("1\n");
    assertEquals("b2bb", plan("v2", null, null).cut());
    says(talk.said(), "v2 has several heads. Squash up to which?");
  }

  @Test
  void a_release_with_one_head_may_be_squashed_less_far() {
    parted();
    built.tag("v3");
    assertEquals("b2bb", plan("v3", "b2bb", null).cut());
    assertEquals("v3", plan("v3", "e5ee", null).tag());
  }

  @Test
  void a_cut_that_the_release_has_not_or_nobody_has_is_refused() {
    parted();
    says(refused("v1", "c3cc", null).getMessage(), "v1 does not have the revision c3cc");
    Failure unknown = refused("v1", "b2bx", null);
    says(unknown.getMessage(), "'b2bx' for --cut");
    says(unknown.hint(), "Did you mean b2bb");
  }

  /** Two independent bases, each with a label, in one release. */
  private void independent() {
    built.revisionWith("branch_labels = ('core',)\n", "a1aa").revision("a2aa", "a1aa");
    built.revisionWith("branch_labels = ('plugin',)\n", "b1bb").revision("b2bb", "b1bb");
    built.committed("one").tag("v1");
    built.revision("a3aa", "a2aa").revision("b3bb", "b2bb").committed("two").tag("v2");
  }

  @Test
  void one_of_several_branches_is_squashed_alone() {
    independent();
    assertEquals(Set.of("b1bb", "b2bb"), Set.copyOf(plan("v1", null, "plugin").revs()));
    assertEquals("a2aa", plan("v1", null, "core").cut());
    assertEquals("b2bb", plan("v2", "b2bb", "plugin").cut());
    says(refused("v2", "a2aa", "plugin").getMessage(), "v2 does not have the revision a2aa");
    Failure unknown = refused("v1", null, "payments");
    says(unknown.hint(), "Branch labels: core, plugin");
  }
}
