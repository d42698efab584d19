package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import config.IniFile;
import console.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader agrees with Python's configparser, which is asked each time. */
@Tag("slow")
class IniFileTest {
  private static final String ASK_PYTHON =
      """
      import configparser, sys
      parser = configparser.ConfigParser({"here": "/srv/app"})
      try:
          with open(sys.argv[1], encoding="utf-8") as f:
              parser.read_file(f)
          if parser.has_option("alembic", "key"):
              result = "value " + parser.get("alembic", "key").encode("utf-8").hex()
          else:
              result = "absent"
      except configparser.Error:
          result = "error"
      print(result)
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[alembic]\nkey = plain\n",
        "[alembic]\nkey: with a colon = and more\n",
        "[alembic]\nkey=a:b\n",
        "[alembic]\nKEY = case does not count\n",
        "[alembic]\nkey = value ; no comment # at the end\n",
        "[alembic]\nkey =\n",
        "[alembic]\nkey =\n  first\n  second\n",
        "[alembic]\nkey = first\n  # a comment\n  second\n",
        "[alembic]\nkey = first\n\n  third\nother = x\n",
        "[alembic]\nkey = first\n\n\nother = x\n",
        "[alembic]\nkey = first\n# a comment\n\n  after both\n",
        "[alembic]\n  key = deeper\n    goes on\n  other = x\n",
        "[alembic]\n  key = deeper\n other = shallower\n",
        "[alembic]\nother = x\n  key = not an option but a line of other\n",
        "[alembic]\nkey = %(here)s/alembic\n",
        "[alembic]\nkey = %(HERE)s\n",
        "[alembic]\nkey = %%(rev)s_%%(slug)s\n",
        "[alembic]\nkey = 100%\n",
        "[alembic]\nkey = %(absent)s\n",
        "[alembic]\nkey = %(here)d\n",
        "[alembic]\na = %(b)s\nb = 1%%2\nkey = <%(a)s>\n",
        "[alembic]\nkey = %(key)s\n",
        "[DEFAULT]\nkey = from the defaults\n[alembic]\nx = y\n",
        "[DEFAULT]\nkey = from the defaults\n[alembic]\nkey = own\n",
        "[alembic]\nx = y\n[DEFAULT]\nkey = later %(x)s\n",
        "[other]\nkey = x\n",
        "[alembic]\nkey = a\n[alembic]\nkey = b\n",
        "[alembic]\nkey = a\nKey = b\n",
        "[alembic]\nno value here\n",
        "[alembic]\n= no name\n",
        "key = before any section\n",
        "; a comment\n# another\n[alembic]\nkey = x\n",
        "[alembic] trailing text\nkey = x\n",
        "[ alembic ]\nkey = x\n",
        "[alembic]]\nkey = x\n",
        "[alembic]\r\nkey = first\r\n  second\r\n",
        "[alembic]\nkey = caf\u00e9 \u4e2d\n",
        "[alembic]\nkey\u00a0= behind a space that does not break\n",
        "[alembic]\nkey = x\n[loggers]\nkeys = root\n[formatter]\nformat = %(levelname)s\n",
        "[alembic]\nkey = x\u00a0\n",
        "[alembic]\nkey = no line end",
        "[alembic]\nkey = a\n  [not a section]\n",
        "[alembic]\n\tkey = tab\n\t\tdeeper\n",
        "[alembic]\nkey = a\n;b\n  c\n",
        "\ufeff[alembic]\nkey = x\n",
        ""
      })
  void reads_what_configparser_reads(String text) throws IOException, InterruptedException {
    assertEquals(python(text), ours(text));
  }

  @Test
  void a_malformed_line_is_named() {
    Failure failure =
        assertThrows(
            Failure.class, () -> IniFile.parse("alembic.ini", "[alembic]\n\nnonsense\n", Map.of()));
    assertTrue(failure.getMessage().startsWith("alembic.ini, line 3:"), failure.getMessage());
  }

  @Test
  void the_option_with_a_wrong_percent_is_named() {
    IniFile file = IniFile.parse("alembic.ini", "[alembic]\nkey = 5%\n", Map.of());
    Failure failure = assertThrows(Failure.class, () -> file.get("alembic", "key"));
    assertTrue(failure.getMessage().contains("'key' in [alembic]"), failure.getMessage());
    assertEquals(Optional.of("5%"), file.raw("alembic", "key"));
  }

  private static String ours(String text) {
    try {
      return IniFile.parse("x.ini", text, Map.of("here", "/srv/app"))
          .get("alembic", "key")
          .map(value -> ("value " + hex(value)).strip())
          .orElse("absent");
    } catch (Failure refused) {
      return "error";
    }
  }

  private String python(String text) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("x.ini"), text);
    Process process = new ProcessBuilder("python3", "-c", ASK_PYTHON, file.toString()).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String trouble = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), trouble);
    return answer.strip();
  }

  private static String hex(String value) {
    return java.util.HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
  }
}
