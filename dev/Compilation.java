import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All files compiled at once, with every warning that javac knows, and Error Prone by default.
 *
 * @param isFast without Error Prone, which takes most of the time
 */
record Compilation(Path root, List<SourceFile> files, boolean isFast) {
  private static final Pattern PROBLEM =
      Pattern.compile(".*\\.java:\\d+: .*|warning: .*|error: .*");

  private static final List<String> EXPORTED =
      List.of(
          "api", "code", "comp", "file", "main", "model", "parser", "processing", "tree", "util");
  private static final List<String> OPENED = List.of("code", "comp");

  /** Scripts have no package: JBang runs them by their file's name. */
  private static final String ERROR_PRONE = "-Xplugin:ErrorProne -Xep:DefaultPackage:OFF";

  /** A line a problem, with file and line. */
  List<String> problems() {
    try {
      Path folder = Files.createTempDirectory("alembic_squash-check-");
      try {
        List<String> command = new ArrayList<>(List.of(javac().toString()));
        EXPORTED.forEach(name -> command.add(opening("exports", name)));
        OPENED.forEach(name -> command.add(opening("opens", name)));
        command.addAll(
            List.of("-Xlint:all", "-proc:none", "--release", "17", "-encoding", "UTF-8"));
        command.addAll(List.of("-Xmaxwarns", "1000", "-Xmaxerrs", "1000"));
        command.addAll(List.of("-XDcompilePolicy=simple", "--should-stop=ifError=FLOW"));
        if (!isFast) {
          command.addAll(List.of("-processorpath", System.getProperty("java.class.path")));
          command.add(ERROR_PRONE);
        }
        command.addAll(List.of("-cp", classPath(folder), "-d", folder + "/classes"));
        files.forEach(file -> command.add(root.resolve(file.path()).toString()));
        // A compiler that crashes leaves a file where it ran.
        return problems(output(command, folder).replace(root + File.separator, ""));
      } finally {
        delete(folder);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException("the compiler cannot be run", unwritable);
    }
  }

  private static List<String> problems(String said) {
    List<String> problems = said.lines().filter(PROBLEM.asMatchPredicate()).toList();
    return problems.isEmpty() && !said.isBlank() ? said.lines().toList() : problems;
  }

  private static String opening(String how, String name) {
    String full = "jdk.compiler/com.sun.tools.javac." + name;
    return "-J--add-" + how + "=" + full + "=ALL-UNNAMED";
  }

  private static Path javac() {
    return Path.of(System.getProperty("java.home"), "bin", "javac");
  }

  /** JBang resolves the libraries of all files, as those of one script. */
  private String classPath(Path folder) throws IOException {
    List<String> script = new ArrayList<>();
    for (SourceFile file : files) {
      file.directives("DEPS").forEach(found -> script.add("//DEPS " + found.value()));
    }
    Path all = folder.resolve("all.java");
    Files.writeString(all, String.join("\n", script.stream().distinct().toList()) + "\n");
    String jbang = root.resolve("jbang").toString();
    String answer =
        output(List.of(jbang, "info", "classpath", "--deps-only", all.toString()), root);
    return answer
        .lines()
        .filter(line -> line.contains(".jar"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("JBang finds no libraries: " + answer))
        .replace(folder + File.pathSeparator, "");
  }

  private static String output(List<String> command, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> inside = Files.walk(tree)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
