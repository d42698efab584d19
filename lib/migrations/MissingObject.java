package migrations;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postgres.ConnectionParameters;

/**
 * What to do where a revision needs something that no revision before it makes: histories that do
 * not start from nothing, and what an installation prepares by other means.
 */
final class MissingObject {
  private static final Pattern ROLE = Pattern.compile("role .* does not exist");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern EXTENSION =
      Pattern.compile("extension .* is not available|extension control file");

  private MissingObject() {}

  /**
   * The advice for an error of PostgreSQL's.
   *
   * @param sqlstate its code (the manual's appendix A)
   * @param message its text
   * @param to the throwaway database
   * @param provisions lines of the project's Dockerfile that make such things
   * @return empty if nothing is missing
   */
  static Optional<String> advice(
      String sqlstate, String message, ConnectionParameters to, List<String> provisions) {
    String lower = message.toLowerCase(Locale.ROOT);
    if (EXTENSION.matcher(lower).find()) {
      return Optional.of(
          "This PostgreSQL has no such extension: install its package (postgresql-contrib has"
              + " many), or build with Docker: --engine dockerfile.");
    }
    if (sqlstate.equals("3D000")) {
      return Optional.of(database(message, to));
    }
    return sentence(sqlstate, message, to).map(sentence -> sentence + shown(provisions));
  }

  private static String database(String message, ConnectionParameters to) {
    return "The throwaway database is named after the project or its Dockerfile, "
        + to.database()
        + ": pass --db-name "
        + named(message).orElse("NAME")
        + " to have it called as the migrations spell it.";
  }

  private static Optional<String> named(String message) {
    Matcher name = QUOTED.matcher(message);
    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }

  private static String role(String message, ConnectionParameters to) {
    return "The throwaway server has no such role: pass --init-sql with a file that says CREATE"
        + " ROLE; or, if it is the one that runs the migrations, which is called "
        + to.user()
        + " here, --db-user "
        + named(message).orElse("NAME")
        + ".";
  }

  private static Optional<String> sentence(
      String sqlstate, String message, ConnectionParameters to) {
    return switch (sqlstate) {
      case "42P01" ->
          Optional.of(
              "No revision before it makes that table: this history does not start from an empty"
                  + " database. Pass --init-sql with a file of SQL that makes what was there"
                  + " before the first migration.");
      case "3F000" ->
          Optional.of(
              "No revision before it makes that schema: pass --init-sql with a file that says"
                  + " CREATE SCHEMA.");
      case "42704" ->
          Optional.of(
              ROLE.matcher(message).find()
                  ? role(message, to)
                  : "No revision before it makes that: if it is part of an extension, pass"
                      + " --init-sql with a file that says CREATE EXTENSION.");
      case "42883" ->
          Optional.of(
              "No revision before it makes that function: if it is part of an extension, pass"
                  + " --init-sql with a file that says CREATE EXTENSION.");
      default -> Optional.empty();
    };
  }

  private static String shown(List<String> provisions) {
    return provisions.isEmpty()
        ? ""
        : "\nThe Dockerfile has, and only the dockerfile engine runs it:\n  "
            + String.join("\n  ", provisions);
  }
}
