package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.Cut;
import alembic.RevisionGraph;
import alembic.RevisionScript;
import console.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plan.CutRequest;
import source.PythonSource;

class RevisionGraphTest {
  private final List<RevisionScript> scripts = new ArrayList<>();

  private RevisionGraphTest with(String id, String... down) {
    return with(id, List.of(down), List.of(), List.of());
  }

  private RevisionGraphTest with(
      String id, List<String> down, List<String> dependsOn, List<String> labels) {
    scripts.add(
        new RevisionScript(
            id,
            down,
            dependsOn,
            labels,
            "step " + id,
            Optional.empty(),
            PythonSource.of(id + ".py", new byte[0])));
    return this;
  }

  private RevisionGraph graph() {
    return RevisionGraph.of(scripts);
  }

  private static List<String> ids(List<RevisionScript> scripts) {
    return scripts.stream().map(RevisionScript::revision).toList();
  }

  /** base - a - (b, c) - merge - top. */
  private RevisionGraph diamond() {
    return with("base")
        .with("a", "base")
        .with("b", "a")
        .with("c", "a")
        .with("merge", "b", "c")
        .with("top", "merge")
        .graph();
  }

  @Test
  void every_revision_stands_before_those_it_comes_after() {
    assertEquals(List.of("top", "merge", "c", "b", "a", "base"), ids(diamond().newestFirst()));
  }

  @Test
  void the_order_does_not_depend_on_the_files_order() {
    List<String> order = ids(diamond().newestFirst());
    java.util.Collections.reverse(scripts);
    assertEquals(order, ids(graph().newestFirst()));
  }

  @Test
  void relatives_are_found_on_all_ways() {
    RevisionGraph graph = diamond();
    assertEquals(Set.of("a", "b", "c", "base"), graph.ancestors("merge"));
    assertEquals(Set.of("merge", "top"), graph.descendants("c"));
    assertEquals(List.of("top"), ids(graph.heads()));
    assertEquals(List.of("base"), ids(graph.bases()));
  }

  @Test
  void a_dependency_is_an_ancestor_but_no_down_revision() {
    RevisionGraph graph =
        with("a").with("b").with("c", List.of("b"), List.of("a"), List.of()).graph();
    assertEquals(Set.of("a", "b"), graph.ancestors("c"));
    assertEquals(List.of("c", "a"), ids(graph.heads()));
    assertEquals(List.of("b", "a"), ids(graph.bases()));
    assertEquals(List.of("c"), ids(graph.headsOf(graph.ids())));
  }

  @Test
  void a_dependency_may_be_a_branch_label() {
    RevisionGraph graph =
        with("a", List.of(), List.of(), List.of("users"))
            .with("b", List.of(), List.of("users"), List.of())
            .graph();
    assertEquals(Set.of("a"), graph.ancestors("b"));
    assertEquals("a", graph.branchLabels().get("users").revision());
  }

  @Test
  void a_missing_down_revision_is_named_with_its_file() {
    Failure failure = assertThrows(Failure.class, () -> with("a", "gone").graph());
    assertEquals("a.py comes after the revision gone, which is not there", failure.getMessage());
  }

  @Test
  void a_cycle_is_named() {
    with("base").with("a", "base", "c").with("b", "a").with("c", "b").with("d", "c");
    Failure failure = assertThrows(Failure.class, this::graph);
    assertTrue(failure.getMessage().endsWith("circle: a -> b -> c -> a"), failure.getMessage());
    assertTrue(failure.hint().contains("b.py"), failure.hint());
  }

  @Test
  void a_revision_that_comes_after_itself_is_a_cycle() {
    Failure failure = assertThrows(Failure.class, () -> with("a", "a").graph());
    assertTrue(failure.getMessage().endsWith("a -> a"), failure.getMessage());
  }

  @Test
  void two_of_one_id_or_one_label_are_refused() {
    assertThrows(Failure.class, () -> with("a").with("a").graph());
    scripts.clear();
    with("a", List.of(), List.of(), List.of("x")).with("b", List.of(), List.of(), List.of("x"));
    Failure failure = assertThrows(Failure.class, this::graph);
    assertTrue(failure.getMessage().contains("'x'"), failure.getMessage());
  }

