package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Console;
import console.Invocation;
import console.Style;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import process.Processes;
import statements.Baseline;
import statements.BaselineFile;
import statements.SqlStatement;

/** What steers a terminal is shown as text, wherever it comes from. */
class ShownTextTest {
  private static final String EVIL = "evil\033]0;TITLE\007\033[2J\033[8m\u009b2J\u202e";
  private static final String SHOWN =
      "evil⟨U+001B⟩]0;TITLE⟨U+0007⟩⟨U+001B⟩[2J⟨U+001B⟩[8m⟨U+009B⟩2J⟨U+202E⟩";

  @TempDir Path folder;

  private static String said(boolean coloured, Consumer<Console> talk) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    talk.accept(
        new Console(
            new Console.Settings(
                stream,
                stream,
                new BufferedReader(new StringReader("")),
                coloured,
                false,
                false,
                80,
                Console.Verbosity.VERBOSE,
                true,
                Invocation.UNKNOWN)));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void all_that_is_said_is_text(boolean coloured) {
    String said =
        said(
            coloured,
            console -> {
              console.say(EVIL);
              console.text(EVIL);
              console.warn(EVIL);
              console.failure(EVIL, EVIL);
              console.detail(EVIL);
              console.questions().confirm(EVIL);
              console.step(EVIL, () -> {});
              console.trace(new IllegalStateException(EVIL));
            });
    assertTrue(said.startsWith(SHOWN + "\n" + SHOWN + "\n"), said);
    assertFalse(said.replaceAll("\033\\[(?:[12]|3[1-6])?m", "").contains("\033"), said);
    assertFalse(said.contains("\u009b") || said.contains("\u202e"), said);
    assertEquals(coloured, said.contains("\033"), said);
  }

  @Test
  void own_colours_stay() {
    String drawn = new Style(true).bad("x") + "\033[8m";
    assertEquals("\033[31mx\033[m⟨U+001B⟩[8m\n", said(true, console -> console.say(drawn)));
  }

  @Test
  void data_is_written_as_it_is() {
    assertEquals(EVIL + "\n", said(true, console -> console.data(EVIL)));
  }

  @Test
  void headings_and_titles_of_the_sql_are_text_and_statements_are_as_they_were() {
    SqlStatement statement = new SqlStatement("TABLE " + EVIL, "SELECT '" + EVIL + "';");
    String text =
        BaselineFile.of(new Baseline(List.of(statement), List.of()), List.of(EVIL)).text();
    assertTrue(text.startsWith("-- " + SHOWN + "\n"), text);
    assertTrue(text.contains("--;; TABLE " + SHOWN + "\nSELECT '" + EVIL + "';\n"), text);
  }

  @Test
  void a_log_is_text_and_its_users_alone() throws IOException {
    Path log = folder.resolve("log");
    Processes.command("printf", "%s\n", EVIL).log(log).check();
    assertEquals(SHOWN + "\n", Files.readString(log));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
  }

  @Test
  void messages_of_revisions_and_names_of_tags_reach_no_file_of_a_squash() throws IOException {
    SampleRun sample = SampleRun.create(folder);
    try (Stream<Path> all = Files.list(sample.path(SampleRun.VERSIONS))) {
      for (Path script : all.filter(path -> path.toString().endsWith(".py")).toList()) {
        Files.writeString(script, Files.readString(script).replaceFirst("\"\"\"", "\"\"\"" + EVIL));
      }
    }
    sample.git("commit", "--quiet", "--all", "--message=m");
    String tag = "v\u009b1\u202e";
    sample.git("tag", tag);
    String said = sample.plan(tag);
    assertFalse(said.contains("\033") || said.contains("\u009b"), said);
    assertTrue(said.contains("v⟨U+009B⟩1⟨U+202E⟩"), said);
    sample.handmadeBaseline();
    sample.squash(true, true);
    String diff =
        sample.git("show", "HEAD").lines().filter(line -> line.startsWith("+")).toList().toString();
    assertFalse(diff.contains("\033") || diff.contains("\u009b"), diff);
    assertFalse(sample.git("log", "-1", "--format=%B").contains("\u009b"));
  }
}
