package conditions;

import conditions.CodePattern.Told;
import conditions.PlaceCondition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
final class SqlQuestions {
  private static final String CATALOG =
      "(?i)(?<![\\w.])(?:pg_catalog\\s*\\.\\s*)?\\b(%s)\\b(?!\\s*\\()";
  private static final String OF_SESSION =
      "((?:current|session)_(?:user|role|catalog|database\\s*\\(\\s*\\)|schema(?:\\s*\\(\\s*\\))?))";

  /** Those of catalogs, by their names. */
  private static final List<CodePattern> CATALOGS =
      CodePattern.table(
          """
          OFFERED_EXTENSION  COMPARED  1  pg_available_extension(?:s|_versions)
          EXTENSION  COMPARED  1  pg_extension
          ROLE  COMPARED  -  pg_(?:roles|user|authid|shadow|group|auth_members)
          SETTING  COMPARED  1  pg_settings|pg_file_settings|pg_db_role_setting
          SESSION  COMPARED  1  pg_(?:stat_\\w+|replication_slots|timezone_\\w+|hba_file_rules)
          OBJECT  COMPARED  1  information_schema\\s*\\.\\s*\\w+|pg_(?:class|tables|views|matviews
              |indexes|index|sequences?|type|enum|proc|namespace|constraint|attribute|attrdef
              |(?:event_)?trigger|policies|policy|rules|database|tablespace|collation|language|am
              |opclass|operator|cast|description|foreign_(?:data_wrapper|server|table)
              |publication(?:_tables)?|subscription|ts_config|ts_dict|inherits|partitioned_table
              |depend)
          """,
          CATALOG::formatted);

  private static final List<CodePattern> OTHERS =
      CodePattern.table(
          """
          OBJECT  KEY  1  \\b(to_reg\\w+)\\s*\\(
          SETTING  KEY  -  \\b(current_setting)\\s*\\(
          SETTING  ITSELF  -  ^\\W*SHOW\\s+([\\w.]+)\\W*$
          VERSION  NOT  -  \\b(version)\\s*\\(\\s*\\)
          PRIVILEGE  KEY  1  \\b(has_\\w+_privilege|pg_has_role)\\s*\\(
          SESSION  ITSELF  -  \\b(inet_\\w+_(?:addr|port)|pg_is_in_recovery|pg_backend_pid)\\s*\\(
          SESSION  ITSELF  -  \\b%1$s\\s*(?:::\\s*\\w+\\s*)?
              (?:=|<>|!=|!?~\\*?|(?:NOT\\s+)?I?LIKE|(?:NOT\\s+)?IN)\\s*\\(?\\s*'
          SESSION  ITSELF  -  '\\s*(?:=|<>|!=)\\s*%1$s
          """,
          pattern -> "(?i)" + pattern.replace("%1$s", OF_SESSION));

  /** Columns of catalogs that have the name of what is looked for. */
  private static final String KEYS =
      "(?!schemaname)\\w*name|grantee|granted_role|enumlabel|\\w*relid|\\w*typid|oid|inhparent";

  private static final String STRING = "'((?:[^']|'')*+)'";
  private static final Pattern STRINGS = Pattern.compile(STRING);
  private static final Pattern COMPARED =
      Pattern.compile(
          "(?i)\\b(?:"
              + KEYS
              + ")\"?\\s*\\)?\\s*(?:::\\s*\\w+\\s*)?"
              + "(?:=|<>|!=|!?~\\*?|~~\\*?|(?:NOT\\s+)?I?LIKE|(?:NOT\\s+)?IN|SIMILAR\\s+TO|\\^@)\\s*"
              + "(?:(?:ANY|ALL|SOME)\\s*)?\\(?\\s*(?:ARRAY\\s*\\[)?\\s*(?:to_reg\\w+\\s*\\(|lower\\s*\\()?"
              + "((?:\\s*,?\\s*E?"
              + STRING
              + "(?:\\s*::\\s*[\\w.]+)?)++)"
              + "|("
              + STRING
              + ")\\s*::\\s*(?:pg_catalog\\.)?reg\\w+");

  /** A schema is looked for together with what is in it. */
  private static final Set<String> USUAL_SCHEMAS = Set.of("public", "pg_catalog");

  private static final Pattern EVALUATED =
      Pattern.compile(
          "(?is)^\\W*(SELECT|WITH|INSERT|UPDATE|DELETE|MERGE|VALUES|TABLE|CALL|EXPLAIN|COPY|DO|BEGIN"
              + "|DECLARE|IF|EXISTS|FROM|WHERE|PERFORM|EXECUTE|SHOW"
              + "|CREATE\\s+(\\w+\\s+)*TABLE\\b[^;']*\\bAS\\b)\\b.*");
  private static final Pattern ROUTINE =
      Pattern.compile(
          "(?is)^\\W*CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:FUNCTION|PROCEDURE)\\s+([\\w.\"]+).*");
  private static final Pattern QUOTED_BLOCK =
      Pattern.compile("(?is)^\\s*DO\\s+(?:LANGUAGE\\s+\\w+\\s+)?E?" + STRING + ".*");

  /** What only defines something, in a block. */
  private static final Pattern DEFINITION =
      Pattern.compile(
          "(?i)(?<=;|\\bTHEN|\\bELSE|\\bBEGIN|\\bLOOP)\\s*(?:CREATE\\b(?![^;']*\\bTABLE\\b[^;']*\\bAS\\b)"
              + "|ALTER\\s+\\w+|COMMENT\\s+ON|GRANT|REVOKE)\\b[^;]*");

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

