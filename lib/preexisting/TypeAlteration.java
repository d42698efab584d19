package preexisting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What migrations did to types and sequences of the environment, from pg_dump's statements. */
public final class TypeAlteration {
  private static final Pattern ENUM =
      Pattern.compile("CREATE TYPE (.*) AS ENUM \\((.*)\\);", Pattern.DOTALL);
  private static final Pattern LABEL = Pattern.compile("'(?:[^']|'')*+'");
  private static final Pattern ADDED =
      Pattern.compile("(ALTER TYPE .*? ADD VALUE )('.*)", Pattern.DOTALL);
  private static final Pattern DOMAIN =
      Pattern.compile("CREATE DOMAIN (.*?) AS (.*?);", Pattern.DOTALL);
  private static final Pattern DOMAIN_PART =
      Pattern.compile(
          "(?<type>^.*?)(?<null> NOT NULL)?(?: DEFAULT (?<value>.*?))?"
              + "(?<checks>(?:\\n\\tCONSTRAINT .*)?)$",
          Pattern.DOTALL);

  private TypeAlteration() {}

  /** Adds or renames labels of an enum; empty if that does not give the new one. */
  static Optional<List<String>> ofEnum(String before, String cut) {
    Matcher then = ENUM.matcher(before);
    Matcher now = ENUM.matcher(cut);
    if (!then.matches() || !now.matches()) {
      return Optional.empty();
    }
    List<String> old = labels(then.group(2));
    List<String> labels = labels(now.group(2));
    String alter = "ALTER TYPE " + now.group(1) + " ";
    if (old.size() == labels.size()) {
      List<String> renames = new ArrayList<>();
      for (int i = 0; i < old.size(); i++) {
        if (!old.get(i).equals(labels.get(i))) {
          renames.add(alter + "RENAME VALUE " + old.get(i) + " TO " + labels.get(i) + ";");
        }
      }
      return Optional.of(renames);
    }
    List<String> additions = new ArrayList<>();
    int next = 0;
    String place = old.isEmpty() ? "" : " BEFORE " + old.get(0);
    for (String label : labels) {
      if (next < old.size() && old.get(next).equals(label)) {
        next++;
      } else {
        additions.add(alter + "ADD VALUE " + label + place + ";");
      }
      place = " AFTER " + label;
    }
    return next == old.size() ? Optional.of(additions) : Optional.empty();
  }

  /** A statement that adds a label, so that it can be run again; empty for any other. */
  public static Optional<String> repeatable(String statement) {
    Matcher found = ADDED.matcher(statement);
    return found.matches()
        ? Optional.of(found.group(1) + "IF NOT EXISTS " + found.group(2))
        : Optional.empty();
  }

  /** Changes a domain's default, NOT NULL and constraints; empty if its type changed. */
  static Optional<List<String>> ofDomain(String before, String cut) {
    Matcher then = DOMAIN.matcher(before);
    Matcher now = DOMAIN.matcher(cut);
    if (!then.matches() || !now.matches()) {
      return Optional.empty();
    }
    Matcher old = DOMAIN_PART.matcher(then.group(2));
    Matcher made = DOMAIN_PART.matcher(now.group(2));
    if (!old.matches() || !made.matches() || !old.group("type").equals(made.group("type"))) {
      return Optional.empty();
    }
    String alter = "ALTER DOMAIN " + now.group(1) + " ";
    List<String> statements = new ArrayList<>();
    if (!Optional.ofNullable(old.group("value")).equals(Optional.ofNullable(made.group("value")))) {
      statements.add(
          alter
              + Optional.ofNullable(made.group("value"))
                  .map(value -> "SET DEFAULT " + value)
                  .orElse("DROP DEFAULT")
              + ";");
    }
    boolean refuses = made.group("null") != null;
    if (refuses != (old.group("null") != null)) {
      statements.add(alter + (refuses ? "SET" : "DROP") + " NOT NULL;");
    }
    List<String> oldChecks = checks(old.group("checks"));
    List<String> checks = checks(made.group("checks"));
    for (String check : oldChecks) {
      if (!checks.contains(check)) {
        statements.add(alter + "DROP " + check.substring(0, check.indexOf(" CHECK ")) + ";");
      }
    }
    checks.stream()
        .filter(check -> !oldChecks.contains(check))
        .forEach(check -> statements.add(alter + "ADD " + check + ";"));
    return Optional.of(statements);
  }

  /** Changes a sequence: every parameter is named, as pg_dump names them. */
  static String ofSequence(String cut) {
    String altered = cut.replaceFirst("^CREATE (?:UNLOGGED )?SEQUENCE ", "ALTER SEQUENCE ");
    return altered.contains("\n    CYCLE")
        ? altered
        : altered.replaceFirst(";$", "\n    NO CYCLE;");
  }

  private static List<String> labels(String list) {
    return LABEL.matcher(list).results().map(found -> found.group()).toList();
  }

  private static List<String> checks(String list) {
    return List.of(list.split("\n\t")).stream().filter(check -> !check.isEmpty()).toList();
  }
}
