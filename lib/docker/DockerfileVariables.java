package docker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a Dockerfile's ENV and ARG instructions, as a RUN instruction sees them. */
final class DockerfileVariables {
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "([A-Za-z_][A-Za-z0-9_.-]*)=((?:\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|\\\\.|[^\\s\"'\\\\])*)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** {@code ${NAME}}, and with a default or an alternative: {@code ${NAME:-default}}. */
  private static final Pattern BRACED =
      Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+])((?:[^{}]|\\{[^{}]*\\})*))?\\}");

  private final Map<String, String> arguments = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  /** The variables after the last instruction, in the order in which they come. */
  static Map<String, String> of(List<DockerfileInstruction> instructions) {
    DockerfileVariables variables = new DockerfileVariables();
    instructions.forEach(variables::read);
    Map<String, String> all = new LinkedHashMap<>(variables.arguments);
    all.putAll(variables.environment);
    return all;
  }

  /** The names that an ARG instruction gives, with a value or for the build to give one. */
  static List<String> argumentNames(DockerfileInstruction arg) {
    String left = ASSIGNMENT.matcher(arg.arguments()).replaceAll("$1");
    return NAME.matcher(left).results().map(MatchResult::group).toList();
  }

  private void read(DockerfileInstruction instruction) {
    String rest = instruction.arguments();
    if (instruction.keyword().equals("ENV")) {
      if (!ASSIGNMENT.matcher(rest).lookingAt()) {
        String[] old = rest.split("\\s+", 2);
        environment.put(old[0], old.length > 1 ? new Word(old[1]).read() : "");
        return;
      }
      assign(rest, environment);
    } else if (instruction.keyword().equals("ARG")) {
      assign(rest, arguments);
    }
  }

  private void assign(String rest, Map<String, String> variables) {
    Matcher assignment = ASSIGNMENT.matcher(rest);
    Map<String, String> set = new LinkedHashMap<>();
    while (assignment.find()) {
      set.put(assignment.group(1), new Word(assignment.group(2)).read());
    }
    variables.putAll(set);
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(arguments.get(name)));
  }

  /** A text with its quotes taken off and its references resolved. */
  private final class Word {
    private final String text;
    private final StringBuilder result = new StringBuilder();
    private int at;

    Word(String text) {
      this.text = text;
    }

    String read() {
      boolean quoted = false;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          quoted = !quoted;
        } else if (c == '\'' && !quoted) {
          literal();
        } else if (c == '\\' && at < text.length()) {
          escaped(quoted);
        } else if (c == '$') {
          reference();
        } else {
          result.append(c);
        }
      }
      return result.toString();
    }

    private void literal() {
      int end = text.indexOf('\'', at);
      result.append(text, at, end < 0 ? text.length() : end);
      at = end < 0 ? text.length() : end + 1;
    }

    private void escaped(boolean quoted) {
      char c = text.charAt(at++);
      if (quoted && "\"$\\".indexOf(c) < 0) {
        result.append('\\');
      }
      result.append(c);
    }

    private void reference() {
      Matcher braced = BRACED.matcher(text).region(at, text.length());
      Matcher bare = NAME.matcher(text).region(at, text.length());
      if (braced.lookingAt()) {
        at = braced.end();
        result.append(resolved(braced));
      } else if (bare.lookingAt()) {
        at = bare.end();
        result.append(value(bare.group()).orElse(""));
      } else {
        result.append('$');
      }
    }

    private String resolved(Matcher braced) {
      Optional<String> value = value(braced.group(1));
      String operator = Optional.ofNullable(braced.group(2)).orElse("");
      Optional<String> counts =
          operator.startsWith(":") ? value.filter(set -> !set.isEmpty()) : value;
      if (operator.endsWith("-")) {
        return counts.orElseGet(() -> new Word(braced.group(3)).read());
      }
      if (operator.endsWith("+")) {
        return counts.map(set -> new Word(braced.group(3)).read()).orElse("");
      }
      return value.orElse("");
    }
  }
}
