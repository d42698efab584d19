package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;
import tests.DocumentPage.Block;

/** Runs every command of the documentation and compares what it says with what the page shows. */
@Tag("slow")
class DocumentedCommandsTest {
  /** What a page may name because it runs this very test. */
  private static final String THESE_TESTS = "./jbang test/tests.java";

  /** Names a page or a project, to run the commands of that alone while it is written. */
  private static final String ONLY = "ALEMBIC_SQUASH_DOCUMENT";

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])(--[a-z][a-z-]+[a-z])");
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z-]{3,}) ");

  /** Of git, Alembic, Docker, pip and grep, and of our wrapper for the tests. */
  private static final Set<String> OF_OTHER_PROGRAMS =
      Set.of(
          "--body-file",
          "--check",
          "--create",
          "--depth",
          "--extended-regexp",
          "--fill-first",
          "--filter",
          "--fresh",
          "--mount",
          "--name",
          "--no-filter",
          "--oneline",
          "--purge",
          "--quick",
          "--quiet",
          "--refetch",
          "--set-upstream",
          "--short",
          "--spaces",
          "--sql",
          "--strict",
          "--tags",
          "--unshallow",
          "--version",
          "--width");

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> each_page_shows_what_its_commands_say() {
    Map<String, List<Block>> sessions = new LinkedHashMap<>();
    for (DocumentPage page : DocumentPage.all()) {
      for (Block block : page.blocks()) {
        if (block.isCommands() && block.notRun().isEmpty()) {
          String project = block.project().orElseThrow(() -> nameless(block));
          sessions
              .computeIfAbsent(page.path() + " on " + project, key -> new ArrayList<>())
              .add(block);
        }
      }
    }
    String only = Optional.ofNullable(System.getenv(ONLY)).orElse("");
    return sessions.entrySet().stream()
        .filter(session -> session.getKey().contains(only))
        .map(session -> DynamicTest.dynamicTest(session.getKey(), () -> holds(session.getValue())));
  }

  private static IllegalStateException nameless(Block block) {
    return new IllegalStateException(block.place() + ": no project is named for these commands");
  }

  private static void holds(List<Block> blocks) {
    List<Block> typed = blocks.stream().map(DocumentedCommandsTest::withoutTheseTests).toList();
    List<String> wrong;
    try (DocumentedProject project =
        DocumentedProject.create(blocks.get(0).project().orElseThrow(), made("project"))) {
      wrong = new DocumentSession(typed).run(project.folder(), project.shell(made("programs")));
    }
    assertEquals("", String.join("\n\n", wrong));
  }

  private static Block withoutTheseTests(Block block) {
    return new Block(
        block.page(),
        block.line(),
        block.language(),
        block.lines().stream().map(line -> line.startsWith(THESE_TESTS) ? "" : line).toList(),
        block.project(),
        block.notRun());
  }

  private static Path made(String name) {
    try {
      return Files.createTempDirectory(folder, name).toRealPath();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  @Test
  void a_page_that_is_not_right_is_told() {
    List<String> page =
        List.of(
            "$ echo one two",
            "one …",
            "$ printf 'a\\nb\\nc\\n'",
            "a",
            "...",
            "c",
            "$ echo took 3.4 s",
            "took 0.1 s",
            "$ (exit 3)",
            "$ echo $?",
            "3",
            "$ echo more",
            "less",
            "$ false",
            "$ exit 7");
    List<String> wrong = run(page);
    assertEquals(3, wrong.size(), wrong.toString());
    assertTrue(wrong.get(0).startsWith("x.md:13: `echo more` does not say"), wrong.get(0));
    assertTrue(wrong.get(1).startsWith("x.md:15: `false` ends with 1"), wrong.get(1));
    assertTrue(wrong.get(2).startsWith("x.md:16: `exit 7` did not end"), wrong.get(2));
    assertEquals(List.of(), run(List.of("$ echo a \\", "  b", "a b")));
  }

  private static List<String> run(List<String> lines) {
    Block block = new Block("x.md", 1, "console", lines, Optional.of("empty"), Optional.empty());
    return new DocumentSession(List.of(block)).run(made("shell"), Processes.command("bash"));
  }

  @Test
  void elided_lines_and_words_are_any() {
    assertFalse(DocumentSession.pattern(List.of("a", "b")).matcher("a\nc\nb\n").matches());
    assertTrue(DocumentSession.pattern(List.of("a", "...", "b")).matcher("a\nb\n").matches());
    assertFalse(DocumentSession.pattern(List.of("a … c")).matcher("a b\n c\n").matches());
  }

  @Test
  void every_option_is_described_and_no_other_is_named() {
    Set<String> options = new TreeSet<>(List.of("--help"));
    String commands = DocumentPage.read(Checkout.root().resolve("docs/commands.md")).text();
    for (String name : List.of("alembic_squash", "dump_baseline")) {
      Script script = Script.of(name);
      String help = script.command("--help").check().output();
      options.addAll(options(help));
      COMMAND
          .matcher(help)
          .results()
          .map(command -> script.command(command.group(1), "--help").check().output())
          .forEach(text -> options.addAll(options(text)));
    }
    assertTrue(options.contains("--history") && options.contains("--engine"), options.toString());
    Set<String> silent = new TreeSet<>(options);
    silent.removeAll(options(commands));
    assertEquals(Set.of(), silent, "options that docs/commands.md does not name");
    Set<String> unknown = new TreeSet<>();
    DocumentPage.all().stream()
        .filter(page -> !page.path().equals("CONTRIBUTING.md"))
        .forEach(page -> unknown.addAll(options(page.text())));
    unknown.removeAll(options);
    unknown.removeAll(OF_OTHER_PROGRAMS);
    assertEquals(Set.of(), unknown, "options that no program of ours has");
  }

  private static Set<String> options(String text) {
    return OPTION
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
