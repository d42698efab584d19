package packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A {@code .dockerignore} file: which files it leaves out of the context of an image. As Docker has
 * it (its manual, "dockerignore files", and the code of moby's patternmatcher): the last pattern
 * counts that matches a file or a folder above it.
 */
final class DockerIgnore {
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(Pattern pattern, boolean leavesOut) {}

  /** Reads a file. */
  DockerIgnore(String text) {
    text.replaceFirst("^\uFEFF", "").lines().forEach(this::add);
  }

  private void add(String line) {
    String pattern = line.strip();
    if (line.startsWith("#") || pattern.isEmpty()) {
      return;
    }
    boolean leavesOut = !pattern.startsWith("!");
    String cleaned = cleaned(leavesOut ? pattern : pattern.substring(1).strip());
    if (!cleaned.isEmpty()) {
      rules.add(new Rule(Pattern.compile(expression(cleaned), Pattern.DOTALL), leavesOut));
    }
  }

  /** Go's {@code filepath.Clean}, without a slash in front: all is relative to the context. */
  private static String cleaned(String pattern) {
    List<String> names = new ArrayList<>();
    for (String name : pattern.split("/", -1)) {
      if (name.equals("..")) {
        if (!names.isEmpty()) {
          names.remove(names.size() - 1);
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return String.join("/", names);
  }

  private static String expression(String pattern) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (pattern.startsWith("**/", i)) {
        expression.append("(.*/)?");
        i += 2;
      } else if (pattern.startsWith("**", i)) {
        expression.append(".*");
        i++;
      } else if (c == '[' && pattern.indexOf(']', i + 2) > 0) {
        int close = pattern.indexOf(']', i + 2);
        expression.append(pattern, i, close + 1);
        i = close;
      } else if (c == '\\' && i + 1 < pattern.length()) {
        expression.append(Pattern.quote(pattern.substring(++i, i + 1)));
      } else {
        expression.append(
            switch (c) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              default -> Pattern.quote(String.valueOf(c));
            });
      }
    }
    return expression.toString();
  }

  /**
   * Whether a file is left out.
   *
   * @param path from the context's folder
   */
  boolean leavesOut(String path) {
    boolean out = false;
    for (Rule rule : rules) {
      out = matches(rule.pattern(), path) ? rule.leavesOut() : out;
    }
    return out;
  }

  private static boolean matches(Pattern pattern, String path) {
    for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      if (pattern.matcher(path.substring(0, end)).matches()) {
        return true;
      }
    }
    return pattern.matcher(path).matches();
  }
}
