package baseline;

import answers.Secret;
import answers.ValueAnswer;
import console.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import pgdump.ConnectionString;
import pgdump.DefinedSecrets;
import postgres.Sql;
import statements.BaselineFile;

/**
 * The statement that sets a secret once the baseline has run.
 *
 * @param sql where Python's {@code format} puts the secret in: {@code {literal}} stands for it as a
 *     literal of SQL, {@code {conninfo}} for it as a value in a connection string in such a
 *     literal, {@code {uri}} for the same in a URI
 * @param variable the environment variable that holds it
 */
record SecretStatement(String sql, String variable) {
  private static final String LITERAL = "{literal}";

  /** Those that a baseline's heading asks for. */
  static List<SecretStatement> of(BaselineFile baseline) {
    List<SecretStatement> statements = new ArrayList<>();
    baseline
        .answers()
        .byName()
        .forEach(
            (name, answer) ->
                Secret.named(name)
                    .filter(secret -> answer.kind() == ValueAnswer.Kind.ENV)
                    .map(
                        secret ->
                            new SecretStatement(setting(secret, baseline), answer.expression()))
                    .ifPresent(statements::add));
    return statements;
  }

  /**
   * Writes it.
   *
   * @param baseline says what else a connection string has
   * @throws Failure if the baseline has no such connection string
   */
  private static String setting(Secret secret, BaselineFile baseline) {
    String name = identifier(secret.names().get(0));
    return switch (secret.kind()) {
      case ROLE -> "ALTER ROLE " + name + " PASSWORD " + LITERAL;
      case SERVER -> "ALTER SERVER " + name + option(secret);
      case WRAPPER -> "ALTER FOREIGN DATA WRAPPER " + name + option(secret);
      case MAPPING ->
          "ALTER USER MAPPING FOR "
              + role(secret.names().get(1))
              + " SERVER "
              + name
              + option(secret);
      case SUBSCRIPTION ->
          "ALTER SUBSCRIPTION "
              + name
              + " CONNECTION "
              + (secret.option().equals(Secret.CONNECTION)
                  ? LITERAL
                  : connection(secret, baseline));
    };
  }

  /** The baseline makes the object without the option. */
  private static String option(Secret secret) {
    return " OPTIONS (ADD " + identifier(secret.option()) + " " + LITERAL + ")";
  }

  private static String role(String name) {
    boolean isWord = List.of(Secret.WHOEVER, Secret.EVERYBODY).contains(name);
    return isWord ? name : identifier(name);
  }

  private static String identifier(String name) {
    return forFormat(Sql.identifier(name));
  }

  private static String forFormat(String text) {
    return text.replace("{", "{{").replace("}", "}}");
  }

  private static String connection(Secret secret, BaselineFile baseline) {
    String name = secret.names().get(0);
    ConnectionString connection =
        statements(baseline).stream()
            .flatMap(statement -> DefinedSecrets.connection(statement, name).stream())
            .findFirst()
            .orElseThrow(() -> unknown(secret));
    ConnectionString.Part gap = connection.part(secret.option()).orElseThrow(() -> unknown(secret));
    UnaryOperator<String> written =
        text -> forFormat(text.replace("\\", "\\\\").replace("'", "''"));
    return "E'"
        + written.apply(connection.text().substring(0, gap.from()))
        + (connection.isUri() ? "{uri}" : "{conninfo}")
        + written.apply(connection.text().substring(gap.end()))
        + "'";
  }

  private static List<String> statements(BaselineFile baseline) {
    return Arrays.stream(
            ("\n" + baseline.text()).split(Pattern.quote("\n" + baseline.marker() + " ")))
        .skip(1)
        .map(part -> part.substring(part.indexOf('\n') + 1).strip())
        .toList();
  }

  private static Failure unknown(Secret secret) {
    return Failure.usage(
        "the baseline makes no "
            + secret.owner()
            + " with a "
            + secret.option()
            + " in its connection string, so nothing can set it",
        "Answer " + secret.place().option() + "none, and set it by hand.");
  }
}
