package conditions;

import conditions.UpgradeCode.Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import source.Calls;
import source.PythonNode;

/**
 * The names of what squashed revisions make, and in which files: what is theirs is no matter of the
 * place.
 */
final class MadeObjects {
  private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\w$]+)";
  private static final Pattern CREATION =
      Pattern.compile(
          "(?i)\\bCREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:(?:UNIQUE|UNLOGGED|TEMP|TEMPORARY|LOCAL|GLOBAL"
              + "|CONSTRAINT|RECURSIVE|FOREIGN|MATERIALIZED|EVENT|DEFAULT|TRUSTED|PROCEDURAL|ACCESS"
              + "|TEXT|SEARCH|DATA)\\s+)*"
              + "(?:TABLE|VIEW|INDEX|SEQUENCE|TYPE|DOMAIN|SCHEMA|FUNCTION|PROCEDURE|AGGREGATE|TRIGGER"
              + "|RULE|POLICY|EXTENSION|ROLE|USER|GROUP|SERVER|WRAPPER|STATISTICS|COLLATION|LANGUAGE"
              + "|OPERATOR|CAST|PUBLICATION|CONFIGURATION|DICTIONARY)\\s+(?:CONCURRENTLY\\s+)?"
              + "(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:AUTHORIZATION\\s+)?("
              + NAME
              + "(?:\\s*\\.\\s*"
              + NAME
              + ")*)");
  private static final Pattern RENAMED =
      Pattern.compile(
          "(?i)\\b(?:RENAME\\s+TO|ADD\\s+CONSTRAINT|RENAME\\s+CONSTRAINT\\s+\\S+\\s+TO)\\s+("
              + NAME
              + ")");
  private static final Pattern SETTING =
      Pattern.compile(
          "(?i)(?:\\bSET\\s+(?:LOCAL\\s+|SESSION\\s+)?([\\w.]+)\\s*(?:=|TO\\b)|\\bset_config\\s*\\(\\s*'([^']+)')");
  private static final Pattern CALLED =
      Pattern.compile("(?i)\\b(?:SELECT|PERFORM|CALL|FROM)\\s+((?:[\\w\"]+\\.)?[\\w\"]+)\\s*\\(");
  private static final Pattern CREATING =
      Pattern.compile(
          "(?:\\bcreate_\\w+|\\bTable|\\bSequence|\\bCreateSchema|(?i:enum)\\([^()]*?\\bname=|\\brename_table\\(\\s*['\"]\\w+['\"],)"
              + "\\(?\\s*(?:op\\.f\\(\\s*)?['\"]([\\w.]+)['\"]");
  private static final Pattern QUOTED = Pattern.compile("['\"](\\w+)['\"]");
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Set<String> NAMING = Set.of("name", "table_name", "index_name");

  private final Map<String, Set<String>> files = new HashMap<>();
  private final Set<String> settings = new HashSet<>();
  private final Set<String> called = new HashSet<>();
  private final Set<String> mentioned = new HashSet<>();

  /** Reads calls of Alembic's and SQLAlchemy's. */
  void readCalls(Spelled spelled, Part part) {
    readCalls(spelled, part.file(), part.node());
  }

  private void readCalls(Spelled spelled, CodeFile file, PythonNode node) {
    if (node.type().equals("call")) {
      String name = Calls.name(file.source(), node);
      if (name.equals("rename_table")) {
        Calls.positional(node, 1).ifPresent(made -> add(file, spelled.of(file, made)));
      } else if (name.startsWith("create_")
          || Set.of("Table", "Sequence", "CreateSchema", "Index", "PGFunction").contains(name)) {
        Calls.positional(node, 0).ifPresent(made -> add(file, spelled.of(file, made)));
      }
      if (!name.startsWith("drop_")) {
        NAMING.stream()
            .flatMap(key -> Calls.named(file.source(), node, key).stream())
            .forEach(made -> spelled.of(file, made).forEach(this::mention));
        if (name.equalsIgnoreCase("enum")) {
          Calls.named(file.source(), node, "name")
              .ifPresent(made -> add(file, spelled.of(file, made)));
        }
        Calls.arguments(node)
            .forEach(
                argument -> {
                  if (argument.type().equals("string")) {
                    spelled.of(file, argument).stream()
                        .filter(text -> WORD.matcher(text).matches())
                        .forEach(this::mention);
                  }
                });
      }
    }
    node.children().forEach(child -> readCalls(spelled, file, child));
  }

  private void mention(String name) {
    mentioned.add(SqlText.bare(name));
  }

  /** Reads a script that asks for nothing, without parsing it. */
  void readPlain(String path, String text) {
    readSql(path, text);
    CREATING.matcher(text).results().forEach(made -> add(path, made.group(1)));
    QUOTED.matcher(text).results().forEach(word -> mention(word.group(1)));
  }

  /** Reads SQL. */
  void readSql(String path, String sql) {
    String code = SqlText.of(sql).code();
    CREATION.matcher(code).results().forEach(made -> add(path, made.group(1)));
    RENAMED.matcher(code).results().forEach(made -> add(path, made.group(1)));
    SETTING
        .matcher(code)
        .results()
        .map(set -> set.group(1) == null ? set.group(2) : set.group(1))
        .forEach(name -> settings.add(name.toLowerCase(Locale.ROOT)));
    CALLED.matcher(code).results().forEach(call -> called.add(SqlText.bare(call.group(1))));
  }

  private void add(CodeFile file, List<String> names) {
    names.forEach(name -> add(file.path(), name));
  }

  private void add(String path, String name) {
    files.computeIfAbsent(SqlText.bare(name), none -> new HashSet<>()).add(path);
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
   * Whether a name looks like that of something that squashed revisions make: it stands in a call
   * that drops nothing, or is put together with the name of a table of theirs.
   */
  boolean mayHave(String name) {
    String bare = SqlText.bare(name);
    return has(bare)
        || mentioned.contains(bare)
        || files.keySet().stream()
            .filter(made -> made.length() > 2)
            .anyMatch(made -> ("_" + bare + "_").contains("_" + made + "_"));
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