  @Test
  void a_prefix_resolves_as_alembic_allows() {
    RevisionGraph graph =
        with("abcd12")
            .with("abef34", "abcd12")
            .with("abc", "abef34")
            .with("zzzz99", List.of("abc"), List.of(), List.of("users"))
            .graph();
    assertEquals("abcd12", graph.resolve("abcd").orElseThrow().revision());
    assertEquals("abc", graph.resolve("abc").orElseThrow().revision());
    assertEquals("zzzz99", graph.resolve("use").orElseThrow().revision());
    assertEquals("zzzz99", graph.resolve("z").orElseThrow().revision());
    assertEquals(Optional.empty(), graph.resolve("nope"));
    assertEquals(Optional.empty(), graph.resolve(""));
    Failure failure = assertThrows(Failure.class, () -> graph.resolve("ab"));
    assertTrue(failure.getMessage().contains("abcd12, abef34"), failure.getMessage());
  }

  @Test
  void a_cut_takes_all_ancestors_and_keeps_the_rest() {
    Cut cut = CutRequest.PLAIN.cut(diamond(), Set.of("base", "a", "b", "c", "merge"));
    assertEquals("merge", cut.revision().revision());
    assertEquals(List.of("merge", "c", "b", "a", "base"), ids(cut.squashed()));
    assertEquals(List.of("top"), ids(cut.kept()));
  }

  @Test
  void several_heads_name_the_cuts_below_and_above() {
    RevisionGraph graph = diamond();
    Failure failure =
        assertThrows(
            Failure.class,
            () ->
                new CutRequest(false, () -> List.of("v1"))
                    .cut(graph, Set.of("base", "a", "b", "c")));
    assertTrue(failure.getMessage().endsWith("have 2 heads: c, b"), failure.getMessage());
    assertEquals(
        """
        The heads:
          c step c
          b step b
        Squash up to one revision instead:
          --cut a step a, before they part
          plan merge step merge, which merges them
        Tags with a single head: v1\
        """,
        failure.hint());
  }

  @Test
  void heads_without_a_common_ancestor_can_be_cut_one_by_one() {
    RevisionGraph graph = with("base").with("a", "base").with("b").graph();
    Failure failure =
        assertThrows(Failure.class, () -> CutRequest.PLAIN.cut(graph, Set.of("base", "a", "b")));
    assertTrue(
        failure.hint().contains("a step a; the other heads stay as they are"), failure.hint());
  }

  @Test
  void a_set_with_holes_is_refused_and_the_holes_are_listed() {
    Failure failure =
        assertThrows(
            Failure.class,
            () -> CutRequest.PLAIN.cut(diamond(), Set.of("base", "b", "c", "merge")));
    assertTrue(failure.getMessage().contains("come after 1 revision"), failure.getMessage());
    assertTrue(failure.hint().contains("a (step a) in a.py"), failure.hint());
  }

  @Test
  void a_dependency_outside_the_set_is_a_hole() {
    RevisionGraph graph =
        with("a").with("b").with("c", List.of("b"), List.of("a"), List.of()).graph();
    assertThrows(Failure.class, () -> CutRequest.PLAIN.cut(graph, Set.of("b", "c")));
  }

  @Test
  void a_single_base_is_squashed_only_again() {
    RevisionGraph graph = diamond();
    Failure failure =
        assertThrows(Failure.class, () -> CutRequest.PLAIN.cut(graph, Set.of("base")));
    assertTrue(failure.hint().contains("--again"), failure.hint());
    Cut cut = new CutRequest(true, List::of).cut(graph, Set.of("base"));
    assertEquals("base", cut.revision().revision());
    assertEquals(5, cut.kept().size());
  }

  @Test
  void any_revision_can_be_the_cut() {
    Cut cut = Cut.at(diamond(), "b");
    assertEquals(List.of("b", "a", "base"), ids(cut.squashed()));
    assertEquals(List.of("top", "merge", "c"), ids(cut.kept()));
    assertEquals(Set.of("a", "b", "base"), cut.squashedIds());
  }
}
