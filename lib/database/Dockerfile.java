package database;

import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Dockerfile whose build prepares a database and runs the migrations in it.
 *
 * @param path the file
 * @param text its content
 */
public record Dockerfile(Path path, String text) {
  /** The words may be apart by blanks, or by the quotes and commas of the exec form. */
  private static final Pattern UPGRADE = Pattern.compile("\\bupgrade([\\s\"',]+)heads?\\b");

  /** One that stops at a revision: told from other upgrades by Alembic's name on its line. */
  private static final Pattern UPGRADE_TO =
      Pattern.compile("(?<=alembic[^\\n]{0,200}\\b)upgrade[\\s\"',]+[\\w.+@-]+");

  private static final Pattern HEAD = Pattern.compile("\\bheads?\\b");
  private static final Pattern INSTRUCTION =
      Pattern.compile("(?im)^[ \\t]*(FROM|RUN|CMD|ENTRYPOINT)\\b");
  private static final Pattern VARIABLE =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S*))");
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)\\}|([A-Za-z_][A-Za-z0-9_]*))");

  /** The project's database image, where projects of this kind keep it. */
  public static Optional<Path> find(Path project, String projectName) {
    Path folder = project.resolve("contribs/docker");
    return Stream.of("Dockerfile-db", projectName + "-db.Dockerfile")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Reads a Dockerfile. */
  public static Dockerfile read(Path path) {
    try {
      return new Dockerfile(path, Files.readString(path));
    } catch (IOException unreadable) {
      throw new Failure(
          "the Dockerfile " + path + " cannot be read: " + unreadable.getMessage(),
          "Name another with --dockerfile.",
          unreadable);
    }
  }

  /**
   * The file with its upgrade stopping at a revision.
   *
   * @param command the text that upgrades, exactly as the file has it; empty for {@code upgrade
   *     head} and {@code upgrade heads}
   * @throws Failure where the text is not there, or is there several times
   */
  public Dockerfile upgradingTo(String revision, Optional<String> command) {
    return replaced(
        command,
        found -> {
          Matcher head = HEAD.matcher(found);
          String quoted = Matcher.quoteReplacement(revision);
          return head.find() ? head.replaceAll(quoted) : found + " " + revision;
        });
  }

  /**
   * The file with a command in place of its upgrade that runs env.py and migrates nothing, so that
   * what remains is the environment.
   */
  public Dockerfile preparing(Optional<String> command) {
    return replaced(
        command,
        found -> {
          Matcher upgrade = UPGRADE.matcher(found);
          return upgrade.find() ? upgrade.replaceAll("current") : "true";
        });
  }

  /**
   * As {@link #preparing(Optional)}, for a file that stops at some revision already.
   *
   * @return empty where it is not known where it migrates
   */
  public Optional<Dockerfile> preparing() {
    Matcher upgrade = UPGRADE_TO.matcher(text);
    if (!upgrade.find()) {
      return Optional.empty();
    }
    return Optional.of(new Dockerfile(path, upgrade.replaceFirst("current")));
  }

  /** The file with a label just before its upgrade, so that no cached build stands in for it. */
  public Dockerfile built(String label, Optional<String> command) {
    int upgrade = place(command).start();
    Matcher instruction = INSTRUCTION.matcher(text);
    int before = 0;
    while (instruction.find() && instruction.start() <= upgrade) {
      before = instruction.start();
    }
    String labelled = "LABEL alembic_squash.build=\"" + label + "\"\n";
    return new Dockerfile(path, text.substring(0, before) + labelled + text.substring(before));
  }

  /** The variables that its ENV instructions set, references to earlier ones resolved. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    String joined = text.replaceAll("(?m)^[ \\t]*#.*\\R", "").replaceAll("\\\\[ \\t]*\\R", " ");
    joined
        .lines()
        .map(String::strip)
        .filter(line -> line.matches("(?i)(ENV|ARG)\\s.*"))
        .map(line -> line.substring(3).strip())
        .forEach(rest -> assign(rest, variables));
    return variables;
  }

  /** The role, password and database that one of its variables names in a URL. */
  public Optional<Coordinates> login() {
    Map<String, String> variables = environment();
    Optional<Coordinates> url =
        variables.values().stream()
            .flatMap(value -> Coordinates.parse(value).stream())
            .reduce((first, last) -> last);
    return url.or(() -> loginOfOfficialImage(variables));
  }

  /** The official image of PostgreSQL takes them apart, and has defaults. */
  private static Optional<Coordinates> loginOfOfficialImage(Map<String, String> variables) {
    if (!variables.containsKey("POSTGRES_PASSWORD")) {
      return Optional.empty();
    }
    String user = variables.getOrDefault("POSTGRES_USER", "postgres");
    String database = variables.getOrDefault("POSTGRES_DB", user);
    return Optional.of(
        Coordinates.usual(database).withLogin(user, variables.get("POSTGRES_PASSWORD")));
  }

  private static void assign(String rest, Map<String, String> variables) {
    Matcher assignment = VARIABLE.matcher(rest);
    if (!assignment.lookingAt()) {
      String[] old = rest.split("\\s+", 2);
      if (old.length == 2) {
        variables.put(old[0], resolved(old[1], variables));
      }
      return;
    }
    assignment.reset();
    while (assignment.find()) {
      String value =
          IntStream.of(2, 3, 4)
              .mapToObj(assignment::group)
              .filter(group -> group != null)
              .findFirst()
              .orElse("");
      String unescaped = assignment.group(2) == null ? value : value.replaceAll("\\\\(.)", "$1");
      boolean literal = assignment.group(3) != null;
      variables.put(assignment.group(1), literal ? value : resolved(unescaped, variables));
    }
  }

  private static String resolved(String value, Map<String, String> variables) {
    return REFERENCE
        .matcher(value)
        .replaceAll(
            reference -> {
              String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
              return Matcher.quoteReplacement(variables.getOrDefault(name, ""));
            });
  }

  private Dockerfile replaced(
      Optional<String> command, java.util.function.UnaryOperator<String> change) {
    MatchResult found = place(command);
    return new Dockerfile(
        path,
        text.substring(0, found.start())
            + change.apply(found.group())
            + text.substring(found.end()));
  }

  private MatchResult place(Optional<String> command) {
    Pattern wanted = command.map(Pattern::quote).map(Pattern::compile).orElse(UPGRADE);
    List<MatchResult> found =
        wanted.matcher(text).results().filter(match -> !isComment(match.start())).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String name = command.map(given -> "`" + given + "`").orElse("`upgrade head`");
    if (found.isEmpty()) {
      throw new Failure(
          path + " does not contain " + name + ", so it is not known where it migrates",
          "Pass --upgrade-command with the text there that upgrades the database."
              + lines("Lines that may be it:", linesNamingAlembic()));
    }
    throw new Failure(
        path + " contains " + name + " " + found.size() + " times, expected once",
        "Pass --upgrade-command with a longer text that is there only once."
            + lines("The lines are:", linesOf(found)));
  }

  private boolean isComment(int offset) {
    int start = text.lastIndexOf('\n', offset) + 1;
    return text.substring(start, offset).stripLeading().startsWith("#");
  }

  private List<String> linesNamingAlembic() {
    List<String> all = text.lines().toList();
    return IntStream.range(0, all.size())
        .filter(i -> all.get(i).contains("alembic") || all.get(i).contains("upgrade"))
        .mapToObj(i -> (i + 1) + ": " + all.get(i).strip())
        .toList();
  }

  private List<String> linesOf(List<MatchResult> found) {
    List<String> all = text.lines().toList();
    List<String> named = new ArrayList<>();
    for (MatchResult match : found) {
      int line = (int) text.substring(0, match.start()).chars().filter(c -> c == '\n').count();
      named.add((line + 1) + ": " + all.get(line).strip());
    }
    return named;
  }

  private static String lines(String title, List<String> lines) {
    return lines.isEmpty()
        ? ""
        : lines.stream().collect(Collectors.joining("\n  ", "\n" + title + "\n  ", ""));
  }
}
