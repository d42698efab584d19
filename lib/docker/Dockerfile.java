package docker;

import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import migrations.MigrationRunner;
import migrations.UpgradeCommand;
import postgres.ConnectionParameters;

/**
 * A Dockerfile whose build prepares a database and runs the migrations in it.
 *
 * @param path the file
 * @param text its content
 */
public record Dockerfile(Path path, String text) {
  private static final String UPGRADES = "upgrade";
  private static final String APART = "(?:[ \\t\"',]|[\\\\`][ \\t]*\\r?\\n)+";

  /** The words may be apart by blanks, by a line's end, or as the exec form has them. */
  private static final String LABEL = "alembic_squash.build";

  private static final Pattern OWN_LABEL =
      Pattern.compile("(?m)^LABEL " + OwnLabel.NAME + "=\\S+ " + LABEL + "=\"(.*)\"$");

  private static final Pattern UPGRADE =
      Pattern.compile("(?<![\\w-])upgrade" + APART + "heads?(?![\\w@.+-])");

  /** One that stops at a revision: told from other upgrades by Alembic's name in its command. */
  private static final Pattern UPGRADE_TO =
      Pattern.compile(
          "alembic(?:[^\\n&;|]|[\\\\`][ \\t]*\\r?\\n){0,300}?(?<![\\w-])(upgrade"
              + APART
              + "[\\w.+@][\\w.+@-]*)");

  static final String HASH_SEED =
      "ARG " + MigrationRunner.HASH_SEED + "=" + MigrationRunner.ONE_SEED + "\n";

  private static final Pattern HEAD = Pattern.compile("(?<![\\w./-])heads?(?![\\w./@+-])");
  private static final Pattern PROVISION =
      Pattern.compile("(?i)\\bCREATE\\s+(EXTENSION|ROLE|USER|SCHEMA|TABLE)\\b");

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
   * @throws Failure if the text is not there, or is there several times
   */
  public Dockerfile upgradingTo(String revision, Optional<String> command) {
    MatchResult found = place(command);
    Matcher head = HEAD.matcher(found.group());
    return replaced(
        found,
        head.find()
            ? head.replaceAll(Matcher.quoteReplacement(revision))
            : found.group() + nextWord(found, revision));
  }

  /**
   * The file with another command in place of its upgrade, which migrates nothing, so that what
   * remains is the environment.
   *
   * @param instead what is typed behind {@code alembic}: one word
   */
  public Dockerfile preparing(Optional<String> command, String instead) {
    MatchResult found = place(command);
    Matcher upgrade = UPGRADE.matcher(found.group());
    String nothing = found.group().startsWith("\"") ? "\"true\"" : "true";
    return replaced(found, upgrade.find() ? upgrade.replaceAll(instead) : nothing);
  }

  /**
   * With a command in place of its upgrade that runs env.py and migrates nothing, for a file that
   * stops at some revision already.
   *
   * @return empty if it is not known where it migrates
   */
  public Optional<Dockerfile> preparing() {
    List<MatchResult> found = matches(UPGRADE_TO, 1);
    if (found.size() != 1) {
      return Optional.empty();
    }
    int start = found.get(0).start(1);
    int end = found.get(0).end(1);
    return Optional.of(with(text.substring(0, start) + "current" + text.substring(end)));
  }

  /**
   * The file with a label just before its upgrade, so that no cached build stands in for it, and
   * with one order of Python's sets for all builds; an ENV of its own, or of its base, comes first.
   */
  public Dockerfile built(String label, Optional<String> command) {
    int upgrade = place(command).start();
    int start = instructionAt(upgrade).map(DockerfileInstruction::start).orElse(upgrade);
    return with(text.substring(0, start) + label(label) + HASH_SEED + text.substring(start));
  }

  /** The file with a label at its end: cached builds stand, and the image is ours alone. */
  public Dockerfile labelled(String label) {
    String end = text.endsWith("\n") ? "" : "\n";
    return with(text + end + label(label));
  }

  /** The image that it starts from, as it names that; empty if it names none. */
  String base() {
    return DockerfileInstruction.of(text).stream()
        .filter(one -> one.keyword().equals("FROM"))
        .flatMap(from -> Stream.of(from.arguments().split("\\s+")))
        .filter(word -> !word.startsWith("--"))
        .findFirst()
        .orElse("");
  }

  /** The variables that its ENV and ARG instructions set, references to earlier ones resolved. */
  public Map<String, String> environment() {
    return DockerfileVariables.of(DockerfileInstruction.of(text));
  }

