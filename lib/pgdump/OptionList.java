package pgdump;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import postgres.Sql;

/**
 * The statement that makes or alters a foreign data wrapper, a server or a user mapping, as pg_dump
 * writes it: with a list of options at its end.
 *
 * @param verb {@code CREATE} or {@code ALTER}
 * @param object what is made, as SQL names it
 * @param rest what stands between that and the options
 * @param options in order
 */
public record OptionList(String verb, String object, String rest, List<Option> options) {
  private static final String QUOTED = "\"(?:[^\"]|\"\")*+\"";
  private static final String NAME = "((?:" + QUOTED + "|[^\\s\"(),;])++)";
  private static final String PLAIN = "'(?:[^']|'')*+'";
  private static final String LITERAL = "(E'(?:[^'\\\\]|''|\\\\.)*+'|" + PLAIN + ")";
  private static final Pattern OBJECT =
      Pattern.compile(
          "(?:USER MAPPING FOR %1$s SERVER %1$s|SERVER %1$s|FOREIGN DATA WRAPPER %1$s)"
              .formatted(NAME));
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(CREATE|ALTER) (%s)((?:%s|%s|[^'\"(])*?)(?: OPTIONS \\(\n    (.*)\n\\))?;"
              .formatted(OBJECT.pattern().replace("((?:", "(?:(?:"), PLAIN, QUOTED),
          Pattern.DOTALL);
  private static final Pattern OPTION =
      Pattern.compile("(?:(ADD|SET|DROP) )?" + NAME + "(?: " + LITERAL + ")?", Pattern.DOTALL);
  private static final String BETWEEN = ",\n    ";

  /**
   * An option.
   *
   * @param action {@code ADD}, {@code SET} or {@code DROP} where the statement alters; else empty
   * @param name as SQL writes it
   * @param literal its value likewise; empty if it is dropped
   */
  record Option(String action, String name, String literal) {
    /** The name, not quoted. */
    String plainName() {
      return Sql.unquoted(name);
    }

    /** The value itself. */
    String value() {
      return literal.isEmpty() ? "" : unquoted(literal);
    }

    /** As the list has it. */
    public String text() {
      return (action.isEmpty() ? "" : action + " ")
          + name
          + (literal.isEmpty() ? "" : " " + literal);
    }

    private Option with(String otherAction) {
      return new Option(otherAction, name, otherAction.equals("DROP") ? "" : literal);
    }
  }

  /** Reads a statement; empty if it is of another kind. */
  public static Optional<OptionList> parse(String statement) {
    Matcher found = STATEMENT.matcher(statement);
    if (!found.matches()) {
      return Optional.empty();
    }
    List<Option> options = new ArrayList<>();
    String list = Optional.ofNullable(found.group(4)).orElse("");
    Matcher option = OPTION.matcher(list);
    while (option.lookingAt()) {
      options.add(new Option(group(option, 1), option.group(2), group(option, 3)));
      option.region(Math.min(list.length(), option.end() + BETWEEN.length()), list.length());
    }
    // What cannot be written again as it was is not understood.
    return Optional.of(new OptionList(found.group(1), found.group(2), found.group(3), options))
        .filter(read -> read.text().equals(statement));
  }

  private static String group(Matcher found, int group) {
    return Optional.ofNullable(found.group(group)).orElse("");
  }

  /** What a literal of SQL says, as pg_dump writes literals. */
  static String unquoted(String literal) {
    return literal.startsWith("E")
        ? literal.substring(2, literal.length() - 1).replace("''", "'").replace("\\\\", "\\")
        : literal.substring(1, literal.length() - 1).replace("''", "'");
  }

  /** The names in it, not quoted: of a user mapping the server's and the role's. */
  List<String> names() {
    Matcher found = OBJECT.matcher(object);
    found.matches();
    List<String> names = new ArrayList<>();
    for (int group = found.groupCount(); group > 0; group--) {
      Optional.ofNullable(found.group(group)).map(Sql::unquoted).ifPresent(names::add);
    }
    return names;
  }

  /** The same with other options. */
  OptionList with(List<Option> others) {
    return new OptionList(verb, object, rest, others);
  }

  /**
   * The statement that alters what was made into this.
   *
   * @param old how it was made
   * @return empty if more than options has to change
   */
  public Optional<OptionList> changing(OptionList old) {
    if (!object.equals(old.object) || !rest.equals(old.rest)) {
      return Optional.empty();
    }
    List<Option> changes = new ArrayList<>();
    old.options.stream()
        .filter(then -> find(then.name()).isEmpty())
        .forEach(then -> changes.add(then.with("DROP")));
    for (Option option : options) {
      Optional<Option> then = old.find(option.name());
      if (then.isEmpty()) {
        changes.add(option.with("ADD"));
      } else if (!then.get().equals(option)) {
        changes.add(option.with("SET"));
      }
    }
    return Optional.of(new OptionList("ALTER", object, "", changes));
  }

  private Optional<Option> find(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  /** The statement; empty if it alters nothing. */
  public String text() {
    if (verb.equals("ALTER") && options.isEmpty()) {
      return "";
    }
    String list = options.stream().map(Option::text).collect(Collectors.joining(BETWEEN));
    return verb
        + " "
        + object
        + rest
        + (options.isEmpty() ? "" : " OPTIONS (\n    " + list + "\n)")
        + ";";
  }
}