  private static final String PART = "(?:\"(?:[^\"]|\"\")++\"|[\\w$" + Spelled.UNKNOWN + "]+)";
  private static final String NAME = PART + "(?:\\s*\\.\\s*" + PART + ")*+";
  private static final Pattern DROP =
      Pattern.compile(
          "(?i)\\b(?:DROP|ALTER)\\s+(?:\\w+\\s+){1,3}?(?:CONCURRENTLY\\s+)?IF\\s+EXISTS\\s+(?:ONLY\\s+)?("
              + NAME
              + "(?:\\s*\\([^)]*\\))?(?:\\s*,\\s*"
              + NAME
              + ")*+)");
  private static final Pattern TABLE =
      Pattern.compile(
          "(?i)(?:\\bALTER\\s+(?:FOREIGN\\s+)?TABLE|\\bON)\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?("
              + NAME
              + ")");
  private static final Pattern GUARD = Pattern.compile("(?i)\\bNOT\\s+EXISTS\\b|\\bduplicate_\\w+");

  private SqlQuestions() {}

  /** All in a text, which may be no SQL. */
  static List<Question> in(String text) {
    List<Question> found = new ArrayList<>();
    for (SqlScanner.Statement statement : SqlScanner.statements(text)) {
      Matcher routine = ROUTINE.matcher(statement.text());
      if (routine.matches()) {
        String name = SqlText.bare(routine.group(1));
        evaluated(SqlText.of(statement.text())).forEach(one -> found.add(one.in(name)));
      } else {
        Matcher quoted = QUOTED_BLOCK.matcher(statement.text());
        SqlText code =
            SqlText.of(
                quoted.matches() ? "DO " + quoted.group(1).replace("''", "'") : statement.text());
        if (EVALUATED.matcher(code.words()).matches()) {
          evaluated(code).forEach(found::add);
        }
        dropped(code.words()).forEach(found::add);
      }
    }
    return found;
  }

  private static Stream<Question> evaluated(SqlText text) {
    String words =
        DEFINITION.matcher(text.words()).replaceAll(seen -> " ".repeat(seen.end() - seen.start()));
    boolean isGuarded = GUARD.matcher(words).find();
    Stream<Question> asked =
        Stream.of(CATALOGS, OTHERS)
            .flatMap(List::stream)
            .flatMap(
                rule ->
                    rule.pattern()
                        .matcher(words)
                        .results()
                        .map(seen -> asked(rule, text, seen, isGuarded)));
    return Stream.concat(asked, errors(text.words()));
  }

  private static Question asked(
      CodePattern rule, SqlText text, MatchResult seen, boolean isGuarded) {
    String word = seen.group(1);
    List<String> names =
        switch (rule.told()) {
          case COMPARED -> compared(text.around(seen.start()));
          case KEY ->
              STRINGS
                  .matcher(text.around(seen.end()))
                  .results()
                  .limit(1)
                  .map(one -> one.group(1))
                  .toList();
          default -> List.of(rule.kind() == Kind.SETTING ? lower(word) : word);
        };
    boolean isVersion =
        rule.told() == Told.NOT || names.stream().anyMatch(n -> n.startsWith("server_version"));
    return new Question(
        isVersion ? Kind.VERSION : rule.kind(),
        isVersion ? List.of() : names,
        rule.by().isEmpty() || isVersion ? "" : word.replaceAll("\\s", ""),
        word,
        Optional.empty(),
        isGuarded);
  }

  private static List<String> compared(String code) {
    return COMPARED
        .matcher(code)
        .results()
        .map(seen -> seen.group(1) == null ? seen.group(3) : seen.group(1))
        .flatMap(strings -> STRINGS.matcher(strings).results())
        .map(one -> SqlText.bare(one.group(1)))
        .filter(name -> !name.isEmpty() && !USUAL_SCHEMAS.contains(name))
        .toList();
  }

  /** Errors that a block goes on after; where it needs nothing of the place, with what it names. */
  private static Stream<Question> errors(String words) {
    Matcher exception = EXCEPTION.matcher(words);
    if (!exception.find()) {
      return Stream.empty();
    }
    String body = words.substring(0, exception.start());
    List<String> named =
        OF_THE_PLACE.matcher(body).find() ? List.of() : List.of(body.split("\\W+"));
    return CAUGHT
        .matcher(words.substring(exception.start()))
        .results()
        .flatMap(seen -> Stream.of(lower(seen.group(1)).split("\\s+or\\s+")))
        .filter(name -> TELLING_ERROR.matcher(name).matches())
        .map(name -> question(Kind.ERROR, name, named, name));
  }

  /** What is dropped or altered if it is there, with the tables that the statement names. */
  private static Stream<Question> dropped(String words) {
    List<String> tables = TABLE.matcher(words).results().map(seen -> seen.group(1)).toList();
    return DROP.matcher(words)
        .results()
        .flatMap(seen -> Stream.of(seen.group(1).replaceAll("\\([^)]*\\)", "").split(",")))
        .map(name -> question(Kind.DROPPED, SqlText.bare(name), tables, name.strip()));
  }

  private static Question question(Kind kind, String name, List<String> more, String word) {
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(more);
    return new Question(kind, names, "", word, Optional.empty(), false);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
