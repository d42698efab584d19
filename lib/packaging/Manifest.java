package packaging;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a MANIFEST.in, in its own folder (setuptools' manual, "Using MANIFEST.in"). */
record Manifest(String text) {
  static final String NAME = "MANIFEST.in";

  /** Whether it takes a file in: the last line that speaks of it decides. */
  boolean ships(String path) {
    boolean included = false;
    for (String line : text.lines().map(String::strip).toList()) {
      List<String> words = Arrays.asList(line.split("\\s+"));
      if (speaksOf(words, path)) {
        String command = words.get(0);
        included = command.contains("include") || command.equals("graft");
      }
    }
    return included;
  }

  /** The file with a line that takes the SQL of a folder in. */
  String with(String line) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    String before = text.isEmpty() || text.endsWith("\n") ? text : text + end;
    return before + line + end;
  }

  private static boolean speaksOf(List<String> words, String path) {
    List<String> rest = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "include", "exclude" ->
          rest.stream().anyMatch(pattern -> PackageFolder.matches(pattern, path));
      case "global-include", "global-exclude" -> named(rest, path);
      case "recursive-include", "recursive-exclude" ->
          rest.size() > 1 && isIn(rest.get(0), path) && named(rest.subList(1, rest.size()), path);
      case "graft", "prune" -> rest.stream().anyMatch(folder -> isIn(folder, path));
      default -> false;
    };
  }

  private static boolean named(List<String> patterns, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return patterns.stream()
        .anyMatch(
            pattern ->
                PackageFolder.matches(pattern, name)
                    || PackageFolder.matches("**/" + pattern, path));
  }

  private static boolean isIn(String folder, String path) {
    String start = folder.replaceFirst("^\\./", "").replaceFirst("/+$", "");
    return start.equals(".")
        || start.isEmpty()
        || path.startsWith(start + "/")
        || (start.contains("*") && path.matches(regex(start) + "/.*"));
  }

  private static String regex(String pattern) {
    return Pattern.quote(pattern).replace("*", "\\E[^/]*\\Q");
  }
}
