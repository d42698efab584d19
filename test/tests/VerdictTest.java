package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import proof.Comparison;
import proof.SchemaDumps;
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

  @Test
  void dumps_that_are_the_same_do_not_say_that_nothing_differs() {
    SchemaDumps dumps = new SchemaDumps("a\n", "a\n");
    assertEquals(
        "pg_dump writes before.sql and after.sql byte for byte the same, 2 bytes",
        dumps.compared(Comparison.Kind.IDENTICAL));
    assertEquals(
        "pg_dump writes before.sql and after.sql byte for byte the same, 2 bytes: they hold the"
            + " definitions at head, without rows, and what differs is not among those",
        dumps.compared(Comparison.Kind.DIFFERENT));
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
