package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

@Tag("slow")
class HouseTest {
  private final Path root = Checkout.root();

  @Test
  void every_file_is_formatted_compiles_without_a_warning_and_declares_what_it_needs() {
    Processes.Result result = check(root).run();
    assertEquals(0, result.exitCode(), "\n" + result.output() + result.errors());
    assertEquals(1, result.output().lines().count(), result.output());
  }

  @Test
  void a_test_that_starts_an_engine_is_called_slow() throws Exception {
    try (Stream<Path> tests = Files.list(root.resolve("test/tests"))) {
      List<Path> wrong =
          tests
              .filter(test -> test.toString().endsWith("Test.java"))
              .filter(test -> !test.endsWith("HouseTest.java"))
              .filter(test -> text(test).contains("Engines."))
              .filter(test -> !text(test).contains("@Tag(\"slow\")"))
              .toList();
      assertEquals(List.of(), wrong);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void what_breaks_the_rules_is_told_with_file_and_line(@TempDir Path copy) throws Exception {
    for (String name : List.of("jbang", "dev/SourceFile.java")) {
      Files.createDirectories(copy.resolve(name).getParent());
      Files.copy(root.resolve(name), copy.resolve(name));
    }
    Files.createDirectories(copy.resolve("lib/room"));
    write(copy.resolve("lib/room/Used.java"), "package room;\n\npublic final class Used {}\n");
    write(copy.resolve("lib/room/Left.java"), "package room;\nfinal class Left { }\n");
    write(
        copy.resolve("lib/room/package-info.java"),
        """
        //DEPS com.google.code.gson:gson:2.+
        //SOURCES Used.java
        //SOURCES Gone.java
        //FILES templates/*
        //SOURCES ../spare/package-info.java

        /** A room. */
        package room;
        """);
    Files.createDirectories(copy.resolve("lib/spare"));
    write(copy.resolve("lib/spare/package-info.java"), "/** Another. */\npackage spare;\n");
    write(
        copy.resolve("script.java"),
        """
        ///usr/bin/env jbang "$0" "$@" ; exit $?
        //SOURCES lib/spare/package-info.java

        import room.Used;

        /** A script. */
        public final class script {
          private script() {}

          /** Says what it holds. */
          public static void main(String... none) {
            java.util.List raw = java.util.List.of(new Used());
            System.out.println(raw);
          }
        }
        """);
    Processes.command("git", "init", "--quiet").in(copy).check();
    Processes.Result result = check(copy).run();
    assertEquals(1, result.exitCode(), result.errors());
    for (String expected :
        List.of(
            "lib/room/Left.java:2: is not formatted; run ./jbang dev/format.java",
            "lib/room/package-info.java:1: com.google.code.gson:gson:2.+ needs an exact version",
            "lib/room/package-info.java:3: there is no lib/room/Gone.java",
            "lib/room/package-info.java:4: templates/* has to name one file: over HTTP nothing",
            "lib/room/package-info.java:1: room needs //SOURCES Left.java",
            "lib/room/package-info.java:5: lib/spare/package-info.java is named by the scripts",
            "script.java:2: nothing that script.java reaches uses lib/spare/package-info.java",
            "script.java:1: needs //SOURCES lib/room/package-info.java",
            "lib/room/Left.java:1: no script reaches this file",
            "script.java:12: warning: [rawtypes]")) {
      assertTrue(result.output().contains(expected), expected + "\nnot in\n" + result.output());
    }
  }

  private Processes.Command check(Path project) {
    return Processes.command(
            root.resolve("jbang").toString(), root.resolve("dev/check.java").toString())
        .in(project);
  }

  private static void write(Path file, String text) throws Exception {
    Files.writeString(file, text);
  }
}
