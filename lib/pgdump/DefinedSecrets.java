package pgdump;

import answers.Secret;
import answers.SecretPatterns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postgres.Sql;

/**
 * A statement of pg_dump's, and the secrets that it holds: options of foreign data wrappers,
 * servers and user mappings, and what a connection string of a subscription has.
 *
 * @param without the statement without them; empty if nothing is left to do
 * @param hidden the statement with stars in place of each
 * @param secrets what they are
 */
public record DefinedSecrets(String without, String hidden, Map<Secret, String> secrets) {
  private static final Set<String> TYPES =
      Set.of("FOREIGN DATA WRAPPER", "SERVER", "USER MAPPING", "SUBSCRIPTION");
  private static final String STARS = "***";
  private static final Pattern SUBSCRIPTION =
      Pattern.compile(
          "(CREATE SUBSCRIPTION ((?:\"(?:[^\"]|\"\")*+\"|[^\\s\"])++) CONNECTION )"
              + "(E?'(?:[^']|'')*+')(.*)",
          Pattern.DOTALL);

  /** Finds them in a statement. */
  public static DefinedSecrets of(String statement) {
    Matcher subscription = SUBSCRIPTION.matcher(statement);
    return subscription.matches()
        ? of(subscription)
        : OptionList.parse(statement)
            .map(DefinedSecrets::of)
            .orElseGet(() -> new DefinedSecrets(statement, statement, Map.of()));
  }

  private static DefinedSecrets of(OptionList statement) {
    List<OptionList.Option> without = new ArrayList<>();
    List<OptionList.Option> hidden = new ArrayList<>();
    Map<Secret, String> secrets = new LinkedHashMap<>();
    for (OptionList.Option option : statement.options()) {
      if (!SecretPatterns.isInOption(option.plainName(), option.value())) {
        without.add(option);
        hidden.add(option);
        continue;
      }
      secrets.put(secret(statement, option.plainName()), option.value());
      hidden.add(new OptionList.Option(option.action(), option.name(), Sql.literal(STARS)));
      if (option.action().equals("SET")) {
        without.add(new OptionList.Option("DROP", option.name(), ""));
      }
    }
    return new DefinedSecrets(
        statement.with(without).text(), statement.with(hidden).text(), secrets);
  }

  private static Secret secret(OptionList statement, String option) {
    List<String> names = new ArrayList<>(statement.names());
    if (names.size() > 1) {
      names.set(1, names.get(1).equals("public") ? Secret.EVERYBODY : names.get(1));
      return new Secret(Secret.Kind.MAPPING, names, option);
    }
    boolean isServer = statement.object().startsWith("SERVER ");
    return new Secret(isServer ? Secret.Kind.SERVER : Secret.Kind.WRAPPER, names, option);
  }

  private static DefinedSecrets of(Matcher subscription) {
    String text = OptionList.unquoted(subscription.group(3));
    ConnectionString connection = ConnectionString.parse(text);
    List<ConnectionString.Part> found =
        connection.parts().stream()
            .filter(part -> SecretPatterns.isInOption(part.keyword(), part.value()))
            .toList();
    List<String> names = List.of(Sql.unquoted(subscription.group(2)));
    Map<Secret, String> secrets = new LinkedHashMap<>();
    if (found.size() == 1) {
      secrets.put(
          new Secret(Secret.Kind.SUBSCRIPTION, names, found.get(0).keyword()),
          found.get(0).value());
    } else if (!found.isEmpty()) {
      secrets.put(new Secret(Secret.Kind.SUBSCRIPTION, names, Secret.CONNECTION), text);
    }
    return new DefinedSecrets(
        connecting(subscription, connection.with(found::contains, "''", "")),
        connecting(subscription, connection.with(found::contains, STARS, STARS)),
        secrets);
  }

  private static String connecting(Matcher subscription, String connection) {
    return subscription.group(1) + Sql.literal(connection) + subscription.group(4);
  }

  /**
   * The connection string of a subscription, where a statement makes this one.
   *
   * @param name its name, not quoted
   */
  public static Optional<ConnectionString> connection(String statement, String name) {
    Matcher found = SUBSCRIPTION.matcher(statement);
    return found.matches() && Sql.unquoted(found.group(2)).equals(name)
        ? Optional.of(ConnectionString.parse(OptionList.unquoted(found.group(3))))
        : Optional.empty();
  }

  /** A dump without the secrets in its definitions. */
  public static Dump without(Dump dump) {
    return new Dump(
        dump.entries().stream()
            .map(
                entry ->
                    mayHave(entry)
                        ? entry.with(
                            entry.statements().stream().map(sql -> of(sql).without()).toList())
                        : entry)
            .toList());
  }

  /** The secrets in the definitions of a dump. */
  public static Map<Secret, String> in(Dump dump) {
    Map<Secret, String> all = new LinkedHashMap<>();
    dump.entries().stream()
        .filter(DefinedSecrets::mayHave)
        .flatMap(entry -> entry.statements().stream())
        .forEach(sql -> all.putAll(of(sql).secrets()));
    return all;
  }

  /**
   * A dump's text with stars in place of the secrets in its definitions.
   *
   * @param dump the same, read
   */
  public static String hidden(String text, Dump dump) {
    String hidden = text;
    for (DumpEntry entry : dump.entries()) {
      if (mayHave(entry)) {
        for (String sql : entry.statements()) {
          String other = of(sql).hidden();
          hidden = other.equals(sql) ? hidden : hidden.replace(sql, other);
        }
      }
    }
    return hidden;
  }

  private static boolean mayHave(DumpEntry entry) {
    return TYPES.contains(entry.type());
  }
}
