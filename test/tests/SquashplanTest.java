package tests;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.RevisionGraph;
import alembic.ScriptDirectory;
import answers.AnswerLine;
import answers.Answers;
import config.AlembicConfig;
import console.Failure;
import git.GitRepository;
import git.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plan.PlanFit;
import plan.Squashplan;

class SquashplanTest {
  @TempDir Path folder;

  private static Squashplan plan(String commit) {
    return new Squashplan(
        "v1",
        List.of("b2", "a1"),
        List.of("c3"),
        "b2",
        commit,
        "alembic.ini",
        "local",
        Map.of("python", "C:\\py: 3 ", "image", ""),
        Answers.NONE);
  }

  @Test
  void others_of_this_machine_cannot_read_what_env_gave() throws IOException {
    Path file = Squashplan.path(folder);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "readable by all");
    plan("ffff").with(Map.of("env.API_KEY", "s3cr3t")).write(file);
    assertTrue(Files.readString(file).contains("s3cr3t"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void the_file_is_lines_that_a_person_can_read() throws IOException {
    Path file = Squashplan.path(folder);
    plan("ffff").write(file);
    assertEquals(
        """
        tag:v1
        rev:b2
        rev:a1
        head:c3
        cut:b2
        commit:ffff
        ini:alembic.ini
        engine:local
        set.image:
        set.python:C:\\py: 3\s
        """,
        Files.readString(file));
  }

  @Test
  void what_was_written_is_read() {
    Path file = Squashplan.path(folder);
    plan("ffff").write(file);
    assertEquals(plan("ffff"), Squashplan.read(file));
  }

  @Test
  void answers_about_columns_of_any_name_are_read() {
    Squashplan plan =
        plan("ffff")
            .withAnswers(
                Answers.of(
                    Map.of("t.a:b", "keep", "t.a=keep", "sql:md5('a=keep')", "t.a=sql:x", "null")
                        .entrySet()
                        .stream()
                        .map(each -> AnswerLine.told(each.getKey(), each.getValue()))
                        .toList()));
    Path file = Squashplan.path(folder);
    plan.write(file);
    assertEquals(plan, Squashplan.read(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour:red", "nonsense", "tag:again", ""})
  void a_line_that_is_none_of_a_plans_is_named(String line) throws IOException {
    Path file = Squashplan.path(folder);
    plan("ffff").write(file);
    Files.writeString(file, Files.readString(file) + line + "\n");
    Failure failure = assertThrows(Failure.class, () -> Squashplan.read(file));
    assertTrue(failure.getMessage().contains("line 11: '" + line + "'"), failure.getMessage());
  }

  @Test
  void a_missing_line_and_a_missing_file_are_said_so() throws IOException {
    Path file = Squashplan.path(folder);
    assertTrue(
        assertThrows(Failure.class, () -> Squashplan.read(file)).getMessage().contains("no plan"));
    plan("ffff").write(file);
    Files.writeString(file, Files.readString(file).replace("cut:b2\n", ""));
    Failure failure = assertThrows(Failure.class, () -> Squashplan.read(file));
    assertTrue(failure.getMessage().endsWith("has no line 'cut:'"), failure.getMessage());
  }

  @Test
  void a_value_with_a_line_end_is_never_written() {
    Squashplan plan =
        new Squashplan("a\nb", List.of(), List.of(), "c", "d", "e", "f", Map.of(), Answers.NONE);
    assertThrows(IllegalArgumentException.class, () -> plan.write(Squashplan.path(folder)));
  }

  private static void check(BuiltHistory built, Squashplan plan) {
    try (GitRepository repository = built.open()) {
      SourceTree tree = repository.tree(repository.headCommit());
      AlembicConfig config = AlembicConfig.read(tree, "alembic.ini");
      new PlanFit(plan, RevisionGraph.of(ScriptDirectory.load(tree, config))).check(repository);
    }
  }

  private static void refused(BuiltHistory built, Squashplan plan, String line, String why) {
    Failure failure = assertThrows(Failure.class, () -> check(built, plan));
    assertTrue(failure.getMessage().contains("'" + line + "': " + why), failure.getMessage());
  }

  @Test
  void the_line_that_no_longer_fits_is_named() {
    try (BuiltHistory built = BuiltHistory.project(folder)) {
      String commit =
          built.revision("a1").revision("b2", "a1").revision("c3", "b2").commit("start");
      Squashplan plan = plan(commit);
      assertDoesNotThrow(() -> check(built, plan));

      built.file("README", "x").committed("unrelated");
      assertDoesNotThrow(() -> check(built, plan));

      built.revisionWith("# edited\n", "c3", "b2").committed("edit");
      refused(built, plan, "commit:" + commit, "alembic/versions/c3_step.py was changed since");

      built.revision("c3", "b2").revision("d4", "c3").committed("later");
      refused(built, plan, "head:c3", "it is no head any more");

      built.remove(built.pathOf("d4")).revision("e5", "b2").committed("side");
      refused(built, plan, "head:", "there is a new head, e5");

      built.remove(built.pathOf("e5")).revision("ab").revision("b2", "a1", "ab");
      built.committed("another parent");
      refused(built, plan, "cut:b2", "it comes after other revisions");

      built.remove(built.pathOf("a1")).remove(built.pathOf("ab")).revision("b2");
      built.committed("gone");
      refused(built, plan, "rev:a1", "there is no such revision");
    }
  }

  @Test
  void a_commit_that_was_left_behind_does_not_fit() {
    try (BuiltHistory built = BuiltHistory.project(folder)) {
      built.revision("a1").revision("b2", "a1").revision("c3", "b2").committed("start");
      built.branch("topic");
      String topic = built.file("x", "y").commit("on the topic");
      built.checkout("work");
      refused(built, plan(topic), "commit:" + topic, "it is not in the history");
      refused(built, plan("0".repeat(40)), "commit:" + "0".repeat(40), "there is no such commit");
    }
  }
}
