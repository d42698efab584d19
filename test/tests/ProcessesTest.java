package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;
import process.RunningProcess;

@Tag("slow")
class ProcessesTest {
  @TempDir Path folder;

  @Test
  void words_reach_the_program_unchanged() {
    List<String> odd = List.of("a b", "", "*", "it's", "\"q\"", "$HOME", "`x`", "é☃", "a\nb");
    List<String> words = new ArrayList<>(List.of("printf", "%s\\0"));
    words.addAll(odd);
    String output = Processes.command(words).check().output();
    assertEquals(odd, List.of(output.substring(0, output.length() - 1).split("\0", -1)));
  }

  @Test
  void both_streams_and_the_exit_code_are_kept() {
    Processes.Result result = shell("echo out; echo err >&2; exit 7").run();
    assertEquals(7, result.exitCode());
    assertEquals("out\n", result.output());
    assertEquals("err\n", result.errors());
    assertEquals(List.of("err", "out"), result.lastLines().stream().sorted().toList());
  }

  @Test
  void a_failure_names_the_command_and_shows_its_last_lines_and_the_log() throws Exception {
    Path log = folder.resolve("build.log");
    Processes.Command command =
        shell("for i in $(seq 50); do echo line $i; done; printf tail; exit 2")
            .named("docker build")
            .log(log);
    Failure failure = assertThrows(Failure.class, command::check);
    assertEquals("`docker build` failed with exit code 2", failure.getMessage());
    assertFalse(failure.hint().contains("line 31\n"), failure.hint());
    assertTrue(failure.hint().contains("line 32\n"), failure.hint());
    assertTrue(failure.hint().endsWith("tail\nAll of its output is in " + log), failure.hint());
    assertEquals(51, Files.readAllLines(log).size());
  }

  @Test
  void a_secret_is_in_no_line() throws Exception {
    Path log = folder.resolve("migrations.log");
    List<String> lines = new ArrayList<>();
    Processes.Command command =
        shell("echo as p@ss/word; echo //me:p%40ss%2Fword@host >&2; exit 1")
            .hiding(Optional.of("p@ss/word"))
            .eachLine(lines::add)
            .log(log);
    Failure failure = assertThrows(Failure.class, command::check);
    List<String> expected = List.of("//me:***@host", "as ***");
    assertEquals(expected, Files.readAllLines(log).stream().sorted().toList());
    assertEquals(expected, lines.stream().sorted().toList());
    assertTrue(failure.hint().contains("//me:***@host"), failure.hint());
  }

  @Test
  void a_program_that_is_not_there_is_named() {
    Failure failure = assertThrows(Failure.class, Processes.command("no-such-program")::run);
    assertEquals(
        "`no-such-program` could not be started: there is no such program", failure.getMessage());
  }

  @Test
  void a_working_folder_that_is_not_there_is_named() {
    Path missing = folder.resolve("missing");
    Failure failure = assertThrows(Failure.class, Processes.command("true").in(missing)::run);
    assertTrue(failure.getMessage().endsWith("there is no folder " + missing));
  }

  @Test
  void it_runs_in_the_folder_with_the_environment_and_the_input_given() throws Exception {
    Processes.Result result =
        shell("pwd -P; echo $COLOUR; echo ${HOME-none}; cat")
            .in(folder)
            .with("COLOUR", "grün")
            .without("HOME")
            .stdin("in\0put")
            .run();
    assertEquals(folder.toRealPath() + "\ngrün\nnone\nin\0put", result.output());
  }

  @Test
  void input_is_empty_where_none_is_given() {
    assertEquals("", Processes.command("cat").check().output());
  }

  @Test
  void large_output_goes_byte_by_byte_to_a_stream() {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    Processes.Result result =
        shell("head -c 3000000 /dev/zero; printf '\\377'").outputTo(taken).check();
    assertEquals(3_000_001, taken.size());
    assertEquals((byte) 0xff, taken.toByteArray()[3_000_000]);
    assertEquals("", result.output());
  }

  @Test
  void each_line_is_handed_over_as_it_comes() {
    List<String> lines = new ArrayList<>();
    shell("echo one; echo zwei; printf drei").eachLine(lines::add).check();
    assertEquals(List.of("one", "zwei", "drei"), lines);
  }

  @Test
  void the_family_of_an_interrupted_command_is_destroyed() throws Exception {
    Path child = folder.resolve("child");
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                shell("sleep 600 & echo $! > child; wait").in(folder).run();
              } catch (Failure failure) {
                thrown.set(failure);
              }
            });
    waiting.start();
    long pid = pidIn(child);
    waiting.interrupt();
    waiting.join();
    assertEquals("interrupted while `sh` ran", thrown.get().getMessage());
    Eventually.ended(List.of(pid));
  }

  @Test
  void closing_destroys_even_what_ignores_a_polite_request() throws Exception {
    Path child = folder.resolve("child");
    long pid;
    try (RunningProcess running =
        shell("trap '' TERM; echo $$ > child; while true; do sleep 600; done").in(folder).start()) {
      pid = pidIn(child);
      assertTrue(running.isAlive());
      assertTrue(running.await(Duration.ofMillis(50)).isEmpty());
    }
    Eventually.ended(List.of(pid));
  }

  @Test
  void the_end_of_the_jvm_destroys_what_runs() throws Exception {
    Path child = folder.resolve("child");
    List<String> words =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Sleeper.class.getName(),
            folder.toString());
    try (RunningProcess jvm = Processes.command(words).start()) {
      long pid = pidIn(child);
      ProcessHandle.of(jvm.pid()).orElseThrow().destroy();
      assertEquals(143, jvm.await().exitCode());
      Eventually.ended(List.of(pid));
    }
  }

  /** A program that waits for a child of its own. */
  static final class Sleeper {
    private Sleeper() {}

    /** Sleeps in the folder that the argument names. */
    public static void main(String... folder) {
      shell("sleep 600 & echo $! > child; wait").in(Path.of(folder[0])).run();
    }
  }

  private static Processes.Command shell(String script) {
    return Processes.command("/bin/sh", "-c", script);
  }

  private static long pidIn(Path file) throws Exception {
    Eventually.when(
        "a line in " + file,
        () -> Files.exists(file) && Files.readString(file, StandardCharsets.UTF_8).endsWith("\n"));
    return Long.parseLong(Files.readString(file, StandardCharsets.UTF_8).strip());
  }
}
