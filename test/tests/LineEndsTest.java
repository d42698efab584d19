package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import statements.Baseline;
import statements.BaselineFile;
import statements.SqlStatement;

/** A baseline's file has no carriage return that git or Python could take for a line's end. */
@Tag("slow")
class LineEndsTest extends WithClusters {
  private static final String EVERYWHERE =
      """
      CREATE TYPE kind AS ENUM (E'one\\r', 'two');
      CREATE TABLE letters (
        id int PRIMARY KEY, body text DEFAULT E'Dear,\\r\\n\\\\r it''s $1\\r', kind kind,
        U&"a\\000D""\\005C\\000Ab" int CHECK (U&"a\\000D""\\005C\\000Ab" > 0 OR body = E'\\r'));
      CREATE TABLE U&"odd\\000Dname" (U&"col\\000D" text GENERATED ALWAYS AS (E'x\\r\\\\') STORED);
      INSERT INTO letters VALUES
        (1, E'a\\r\\nb', E'one\\r', 1), (2, E'\\r', 'two', 2), (3, E'\\\\\\r\\\\r\\n''\\r''', 'two', 3),
        (4, E'\\n--;; TABLE fake\\r\\nDROP TABLE letters;\\r', 'two', 4), (5, 'no', 'two', 5);
      CREATE TABLE bytes (b bytea, j jsonb, x xml, a text[]);
      INSERT INTO bytes VALUES ('\\x0d0a', '"a\\r\\n"', E'<a>\\r\\n</a>', ARRAY[E'a\\r', E'"\\r\\n\\\\']);
      CREATE FUNCTION greet() RETURNS text LANGUAGE plpgsql AS
        E'BEGIN\\r\\n  -- it\\r\\n  RETURN E''a\\\\n\\\\\\\\\\r$x$'' || $$ $$;\\r\\nEND';
      CREATE FUNCTION standard() RETURNS text BEGIN ATOMIC SELECT E'a\\r\\nb'::text AS a; END;
      CREATE VIEW seen AS SELECT body = E'\\r\\n' AS is, U&"col\\000D" FROM letters, U&"odd\\000Dname";
      COMMENT ON TABLE letters IS E'two\\r\\nlines\\\\\\r';
      ALTER DATABASE "shop db" SET app.sign = E'a\\rb';
      CREATE POLICY p ON letters USING (body <> E'\\r');
      CREATE INDEX part ON letters (id) WHERE body = E'\\r';
      CREATE RULE r AS ON UPDATE TO letters DO ALSO INSERT INTO bytes (a) VALUES (ARRAY[E'\\r']);
      CREATE TRIGGER t BEFORE INSERT ON letters FOR EACH ROW
        EXECUTE FUNCTION suppress_redundant_updates_trigger(E'a\\r');
      """;

  @Test
  void carriage_returns_of_every_kind_of_object_and_row_come_back() {
    try (Migrated migrated = Migrated.of(clusters(), "", EVERYWHERE)) {
      Baseline baseline = migrated.check();
      assertFalse(BaselineFile.of(baseline, List.of()).text().contains("\r"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 'a_^_b''_\\n'              | SELECT E'a_\\r_b''_\\\\n'",
        "SELECT 'a', 'b^', 'c\\'           | SELECT 'a', E'b\\r', 'c\\'",
        "SELECT date'^'                    | SELECT date E'\\r'",
        "SELECT E'a\\n^\\\\^'              | SELECT E'a\\n\\r\\\\\\r'",
        "SELECT E'a\\^b'                   | SELECT E'a\\rb'",
        "SELECT $$a'\\n^$$                 | SELECT E'a''\\\\n\\r'",
        "SELECT $x$ $$^ $x$                | SELECT E' $$\\r '",
        "SELECT t.\"a^\"\"b\\c\"           | SELECT t.U&\"a\\000D\"\"b\\\\c\"",
        "SELECT U&'\\0041^', u&\"b^\"      | SELECT U&'\\0041\\000D', u&\"b\\000D\"",
        "SELECT $1^, a$b^$c                | SELECT $1~, a$b~$c",
        "SELECT 1 /* it's ^ */ -- ^        | SELECT 1 /* it's ~ */ -- ~",
        "SELECT 'plain'                    | SELECT 'plain'"
      })
  void a_string_or_name_is_spelled_so_that_it_has_none(String sql, String plain) {
    assertEquals(
        plain.strip().replace("~", "\n") + ";", written(sql.strip().replace("^", "\r") + ";"));
    assertEquals(
        plain.strip().replace("\\r", "\\r\n").replace("\\000D", "\\000D\n").replace("~", "\n")
            + ";",
        written(sql.strip().replace("^", "\r\n") + ";"));
  }

  private static String written(String sql) {
    Baseline baseline = new Baseline(List.of(new SqlStatement("X", sql)), List.of());
    String text = BaselineFile.of(baseline, List.of("Two\r\nlines")).text();
    assertFalse(text.contains("\r"), text);
    int start = text.indexOf("\n--;; X\n") + "\n--;; X\n".length();
    return text.substring(start, text.indexOf("\n\n--;; END OF FILE")).stripTrailing();
  }
}
