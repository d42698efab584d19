package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** {@code alembic_squash} as a process: help, options and their variables, exit codes. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandLineTest {
  private static final List<String> FLOW =
      List.of(
          "plan",
          "dump-baseline",
          "squash",
          "verify",
          "run",
          "compare",
          "check-database",
          "demo",
          "dump-schema-info",
          "update-packaging",
          "undo",
          "status",
          "doctor",
          "completion",
          "manual");

  @TempDir Path folder;
  private Script script;
  private BuiltHistory built;

  @BeforeAll
  void build() {
    script = Script.of("alembic_squash");
  }

  @BeforeEach
  void two_releases() throws Exception {
    Path project = Files.createTempDirectory(folder, "project");
    built =
        BuiltHistory.project(project).revision("a1aa").revision("b2bb", "a1aa").committed("one");
    built.tag("v1.0").revision("c3cc", "b2bb").committed("two");
  }

  @AfterEach
  void close() {
    built.close();
  }

  private Processes.Command in(String... arguments) {
    return script.command(arguments).in(built.root());
  }

  private static void refused(Processes.Command command, String... sentences) {
    Processes.Result result = command.run();
    assertEquals(2, result.exitCode(), result.errors());
    assertEquals("", result.output());
    Stream.of(sentences).forEach(sentence -> says(result.errors(), sentence));
    assertFalse(result.errors().contains("\tat "), result.errors());
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  @Test
  void help_lists_the_commands_in_the_order_of_the_flow_and_options_by_what_they_are_about() {
    Processes.Result result = in("--help").run();
    assertEquals(0, result.exitCode());
    assertEquals("", result.errors());
    String help = result.output();
    List<String> listed =
        Pattern.compile("(?m)^  ([a-z-]{3,}) ")
            .matcher(help.substring(help.indexOf("Commands:"), help.indexOf("Options")))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertEquals(FLOW, listed);
    assertEquals(
        List.of("Usual", "Project", "Database", "Docker", "Values"),
        Pattern.compile("(?m)^([A-Z][a-z]+):$")
            .matcher(help.substring(help.indexOf("Options")))
            .results()
            .map(match -> match.group(1))
            .filter(heading -> !heading.equals("Example"))
            .toList());
    says(help, "SQUASH_ENGINE for --engine");
    assertFits(help);
  }

  @Test
  void each_command_has_help_with_an_example_and_without_noise() {
    for (String command : FLOW) {
      Processes.Result result = in(command, "--help").run();
      assertEquals(0, result.exitCode());
      String help = result.output();
      says(help, "Usage: alembic_squash " + command);
      says(help, "\nExample:\n  alembic_squash " + command);
      assertTrue(help.lines().count() < 36, help);
      assertFits(help);
    }
  }

  @Test
  void help_of_a_command_is_its_help() {
    assertEquals(in("run", "--help").check().output(), in("help", "run").check().output());
    assertEquals(in("--help").check().output(), in("help").check().output());
    refused(in("help", "frobnicate"), "there is no command frobnicate");
  }

  private static void assertFits(String help) {
    assertFalse(help.contains("\033"), help);
    help.lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void without_a_command_the_usage_is_said() {
    refused(in(), "Usage: alembic_squash [OPTIONS] COMMAND", "update-packaging");
  }

  @Test
  void a_name_that_is_nearly_right_is_told() {
    refused(in("verfy"), "there is no command verfy", "Did you mean verify?");
    refused(
        in("plan", "--projectroot=x"),
        "there is no option --projectroot",
        "Did you mean --project-root?");
    refused(in("frobnicate"), "there is no command frobnicate", "See `alembic_squash --help`.");
  }

  @Test
  void arguments_too_many_too_few_and_of_another_kind_are_told() {
    refused(in("verify", "v1.0"), "'v1.0' is one argument too many", "verify takes no argument");
    refused(in("plan", "v1.0", "v2.0"), "'v2.0' is one argument too many");
    refused(in("run"), "'REF'");
    refused(in("plan", "v1.0", "--keep-releases", "1"), "'v1.0' names one", "one of the two");
    refused(in("plan", "--timeout", "soon"), "--timeout", "'soon' is not a whole number");
    refused(in("plan", "--env", "A"), "option '--env'", "in NAME=VALUE format but was 'A'");
    refused(in("plan", "v1.0", "--timeout", "0"), "--timeout is 0");
    refused(in("plan", "v1.0", "--engine", "oracle"), "there is no engine oracle", "local");
    refused(in("-C", "nowhere", "plan"), "there is no folder nowhere");
    refused(in("-q", "-v", "plan"), "--quiet and --verbose exclude each other");
  }

  @Test
  void options_stand_before_and_after_the_command() {
    String root = built.root().toString();
    for (List<String> words :
        List.of(List.of("-C", root, "plan"), List.of("plan", "--project-root=" + root))) {
      Processes.Result result = script.command(words.toArray(String[]::new)).in(folder).run();
      assertEquals(0, result.exitCode(), result.errors());
      says(result.output(), "v1.0");
    }
  }

  @Test
  void a_variable_is_the_default_of_its_option() {
    Processes.Command plan =
        script.command("plan", "v1.0").in(folder).with("SQUASH_ENGINE", "local");
    Processes.Result result =
        plan.with("SQUASH_PROJECT_ROOT", built.root().toString())
            .with("SQUASH_ALEMBIC_VERSION_TABLE", "versions")
            .with("SQUASH_TIMEOUT", "7")
            .run();
    assertEquals(0, result.exitCode(), result.errors());
    String planned = text(".alembic_squash/squashplan");
    says(planned, "engine:local\n");
    says(planned, "set.alembic-version-table:versions\n");
    says(planned, "set.timeout:7\n");
  }

  @Test
  void an_option_wins_over_its_variable() {
    in("plan", "v1.0", "--engine", "local", "--timeout", "9")
        .with("SQUASH_ENGINE", "dockerfile")
        .with("SQUASH_TIMEOUT", "7")
        .check();
    says(text(".alembic_squash/squashplan"), "engine:local\nset.timeout:9\n");
    Processes.Result loud = in("plan", "v1.0", "-v").with("SQUASH_QUIET", "1").check();
    says(loud.errors(), "squashes 2 revisions");
  }

  @Test
  void an_option_that_may_be_repeated_has_a_variable_for_one_and_is_collected() {
    in("plan", "v1.0").with("SQUASH_ALEMBIC_X", "a=b=c, d").with("SQUASH_ENV", "A=1").check();
    says(text(".alembic_squash/squashplan"), "set.alembic-x.1:a=b=c, d\nset.env.A:1\n");
    in("-x", "a", "--env=B=2", "plan", "v1.0", "-xb=1", "--alembic-x=c", "--env", "C=3")
        .with("SQUASH_ALEMBIC_X", "d")
        .with("SQUASH_ENV", "A=1")
        .check();
    String plan = text(".alembic_squash/squashplan");
    says(plan, "set.alembic-x.1:a\nset.alembic-x.2:b=1\nset.alembic-x.3:c\nset.env.B:2\n");
    says(plan, "set.env.C:3\n");
    assertFalse(plan.contains("env.A"), plan);
  }

  @Test
  void a_wrong_variable_is_named() {
    refused(in("plan").with("SQUASH_TIMEOUT", "soon"), "SQUASH_TIMEOUT", "'soon'");
    refused(in("plan").with("SQUASH_YES", "perhaps"), "SQUASH_YES is 'perhaps'");
  }

  @Test
  void a_question_without_a_terminal_is_refused_and_yes_answers_it() {
    built.branch("main");
    refused(in("plan", "v1.0"), "there is no terminal to ask on", "--yes");
    refused(in("plan", "v1.0").stdin("y\n"), "there is no terminal to ask on");
    for (Processes.Command yes :
        List.of(
            in("plan", "v1.0", "--yes"),
            in("plan", "v1.0", "--yes").with("SQUASH_YES", "1"),
            in("plan", "v1.0").with("SQUASH_YES", "true"))) {
      built.checkout("main");
      built.git().getRepository().close();
      Processes.Result result = yes.run();
      assertEquals(0, result.exitCode(), result.errors());
      assertTrue(built.open().branch().orElseThrow().startsWith("alembic-squash-"));
      removeBranch();
    }
  }

  private void removeBranch() {
    try {
      built.checkout("main");
      built.git().branchDelete().setForce(true).setBranchNames("alembic-squash-v1.0").call();
    } catch (org.eclipse.jgit.api.errors.GitAPIException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void quiet_says_nothing_but_data() {
    Processes.Result list = in("-q", "plan").check();
    assertEquals("", list.errors());
    says(list.output(), "v1.0");
    Processes.Result planned = in("plan", "v1.0", "-q").check();
    assertEquals("", planned.errors() + planned.output());
  }

  @Test
  void stdout_carries_data_only() {
    assertEquals("", in("plan", "v1.0").check().output());
    Processes.Result list = in("plan").check();
    assertTrue(list.output().startsWith("tag "), list.output());
    assertFalse(list.errors().contains("squashes  keeps"), list.errors());
    assertFalse(list.output().contains("Next:"), list.output());
  }

  @Test
  void a_failure_is_a_sentence_and_verbose_adds_its_trace() {
    Processes.Result brief = in("squash").run();
    assertEquals(1, brief.exitCode());
    says(brief.errors(), "there is no plan yet");
    assertFalse(brief.errors().contains("\tat "), brief.errors());
    says(in("squash", "-v").run().errors(), "\tat ");
  }

  @Test
  void what_the_disk_refuses_is_a_sentence() throws Exception {
    Files.createFile(built.root().resolve(".alembic_squash"));
    Processes.Result result = in("plan", "v1.0").run();
    assertEquals(1, result.exitCode(), result.errors());
    says(result.errors(), ".alembic_squash");
    assertFalse(result.errors().contains("Exception"), result.errors());
  }

  @Test
  void data_that_nobody_takes_is_a_failure() {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
    List<String> words = script.words("plan");
    String line = "exec \"$@\" >/dev/full";
    String[] shell =
        Stream.concat(Stream.of("sh", "-c", line, "sh"), words.stream()).toArray(String[]::new);
    Processes.Result result = Processes.command(shell).in(built.root()).run();
    assertEquals(1, result.exitCode(), result.errors());
    says(result.errors(), "stdout cannot be written");
  }

  private String text(String path) {
    try {
      return Files.readString(built.root().resolve(path));
    } catch (java.io.IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
