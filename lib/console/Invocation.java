package console;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the user typed to start the tool, so that hints name commands that can be typed.
 *
 * @param tool the tool's own name, as texts have it
 * @param commands the names of its commands
 * @param typed what stands before a command, as {@code ./jbang ../tool/alembic_squash.java}; empty
 *     if nobody told
 */
public record Invocation(String tool, List<String> commands, Optional<String> typed) {
  /** The wrapper and the Python package say here what was typed, quoted for a shell. */
  static final String VARIABLE = "ALEMBIC_SQUASH_COMMAND";

  /** Nothing is known of it. */
  public static final Invocation UNKNOWN =
      new Invocation("alembic_squash", List.of(), Optional.empty());

  /** Keeps a copy. */
  public Invocation {
    commands = List.copyOf(commands);
  }

  /**
   * That of a process. JBang itself does not tell which script it was given, so without a word from
   * who started it this is the installed app, the script in the current folder, or unknown.
   *
   * @param environment the process' variables
   * @param classPath its class path
   * @param here its current folder
   */
  static Invocation of(
      String tool,
      Collection<String> commands,
      Map<String, String> environment,
      String classPath,
      Path here) {
    Optional<String> told =
        Optional.ofNullable(environment.get(VARIABLE))
            .or(() -> fromClassPath(tool, environment, classPath, here))
            .filter(text -> !text.isBlank());
    return new Invocation(tool, List.copyOf(commands), told);
  }

  /** A line for a person: commands of the tool in backquotes as they can be typed. */
  String in(String line) {
    if (typed.isEmpty() || line.indexOf('`') < 0) {
      return line;
    }
    String words = String.join("|", commands.stream().map(Pattern::quote).toList());
    String bare = commands.isEmpty() ? "" : "|(?=(?:" + words + ")[ `])";
    return Pattern.compile("`(?:" + Pattern.quote(tool) + " " + bare + ")")
        .matcher(line)
        .replaceAll(Matcher.quoteReplacement("`" + typed.get() + " "));
  }

  /** A command line of the tool, which starts with its name, as it can be typed. */
  String command(String line) {
    return typed
        .filter(text -> line.startsWith(tool + " "))
        .map(text -> text + line.substring(tool.length()))
        .orElse(line);
  }

  private static Optional<String> fromClassPath(
      String tool, Map<String, String> environment, String classPath, Path here) {
    Path jar = Path.of(classPath.split(File.pathSeparator, -1)[0]).toAbsolutePath();
    boolean isOneJar = jar.endsWith(tool + ".jar");
    String folder = jar.getParent() == null ? "" : jar.getParent().getFileName() + "";
    if (!folder.matches(Pattern.quote(tool) + "\\.java\\.[0-9a-f]+")) {
      return isOneJar
          ? Optional.of("jbang " + (jar.startsWith(here) ? here.relativize(jar) : jar))
          : Optional.empty();
    }
    String path = environment.getOrDefault("PATH", "");
    boolean isInstalled =
        Stream.of(path.split(File.pathSeparator, -1))
            .filter(place -> !place.isEmpty())
            .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    String script = tool + ".java";
    return isInstalled
        ? Optional.of(tool)
        : Files.isRegularFile(here.resolve(script))
            ? Optional.of("jbang " + script)
            : Optional.empty();
  }
}