  /**
   * What {@code -x} takes in the command that upgrades.
   *
   * @param command as for {@link #upgradingTo}
   * @return empty if that cannot be read
   */
  public Optional<List<String>> xArguments(Optional<String> command) {
    MatchResult found = place(command);
    int start = instructionAt(found.start()).map(DockerfileInstruction::start).orElse(0);
    String upTo = text.substring(start, found.end());
    int upgrade = upTo.lastIndexOf(UPGRADES);
    return Optional.of(upTo.substring(0, upgrade < 0 ? 0 : upgrade + UPGRADES.length()))
        .flatMap(line -> UpgradeCommand.read(line, environment()))
        .map(UpgradeCommand::xArguments);
  }

  /** Its lines that make what a database needs before the first migration, with their numbers. */
  public List<String> provisions() {
    return linesOf(PROVISION.matcher(text).results().toList());
  }

  /** The role, password and database that one of its variables names in a URL. */
  public Optional<ConnectionParameters> login() {
    Map<String, String> variables = environment();
    Optional<ConnectionParameters> url =
        variables.values().stream()
            .flatMap(value -> ConnectionParameters.parse(value).stream())
            .reduce((first, last) -> last);
    return url.or(() -> loginOfOfficialImage(variables));
  }

  /** The official image of PostgreSQL takes them apart, and has defaults. */
  private static Optional<ConnectionParameters> loginOfOfficialImage(
      Map<String, String> variables) {
    if (!variables.containsKey("POSTGRES_PASSWORD")) {
      return Optional.empty();
    }
    String user = variables.getOrDefault("POSTGRES_USER", "postgres");
    String database = variables.getOrDefault("POSTGRES_DB", user);
    return Optional.of(
        ConnectionParameters.usual(database).withLogin(user, variables.get("POSTGRES_PASSWORD")));
  }

  Dockerfile with(String changed) {
    return new Dockerfile(path, changed);
  }

  static String label(String value) {
    String instance = OwnLabel.NAME + "=\"" + OwnLabel.value() + "\" ";
    return "LABEL " + instance + LABEL + "=\"" + value + "\"\n";
  }

  /** The label that it has from us, as {@code NAME=VALUE}; empty if it has none. */
  Optional<String> ownLabel() {
    Matcher found = OWN_LABEL.matcher(text);
    return found.find() ? Optional.of(LABEL + "=" + found.group(1)) : Optional.empty();
  }

  private Dockerfile replaced(MatchResult found, String change) {
    return with(text.substring(0, found.start()) + change + text.substring(found.end()));
  }

  /** A further word after a command: the exec form wants it in quotes of its own. */
  private String nextWord(MatchResult found, String word) {
    if (instructionAt(found.start()).filter(DockerfileInstruction::isExecForm).isEmpty()) {
      return " " + word;
    }
    return found.group().endsWith("\"") ? ", \"" + word + "\"" : "\", \"" + word;
  }

  private Optional<DockerfileInstruction> instructionAt(int offset) {
    return DockerfileInstruction.of(text).stream().filter(one -> one.contains(offset)).findFirst();
  }

  private List<MatchResult> matches(Pattern pattern, int group) {
    return pattern.matcher(text).results().filter(match -> !isComment(match.start(group))).toList();
  }

  MatchResult place(Optional<String> command) {
    Pattern wanted = command.map(Pattern::quote).map(Pattern::compile).orElse(UPGRADE);
    List<MatchResult> found = matches(wanted, 0);
    String name = command.map(given -> "`" + given + "`").orElse("`upgrade head`");
    if (found.isEmpty()) {
      throw new Failure(
          path + " does not contain " + name + ", so it is not known where it migrates",
          "Pass --upgrade-command with the text there that upgrades the database."
              + lines("Lines that may be it:", linesNamingAlembic()));
    }
    if (found.size() > 1) {
      throw new Failure(
          path + " contains " + name + " " + found.size() + " times, expected once",
          "Pass --upgrade-command with a longer text that is there only once."
              + lines("The lines are:", linesOf(found)));
    }
    checkIsBuilt(found.get(0), name);
    return found.get(0);
  }

  private void checkIsBuilt(MatchResult found, String name) {
    instructionAt(found.start())
        .map(DockerfileInstruction::keyword)
        .filter(List.of("CMD", "ENTRYPOINT")::contains)
        .ifPresent(
            keyword -> {
              throw new Failure(
                  path + " has " + name + " in its " + keyword + ", expected in a RUN",
                  "The image must hold the migrated database when its build ends: name another file"
                      + " with --dockerfile, or pass --engine local."
                      + lines("The line is:", linesOf(List.of(found))));
            });
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
