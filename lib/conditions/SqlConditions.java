package conditions;

import conditions.PlaceCondition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pgdump.SqlScanner;

/**
 * What a text of SQL asks of the place where it runs. Definitions that are only stored (views,
 * policies, defaults, functions) ask when they are used, which is no matter of a baseline.
 */
final class SqlConditions {
  /** Catalogs that tell of something, by what that is. */
  private static final Map<Kind, Pattern> CATALOGS =
      Map.of(
          Kind.OFFERED_EXTENSION,
          catalogs("pg_available_extensions|pg_available_extension_versions"),
          Kind.EXTENSION,
          catalogs("pg_extension"),
          Kind.ROLE,
          catalogs("pg_(roles|user|authid|shadow|group|auth_members)"),
          Kind.SETTING,
          catalogs("pg_settings|pg_file_settings|pg_db_role_setting"),
          Kind.SESSION,
          catalogs(
              "pg_(stat_\\w+|replication_slots|timezone_names|timezone_abbrevs|hba_file_rules)"),
          Kind.OBJECT,
          catalogs(
              "pg_(class|tables|views|matviews|indexes|index|sequences|sequence|type|enum|proc"
                  + "|namespace|constraint|attribute|attrdef|trigger|event_trigger|policies|policy|rules|database"
                  + "|tablespace|collation|language|am|opclass|operator|cast|description"
                  + "|foreign_data_wrapper|foreign_server|foreign_table|publication|publication_tables"
                  + "|subscription|ts_config|ts_dict|inherits|partitioned_table|depend)"
                  + "|information_schema\\s*\\.\\s*\\w+"));

  /** Columns of catalogs that have the name of what is looked for. */
  private static final String KEYS =
      "rolname|usename|groname|extname|name|relname|tablename|table_name|viewname|matviewname"
          + "|indexname|index_name|sequencename|sequence_name|typname|udt_name|domain_name|proname"
          + "|routine_name|nspname|schema_name|conname|constraint_name|attname|column_name|tgname"
          + "|trigger_name|polname|policyname|rulename|datname|spcname|collname|lanname|amname"
          + "|fdwname|srvname|pubname|subname|cfgname|evtname|enumlabel|conrelid|attrelid|indrelid"
          + "|tgrelid|oid|enumtypid|typname|relid|inhparent|inhrelid|granted_role|grantee";

  private static final String STRINGS = "((?:\\s*,?\\s*E?'(?:[^']|'')*'(?:\\s*::\\s*[\\w.]+)?)+)";
  private static final Pattern COMPARED =
      Pattern.compile(
          "(?i)\\b("
              + KEYS
              + ")\"?\\s*\\)?\\s*(?:::\\s*\\w+\\s*)?"
              + "(?:=|<>|!=|!?~\\*?|~~\\*?|(?:NOT\\s+)?I?LIKE|(?:NOT\\s+)?IN|SIMILAR\\s+TO|\\^@)\\s*"
              + "(?:(?:ANY|ALL|SOME)\\s*)?\\(?\\s*(?:ARRAY\\s*\\[)?\\s*(?:to_reg\\w+\\s*\\(|lower\\s*\\()?"
              + STRINGS);
  private static final Pattern CAST =
      Pattern.compile("(?i)('(?:[^']|'')*')\\s*::\\s*(?:pg_catalog\\.)?reg\\w+");
  private static final Pattern STRING = Pattern.compile("'((?:[^']|'')*)'");

  private static final Pattern EVALUATED =
      Pattern.compile(
          "(?is)^\\W*(SELECT|WITH|INSERT|UPDATE|DELETE|MERGE|VALUES|TABLE|CALL|EXPLAIN|COPY|DO|BEGIN"
              + "|DECLARE|IF|EXISTS|FROM|WHERE|PERFORM|EXECUTE|CREATE\\s+(\\w+\\s+)*TABLE\\b[^;']*\\bAS\\b)\\b.*");
  private static final Pattern SHOWN = Pattern.compile("(?is)^\\W*SHOW\\s+([\\w.]+)\\W*$");
  private static final Pattern ROUTINE =
      Pattern.compile(
          "(?is)^\\W*CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:FUNCTION|PROCEDURE)\\s+([\\w.\"]+).*");
  private static final Pattern BLOCK = Pattern.compile("(?is)^\\W*DO\\b.*");
  private static final Pattern QUOTED_BLOCK =
      Pattern.compile("(?is)^\\s*DO\\s+(?:LANGUAGE\\s+\\w+\\s+)?E?'((?:[^']|'')*)'.*");

