package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import migrations.AlembicGraph;
import org.junit.jupiter.api.Test;
import proof.Comparison;
import proof.RevisionStates;
import proof.RevisionStates.State;

/** {@code r1 - r2 - r3}, squashed at r3; {@code k1} is kept on r1 or r3; {@code m1} merges them. */
class RevisionStatesTest {
  private static final AlembicGraph ORIGINALS =
      new AlembicGraph(
          Map.of(
              "r1", List.of(),
              "r2", List.of("r1"),
              "r3", List.of("r2"),
              "k1", List.of("r1"),
              "m1", List.of("k1", "r3")),
          List.of("m1"),
          List.of("r1"),
          Map.of("core", List.of("m1")));

  private static AlembicGraph squashed(String parentOfK1) {
    return new AlembicGraph(
        Map.of("r3", List.of(), "k1", List.of(parentOfK1), "m1", List.of("k1", "r3")),
        List.of("m1"),
        List.of("r3"),
        Map.of("core", List.of("m1")));
  }

  private static RevisionStates compared(AlembicGraph after) {
    return new RevisionStates(ORIGINALS, after, Optional.of("r3"));
  }

  @Test
  void a_state_that_would_skip_revisions_is_a_difference() {
    Comparison found = compared(squashed("r3")).all();
    assertEquals(
        List.of(
            new Comparison.Difference(
                "state of a version table: a database at k1",
                "applied: k1, r1",
                "taken as applied: k1, r1, r2, r3\nnever run: r2, r3")),
        found.differences());
    assertEquals(new Comparison.Count("state of a version table", 3, 2), found.facts().get(0));
    assertEquals(new Comparison.Count("name of revisions", 3, 3), found.facts().get(1));
  }

  @Test
  void the_originals_mean_what_they_mean() {
    RevisionStates states = new RevisionStates(ORIGINALS, ORIGINALS, Optional.empty());
    assertEquals(List.of(), states.all().differences());
  }

  @Test
  void a_release_at_both_heads_overlaps_and_one_at_a_removed_revision_is_refused_anyway() {
    Comparison found =
        compared(squashed("r3"))
            .of(
                List.of(
                    new State("a database of v1", List.of("r3")),
                    new State("a database of v2", List.of("r3", "k1")),
                    new State("a database of v3", List.of("r2", "k1"))));
    assertEquals(
        List.of(
            new Comparison.Difference(
                "state of a version table: a database of v2",
                "applied: k1, r1, r2, r3",
                "k1 overlaps with r3: Alembic refuses to upgrade such a database")),
        found.differences());
  }

  @Test
  void a_lost_parent_would_run_again() {
    AlembicGraph cutOff =
        new AlembicGraph(
            Map.of("r3", List.of(), "k1", List.of(), "m1", List.of("k1", "r3")),
            List.of("m1"),
            List.of("k1", "r3"),
            Map.of("core", List.of("m1")));
    List<Comparison.Difference> found = compared(cutOff).all().differences();
    assertEquals("taken as applied: k1\nrun again: r1", found.get(0).after());
    assertEquals(new Comparison.Difference("alembic name base", "r3", "k1\nr3"), found.get(1));
  }

  @Test
  void a_label_that_stands_for_other_heads_is_a_difference() {
    AlembicGraph lost =
        new AlembicGraph(squashed("r3").parents(), List.of("m1", "x1"), List.of("r3"), Map.of());
    List<Comparison.Difference> found = compared(lost).of(List.of()).differences();
    assertEquals(
        List.of(
            new Comparison.Difference("alembic name core@head", "m1", ""),
            new Comparison.Difference("alembic name heads", "m1", "m1\nx1")),
        found);
  }
}
