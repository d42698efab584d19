package migrations;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command of Alembic's, or of Flask-Migrate's, that a Dockerfile upgrades with.
 *
 * @param words what stands between the program and {@code upgrade}
 */
public record UpgradeCommand(List<String> words) {
  private static final Pattern CONTINUED = Pattern.compile("[\\\\`][ \\t]*\\r?\\n");
  private static final Pattern OPTIONS =
      Pattern.compile(
          "(?<![\\w.-])(?:alembic(?:\\.config)?|flask\\s+db)(?=[\\s\"'])([^\\n&;|]*?)upgrade$");

  /** In the exec form, the program is a word in JSON and a comma follows it. */
  private static final Pattern EXEC = Pattern.compile("\"\\s*,.*");

  private static final String PART = "(?:[^\\s\"'\\\\`()<>]|\"[^\"\\\\`]*\"|'[^']*')";
  private static final Pattern SHELL = Pattern.compile("(?:\\s+" + PART + "+)*\\s*");
  private static final Pattern SHELL_WORD = Pattern.compile(PART + "+");
  private static final Pattern SHELL_PART = Pattern.compile("'([^']*)'|\"([^\"]*)\"|[^\"']+");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)\\})?");

  /** What the shell would have to say. */
  private static final class Unknown extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** Keeps a copy. */
  public UpgradeCommand {
    words = List.copyOf(words);
  }

  /**
   * Reads one.
   *
   * @param text of an instruction, up to its {@code upgrade}
   * @param variables that the shell knows
   * @return empty if it is another program, or where only the shell knows its words
   */
  public static Optional<UpgradeCommand> read(String text, Map<String, String> variables) {
    Matcher options = OPTIONS.matcher(CONTINUED.matcher(text).replaceAll(" "));
    if (!options.find()) {
      return Optional.empty();
    }
    String between = options.group(1);
    try {
      return Optional.of(
          new UpgradeCommand(
              EXEC.matcher(between).matches() ? ofExec(between) : ofShell(between, variables)));
    } catch (Unknown onlyTheShellKnows) {
      return Optional.empty();
    }
  }

  /** The arguments of {@code -x}, in order. */
  public List<String> xArguments() {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("-x") && i + 1 < words.size()) {
        arguments.add(words.get(++i));
      } else if (words.get(i).startsWith("-x")) {
        arguments.add(words.get(i).replaceFirst("^-x=?", ""));
      }
    }
    return arguments;
  }

  private static List<String> ofExec(String between) {
    String json = "[\"program" + between.replaceFirst("[\\s,\"]+$", "") + "\"]";
    List<String> words = Arrays.asList(new Gson().fromJson(json, String[].class));
    return words.subList(1, words.size());
  }

  private static List<String> ofShell(String between, Map<String, String> variables)
      throws Unknown {
    if (!SHELL.matcher(between).matches()) {
      throw new Unknown();
    }
    List<String> words = new ArrayList<>();
    Matcher word = SHELL_WORD.matcher(between);
    while (word.find()) {
      words.add(expanded(word.group(), variables));
    }
    return words;
  }

  private static String expanded(String word, Map<String, String> variables) throws Unknown {
    StringBuilder text = new StringBuilder();
    Matcher part = SHELL_PART.matcher(word);
    while (part.find()) {
      if (part.group(1) != null) {
        text.append(part.group(1));
      } else {
        text.append(resolved(Optional.ofNullable(part.group(2)).orElseGet(part::group), variables));
      }
    }
    return text.toString();
  }

  private static String resolved(String text, Map<String, String> variables) throws Unknown {
    StringBuilder result = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      String name =
          Optional.ofNullable(variable.group(1))
              .or(() -> Optional.ofNullable(variable.group(2)))
              .filter(variables::containsKey)
              .orElseThrow(Unknown::new);
      variable.appendReplacement(result, Matcher.quoteReplacement(variables.get(name)));
    }
    return variable.appendTail(result).toString();
  }
}
