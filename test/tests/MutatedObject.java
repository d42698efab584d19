package tests;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The object that a statement changes, by the names that the statement gives it: a table with its
 * schema, a trigger with its table, a function without its arguments. Of several statements the
 * first counts. In {@code test/proof} key words are in capitals, and names are not.
 *
 * @param names its identifiers, without quotes
 */
record MutatedObject(Set<String> names) {
  private static final String WORD = "\"[^\"]+\"|\\w+|[-+*/<>=~!@#%^&|`?]+";
  private static final Pattern IDENTIFIER = Pattern.compile(WORD);
  private static final String NAME = "((?![A-Z])(?:%1$s)(?:\\.(?:%1$s))*)".formatted(WORD);

  /** How statements begin, where an underscore stands for a name of the object. */
  private static final List<Pattern> BEGINNINGS =
      Stream.of(
              "(?:COMMENT ON|CREATE(?: OR REPLACE)?|ALTER|DROP) (?:CONSTRAINT|TRIGGER|RULE|POLICY)"
                  + " _ .*?\\b(?:ON|TO) (?:DOMAIN )?_",
              "(?:COMMENT ON|CREATE|DROP) CAST \\(_ AS _\\)",
              "(?:GRANT|REVOKE) [A-Z ]+ (?:\\(_\\) )?ON [A-Z ]*_",
              "GRANT _ TO _",
              "ALTER USER MAPPING FOR _ SERVER _",
              "ALTER (?:TABLE|DOMAIN) _ [A-Z ]*(?:CONSTRAINT|TRIGGER|RULE) _",
              "ALTER ROLE _ IN DATABASE _",
              "SELECT [a-z]\\w*\\('?_",
              "[A-Z ]+ _")
          .map(beginning -> Pattern.compile(beginning.replace("_", NAME)))
          .toList();

  /** What a statement changes. */
  static MutatedObject of(String sql) {
    String readable = sql.replace(BaseSchema.OF_THE_DATABASE, "database");
    Matcher found =
        BEGINNINGS.stream()
            .map(beginning -> beginning.matcher(readable))
            .filter(Matcher::lookingAt)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("what is changed by " + sql));
    return new MutatedObject(
        IntStream.rangeClosed(1, found.groupCount())
            .mapToObj(found::group)
            .filter(Objects::nonNull)
            .flatMap(MutatedObject::identifiers)
            .collect(Collectors.toSet()));
  }

  /** Whether a difference's subject holds each of the names as an identifier of its own. */
  boolean isIn(String subject) {
    return identifiers(subject).collect(Collectors.toSet()).containsAll(names);
  }

  private static Stream<String> identifiers(String text) {
    return IDENTIFIER.matcher(text).results().map(MatchResult::group).map(MutatedObject::unquoted);
  }

  private static String unquoted(String word) {
    return word.startsWith("\"") ? word.substring(1, word.length() - 1) : word;
  }
}
