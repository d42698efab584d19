package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Style;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import proof.Comparison;
import proof.SchemaDumps;
import proof.Verdict;
import proof.VerdictText;

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

  private static final Style PLAIN = new Style(false);

  private static Verdict verdict(int differences, int lines) {
    List<Comparison.Difference> all =
        IntStream.range(0, differences)
            .mapToObj(i -> new Comparison.Difference("TABLE t" + i, "", "line\n".repeat(lines)))
            .toList();
    List<Verdict.Control> controls =
        IntStream.range(0, 30).mapToObj(i -> new Verdict.Control("control " + i, i != 29)).toList();
    Verdict.Way fresh = new Verdict.Way("fresh", "compared", comparison(all));
    Verdict.Way cut = new Verdict.Way("the cut", "compared", comparison(all));
    return new Verdict(List.of(fresh, cut), controls, List.of());
  }

  @Test
  void a_screen_has_the_first_of_many_differences_and_their_number() {
    VerdictText text = new VerdictText(verdict(1098, 5), PLAIN);
    List<String> lines = text.brief("the page has all");
    assertTrue(lines.size() < 140, lines.size() + " lines");
    long shown = lines.stream().filter(line -> line.startsWith("+++ ")).count();
    assertTrue(shown >= 8, shown + " shown");
    String rest = "and %,d more differences: the page has all".formatted(1098 - shown);
    assertTrue(lines.contains(rest), String.join("\n", lines));
    assertTrue(lines.contains("  ✗ control 29"), "what failed is not left out");
    assertTrue(lines.contains("  and 10 more"));
    assertEquals(1098, text.lines().stream().filter(line -> line.startsWith("+++ ")).count());
  }

  @Test
  void one_long_difference_is_shortened_and_few_short_ones_are_whole() {
    List<String> lines = new VerdictText(verdict(2, 500), PLAIN).brief("-v prints all");
    assertEquals(2, lines.stream().filter(line -> line.startsWith("+++ ")).count());
    assertEquals(
        2,
        lines.stream().filter(line -> line.matches("\\.\\.\\. and \\d+ more lines of it")).count());
    assertTrue(lines.stream().noneMatch(line -> line.contains("more difference")));
    VerdictText few = new VerdictText(verdict(3, 5), PLAIN);
    assertEquals(
        few.lines().stream().filter(line -> !line.contains("control")).toList(),
        few.brief("").stream().filter(line -> !line.matches(".*control.*|  and 10 more")).toList());
  }

  private static String reason(Verdict.Way... ways) {
    return new Verdict(List.of(ways), List.of(), List.of()).reason();
  }

  private static Verdict.Way way(String name, String... subjects) {
    List<Comparison.Difference> differences =
        Arrays.stream(subjects)
            .map(subject -> new Comparison.Difference(subject, "before", "after"))
            .toList();
    return new Verdict.Way(name, "compared", comparison(differences));
  }

  private static Comparison comparison(List<Comparison.Difference> differences) {
    return new Comparison(
        List.of(), List.of(), List.of(), List.of(), differences, List.of(), List.of());
  }
}
