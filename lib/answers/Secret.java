package answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A secret that migrations give to something: the password of a role, or what stands in the
 * definition of a user mapping, a foreign server or wrapper, or a subscription. Answers name it
 * {@code role:NAME.password}, {@code mapping:SERVER.ROLE.OPTION} and the like. A name is in double
 * quotes, with escapes as Java has them, where it has signs that are not seen or mean something
 * here.
 *
 * @param kind what has it
 * @param names that one's, not quoted: of a user mapping the server's and the role's
 * @param option what it is called there
 */
public record Secret(Kind kind, List<String> names, String option) {
  /** The password of a role or of a connection. */
  public static final String PASSWORD = "password";

  /** A connection string with more than one secret, which is one as a whole. */
  public static final String CONNECTION = "connection";

  /** The role that runs the migrations, whatever it is called in a deployment. */
  public static final String WHOEVER = "CURRENT_USER";

  /** All roles that have no user mapping of their own. */
  public static final String EVERYBODY = "PUBLIC";

  private static final List<String> WORDS = List.of(WHOEVER, EVERYBODY);

  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\[\"\\\\]|\\\\[0-3][0-7]{2})*\"";
  private static final Pattern SHOWN =
      Pattern.compile("(\\w+):(.+)\\.(" + QUOTED + "|[^\".]+)", Pattern.DOTALL);
  private static final Pattern PAIR =
      Pattern.compile("(%1$s|[^\".][^.]*)\\.(%1$s|[^\".][^.]*)".formatted(QUOTED));
  private static final Pattern ODD = Pattern.compile("[\\x00-\\x1f\\x7f=\"\\\\]|  |^ | $|^$");

  private static final Pattern SIGN = Pattern.compile("[\\x00- \\x7f=\"\\\\]");

  /** What can have a secret. */
  public enum Kind {
    ROLE("role", "role %s"),
    WRAPPER("wrapper", "foreign data wrapper %s"),
    SERVER("server", "server %s"),
    MAPPING("mapping", "user mapping of %2$s for server %1$s"),
    SUBSCRIPTION("subscription", "subscription %s");

    private final String word;
    private final String words;

    Kind(String word, String words) {
      this.word = word;
      this.words = words;
    }
  }

  /** Keeps a copy. */
  public Secret {
    names = List.copyOf(names);
  }

  /** The password of a role. */
  public static Secret ofRole(String role) {
    return new Secret(Kind.ROLE, List.of(role), PASSWORD);
  }

  /** How it is named among columns. */
  public ColumnOrDefinition place() {
    String owner =
        names.size() == 1
            ? written(names.get(0), false)
            : written(names.get(0), names.get(0).contains("."))
                + "."
                + written(names.get(1), names.get(1).contains(".") || looksLikeWord(names.get(1)));
    return new ColumnOrDefinition(kind.word + ":" + owner, written(option, option.contains(".")));
  }

  /** A role may be called Public, but not public. */
  private static boolean looksLikeWord(String role) {
    return WORDS.stream().anyMatch(word -> word.equalsIgnoreCase(role) && !word.equals(role));
  }

  /** The one that an answer is about; empty if that is a column. */
  public static Optional<Secret> named(String shown) {
    Matcher found = SHOWN.matcher(shown);
    if (!found.matches()) {
      return Optional.empty();
    }
    String option = read(found.group(3));
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word.equals(found.group(1)))
        .filter(kind -> kind != Kind.ROLE || option.equals(PASSWORD))
        .map(kind -> new Secret(kind, names(kind, found.group(2)), option))
        .filter(secret -> !secret.names().isEmpty())
        .findFirst();
  }

  private static List<String> names(Kind kind, String shown) {
    if (kind != Kind.MAPPING) {
      return List.of(read(shown));
    }
    Matcher pair = PAIR.matcher(shown);
    if (!pair.matches()) {
      return List.of();
    }
    String role = pair.group(2);
    return List.of(
        read(pair.group(1)),
        WORDS.stream().filter(role::equalsIgnoreCase).findFirst().orElseGet(() -> read(role)));
  }

  /** What has it, in words. */
  public String owner() {
    return kind.words.formatted(names.toArray());
  }

  /** It in words, with what has it. */
  public String title() {
    return option + " of " + owner();
  }

  /** What was given, in words: {@code role app a password}. */
  public String gift() {
    return owner() + (option.equals(PASSWORD) ? " a password" : " the secret " + option);
  }

  /** The same in the words of a baseline, which does not know what the migrating role is called. */
  public Secret unnamed(String migratingRole) {
    List<String> others = new ArrayList<>(names);
    if (kind == Kind.MAPPING && others.get(1).equals(migratingRole)) {
      others.set(1, WHOEVER);
    }
    return new Secret(kind, others, option);
  }

  private static String written(String name, boolean inQuotes) {
    return inQuotes || ODD.matcher(name).find() ? quoted(name) : name;
  }

  private static String quoted(String name) {
    return '"' + SIGN.matcher(name).replaceAll(found -> escaped(found.group().charAt(0))) + '"';
  }

  private static String escaped(char sign) {
    String escape = sign == '"' || sign == '\\' ? "\\" + sign : "\\%03o".formatted((int) sign);
    return Matcher.quoteReplacement(escape);
  }

  private static String read(String written) {
    boolean isQuoted = written.matches("(?s)" + QUOTED);
    return isQuoted ? written.substring(1, written.length() - 1).translateEscapes() : written;
  }
}
