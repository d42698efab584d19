package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pgdump.CopyPart;
import pgdump.CopyText;
import pgdump.StoredRows;
import statements.Cell;
import statements.RowInsert;
import statements.RowStatement;
import statements.RowUpdate;

class RowStatementTest {
  private static final RowInsert.Target PRICES =
      new RowInsert.Target(
          "shop.price list",
          "shop.\"price list\"",
          List.of(
              new RowInsert.Column("id", RowInsert.Form.NUMBER),
              new RowInsert.Column("\"on \"\"sale\"\"\"", RowInsert.Form.BOOLEAN),
              new RowInsert.Column("flags", RowInsert.Form.BITS),
              new RowInsert.Column("name", RowInsert.Form.TEXT)),
          true);

  @Test
  void rows_are_written_as_pg_dump_writes_its_inserts() {
    CopyText rows =
        new CopyText(
            """
            1\tt\t101\tit's
            NaN\tf\t\\N\ta\\tb\\nc\\\\d
            -2.5e+3\t\\N\t0\t\\N
            4\tt\t1\tNULL
            """);
    assertEquals(
        "INSERT INTO shop.\"price list\" (id, \"on \"\"sale\"\"\", flags, name)"
            + " OVERRIDING SYSTEM VALUE VALUES\n"
            + "\t(1, true, B'101', 'it''s'),\n"
            + "\t('NaN', false, NULL, 'a\tb\nc\\d'),\n"
            + "\t(-2.5e+3, NULL, B'0', NULL),\n"
            + "\t(4, true, B'1', 'NULL');",
        new RowInsert(PRICES, rows).sql());
  }

  @Test
  void cells_are_what_a_cast_to_text_prints() {
    RowInsert insert = new RowInsert(PRICES, new CopyText("1\tf\t101\ta\\\\b\n2\tt\t0\t\\N\n"));
    List<String> seen = new ArrayList<>();
    insert.rows().forEach(row -> row.values((column, text) -> seen.add(column + "=" + text)));
    assertEquals(
        List.of(
            "id=1",
            "on \"sale\"=false",
            "flags=101",
            "name=a\\b",
            "id=2",
            "on \"sale\"=true",
            "flags=0"),
        seen);
    assertEquals("TABLE DATA shop.price list", insert.title());
  }

  @Test
  void expressions_take_the_place_of_values_and_are_no_values_any_more() {
    RowStatement now =
        new RowInsert(PRICES, new CopyText("1\tt\t1\tx\n2\tt\t1\tx\n3\tt\t1\t\\N\n"))
            .with(
                (row, column, text) ->
                    column.equals("name") && row.text("id").equals(Optional.of("2"))
                        ? Optional.of("upper(" + text + ")")
                        : Optional.empty());
    assertEquals(
        now.head()
            + "\n\t(1, true, B'1', 'x'),\n\t(2, true, B'1', upper(x)),\n\t(3, true, B'1', NULL);",
        now.sql());
    assertEquals(new Cell.Expression("upper(x)"), now.rows().get(1).cells().get(3));
    assertEquals(Optional.empty(), now.rows().get(1).text("name"));
    RowStatement again = now.with((row, column, text) -> Optional.of(column).filter("id"::equals));
    assertEquals(
        now.head()
            + "\n"
            + "\t(id, true, B'1', 'x'),\n"
            + "\t(id, true, B'1', upper(x)),\n"
            + "\t(id, true, B'1', NULL);",
        again.sql());
  }

  @Test
  void parts_of_many_rows_have_each_row_once() {
    StringBuilder rows = new StringBuilder();
    for (int row = 0; row < 25; row++) {
      rows.append(row).append("\n");
    }
    RowInsert.Target one =
        new RowInsert.Target(
            "t", "t", List.of(new RowInsert.Column("a", RowInsert.Form.NUMBER)), false);
    List<CopyPart> parts = StoredRows.of(rows.toString()).parts(10, 1000);
    assertEquals(3, parts.size());
    List<String> seen = new ArrayList<>();
    for (CopyPart part : parts) {
      new RowInsert(one, part).rows().forEach(row -> row.values((column, text) -> seen.add(text)));
    }
    assertEquals(rows.toString().lines().toList(), seen);
    assertEquals(25, StoredRows.of(rows.toString()).parts(10, 1).size());
  }

  @Test
  void a_row_of_defaults_and_one_of_given_values_are_inserts_too() {
    RowInsert.Target none = new RowInsert.Target("t", "public.t", List.of(), false);
    RowInsert defaults = new RowInsert(none, new CopyText(""));
    assertEquals("INSERT INTO public.t DEFAULT VALUES;", defaults.sql());
    assertEquals(List.of(), defaults.rows());
    RowInsert read = new RowInsert(none, CopyText.row(List.of()));
    assertEquals("INSERT INTO public.t DEFAULT VALUES;", read.sql());
    assertEquals(List.of(), read.rows());
    List<Optional<String>> values =
        List.of(Optional.of("1"), Optional.empty(), Optional.of("101"), Optional.of("\\N\t\r\n'"));
    assertEquals(
        values,
        new RowInsert(PRICES, CopyText.row(values))
            .rows().get(0).cells().stream().map(cell -> ((Cell.Literal) cell).text()).toList());
  }

  @Test
  void an_update_has_its_cells_in_order() {
    Map<String, Cell> cells = new LinkedHashMap<>();
    cells.put("\"b c\"", new Cell.Literal(Optional.of("it's")));
    cells.put("a", new Cell.Literal(Optional.empty()));
    RowUpdate update = new RowUpdate("public.t", "public.t", cells, "id = '1'");
    assertEquals("UPDATE public.t SET \"b c\" = 'it''s', a = NULL WHERE id = '1';", update.sql());
    assertEquals(
        "UPDATE public.t SET \"b c\" = now(), a = NULL WHERE id = '1';",
        update
            .with((row, column, text) -> Optional.of("now()").filter(sql -> column.equals("b c")))
            .sql());
  }
}
