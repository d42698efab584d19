package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import docker.Dockerfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postgres.ConnectionParameters;
import process.Instance;

class DockerfileTest {
  private static final Optional<String> USUAL = Optional.empty();

  @Test
  void variables_come_in_both_forms_with_quotes_and_references() {
    Dockerfile file =
        file(
            """
            FROM base
            ARG VERSION=15
            ARG NAME
            ENV OLD some "quoted" value  # not a comment
            ENV A=1 B="two words" C='$A' D=a\\ b
            env lower=case
            ENV REF=$A-${B} DEFAULT=${NONE:-${A}} OTHER=${A:+set} EMPTY=${NONE}
            ENV LONG=first \\
            # a comment between
                NEXT="\\"x\\" \\$A"

            ENV V=$VERSION MIX=a"b c"'$d'
            """);
    Map<String, String> variables = file.environment();
    assertEquals("some quoted value  # not a comment", variables.get("OLD"));
    assertEquals("1", variables.get("A"));
    assertEquals("two words", variables.get("B"));
    assertEquals("$A", variables.get("C"));
    assertEquals("a b", variables.get("D"));
    assertEquals("case", variables.get("lower"));
    assertEquals("1-two words", variables.get("REF"));
    assertEquals("1", variables.get("DEFAULT"));
    assertEquals("set", variables.get("OTHER"));
    assertEquals("", variables.get("EMPTY"));
    assertEquals("first", variables.get("LONG"));
    assertEquals("\"x\" $A", variables.get("NEXT"));
    assertEquals("15", variables.get("V"));
    assertEquals("ab c$d", variables.get("MIX"));
    assertEquals("15", variables.get("VERSION"));
  }

  @Test
  void references_see_what_was_set_before_their_instruction() {
    Map<String, String> variables =
        file("ENV abc=hello\nENV abc=bye def=$abc\nENV ghi=$abc").environment();
    assertEquals(Map.of("abc", "bye", "def", "hello", "ghi", "bye"), variables);
  }

  @Test
  void an_env_line_in_a_here_document_is_none() {
    assertEquals(
        Map.of("B", "2"),
        file("RUN cat <<'EOF'\nENV A=1\nEOF\nENV B=2\nRUN x <<< y\n").environment());
  }

