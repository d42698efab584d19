package source;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a Python file says of other files that it reads, looked at without running it.
 *
 * @param path the file
 * @param texts what its string literals spell out, documentation left out
 * @param listings its calls that tell which files a folder has
 */
public record FileReading(String path, List<String> texts, List<Listing> listings) {
  private static final Set<String> GLOBBING = Set.of("glob", "iglob", "rglob");
  private static final Set<String> LISTING =
      Set.of(
          "iterdir",
          "listdir",
          "scandir",
          "walk",
          "fwalk",
          "contents",
          "files",
          "get_data",
          "resource_listdir");

  /**
   * A call that tells which files a folder has.
   *
   * @param line where it is
   * @param pattern what the files' names are like, where it says so
   */
  public record Listing(int line, Optional<String> pattern) {
    /** Whether a file of this name may be among them. */
    public boolean finds(String name) {
      return pattern
          .map(text -> text.substring(text.lastIndexOf('/') + 1))
          .filter(text -> !text.isEmpty() && !text.contains("\\"))
          .map(
              text ->
                  FileSystems.getDefault()
                      .getPathMatcher("glob:" + text.replace("{", "\\{").replace("}", "\\}"))
                      .matches(Path.of(name)))
          .orElse(true);
    }
  }

  /** Reads a file. */
  public static FileReading of(String path, byte[] bytes) {
    PythonSource source = PythonSource.of(path, bytes);
    List<String> texts =
        StringLiterals.of(source).stream().flatMap(text -> text.parts().stream()).toList();
    List<Listing> listings = new ArrayList<>();
    addListings(source, source.root(), listings);
    return new FileReading(path, texts, List.copyOf(listings));
  }

  private static void addListings(PythonSource source, PythonNode node, List<Listing> listings) {
    if (node.type().equals("call")) {
      String name = Calls.name(source, node);
      int line = source.line(node.start());
      if (GLOBBING.contains(name)) {
        listings.add(new Listing(line, pattern(source, node)));
      } else if (LISTING.contains(name)) {
        listings.add(new Listing(line, Optional.empty()));
      }
    }
    node.children().forEach(child -> addListings(source, child, listings));
  }

  /** The first argument, where it is a text with an ending: {@code glob("*.sql")}. */
  private static Optional<String> pattern(PythonSource source, PythonNode call) {
    List<PythonNode> arguments = Calls.arguments(call);
    return !arguments.isEmpty() && arguments.get(0).type().equals("string")
        ? PythonString.of(source.text(arguments.get(0)))
            .text()
            .filter(text -> text.lastIndexOf('.') > text.lastIndexOf('/') + 1)
        : Optional.empty();
  }
}
