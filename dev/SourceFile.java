import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Java file of this project. What stands in comment lines before everything else is its header:
 * JBang reads its directives, and no formatter may touch it.
 *
 * @param root the project's top folder
 * @param path the file, relative to it
 * @param lines its lines
 */
record SourceFile(Path root, Path path, List<String> lines) {

  /** A value of one directive. */
  record Directive(SourceFile file, int line, String value) {
    /** The file that the value names, relative to the project. */
    Path target() {
      return file.beside(value);
    }
  }

  /** Every Java file that git tracks or would track, in the order of their names. */
  static List<SourceFile> all(Path root) {
    List<String> git =
        List.of("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.java");
    try {
      Process process = new ProcessBuilder(git).directory(root.toFile()).start();
      String listed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(listed.split("\0", -1))
          .filter(name -> !name.isEmpty() && Files.exists(root.resolve(name)))
          .distinct()
          .sorted()
          .map(name -> read(root, Path.of(name)))
          .toList();
    } catch (IOException noGit) {
      throw new UncheckedIOException("git does not list the files of " + root, noGit);
    }
  }

  /** The top folder of the project: the current one, or the nearest above that has the wrapper. */
  static Path projectRoot() {
    return Stream.iterate(Path.of("").toAbsolutePath(), up -> up != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("dev/SourceFile.java")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("run this inside the project's folder"));
  }

  /** The values of a directive in the header, as {@code SOURCES}: several may share a line. */
  List<Directive> directives(String name) {
    List<Directive> found = new ArrayList<>();
    for (int i = 0; i < headerLines(); i++) {
      String line = lines.get(i);
      if (line.startsWith("//" + name + " ")) {
        for (String value : line.substring(name.length() + 2).strip().split("\\s+", -1)) {
          found.add(new Directive(this, i + 1, value));
        }
      }
    }
    return found;
  }

  /** The project file of that name, as seen from this file's folder. */
  Path beside(String name) {
    return root.relativize(root.resolve(path).resolveSibling(name).normalize());
  }

  /** Its name without {@code .java}. */
  String simpleName() {
    return path.getFileName().toString().replaceFirst("\\.java$", "");
  }

  /** Its folder, relative to the project; empty for the top. */
  Path folder() {
    return path.getParent() == null ? Path.of("") : path.getParent();
  }

  /** Its text. */
  String text() {
    return String.join("\n", lines) + "\n";
  }

  /**
   * Its text as it should be: the header as it is, the rest as google-java-format writes it.
   *
   * @throws FormatterException where it is no Java
   */
  String formatted() throws FormatterException {
    List<String> header = new ArrayList<>(lines.subList(0, headerLines()));
    while (!header.isEmpty() && header.get(header.size() - 1).isBlank()) {
      header.remove(header.size() - 1);
    }
    String body = String.join("\n", lines.subList(headerLines(), lines.size())) + "\n";
    String rest = new Formatter().formatSourceAndFixImports(body);
    return header.isEmpty() ? rest : String.join("\n", header) + "\n\n" + rest;
  }

  private int headerLines() {
    int count = 0;
    while (count < lines.size()
        && (lines.get(count).startsWith("//") || lines.get(count).isBlank())) {
      count++;
    }
    return count;
  }

  private static SourceFile read(Path root, Path path) {
    try {
      String text = Files.readString(root.resolve(path));
      List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
      if (lines.get(lines.size() - 1).isEmpty()) {
        lines.remove(lines.size() - 1);
      }
      return new SourceFile(root, path, lines);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(path + " cannot be read", unreadable);
    }
  }
}