  /** What only defines something, in a block. */
  private static final Pattern DEFINITION =
      Pattern.compile(
          "(?i)\\b(?:CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:(?:TEMP|TEMPORARY|UNLOGGED|UNIQUE|MATERIALIZED"
              + "|CONSTRAINT|RECURSIVE)\\s+)*(?:POLICY|VIEW|TRIGGER|RULE|INDEX|TYPE|EXTENSION|SCHEMA"
              + "|SEQUENCE|ROLE|TABLE(?![^;']*\\bAS\\b))|ALTER\\s+\\w+|COMMENT\\s+ON|GRANT|REVOKE)\\b[^;]*");

  private static final Pattern REGISTERED = Pattern.compile("(?i)\\b(to_reg\\w+)\\s*\\(");
  private static final Pattern SETTING = Pattern.compile("(?i)\\bcurrent_setting\\s*\\(");
  private static final Pattern VERSION = Pattern.compile("(?i)\\bversion\\s*\\(\\s*\\)");
  private static final Pattern PRIVILEGE =
      Pattern.compile("(?i)\\b(has_\\w+_privilege|pg_has_role)\\s*\\(");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)\\b(inet_(?:server|client)_(?:addr|port)|pg_is_in_recovery|pg_backend_pid)\\s*\\(");
  private static final String OF_SESSION =
      "(current_user|session_user|current_role|current_catalog|current_database\\s*\\(\\s*\\)"
          + "|current_schema(?:\\s*\\(\\s*\\))?)";
  private static final Pattern SESSION =
      Pattern.compile(
          "(?i)\\b"
              + OF_SESSION
              + "\\s*(?:::\\s*\\w+\\s*)?"
              + "(?:=|<>|!=|!?~\\*?|(?:NOT\\s+)?I?LIKE|(?:NOT\\s+)?IN)\\s*\\(?\\s*'"
              + "|'\\s*(?:=|<>|!=)\\s*"
              + OF_SESSION);
  private static final Pattern CAUGHT =
      Pattern.compile("(?i)\\bWHEN\\s+(\\w+(?:\\s+OR\\s+\\w+)*)\\s+THEN\\b");
  private static final Pattern EXCEPTION = Pattern.compile("(?i)\\bEXCEPTION\\s+WHEN\\b");
  private static final Pattern TELLING_ERROR =
      Pattern.compile(
          "undefined_\\w+|insufficient_privilege|feature_not_supported|others|invalid_\\w+");

  /** What statements need that no squashed revision makes as a rule. */
  private static final Pattern OF_THE_PLACE =
      Pattern.compile(
          "(?i)\\b(GRANT|REVOKE|OWNER\\s+TO|ROLE|USER|TABLESPACE|EXTENSION|SERVER|COLLATE)\\b");

  private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\w$" + Spelled.UNKNOWN + "]+)";
  private static final String QUALIFIED = NAME + "(?:\\s*\\.\\s*" + NAME + ")*";
  private static final Pattern DROP =
      Pattern.compile(
          "(?i)\\bDROP\\s+(?:\\w+\\s+){1,3}?(?:CONCURRENTLY\\s+)?IF\\s+EXISTS\\s+("
              + QUALIFIED
              + "(?:\\s*\\([^)]*\\))?(?:\\s*,\\s*"
              + QUALIFIED
              + ")*)(?:\\s+ON\\s+("
              + QUALIFIED
              + "))?");
  private static final Pattern ALTERED =
      Pattern.compile(
          "(?i)\\bALTER\\s+(?:FOREIGN\\s+)?TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?("
              + QUALIFIED
              + ")([^;]*)");
  private static final Pattern ALTER =
      Pattern.compile(
          "(?i)\\bALTER\\s+(?:\\w+\\s+){1,3}?IF\\s+EXISTS\\s+(?:ONLY\\s+)?(" + QUALIFIED + ")");
  private static final Pattern GUARD = Pattern.compile("(?i)\\bNOT\\s+EXISTS\\b|\\bduplicate_\\w+");

  private final List<Sighting> found = new ArrayList<>();

  private SqlConditions() {}

  /**
   * Something that SQL asks for.
   *
   * @param kind what it is
   * @param subjects the names that it may be about, the likeliest first
   * @param by the function or catalog; empty where the kind says it
   * @param word what is found at its place in the text
   * @param routine the function whose body it is in, which may be called or not
   * @param isGuarded whether the same statement has words by which a baseline knows that objects
   *     are only made where they are not there
   */
  record Sighting(
      Kind kind,
      List<String> subjects,
      String by,
      String word,
      Optional<String> routine,
      boolean isGuarded) {
    /** The same in the body of a function. */
    Sighting in(String name) {
      return new Sighting(kind, subjects, by, word, Optional.of(name), isGuarded);
    }
  }

  /** All in a text, which may be no SQL. */
  static List<Sighting> in(String text) {
    SqlConditions conditions = new SqlConditions();
    for (SqlScanner.Statement statement : SqlScanner.statements(text)) {
      conditions.look(statement.text());
    }
    return conditions.found;
  }

  private void look(String statement) {
    Matcher routine = ROUTINE.matcher(statement);
    if (routine.matches()) {
      SqlConditions body = new SqlConditions();
      body.evaluated(SqlText.of(statement));
      body.found.forEach(one -> found.add(one.in(SqlText.bare(routine.group(1)))));
      return;
    }
    Matcher quoted = QUOTED_BLOCK.matcher(statement);
    SqlText text =
        SqlText.of(quoted.matches() ? "DO " + quoted.group(1).replace("''", "'") : statement);
    Matcher shown = SHOWN.matcher(text.words());
    if (shown.matches()) {
      setting(shown.group(1), shown.group(1));
    } else if (EVALUATED.matcher(text.words()).matches()) {
      evaluated(text);
    }
    dropped(text);
  }

  private void evaluated(SqlText text) {
    boolean isBlock = BLOCK.matcher(text.words()).matches();
    String words =
        isBlock || text.words().contains(";") ? withoutDefinitions(text.words()) : text.words();
    boolean isGuarded = GUARD.matcher(words).find();
    CATALOGS.forEach(
        (kind, pattern) ->
            pattern
                .matcher(words)
                .results()
                .forEach(
                    seen ->
                        add(
                            kind,
                            subjects(kind, text.around(seen.start())),
                            seen.group(1).replaceAll("\\s", ""),
                            isGuarded)));
    REGISTERED
        .matcher(words)
        .results()
        .forEach(seen -> add(Kind.OBJECT, argument(text, seen.end()), seen.group(1), isGuarded));
    SETTING
        .matcher(words)
        .results()
        .forEach(
            seen ->
                setting(argument(text, seen.end()).stream().findFirst().orElse(""), seen.group()));
    VERSION
        .matcher(words)
        .results()
        .forEach(seen -> add(Kind.VERSION, List.of(), "", seen.group(), isGuarded));
    PRIVILEGE
        .matcher(words)
        .results()
        .forEach(seen -> add(Kind.PRIVILEGE, argument(text, seen.end()), seen.group(1), isGuarded));
    ADDRESS
        .matcher(words)
        .results()
        .forEach(seen -> add(Kind.SESSION, List.of(seen.group(1)), "", seen.group(1), isGuarded));
    SESSION
        .matcher(words)
        .results()
        .map(seen -> Optional.ofNullable(seen.group(1)).orElseGet(() -> seen.group(2)))
        .forEach(seen -> add(Kind.SESSION, List.of(seen), "", seen, isGuarded));
    errors(words);
  }

  private static String withoutDefinitions(String words) {
    return DEFINITION.matcher(words).replaceAll(seen -> " ".repeat(seen.end() - seen.start()));
  }

  private void setting(String name, String word) {
    boolean isVersion = name.toLowerCase(Locale.ROOT).startsWith("server_version");
    add(
        isVersion ? Kind.VERSION : Kind.SETTING,
        isVersion || name.isEmpty() ? List.of() : List.of(name.toLowerCase(Locale.ROOT)),
        "",
        word,
        false);
  }

  private void errors(String words) {
    Matcher exception = EXCEPTION.matcher(words);
    if (!exception.find()) {
      return;
    }
    String body = words.substring(0, exception.start());
    CAUGHT
        .matcher(words.substring(exception.start()))
        .results()
        .flatMap(seen -> Stream.of(seen.group(1).toLowerCase(Locale.ROOT).split("\\s+or\\s+")))
        .filter(name -> TELLING_ERROR.matcher(name).matches())
        .forEach(
            name -> {
              List<String> subjects = new ArrayList<>(List.of(name));
              if (!OF_THE_PLACE.matcher(body).find()) {
                Pattern.compile("\\w+")
                    .matcher(body)
                    .results()
                    .map(MatchResult::group)
                    .forEach(subjects::add);
              }
              add(Kind.ERROR, subjects, "", name, false);
            });
  }

  private void dropped(SqlText text) {
    List<int[]> altered = new ArrayList<>();
    for (MatchResult table : ALTERED.matcher(text.words()).results().toList()) {
      altered.add(new int[] {table.start(2), table.end(2)});
      DROP.matcher(table.group(2))
          .results()
          .forEach(seen -> drop(seen, Optional.of(table.group(1))));
    }
    DROP.matcher(text.words())
        .results()
        .filter(seen -> altered.stream().noneMatch(a -> a[0] <= seen.start() && seen.end() <= a[1]))
        .forEach(seen -> drop(seen, Optional.ofNullable(seen.group(2))));
    ALTER
        .matcher(text.words())
        .results()
        .forEach(
            seen ->
                add(Kind.DROPPED, List.of(SqlText.bare(seen.group(1))), "", seen.group(1), false));
  }

  private void drop(MatchResult seen, Optional<String> table) {
    for (String name : seen.group(1).replaceAll("\\([^)]*\\)", "").split(",", -1)) {
      List<String> subjects = new ArrayList<>(List.of(SqlText.bare(name)));
      table.map(SqlText::bare).ifPresent(subjects::add);
      add(Kind.DROPPED, subjects, "", name.strip(), false);
    }
  }

  /** The strings that the code around a catalog's name compares with names of objects. */
  private static List<String> subjects(Kind kind, String code) {
    List<String> subjects = new ArrayList<>();
    CAST.matcher(code).results().forEach(cast -> strings(cast.group(1), subjects));
    COMPARED.matcher(code).results().forEach(compared -> strings(compared.group(2), subjects));
    if (kind == Kind.OBJECT) {
      // A schema is looked for together with what is in it.
      List<String> others =
          subjects.stream().filter(name -> !Set.of("public", "pg_catalog").contains(name)).toList();
      return others;
    }
    return subjects;
  }

  private static void strings(String written, List<String> subjects) {
    STRING
        .matcher(written)
        .results()
        .map(one -> SqlText.bare(one.group(1)))
        .filter(name -> !name.isEmpty())
        .forEach(subjects::add);
  }

  /** The strings among the arguments of a function, which start at a place. */
  private static List<String> argument(SqlText text, int start) {
    List<String> subjects = new ArrayList<>();
    STRING
        .matcher(text.around(start))
        .results()
        .limit(1)
        .forEach(one -> subjects.add(one.group(1)));
    return subjects;
  }

  private void add(Kind kind, List<String> subjects, String by, boolean isGuarded) {
    add(kind, subjects, by, by, isGuarded);
  }

  private void add(Kind kind, List<String> subjects, String by, String word, boolean isGuarded) {
    found.add(
        new Sighting(
            kind, subjects, kind == Kind.ROLE ? "" : by, word, Optional.empty(), isGuarded));
  }

  private static Pattern catalogs(String names) {
    return Pattern.compile(
        "(?i)(?<![\\w.])(?:pg_catalog\\s*\\.\\s*)?\\b(" + names + ")\\b(?!\\s*\\()");
  }
}
