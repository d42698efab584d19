package project;

import answers.Answers;
import answers.SecretPatterns;
import archive.HistoryMode;
import config.ToolSection;
import console.Failure;
import console.SimilarNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * The settings that a project keeps in its files, for all its clones: what stands in {@code
 * [tool.alembic-squash]} of its pyproject.toml, or in {@code [alembic_squash]} of its alembic.ini.
 * The command line and the plan come before them. They hold no secrets.
 *
 * @param place the file and its section; empty if there is none
 * @param options what they say, as if it were said on the command line
 * @param history what becomes of databases at squashed revisions, if they say so
 */
public record KeptSettings(
    Optional<String> place, ProjectOptions options, Optional<HistoryMode> history) {
  /** No file says anything. */
  static final KeptSettings NONE =
      new KeptSettings(Optional.empty(), new ProjectOptions(), Optional.empty());

  private static final String ENV = "env";
  private static final String VALUES = "values";
  private static final String HISTORY = "history";
  private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");

  /** What may stand there: options of the command line by their names, and lists in the plural. */
  private static final List<String> KEYS =
      List.of(
          "alembic-ini-path",
          "alembic-name",
          "alembic-version-table",
          "alembic-x",
          "allow-network",
          "db-name",
          "db-user",
          "deployed",
          "dockerfile",
          "engine",
          ENV,
          HISTORY,
          "image",
          "init-sql",
          "python",
          "server-url",
          "session-settings",
          "timeout",
          "upgrade-command",
          VALUES);

  /**
   * Reads them.
   *
   * @param folder the project's
   * @param ini Alembic's configuration if it is known to be elsewhere than in that folder
   * @param environment where the variables are taken from that {@code env} names
   * @throws Failure if both files have some, a key is unknown, or a value is wrong or a secret
   */
  public static KeptSettings of(Path folder, Optional<Path> ini, Map<String, String> environment) {
    List<ToolSection> found = new ArrayList<>();
    read(folder.resolve("pyproject.toml"))
        .flatMap(file -> ToolSection.ofToml("pyproject.toml", file))
        .ifPresent(found::add);
    Path inis = ini.orElse(folder.resolve("alembic.ini"));
    if (!inis.getFileName().toString().endsWith(".toml")) {
      read(inis)
          .flatMap(
              file ->
                  ToolSection.ofIni(
                      inis.startsWith(folder) ? folder.relativize(inis).toString() : "" + inis,
                      file))
          .ifPresent(found::add);
    }
    if (found.size() > 1) {
      throw new Failure(
          "settings for alembic_squash are in "
              + found.get(0).place()
              + " and in "
              + found.get(1).place(),
          "Keep them in one of the two.");
    }
    return found.isEmpty() ? NONE : of(found.get(0), folder, environment);
  }

  private static Optional<byte[]> read(Path file) {
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static KeptSettings of(
      ToolSection section, Path folder, Map<String, String> environment) {
    List<String> words = new ArrayList<>(List.of("--project-root=" + folder));
    section
        .values()
        .forEach(
            (key, texts) -> {
              checkKey(section.place(), key);
              texts.forEach(text -> checkSecret(section.place(), key, text));
              if (key.equals(ENV)) {
                variables(texts)
                    .forEach(name -> words.add("--env=" + taken(section, name, environment)));
              } else if (key.equals(VALUES)) {
                texts.forEach(text -> words.add("--value=" + text));
              } else if (key.equals("python")) {
                words.add("--python=" + program(folder, texts));
              } else if (!key.equals(HISTORY)) {
                texts.forEach(text -> words.add("--" + key + "=" + text));
              }
            });
    try {
      ProjectOptions options =
          CommandLine.populateCommand(new ProjectOptions(), words.toArray(String[]::new));
      options.settings();
      checkAnswers(section.place(), options.answers());
      List<String> history = section.values().getOrDefault(HISTORY, List.of());
      return new KeptSettings(
          Optional.of(section.place()), options, history.stream().findFirst().map(HistoryMode::of));
    } catch (CommandLine.ParameterException wrong) {
      throw Failure.usage(section.place() + ": " + wrong.getMessage(), "Correct it there.");
    } catch (Failure wrong) {
      throw wrong.getMessage().startsWith(section.place())
          ? wrong
          : Failure.usage(section.place() + ": " + wrong.getMessage(), wrong.hint());
    }
  }

  private static void checkKey(String place, String key) {
    if (KEYS.contains(key)) {
      return;
    }
    if (key.contains("password")) {
      throw Failure.usage(
          place + ": '" + key + "' is a secret, and files that others read hold none",
          "Leave it out, and set SQUASH_DB_PASSWORD or PGPASSWORD where it is needed.");
    }
    List<String> nearest = SimilarNames.nearest(key, KEYS);
    throw Failure.usage(
        place + ": there is no setting '" + key + "'",
        nearest.isEmpty()
            ? "There are: " + String.join(", ", KEYS) + "."
            : "Did you mean " + String.join(", or ", nearest) + "?");
  }

  private static void checkSecret(String place, String key, String text) {
    boolean isOfSecret = key.equals(ENV) && text.contains("=");
    if (isOfSecret) {
      throw Failure.usage(
          place + ": 'env' names variables, and has a value for " + text.replaceFirst("=.*", ""),
          "Write env = [\""
              + text.replaceFirst("=.*", "")
              + "\"]; its value is the environment's.");
    }
    if (SecretPatterns.isValue(text) || SecretPatterns.isInOption("", text)) {
      throw Failure.usage(
          place + ": the value of '" + key + "' looks like a secret, or has one in it",
          "Files that others read hold none: say it on the command line or in the environment.");
    }
  }

  /** What an answer puts into a column that holds secrets is one. */
  private static void checkAnswers(String place, Answers answers) {
    answers
        .byName()
        .forEach(
            (name, answer) -> {
              boolean isLiteral = answer.expression().contains("'");
              String column = name.substring(name.lastIndexOf('.') + 1);
              if (isLiteral
                  && (SecretPatterns.isName(column)
                      || literals(answer.expression()).stream()
                          .anyMatch(SecretPatterns::isValue))) {
                throw Failure.usage(
                    place + ": the answer for " + name + " looks like a secret",
                    "Files that others read hold none: say it with --value.");
              }
            });
  }

  private static List<String> literals(String expression) {
    return LITERAL.matcher(expression).results().map(found -> found.group(1)).toList();
  }

  private static List<String> variables(List<String> texts) {
    return texts.stream()
        .flatMap(text -> List.of(text.split("[\\s,]+")).stream())
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static String taken(ToolSection section, String name, Map<String, String> environment) {
    String value = environment.get(name);
    if (value == null) {
      throw Failure.usage(
          section.place() + " takes the variable " + name + " from the environment, which has none",
          "Set it there, or pass --env " + name + "=VALUE.");
    }
    return name + "=" + value;
  }

  /** A path is the project's. */
  private static String program(Path folder, List<String> texts) {
    String said = String.join("", texts);
    return said.contains("/") ? folder.resolve(said).toString() : said;
  }

  /** The settings by name, as a plan keeps them. */
  Map<String, String> settings() {
    return options.settings();
  }

  /** All of it in one text that is the same for the same words. */
  String said() {
    return options.engine() + "\n" + settings() + "\n" + options.answers().lines() + history;
  }

  /** Those that a plan may keep: the environment has the variables at every phase. */
  Map<String, String> planned() {
    Map<String, String> planned = new TreeMap<>(settings());
    planned.keySet().removeIf(name -> name.startsWith(ProjectOptions.ENVIRONMENT));
    return planned;
  }
}
