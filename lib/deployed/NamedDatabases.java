package deployed;

import console.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import postgres.ConnectionParameters;
import url.DatabaseUrl;

/** The databases that a user names: by URLs or services, in a file, by libpq's variables. */
public final class NamedDatabases {
  private static final String STDIN = "-";

  private final DatabaseUrl url;

  /**
   * @param url reads names
   */
  public NamedDatabases(DatabaseUrl url) {
    this.url = url;
  }

  /**
   * All that are named, in that order: those of the command line, then those of the file; if none,
   * the one that the variables name.
   *
   * @param file has one a line, empty lines and those that start with {@code #} left out; {@code -}
   *     is stdin
   * @throws Failure if none is named, or one is no name
   */
  public List<ConnectionParameters> read(List<String> names, Optional<String> file) {
    List<ConnectionParameters> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String what = names.size() == 1 ? "the URL" : "URL " + (i + 1) + " of " + names.size();
      all.add(url.read(names.get(i), what));
    }
    file.ifPresent(path -> all.addAll(ofFile(path)));
    if (names.isEmpty() && file.isEmpty()) {
      url.ofVariables().ifPresent(all::add);
    }
    if (all.isEmpty()) {
      throw Failure.usage(
          file.map(path -> path + " names no database").orElse("no database is named"),
          "Give URLs like postgresql://user@host:5432/database, service=NAME, --file with one a"
              + " line, or PGHOST, PGDATABASE and so on.");
    }
    return all;
  }

  private List<ConnectionParameters> ofFile(String path) {
    List<ConnectionParameters> all = new ArrayList<>();
    List<String> lines = lines(path);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        all.add(url.read(line, "line " + (i + 1) + " of " + (path.equals(STDIN) ? "stdin" : path)));
      }
    }
    return all;
  }

  private static List<String> lines(String path) {
    try {
      byte[] bytes =
          path.equals(STDIN) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(path));
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new Failure(
          "the file of databases " + path + " cannot be read",
          "Name one that is there, with a URL a line.",
          unreadable);
    }
  }
}
