package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import plan.Squashplan;
import project.Project;
import project.ProjectOptions;
import tests.BuiltHistory.Talk;

/** What the options say of the project, as the squashplan has to keep it. */
class ProjectOptionsTest {
  @TempDir Path folder;

  private static Map<String, String> settings(String... words) {
    return CommandLine.populateCommand(new ProjectOptions(), words).settings();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A:B=x", "=x"})
  void a_variable_without_a_name_that_the_plan_can_keep_is_refused(String assignment) {
    Failure failure = assertThrows(Failure.class, () -> settings("--env", assignment));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(failure.getMessage().startsWith("--env has '"), failure.getMessage());
  }

  @Test
  void a_relative_file_is_in_the_projects_folder() throws Exception {
    Path file = Files.writeString(folder.resolve("init.sql"), "");
    String root = folder.toString();
    assertEquals(file.toString(), settings("-C", root, "--init-sql", "init.sql").get("init-sql"));
    assertEquals(
        file.toString(), settings("-C", root, "--init-sql", file.toString()).get("init-sql"));
    Failure failure =
        assertThrows(Failure.class, () -> settings("-C", root, "--init-sql", "none.sql"));
    assertTrue(failure.hint().contains(root), failure.hint());
  }

  @Test
  void an_argument_with_a_line_end_is_refused() {
    Failure failure = assertThrows(Failure.class, () -> settings("-x", "a", "-x", "b=1\n2"));
    assertEquals("an argument of -x has a line end", failure.getMessage());
  }

  @Test
  void a_column_with_a_colon_in_its_name_can_be_answered_for() {
    assertEquals(List.of("t.a:b=keep"), answers("--value", "public.t.a:b=keep"));
  }

  @Test
  void a_column_with_an_equals_sign_is_named_in_quotes() {
    assertEquals(
        List.of("\"t.a=b\"=null", "t.c=sql:1 = 2"),
        answers("--value=\"public.t.a=b\"=null", "--value=t.c=sql:1 = 2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.a", "=keep", "t.a=sql:1\n", "t.a=sql:1\r2"})
  void what_is_no_line_of_an_answer_is_refused(String told) {
    Failure failure = assertThrows(Failure.class, () -> answers("--value", told));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertEquals("--value '" + told + "' is not COLUMN=ANSWER on one line", failure.getMessage());
  }

  @Test
  void what_is_no_answer_is_refused() {
    Failure failure = assertThrows(Failure.class, () -> answers("--value=public.t.a=b=c"));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertEquals("the value of t.a is 'b=c'", failure.getMessage());
    assertEquals("Say --value t.a= keep, null or sql:EXPRESSION.", failure.hint());
  }

  private static List<String> answers(String... words) {
    return CommandLine.populateCommand(new ProjectOptions(), words).answers().lines();
  }

  /** What says that `plan` has to run again must not keep it from running. */
  @Test
  void a_broken_plan_is_planned_anew() throws Exception {
    Talk talk = Talk.sayingYes(true);
    try (BuiltHistory built =
        BuiltHistory.project(folder.resolve("app")).revision("a1").revision("b2", "a1")) {
      built.committed("one").tag("v1");
      Path file = Squashplan.path(built.root());
      Files.createDirectories(file.getParent());
      Files.writeString(file, "garbage\n");
      ProjectOptions options =
          CommandLine.populateCommand(
              new ProjectOptions(), "-C", built.root().toString(), "--engine=local");
      try (Project project = new Project(talk.console(), options)) {
        assertEquals(Map.of(), project.plan().options(Optional.of("v1"), false).settings());
      }
      assertTrue(talk.said().contains("answers of the earlier plan are not kept"), talk.said());
      assertTrue(talk.said().contains("line 1: 'garbage' is no line of a plan"), talk.said());
    }
  }
}
