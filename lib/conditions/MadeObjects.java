package conditions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import postgres.Sql;

/**
 * The names of what squashed revisions make, and in which files: what is theirs is no matter of the
 * place.
 */
final class MadeObjects {
  private static final String NAME = Sql.IDENTIFIER;
  private static final Pattern MAKING =
      Pattern.compile(
          "(?i)\\b(?:CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:\\w+\\s+){0,3}?"
              + "(?:TABLE|VIEW|INDEX|SEQUENCE|TYPE|DOMAIN|SCHEMA|FUNCTION|PROCEDURE|AGGREGATE|TRIGGER"
              + "|RULE|POLICY|EXTENSION|ROLE|USER|GROUP|SERVER|WRAPPER|STATISTICS|COLLATION|LANGUAGE"
              + "|OPERATOR|CAST|PUBLICATION|CONFIGURATION|DICTIONARY)\\s+(?:CONCURRENTLY\\s+)?"
              + "(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:AUTHORIZATION\\s+)?"
              + "|RENAME\\s+TO\\s+|ADD\\s+CONSTRAINT\\s+|RENAME\\s+CONSTRAINT\\s+\\S+\\s+TO\\s+)("
              + NAME
              + "(?:\\s*\\.\\s*"
              + NAME
              + ")*)");
  private static final Pattern SETTING =
      Pattern.compile(
          "(?i)\\bSET\\s+(?:LOCAL\\s+|SESSION\\s+)?([\\w.]+)\\s*(?:=|TO\\b)"
              + "|\\bset_config\\s*\\(\\s*'([^']+)'");
  private static final Pattern CALLED =
      Pattern.compile("(?i)\\b(?:SELECT|PERFORM|CALL|FROM)\\s+((?:[\\w\"]+\\.)?[\\w\"]+)\\s*\\(");

  private final Map<String, Set<String>> files = new HashMap<>();
  private final Set<String> settings = new HashSet<>();
  private final Set<String> called = new HashSet<>();
  private final Set<String> mentioned = new HashSet<>();

  /** Notes the name of what a file makes. */
  void make(String path, String name) {
    files.computeIfAbsent(SqlText.bare(name), none -> new HashSet<>()).add(path);
  }

  /** Notes a name that is handed to what drops nothing. */
  void mention(String name) {
    mentioned.add(SqlText.bare(name));
  }

  /** Reads SQL. */
  void read(String path, String sql) {
    String code = SqlText.of(sql).code();
    MAKING.matcher(code).results().forEach(made -> make(path, made.group(1)));
    SETTING
        .matcher(code)
        .results()
        .map(set -> set.group(1) == null ? set.group(2) : set.group(1))
        .forEach(name -> settings.add(name.toLowerCase(Locale.ROOT)));
    CALLED.matcher(code).results().forEach(call -> called.add(SqlText.bare(call.group(1))));
  }

  /** Whether a squashed revision makes it. */
  boolean has(String name) {
    return files.containsKey(SqlText.bare(name));
  }

  /** Whether a squashed revision makes it in another file than this one. */
  boolean hasOutside(String path, String name) {
    return files.getOrDefault(SqlText.bare(name), Set.of()).stream()
        .anyMatch(file -> !file.equals(path));
  }

  /**
   * Whether a name looks like that of something that squashed revisions make: it is mentioned, or
   * is put together with the name of a table of theirs.
   */
  boolean mayHave(String name) {
    String bare = SqlText.bare(name);
    String[] words = bare.split("_", -1);
    for (int from = 0; from < words.length; from++) {
      String part = "";
      for (int to = from; to < words.length; to++) {
        part += (to == from ? "" : "_") + words[to];
        if (part.length() > 2 && files.containsKey(part)) {
          return true;
        }
      }
    }
    return has(bare) || mentioned.contains(bare);
  }

  /** Whether a squashed revision sets a setting. */
  boolean sets(String setting) {
    return settings.contains(setting.toLowerCase(Locale.ROOT));
  }

  /** Whether a squashed revision calls a function. */
  boolean calls(String function) {
    return called.contains(function);
  }
}
