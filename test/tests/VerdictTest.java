package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import proof.Comparison;
import proof.Verdict;

class VerdictTest {
  @Test
  void differences_that_ways_share_count_once_and_the_ways_are_counted_for_themselves() {
    assertEquals(
        "3 differences, seen in 4 of 5 ways: fresh, the cut, offline, Alembic's view",
        reason(
            way("fresh", "TABLE a", "TABLE b"),
            way("the cut", "TABLE a", "TABLE b"),
            way("deployed at head"),
            way("offline", "TABLE b"),
            way("Alembic's view", "alembic check")));
  }

  @Test
  void one_way_needs_no_name() {
    assertEquals("1 difference", reason(way("as they are", "TABLE a")));
  }

  private static String reason(Verdict.Way... ways) {
    return new Verdict(List.of(ways), List.of(), List.of()).reason();
  }

  private static Verdict.Way way(String name, String... subjects) {
    List<Comparison.Difference> differences =
        Arrays.stream(subjects)
            .map(subject -> new Comparison.Difference(subject, "before", "after"))
            .toList();
    return new Verdict.Way(
        name,
        "compared",
        new Comparison(
            List.of(), List.of(), List.of(), List.of(), differences, List.of(), List.of()));
  }
}
