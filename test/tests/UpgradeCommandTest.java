package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import docker.Dockerfile;
import engine.DockerfileEngine;
import engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import migrations.ProjectTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code -x} takes in the command that a Dockerfile upgrades with. */
class UpgradeCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "alembic upgrade head | ",
        "alembic -x a=1 upgrade head | a=1",
        "pg_start && alembic -xa=1 -c /etc/alembic/alembic.ini -x b upgrade heads && x | a=1;b",
        "alembic -x \"a=two words\" -x 'b=$C' -x c=\"$C\"d -x=e upgrade head |"
            + " a=two words;b=$C;c=sead;e",
        "su app -c \"alembic -x a=${C} upgrade head\" | a=sea",
        "su app -c 'python -m alembic.config -x a=1 upgrade head' | a=1",
        "[\"alembic\", \"-x\", \"a=$C\", \"-xb=\\u0031\", \"upgrade\", \"head\"] | a=$C;b=1",
        "[\"/usr/bin/alembic\", \"upgrade\", \"head\"] | ",
        "[\"sh\", \"-c\", \"alembic -x a=1 upgrade head\"] | a=1",
        "bash -x setup && FLASK_APP=shop flask db -x a=1 upgrade head | a=1",
        "alembic -x a=1 stamp b7 && alembic upgrade head | "
      })
  void what_dash_x_takes_is_read(String command, String expected) {
    assertEquals(
        Optional.of(
            Stream.of(Optional.ofNullable(expected).orElse("").split(";"))
                .filter(argument -> !argument.isEmpty())
                .toList()),
        file("ARG C=sea\nRUN " + command + "\n").xArguments(Optional.empty()));
  }

  @Test
  void a_command_on_several_lines_has_its_arguments_too() {
    assertEquals(
        Optional.of(List.of("a=1", "b=2")),
        file("RUN alembic -x a=1 \\\n  -x b=2 \\\n  upgrade head\n").xArguments(Optional.empty()));
    assertEquals(
        Optional.of(List.of("a=1")),
        file("RUN alembic -x a=1 upgrade +5\n").xArguments(Optional.of("-x a=1 upgrade +5")));
  }

  /** Other programs, and what only a shell can tell. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "./migrate -x a=1 upgrade head",
        "alembic -x a=$HOSTNAME upgrade head",
        "alembic -x a=$(hostname) upgrade head",
        "alembic -x a=`hostname` upgrade head",
        "alembic -x a=${C:-d} upgrade head",
        "alembic -x a=b\\ c upgrade head"
      })
  void what_cannot_be_read_is_not_guessed(String command) {
    assertEquals(
        Optional.empty(),
        file("ARG C=sea\nRUN " + command + "\n").xArguments(Optional.empty()),
        command);
  }

  /** Before a build starts, so Docker is not needed. */
  @ParameterizedTest
  @CsvSource({
    "alembic upgrade head, no -x",
    "alembic -x a=1 upgrade head, -x a=1",
    "alembic -x a=2 -x a=1 upgrade head, -x a=2 -x a=1"
  })
  void what_is_given_and_is_not_in_the_command_is_refused(String command, String own)
      throws Exception {
    Files.writeString(folder.resolve("Dockerfile-db"), "FROM scratch\nRUN " + command + "\n");
    ProjectTree tree = new ProjectTree(folder, "", "alembic.ini", folder);
    Engine.Watch watch = new Engine.Watch(folder.resolve("log"), revision -> {});
    Settings settings = new Settings().xArguments("a=1", "a=2");
    try (DockerfileEngine engine =
        new DockerfileEngine(settings.build(), Path.of("Dockerfile-db"))) {
      Failure failure = assertThrows(Failure.class, () -> engine.prepared(tree, watch));
      assertEquals(
          "-x a=1 -x a=2 is given, and Dockerfile-db upgrades with " + own, failure.getMessage());
      assertTrue(failure.hint().contains("`alembic -x a=1 -x a=2 upgrade head`"), failure.hint());
    }
  }

  private static Dockerfile file(String text) {
    return new Dockerfile(Path.of("Dockerfile-db"), text);
  }
}
