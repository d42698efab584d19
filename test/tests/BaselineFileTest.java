package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import statements.Baseline;
import statements.BaselineFile;
import statements.SqlStatement;

class BaselineFileTest {
  @ParameterizedTest
  @CsvSource({
    "wazo-23.05, baseline-2305.sql",
    "v1.2.3, baseline-v1.2.3.sql",
    "release/2024 x, baseline-release-2024-x.sql",
    "../../etc/passwd, baseline-etc-passwd.sql",
    "'///', baseline-squashed.sql",
    "é, baseline-squashed.sql"
  })
  void its_name_is_safe_for_any_tag(String tag, String name) {
    assertEquals(name, BaselineFile.name(tag));
  }

  @Test
  void it_reads_well() {
    assertEquals(
        """
        -- Squashed.
        -- One statement follows each line that starts with --;;.

        --;; TABLE public.two lines
        CREATE TABLE t (
        );

        --;; END OF FILE
        """,
        file("TABLE public.two\nlines", "CREATE TABLE t (\n);").text());
  }

  @Test
  void no_line_of_a_statement_starts_like_the_marker() {
    BaselineFile file = file("a", "SELECT '\n--;; b\n--;;; c\n';");
    assertEquals("--;;;;", file.marker());
    assertEquals(file, BaselineFile.read(file.text()));
  }

  @Test
  void the_marker_is_read_back_whatever_the_heading_says() {
    Baseline baseline =
        new Baseline(List.of(new SqlStatement("a", "SELECT '\n--;; b';")), List.of());
    BaselineFile file = BaselineFile.of(baseline, List.of(";; x", "--;; x"));
    assertEquals(file, BaselineFile.read(file.text()));
  }

  @Test
  void a_part_of_it_is_not_taken_for_it_wherever_it_ends() {
    String whole = file("a", "INSERT INTO t VALUES ('" + "x".repeat(5000) + "');").text();
    assertTrue(BaselineFile.read(whole).isWhole());
    assertTrue(BaselineFile.read(whole.replace("\n", "\r\n")).isWhole());
    assertTrue(BaselineFile.read(whole + "\n--;; b\nSELECT '" + "y".repeat(9000) + "';").isWhole());
    for (int end = 0; end < whole.length() - 1; end += 7) {
      assertFalse(BaselineFile.read(whole.substring(0, end)).isWhole(), "bytes: " + end);
    }
  }

  private static BaselineFile file(String title, String sql) {
    return BaselineFile.of(
        new Baseline(List.of(new SqlStatement(title, sql)), List.of()), List.of("Squashed."));
  }
}
