package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** {@code alembic_squash} on a terminal of Python's: questions, colour, progress and Ctrl-C. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerminalTest {
  /** Waits for a text, then types; exits as the command does. */
  static final String TERMINAL =
      """
      import fcntl, os, pty, signal, struct, sys, termios
      awaited, typed, command = sys.argv[1].encode(), sys.argv[2].encode(), sys.argv[3:]
      child, terminal = pty.fork()
      if child == 0:
          signal.signal(signal.SIGINT, signal.SIG_DFL)
          os.execvp(command[0], command)
      fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 90, 0, 0))
      said, answered = b"", not awaited
      while True:
          try:
              part = os.read(terminal, 65536)
          except OSError:
              break
          if not part:
              break
          said += part
          if not answered and awaited in said:
              os.write(terminal, typed)
              answered = True
      sys.stdout.buffer.write(said)
      sys.stdout.flush()
      code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
      sys.exit(code if code >= 0 else 128 - code)
      """;

  private Script script;
  private Path folder;

  @BeforeAll
  void build() {
    script = Script.of("alembic_squash");
  }

  @BeforeEach
  void own(@TempDir Path temporary) {
    folder = temporary;
  }

  private Processes.Command terminal(String awaited, String typed, String... arguments) {
    return terminal(script, awaited, typed, arguments);
  }

  private static Processes.Command terminal(
      Script script, String awaited, String typed, String... arguments) {
    List<String> words = new ArrayList<>(List.of("python3", "-c", TERMINAL, awaited, typed));
    words.addAll(script.words(arguments));
    return Processes.command(words)
        .with("TERM", "xterm")
        .without("NO_COLOR", "SQUASH_YES", "SQUASH_ENGINE", "SQUASH_QUIET", "SQUASH_VERBOSE");
  }

  /** On main, so that a plan asks for a branch. */
  private BuiltHistory onMain() {
    BuiltHistory built = BuiltHistory.project(folder.resolve("project"));
    return built
        .revision("a1aa")
        .revision("b2bb", "a1aa")
        .committed("one")
        .tag("v1")
        .branch("main");
  }

  @Test
  void a_question_is_asked_and_yes_goes_on() {
    try (BuiltHistory built = onMain()) {
      Processes.Result result = terminal("[y/N]", "y\n", "plan", "v1").in(built.root()).run();
      assertEquals(0, result.exitCode(), result.output());
      assertEquals("alembic-squash-v1", built.open().branch().orElseThrow());
    }
  }

  @Test
  void any_other_answer_is_a_no() {
    try (BuiltHistory built = onMain()) {
      for (String answer : List.of("n\n", "\n", "\u0004")) {
        Processes.Result result = terminal("[y/N]", answer, "plan", "v1").in(built.root()).run();
        assertEquals(1, result.exitCode(), result.output());
        assertFalse(result.output().matches("(?s).*\\[y/N] [^\r\n]*✗.*"), result.output());
        assertEquals("main", built.open().branch().orElseThrow());
        assertFalse(Files.exists(built.root().resolve(".alembic_squash/squashplan")));
      }
    }
  }

  @Test
  void ctrl_c_at_a_question_ends_with_130() {
    try (BuiltHistory built = onMain()) {
      Processes.Result result = terminal("[y/N]", "\u0003", "plan", "v1").in(built.root()).run();
      assertEquals(130, result.exitCode(), result.output());
      assertTrue(result.output().contains("interrupted"), result.output());
    }
  }

  @Test
  void a_screen_of_tags_is_listed_unless_all_are_asked_for_or_a_program_reads() {
    try (BuiltHistory built = onMain()) {
      for (int tag = 10; tag < 52; tag++) {
        built.tag("v" + tag);
      }
      String some = terminal("", "", "plan").in(built.root()).check().output();
      assertEquals(40, tags(some), some);
      assertTrue(some.contains("3 older tags not shown: `plan --all` lists all"), some);
      String all = terminal("", "", "plan", "--all").in(built.root()).check().output();
      assertEquals(43, tags(all), all);
      assertFalse(all.contains("older tag"), all);
      Processes.Result piped = script.command("plan").in(built.root()).check();
      assertEquals(43, tags(piped.output()), piped.output());
      assertFalse(piped.errors().contains("older tag"), piped.errors());
    }
  }

  private static long tags(String output) {
    return output.lines().filter(line -> line.matches("v\\d+ .*")).count();
  }

  @Test
  void colour_is_for_terminals_that_want_it() {
    String help = terminal("", "", "--help").check().output();
    assertTrue(help.contains("\033["), help);
    String plain = terminal("", "", "--help").with("NO_COLOR", "1").check().output();
    assertFalse(plain.contains("\033"), plain);
    try (BuiltHistory built = onMain()) {
      String said =
          terminal("", "", "plan", "v1", "-y")
              .with("NO_COLOR", "1")
              .in(built.root())
              .check()
              .output();
      assertFalse(said.contains("\033[3"), said);
    }
  }

  @Test
  void builds_show_how_far_they_have_come_a_line_each() {
    SampleRun sample = SampleRun.local(folder);
    sample.plan("hearthd-22.10");
    String[] words = words(sample, "dump-baseline");
    String said = terminal("", "", words).check().output();
    assertTrue(said.contains("build the database at 0d63c1397c72 · revision "), said);
    assertTrue(said.matches("(?s).*revision \\d+ of 30 [a-z …]+  \\d+\\.\\d s.*"), said);
    assertTrue(said.contains("\033[1A"), "two lines are drawn");
    String piped = script.command(words).check().errors();
    assertFalse(piped.contains("revision 1 of"), piped);
    assertFalse(piped.contains("\033") || piped.contains("\r"), piped);
  }

  @Test
  void ctrl_c_in_a_build_leaves_nothing_behind() {
    SampleRun sample = SampleRun.local(folder);
    sample.plan("hearthd-22.10");
    String before = sample.git("status", "--porcelain");
    for (String moment : List.of("build the database at 0d63c1397c72  ", "dump it")) {
      Path temporary = own();
      Processes.Result result =
          terminal(script.keptIn(temporary), moment, "\u0003", words(sample, "dump-baseline"))
              .run();
      assertEquals(130, result.exitCode(), result.output());
      assertTrue(result.output().contains("interrupted"), result.output());
      assertFalse(result.output().contains("Exception"), result.output());
      assertEquals(before, sample.git("status", "--porcelain"));
      assertEquals(Set.of(), left(temporary));
    }
  }

  private static String[] words(SampleRun sample, String command) {
    return Stream.concat(
            Stream.of(command, "-C", sample.root().toString()), sample.options().stream())
        .toArray(String[]::new);
  }

  /** A folder for temporary files that the user who stands in for root can enter. */
  private Path own() {
    try {
      Path temporary = Files.createTempDirectory(Path.of("/tmp"), "terminal-test-");
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
      return temporary;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static Set<String> left(Path temporary) {
    try (Stream<Path> all = Files.list(temporary)) {
      Set<String> names =
          all.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
      Processes.command("rm", "-rf", temporary.toString()).check();
      return names;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
