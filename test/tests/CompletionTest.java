package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** What the shells and man are given: completion scripts and the manual page. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompletionTest {
  /** Asks bash what completes the last word of a line. */
  private static final String ASK_BASH =
      """
      source "$1"; shift
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      function=$(complete -p "$1" | sed 's/.* -F \\([^ ]*\\).*/\\1/')
      "$function" "$1" "${COMP_WORDS[COMP_CWORD]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir static Path folder;
  private Script script;

  @BeforeAll
  void build() {
    script = Script.of("alembic_squash");
  }

  private Path written(String name, String... words) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, script.command(words).check().output());
    return file;
  }

  private Set<String> inBash(String... line) throws Exception {
    Path completion = written("bash", "completion", "bash");
    List<String> words =
        Stream.concat(
                Stream.of("bash", "-c", ASK_BASH, "ask", completion.toString()),
                Arrays.stream(line))
            .toList();
    return Processes.command(words)
        .check()
        .output()
        .lines()
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void bash_completes_commands_options_and_words_under_both_names() throws Exception {
    Processes.command("bash", "-n", written("syntax", "completion", "bash").toString()).check();
    for (String program : List.of("alembic_squash", "alembic-squash")) {
      assertEquals(Set.of("dump-baseline", "dump-schema-info"), inBash(program, "dump"));
      assertEquals(Set.of("--commit"), inBash(program, "squash", "--com"));
      assertEquals(
          Set.of("dockerfile", "docker", "local", "server"),
          inBash(program, "run", "--engine", ""));
      assertEquals(Set.of("guard"), inBash(program, "squash", "--history", "g"));
    }
    assertTrue(inBash("alembic_squash", "verify", "--").contains("--before"));
    assertFalse(inBash("alembic_squash", "verify", "--").contains("--inline"));
  }

  @Test
  void zsh_reads_the_same() throws Exception {
    assumeTrue(isThere("zsh"), "there is no zsh on this machine");
    Path completion = written("zsh", "completion", "zsh");
    Processes.command("zsh", "-n", completion.toString()).check();
    String known =
        Processes.command(
                "zsh",
                "-fc",
                "source \"$1\"; print $_comps[alembic_squash]",
                "ask",
                completion.toString())
            .check()
            .output();
    assertTrue(known.contains("_bash_complete"), known);
  }

  @Test
  void fish_completes_commands_options_and_words() throws Exception {
    Path completion = written("fish", "completion", "fish");
    String text = Files.readString(completion);
    assertTrue(
        text.contains(
            "--long-option engine --exclusive --arguments 'dockerfile docker local server'"),
        text);
    assertTrue(text.lines().skip(1).allMatch(line -> line.startsWith("complete --command ")), text);
    assumeTrue(isThere("fish"), "there is no fish on this machine");
    Processes.command("fish", "--no-execute", completion.toString()).check();
    assertEquals(
        Set.of("dump-baseline", "dump-schema-info"), inFish(completion, "alembic_squash dump-"));
    assertEquals(Set.of("guard"), inFish(completion, "alembic-squash squash --history g"));
    assertEquals(Set.of("--commit"), inFish(completion, "alembic_squash squash --com"));
    assertEquals(Set.of(), inFish(completion, "alembic_squash verify --com"));
  }

  private static Set<String> inFish(Path completion, String line) {
    return Processes.command(
            "fish",
            "--no-config",
            "--command",
            "source $argv[1]; complete --do-complete $argv[2]",
            completion.toString(),
            line)
        .with("HOME", folder.toString())
        .check()
        .output()
        .lines()
        .map(found -> found.split("\t", -1)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void another_shell_is_refused_with_those_that_there_are() {
    Processes.Result result = script.command("completion", "tcsh").run();
    assertEquals(2, result.exitCode());
    assertTrue(
        result.errors().contains("tcsh") && result.errors().contains("fish"), result.errors());
  }

  @Test
  void man_shows_every_command_and_option_without_a_warning() throws Exception {
    Path page = written("alembic_squash.1", "manual");
    assumeTrue(isThere("groff"), "there is no groff on this machine");
    Processes.Result shown =
        Processes.command("groff", "-man", "-Tutf8", "-ww", "-P-cbou", page.toString()).check();
    assertEquals("", shown.errors());
    String plain = shown.output().replace('\u2010', '-').replace('\u2212', '-');
    String help = script.command("--help").check().output();
    for (String option :
        List.of("--engine", "--session-settings", "--history", "--keep-imported")) {
      assertTrue(plain.contains(option), option + " is not in\n" + plain);
    }
    for (String command : List.of("plan", "dump-baseline", "completion")) {
      assertTrue(help.contains("  " + command + " ") && plain.contains("\n   " + command), plain);
    }
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
