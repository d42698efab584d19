package tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import python.PythonInterpreter;

/** The Pythons of this machine: those that pyenv keeps, and those on the PATH. */
final class Pythons {
  private static final int OLDEST = 8;
  private static final int NEWEST = 14;

  private Pythons() {}

  /** One of a minor version, of 9 for Python 3.9, if there is one. */
  static Optional<PythonInterpreter> minor(int minor) {
    return Stream.concat(ofPyenv("3." + minor + ".*"), onPath("python3." + minor))
        .map(PythonInterpreter::new)
        .findFirst();
  }

  /** All of them. */
  static List<PythonInterpreter> all() {
    return Stream.concat(
            ofPyenv("3.{8,9,1}*"),
            IntStream.rangeClosed(OLDEST, NEWEST)
                .boxed()
                .flatMap(minor -> onPath("python3." + minor)))
        .map(PythonInterpreter::new)
        .toList();
  }

  private static Stream<Path> ofPyenv(String versions) {
    Path kept =
        Path.of(
            Optional.ofNullable(System.getenv("PYENV_ROOT"))
                .orElse(System.getProperty("user.home") + "/.pyenv"),
            "versions");
    if (!Files.isDirectory(kept)) {
      return Stream.empty();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(kept, versions)) {
      folders.forEach(folder -> found.add(folder.resolve("bin/python3")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return found.stream().sorted();
  }

  /** Not those of pyenv's shims, which are programs of no version. */
  private static Stream<Path> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .filter(program -> !program.toString().contains("shims"));
  }
}
