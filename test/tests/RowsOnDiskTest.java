package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import process.StoredBytes;
import process.StoredLines;
import rows.BuildWindow;
import rows.GeneratedCells;
import rows.Row;
import rows.Spool;
import rows.TableRows;

/** Rows that are kept on disk are what they were, and meet as they met in the heap. */
class RowsOnDiskTest {
  /** Their bytes do not fit into one part that is sorted in the heap. */
  private static final int MANY = 30_000;

  private static final List<String> ODD =
      Arrays.asList(null, "", "\\N", "a\tb\r\n\\", "ä€😀", "x".repeat(200_000));

  private static Row row(String... values) {
    return new Row(Arrays.asList(values));
  }

  private static TableRows table(List<Row> rows) {
    int width = rows.isEmpty() ? 0 : rows.get(0).values().size();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add("c" + i);
    }
    return new TableRows("public.t", columns, rows);
  }

  private static GeneratedCells between(List<Row> first, List<Row> second) {
    return GeneratedCells.between(table(first), table(second), BuildWindow.recent());
  }

  /** Three hundred bytes and more each; the last ones are twice there. */
  private static List<Row> many() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String text = Integer.toHexString(Math.min(i, MANY - 3)).repeat(12);
      rows.add(row("" + Math.min(i, MANY - 3), i % 7 == 0 ? null : text, "x".repeat(260)));
    }
    return rows;
  }

  private static List<Row> shuffled(List<Row> rows) {
    List<Row> others = new ArrayList<>(rows);
    Collections.shuffle(others, new Random(5));
    return others;
  }

  @Test
  void values_are_read_as_they_were_written() {
    Row odd = new Row(ODD);
    assertEquals(ODD, odd.values());
    assertEquals(List.of(odd, odd), Spool.of(List.of(odd, odd)).stream().toList());
    assertEquals(List.of(), row().values());
    assertNotEquals(row("", null), row(null, ""));
    assertNotEquals(row("ab", "c"), row("a", "bc"));
    BitSet last = new BitSet();
    last.set(5);
    assertEquals(ODD.subList(0, 5), odd.without(last).values());
    assertEquals("a='b', c=NULL", row("b", null).shown(List.of("a", "c")));
  }

  @Test
  void many_rows_keep_their_order_and_are_told_from_others() {
    List<Row> rows = many();
    Spool<Row> stored = Spool.of(rows);
    assertEquals(rows, stored.stream().toList());
    assertEquals(stored, Spool.of(rows));
    rows.set(MANY - 1, row("another", null, ""));
    assertNotEquals(stored, Spool.of(rows));
    assertSame(stored, stored.filter(row -> true));
    assertEquals(
        rows.subList(1, MANY),
        Spool.of(rows).filter(row -> !row.equals(rows.get(0))).stream().toList());
  }

  @Test
  void the_same_rows_in_another_order_are_the_same() {
    List<Row> rows = many();
    GeneratedCells cells = between(rows, shuffled(rows));
    assertTrue(cells.obstacle().isEmpty());
    assertEquals(0, cells.patterns().size());
    assertEquals(rows, cells.plain().stream().toList());
    assertTrue(cells.fit(Spool.of(shuffled(rows))).isWhole());
  }

  @Test
  void a_row_that_is_there_once_less_is_found() {
    List<Row> rows = many();
    List<Row> others = shuffled(rows);
    others.remove(rows.get(MANY - 1));
    GeneratedCells.Fit fit = between(rows, rows).fit(Spool.of(others));
    assertFalse(fit.isWhole());
    assertEquals(List.of(rows.get(MANY - 1)), fit.missing().stream().toList());
    assertTrue(fit.left().isEmpty());
    assertTrue(between(rows, others).obstacle().isPresent());
    others.add(row("0", "another", ""));
    fit = between(rows, rows).fit(Spool.of(others));
    assertEquals(List.of(rows.get(MANY - 1)), fit.missing().stream().toList());
    assertEquals(List.of(row("0", "another", "")), fit.left().stream().toList());
  }

  @Test
  void rows_with_a_value_of_their_own_each_meet_by_the_rest() {
    List<Row> one = new ArrayList<>();
    List<Row> other = new ArrayList<>();
    List<Row> third = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      List.of(one, other, third)
          .forEach(
              rows ->
                  rows.add(row("" + rows.size(), UUID.randomUUID().toString(), "x".repeat(260))));
    }
    GeneratedCells cells = between(one, shuffled(other));
    assertEquals(MANY, cells.patterns().size());
    assertEquals(0, cells.plain().size());
    BitSet uuid = new BitSet();
    uuid.set(1);
    Map<String, String> expected = new HashMap<>();
    other.forEach(row -> expected.put(row.values().get(0), row.values().get(1)));
    cells
        .patterns()
        .forEach(
            pattern -> {
              assertEquals(uuid, pattern.generated());
              assertEquals(
                  expected.get(pattern.row().values().get(0)), pattern.again().values().get(1));
            });
    List<Row> order = shuffled(third);
    GeneratedCells.Fit fit = cells.fit(Spool.of(order));
    assertTrue(fit.isWhole());
    assertEquals(order, fit.matches().stream().map(GeneratedCells.Match::row).toList());
    fit.matches()
        .forEach(
            match ->
                assertEquals(match.pattern().row().values().get(0), match.row().values().get(0)));
  }

  /** Few rows with few values, in every way in which they can be alike. */
  @Test
  void few_rows_meet_as_counting_them_says() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      List<Row> first = few(random);
      List<Row> others = few(random);
      GeneratedCells.Fit fit = between(first, first).fit(Spool.of(others));
      assertEquals(minus(first, others), fit.missing().stream().toList());
      assertEquals(minus(others, first), fit.left().stream().toList());
    }
  }

  private static List<Row> few(Random random) {
    List<Row> rows = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      rows.add(row(random.nextInt(3) == 0 ? null : "" + random.nextInt(3), "b"));
    }
    return rows;
  }

  private static List<Row> minus(List<Row> rows, List<Row> others) {
    List<Row> free = new ArrayList<>(others);
    return rows.stream().filter(row -> !free.remove(row)).toList();
  }

  @Test
  void bytes_are_read_from_any_place() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append("line ").append(i).append(i % 100 == 0 ? "\r\n" : "\n");
    }
    StoredBytes stored = StoredBytes.of(text.toString());
    assertEquals(text.toString(), stored.text());
    assertEquals(stored, StoredBytes.of(stored.input()));
    assertNotEquals(stored, StoredBytes.of(text + "x"));
    assertNotEquals(stored, StoredBytes.of(text.toString().replace("line 49999", "line 49998")));
    StoredLines lines = new StoredLines(stored);
    int count = 0;
    while (lines.next()) {
      assertEquals("line " + count, lines.text());
      count++;
    }
    assertEquals(50_000, count);
    int at = text.indexOf("line 40000");
    byte[] part = stored.input(at, at + 10).readAllBytes();
    assertEquals("line 40000", new String(part, StandardCharsets.UTF_8));
    assertEquals(0, StoredBytes.of("").input().readAllBytes().length);
  }
}