  @Test
  void the_login_is_that_of_a_url_or_of_the_official_images_variables() {
    assertEquals(
        Optional.of(new ConnectionParameters("localhost", 5432, "hearthd", "Secr7t", "db")),
        file("ENV PW=Secr7t\nENV URI=\"postgresql://hearthd:${PW}@localhost/db\"\n").login());
    assertEquals(
        Optional.of(new ConnectionParameters("localhost", 5432, "app", "s", "app")),
        file("ENV POSTGRES_USER=app POSTGRES_PASSWORD=s\n").login());
    assertEquals(
        Optional.of(new ConnectionParameters("localhost", 5432, "postgres", "s", "d")),
        file("ENV POSTGRES_PASSWORD s\nENV POSTGRES_DB d\n").login());
    assertEquals(Optional.empty(), file("ENV A=1\n").login());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "RUN alembic upgrade head | RUN alembic upgrade e7 | RUN alembic current",
        "run alembic -c a.ini upgrade heads && x | run alembic -c a.ini upgrade e7 && x"
            + " | run alembic -c a.ini current && x",
        "RUN [\"alembic\", \"upgrade\", \"head\"] | RUN [\"alembic\", \"upgrade\", \"e7\"]"
            + " | RUN [\"alembic\", \"current\"]",
        "RUN (cd x && alembic upgrade head) | RUN (cd x && alembic upgrade e7)"
            + " | RUN (cd x && alembic current)"
      })
  void the_upgrade_stops_where_it_is_told(String line, String stopped, String prepared) {
    assertEquals(stopped, file(line).upgradingTo("e7", USUAL).text());
    assertEquals(prepared, file(line).preparing(USUAL, "current").text());
  }

  @Test
  void the_words_may_be_on_two_lines() {
    String text = "RUN alembic upgrade \\\n    head\n";
    assertEquals("RUN alembic upgrade \\\n    e7\n", file(text).upgradingTo("e7", USUAL).text());
    assertEquals("RUN alembic heads\n", file(text).preparing(USUAL, "heads").text());
  }

  @Test
  void other_upgrades_and_heads_are_not_taken_for_it() {
    String others =
        """
        # alembic upgrade head
        RUN apt-get upgrade -y && pip install --upgrade head-hunter
        RUN x --upgrade head
        RUN alembic upgrade headless
        """;
    assertEquals(
        others + "RUN alembic upgrade e7",
        file(others + "RUN alembic upgrade head").upgradingTo("e7", USUAL).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "RUN migrate.sh && x | migrate.sh | RUN migrate.sh e7 && x | RUN true && x",
        "RUN flask db upgrade && x | flask db upgrade | RUN flask db upgrade e7 && x | RUN true &&"
            + " x",
        "RUN my-head db upgrade head | my-head db upgrade head | RUN my-head db upgrade e7"
            + " | RUN my-head db current",
        "RUN alembic upgrade core@head | upgrade core@head | RUN alembic upgrade core@e7 | RUN"
            + " alembic true",
        "RUN [\"migrate\"] | migrate | RUN [\"migrate\", \"e7\"] | RUN [\"true\"]",
        "RUN [\"my\", \"migrate\"] | \"my\", \"migrate\" | RUN [\"my\", \"migrate\", \"e7\"]"
            + " | RUN [\"true\"]"
      })
  void a_command_of_the_projects_own_is_told_where_to_stop(
      String line, String command, String stopped, String prepared) {
    assertEquals(stopped, file(line).upgradingTo("e7", Optional.of(command)).text());
    assertEquals(prepared, file(line).preparing(Optional.of(command), "current").text());
  }

  @Test
  void without_an_upgrade_the_lines_that_may_be_it_are_shown() {
    Failure failure =
        assertThrows(
            Failure.class,
            () -> file("FROM x\nRUN alembic stamp head\nRUN y\n").upgradingTo("e7", USUAL));
    assertEquals(
        "Dockerfile-db does not contain `upgrade head`, so it is not known where it migrates",
        failure.getMessage());
    assertEquals(
        "Pass --upgrade-command with the text there that upgrades the database.\n"
            + "Lines that may be it:\n  2: RUN alembic stamp head",
        failure.hint());
    Failure given =
        assertThrows(
            Failure.class, () -> file("FROM x\n").upgradingTo("e7", Optional.of("migrate")));
    assertTrue(given.getMessage().startsWith("Dockerfile-db does not contain `migrate`"));
  }

  @Test
  void several_upgrades_are_shown_with_their_lines() {
    String text = "FROM x\nRUN alembic -n a upgrade head\n\nRUN alembic -n b upgrade head\n";
    Failure failure = assertThrows(Failure.class, () -> file(text).upgradingTo("e7", USUAL));
    assertEquals(
        "Dockerfile-db contains `upgrade head` 2 times, expected once", failure.getMessage());
    assertEquals(
        "Pass --upgrade-command with a longer text that is there only once.\nThe lines are:\n"
            + "  2: RUN alembic -n a upgrade head\n  4: RUN alembic -n b upgrade head",
        failure.hint());
    assertEquals(
        text.replace("-n b upgrade head", "-n b upgrade e7"),
        file(text).upgradingTo("e7", Optional.of("alembic -n b upgrade head")).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CMD alembic upgrade head && postgres",
        "ENTRYPOINT [\"a\", \"upgrade\", \"head\"]"
      })
  void an_upgrade_that_runs_when_the_container_starts_is_refused(String line) {
    Failure failure =
        assertThrows(Failure.class, () -> file("FROM x\n" + line).upgradingTo("e7", USUAL));
    assertTrue(failure.getMessage().endsWith("expected in a RUN"), failure.getMessage());
    assertTrue(failure.hint().contains("2: " + line), failure.hint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN alembic upgrade head",
        "run alembic upgrade head\n",
        "  RUN alembic upgrade head\n",
        """
        RUN true \\
            && pg_start \\
        # a comment

            && alembic upgrade head \\
            && pg_stop
        """,
        "RUN true \\\nrun \\\nfrom x && alembic upgrade head\nRUN other\n",
        "RUN <<EOF\nFROM x\nRUN y\nalembic upgrade head\nEOF\nCMD postgres\n",
        "RUN <<-'END' cat\n\trun z\n\talembic upgrade head\n\tEND\nUSER postgres\n",
        "RUN true \\\r\n && alembic upgrade head\r\nUSER postgres\r\n",
      })
  void the_label_stands_before_the_instruction_that_upgrades(String instruction) {
    String before = "FROM a AS one\nRUN y\nFROM b\nENV A=1\n";
    assertEquals(
        before
            + "LABEL alembic_squash.instance=\""
            + Instance.own().token()
            + "\" alembic_squash.build=\"id\"\nARG PYTHONHASHSEED=0\n"
            + instruction,
        file(before + instruction).built("id", USUAL).text());
  }

  @Test
  void another_escape_character_is_honoured() {
    String text = "# escape=`\nFROM x\nENV A=1 `\n  B=2\nRUN y `\n  && alembic upgrade `\n  head\n";
    assertEquals(Map.of("A", "1", "B", "2"), file(text).environment());
    assertTrue(
        file(text).built("id", USUAL).text().contains("\"id\"\nARG PYTHONHASHSEED=0\nRUN y"));
  }

  @Test
  void a_file_that_stops_somewhere_already_is_prepared_where_that_is_plain() {
    assertEquals(
        Optional.of("RUN alembic -c a.ini current && x\n"),
        file("RUN alembic -c a.ini upgrade e700 && x\n").preparing().map(Dockerfile::text));
    assertEquals(
        Optional.of("RUN [\"alembic\", \"current\"]\n"),
        file("RUN [\"alembic\", \"upgrade\", \"e700\"]\n").preparing().map(Dockerfile::text));
    assertEquals(
        Optional.of("RUN alembic -c a.ini \\\n current && x\n"),
        file("RUN alembic -c a.ini \\\n upgrade head && x\n").preparing().map(Dockerfile::text));
    assertEquals(
        Optional.empty(),
        file("""
        # alembic upgrade head
        RUN pip install alembic && pip install --upgrade pip
        RUN pip install alembic && apt upgrade now
        """)
            .preparing());
  }

  @Test
  void it_is_found_where_projects_keep_it(@TempDir Path project) throws Exception {
    assertEquals(Optional.empty(), Dockerfile.find(project, "chatd"));
    Path folder = Files.createDirectories(project.resolve("contribs/docker"));
    Path named = Files.writeString(folder.resolve("chatd-db.Dockerfile"), "");
    assertEquals(Optional.of(named), Dockerfile.find(project, "chatd"));
    Path usual = Files.writeString(folder.resolve("Dockerfile-db"), "");
    assertEquals(Optional.of(usual), Dockerfile.find(project, "chatd"));
  }

  @Test
  void one_that_cannot_be_read_is_named(@TempDir Path folder) {
    Failure failure = assertThrows(Failure.class, () -> Dockerfile.read(folder.resolve("none")));
    assertTrue(failure.getMessage().contains(folder.resolve("none") + " cannot be read"));
  }

  private static Dockerfile file(String text) {
    return new Dockerfile(Path.of("Dockerfile-db"), text);
  }
}
