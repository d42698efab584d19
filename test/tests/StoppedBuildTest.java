package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import docker.Dockerfile;
import docker.StoppedBuild;
import docker.StoppedBuild.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import process.Instance;

/** Where the build of a Dockerfile is stopped, and how it goes on. */
class StoppedBuildTest {
  private static final String FROM = "FROM base\n";
  private static final String LABELS =
      "LABEL alembic_squash.instance=\""
          + Instance.own().token()
          + "\" alembic_squash.build=\"id\"\nARG PYTHONHASHSEED=0\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "start && alembic upgrade head && stop ~ start ~ alembic upgrade e7 && stop",
        "start; alembic upgrade head; stop ~ start ~ alembic upgrade e7; stop",
        "alembic upgrade head && stop ~ `` ~ alembic upgrade e7 && stop",
        "true && pip install . && (cd a && start) && (cd b && alembic upgrade head) && stop"
            + " ~ true && pip install . && (cd a && start) ~ (cd b && alembic upgrade e7) && stop",
        "start && su app -c \"cd a && alembic upgrade head\" && stop"
            + " ~ start ~ su app -c \"cd a && alembic upgrade e7\" && stop",
        "start >log 2>&1 && alembic upgrade head 2>&1 | tee log || exit 1"
            + " ~ start >log 2>&1 ~ alembic upgrade e7 2>&1 | tee log || exit 1",
        "set -ex && cd a && A=1 B='x y' && export C=$A && B=2 start && alembic upgrade head"
            + " ~ set -ex && cd a && A=1 B='x y' && export C=$A && B=2 start"
            + " ~ set -ex && cd a && A=1 B='x y' && export C=$A && alembic upgrade e7",
        "set -e; start; alembic upgrade head; if x; then y; fi"
            + " ~ set -e; start ~ set -e && alembic upgrade e7; if x; then y; fi",
        "psql -c \"SELECT ';' && $(cat \"a;b\")\" && alembic upgrade head"
            + " ~ psql -c \"SELECT ';' && $(cat \"a;b\")\" ~ alembic upgrade e7"
      })
  void it_stops_before_the_command_that_upgrades(String line, String before, String after) {
    StoppedBuild build = build(FROM + "RUN " + line);
    assertEquals(Optional.empty(), build.obstacle());
    assertEquals(before, build.beforeUpgrade("id").map(Step::line).orElse(""));
    assertEquals(after, rest(build, FROM + "RUN " + line).get(0).line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true || alembic upgrade head",
        "postgres & sleep 1 && alembic upgrade head",
        "if true; then alembic upgrade head; fi",
        "{ start && alembic upgrade head; }",
        ". /venv/bin/activate && alembic upgrade head",
        "source /env && alembic upgrade head",
        "eval $START && alembic upgrade head",
        "$START && alembic upgrade head",
        "A=$(start) && alembic upgrade head",
        "A=`start` && alembic upgrade head",
        "cd $(pwd)/x && alembic upgrade head",
        "f() (start) && alembic upgrade head",
        "trap stop EXIT && start && alembic upgrade head",
        "exec 3>log && alembic upgrade head",
        "start ${A:=x} && alembic upgrade head",
        "start # here; alembic upgrade head",
        "for i in 1 2; do start; done; alembic upgrade head"
      })
  void what_is_no_plain_list_of_programs_is_not_taken_apart(String line) {
    assertEquals(
        Optional.of("its RUN that upgrades is no plain list of commands"),
        build(FROM + "RUN " + line).obstacle());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "there is a COPY after its upgrade | COPY a b",
        "there is a ADD after its upgrade | add a b",
        "its upgrade is in a stage that is not the last | FROM base",
        "there is a RUN --mount | RUN --mount=type=cache,target=/x y",
        "there is a RUN with a here-document | RUN cat <<EOF\\nx\\nEOF",
        "a RUN names a file that Docker makes for each step | RUN echo 1.2.3.4 db >>/etc/hosts"
      })
  void what_a_container_cannot_do_likewise_is_told(String why, String after) {
    String text = FROM + "RUN start && alembic upgrade head\n" + after.replace("\\n", "\n");
    assertEquals(Optional.of(why), build(text).obstacle());
  }

  @Test
  void what_the_upgrading_instruction_itself_is_counts_too() {
    assertEquals(
        Optional.of("there is a RUN --network"),
        build(FROM + "RUN --network=none alembic upgrade head").obstacle());
    assertEquals(
        Optional.of("there is a RUN with a here-document"),
        build(FROM + "RUN <<EOF\nalembic upgrade head\nEOF\n").obstacle());
    assertEquals(
        Optional.of("its upgrade is in no RUN"),
        build(FROM + "ONBUILD RUN alembic upgrade head").obstacle());
    assertEquals(
        Optional.empty(),
        build(
                """
                FROM a AS one
                RUN --mount=type=cache,target=/x y
                COPY a b
                VOLUME /x
                FROM b
                RUN start && alembic upgrade head
                VOLUME /y
                """)
            .obstacle());
  }

  @Test
  void each_later_step_is_run_as_what_stands_before_it_says() {
    String text =
        FROM
            + "ARG A=1\nCOPY . /app\nRUN start && \\\n  # why\n  alembic upgrade head\\\n && stop\n"
            + "USER app\nRUN one\nENV B=2\nRUN [\"two\", \"x y\"]\nCMD [\"postgres\"]";
    StoppedBuild build = build(text);
    String image =
        FROM + "ARG A=1\nCOPY . /app\n" + LABELS + argument("PYTHONHASHSEED") + argument("A");
    assertEquals(image, build.image("id").text());
    List<Step> rest = rest(build, text);
    assertEquals(
        List.of("alembic upgrade e7 && stop", "one", "[\"two\", \"x y\"]"),
        rest.stream().map(Step::line).toList());
    assertEquals(
        List.of(image, image + "USER app\n", image + "USER app\nENV B=2\n"),
        rest.stream().map(step -> step.at().text()).toList());
    assertEquals(image + "USER app\nENV B=2\nCMD [\"postgres\"]\n", build.finished("id").text());
  }

  @Test
  void words_of_the_exec_form_are_what_is_run() {
    String text = FROM + "RUN [\"alembic\", \"upgrade\", \"head\"]\n";
    StoppedBuild build = build(text);
    assertEquals(Optional.empty(), build.obstacle());
    assertEquals(Optional.empty(), build.beforeUpgrade("id"));
    assertEquals("[\"alembic\", \"upgrade\", \"e7\"]", rest(build, text).get(0).line());
  }

  private static String argument(String name) {
    return "LABEL alembic_squash.argument." + name + "=\"${" + name + "}\"\n";
  }

  private static List<Step> rest(StoppedBuild build, String text) {
    return build.rest(file(text).upgradingTo("e7", Optional.empty()), "id");
  }

  private static StoppedBuild build(String text) {
    return new StoppedBuild(file(text), Optional.empty());
  }

  private static Dockerfile file(String text) {
    return new Dockerfile(Path.of("Dockerfile-db"), text);
  }
}
