package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Style;
import console.Table;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final int SCREEN = 80;
  private static final Style PLAIN = new Style(false);

  @Test
  void a_table_that_fits_stands_as_it_is() {
    Table table = new Table("tag", "cut").row("v1", "clean").row("v1.10", "not clean");
    List<String> lines = List.of("tag    cut", "v1     clean", "v1.10  not clean");
    assertEquals(lines, table.lines(PLAIN, SCREEN));
    assertEquals(lines, table.lines(PLAIN));
  }

  @Test
  void a_column_that_says_nothing_is_left_out() {
    Table table = new Table("tag", "first in", "note").row("v1", "-", "").row("v2", "-", "");
    assertEquals(List.of("tag", "v1", "v2"), table.lines(PLAIN, SCREEN));
    table.row("v3", "v0", "");
    assertEquals(
        List.of("tag  first in", "v1   -", "v2   -", "v3   v0"), table.lines(PLAIN, SCREEN));
  }

  @Test
  void the_longest_cells_that_may_be_shortened_are() {
    Table table = new Table(Set.of("message", "file"), "id", "message", "file", "tag");
    table.row("0123456789ab", "m".repeat(50), "short.py", "wazo-23.05");
    table.row("0123456789ac", "brief", "f".repeat(60), "wazo-23.06");
    List<String> lines = table.lines(PLAIN, SCREEN);
    assertEquals(3, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.length() <= SCREEN), lines.toString());
    assertTrue(lines.get(1).matches("0123456789ab  m{25}…  short.py +wazo-23.05"), lines.get(1));
    assertTrue(lines.get(2).matches("0123456789ac  brief +f{25}…  wazo-23.06"), lines.get(2));
  }

  @Test
  void what_may_not_be_shortened_stands_below_its_row_whole() {
    String name = "n".repeat(63);
    Table table = new Table("database", "state", "what to know");
    table.row(name, "squashed", "install v1 and upgrade with it, ".repeat(4) + "then come back");
    List<String> lines = table.lines(PLAIN, SCREEN);
    assertTrue(lines.stream().allMatch(line -> line.length() <= SCREEN), lines.toString());
    String all = String.join(" ", lines).replaceAll(" +", " ");
    assertTrue(all.startsWith("database state what to know " + name + " squashed install"), all);
    assertTrue(all.endsWith("then come back"), all);
  }

  @Test
  void a_name_wider_than_the_screen_is_whole() {
    String name = "n".repeat(100);
    assertTrue(new Table("name", "x").row(name, "1").lines(PLAIN, SCREEN).contains(name));
  }
}
