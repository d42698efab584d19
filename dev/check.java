///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED
//DEPS com.google.googlejavaformat:google-java-format:1.28.0
//DEPS com.google.errorprone:error_prone_core:2.42.0
//SOURCES Compilation.java
//SOURCES Declarations.java
//SOURCES Names.java
//SOURCES SourceFile.java

import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks the house rules that a machine can check: every file is formatted, compiles without any
 * warning of javac and Error Prone, and declares what it needs exactly. Prints a line a problem.
 * With {@code --fast} without Error Prone, and the format of those files alone that differ from the
 * last commit.
 */
public final class check {
  private check() {}

  /** Exits with 1 if there is a problem. */
  public static void main(String... words) {
    boolean isFast = List.of(words).contains("--fast");
    Path root = SourceFile.projectRoot();
    List<SourceFile> files = SourceFile.all(root);
    List<String> problems = new ArrayList<>(unformatted(isFast ? changed(root, files) : files));
    problems.addAll(new Declarations(files).problems());
    problems.addAll(new Compilation(root, files, isFast).problems());
    problems.forEach(System.out::println);
    if (problems.isEmpty()) {
      System.out.println(files.size() + " Java files, nothing wrong");
    }
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  private static List<SourceFile> changed(Path root, List<SourceFile> files) {
    Set<String> told = new HashSet<>();
    told.addAll(git(root, "diff", "--name-only", "--relative", "HEAD"));
    told.addAll(git(root, "ls-files", "--others", "--exclude-standard"));
    return files.stream().filter(file -> told.contains(file.path().toString())).toList();
  }

  private static List<String> git(Path root, String... words) {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(words));
    try {
      Process git = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (git.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed");
      }
      return said.lines().toList();
    } catch (IOException | InterruptedException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static List<String> unformatted(List<SourceFile> files) {
    return files.parallelStream().flatMap(check::unformatted).toList();
  }

  private static Stream<String> unformatted(SourceFile file) {
    try {
      List<String> should = List.of(file.formatted().split("\n"));
      if (should.equals(file.lines())) {
        return Stream.of();
      }
      int line = 0;
      while (line < should.size()
          && line < file.lines().size()
          && should.get(line).equals(file.lines().get(line))) {
        line++;
      }
      return Stream.of(
          file.path() + ":" + (line + 1) + ": is not formatted; run ./jbang dev/format.java");
    } catch (FormatterException notJava) {
      return notJava.diagnostics().stream().map(reason -> file.path() + ":" + reason);
    }
  }
}
