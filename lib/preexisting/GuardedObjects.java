package preexisting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pgdump.DumpEntry;
import postgres.ObservedRun;
import postgres.Sql;
import statements.DoBlock;

/**
 * What the migrations make only if it is not there already: an administrator may have made it
 * beforehand. The baseline says so too where that gives the same.
 */
public final class GuardedObjects {
  private static final String NAME = Sql.IDENTIFIER;
  private static final String QUALIFIED = NAME + "(?:\\s*\\.\\s*" + NAME + ")*";
  private static final String KIND =
      "(?<kind>SCHEMA|SEQUENCE|FOREIGN\\s+TABLE|TABLE|INDEX|MATERIALIZED\\s+VIEW|SERVER|STATISTICS"
          + "|COLLATION|TYPE|DOMAIN|FUNCTION|PROCEDURE|AGGREGATE|VIEW|TRIGGER)";
  private static final String WORDS =
      "(?:(?:UNIQUE|UNLOGGED|CONSTRAINT|RECURSIVE|FOREIGN(?=\\s+TABLE\\b))\\s+)*";

  private static final Pattern GUARDED =
      Pattern.compile(
          "\\bCREATE\\s+(?<replaces>OR\\s+REPLACE\\s+)?"
              + WORDS
              + KIND
              + "\\s+(?:CONCURRENTLY\\s+)?(?<guard>IF\\s+NOT\\s+EXISTS\\s+)?(?:AUTHORIZATION\\s+)?(?<name>"
              + QUALIFIED
              + ")",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern COLUMN =
      Pattern.compile(
          "\\bALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?(?<table>"
              + QUALIFIED
              + ")(?<actions>[^;]*)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ADDED =
      Pattern.compile(
          "\\bADD\\s+(?:COLUMN\\s+)?IF\\s+NOT\\s+EXISTS\\s+(?<name>" + NAME + ")",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BLOCK =
      Pattern.compile("^\\s*DO\\b.*(?:\\bNOT\\s+EXISTS\\b|\\bduplicate_\\w+)", caseless());

  private static final Pattern PART = Pattern.compile(NAME);
  private static final Set<String> TABLES = Set.of("TABLE", "FOREIGN TABLE");
  private static final Set<String> CAUGHT = Set.of("TYPE", "DOMAIN");
  private static final Set<String> REPLACED =
      Set.of("FUNCTION", "PROCEDURE", "AGGREGATE", "VIEW", "TRIGGER");

  private static final Pattern CREATION =
      Pattern.compile(
          "^CREATE (UNIQUE )?(?<kind>SCHEMA|SEQUENCE|INDEX|MATERIALIZED VIEW|SERVER|STATISTICS"
              + "|COLLATION|FUNCTION|PROCEDURE|AGGREGATE|VIEW|TRIGGER) (?!IF NOT EXISTS )");

  private static final Pattern ADDITION =
      Pattern.compile("^(ALTER (?:FOREIGN )?TABLE .*? ADD COLUMN )(" + NAME + ")");

  private final List<Guarded> guarded = new ArrayList<>();
  private final Set<String> told = new TreeSet<>();

  /**
   * An object.
   *
   * @param kind in pg_dump's words; {@code COLUMN} for one of a table
   * @param names as they are written, the last one its own
   */
  private record Guarded(String kind, List<String> names, ObservedRun.Guarded by) {
    boolean isCalled(String schema, String name) {
      int last = names.size() - 1;
      return names.get(last).equals(name)
          && (last == 0 || schema.equals("-") || names.get(last - 1).equals(schema));
    }
  }

  private GuardedObjects() {}

  /** Those that some statements make. */
  public static GuardedObjects of(List<ObservedRun.Guarded> statements) {
    GuardedObjects found = new GuardedObjects();
    statements.forEach(found::look);
    return found;
  }

  private static int caseless() {
    return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  }

  private void look(ObservedRun.Guarded statement) {
    boolean isBlock = BLOCK.matcher(statement.sql()).find();
    GUARDED
        .matcher(statement.sql())
        .results()
        .filter(found -> isBlock || found.group(1) != null || found.group(3) != null)
        .forEach(
            found ->
                guarded.add(
                    new Guarded(
                        found.group(2).toUpperCase(Locale.ROOT).replaceAll("\\s+", " "),
                        names(found.group(4)),
                        statement)));
    COLUMN.matcher(statement.sql()).results().forEach(found -> lookAtColumns(found, statement));
  }

  private void lookAtColumns(MatchResult alteration, ObservedRun.Guarded statement) {
    ADDED
        .matcher(alteration.group(2))
        .results()
        .forEach(
            added -> {
              List<String> names = new ArrayList<>(names(alteration.group(1)));
              names.add(names(added.group(1)).get(0));
              guarded.add(new Guarded("COLUMN", names, statement));
            });
  }

  /** As the catalog has them: without quotes, and in small letters where they had none. */
  private static List<String> names(String qualified) {
    return PART.matcher(qualified).results().map(part -> part.group()).map(Sql::folded).toList();
  }

  /** The statements that make an entry, for a database that may have it already. */
  public List<String> of(DumpEntry entry, List<String> statements) {
    String name = entry.name().replaceFirst("\\(.*", "");
    int space = name.indexOf(' ');
    String own = entry.type().equals("TRIGGER") && space > 0 ? name.substring(space + 1) : name;
    Optional<Guarded> found = find(entry.type(), entry.schema(), own);
    if (found.isEmpty() || statements.isEmpty()) {
      return statements;
    }
    if (TABLES.contains(entry.type())) {
      told.add(entry.schema() + "." + entry.name() + " (" + found.get().by().place() + ")");
      return statements;
    }
    List<String> said = new ArrayList<>(statements);
    said.set(0, tolerant(entry.type(), statements.get(0)));
    return said;
  }

  private static String tolerant(String kind, String creation) {
    if (CAUGHT.contains(kind)) {
      return DoBlock.of(
          "BEGIN\n%s\nEXCEPTION WHEN duplicate_object THEN\n  NULL;\nEND".formatted(creation));
    }
    return REPLACED.contains(kind)
        ? creation.replaceFirst("^CREATE (?!OR REPLACE )", "CREATE OR REPLACE ")
        : CREATION.matcher(creation).replaceFirst("$0IF NOT EXISTS ");
  }

  /** The statements that alter a table of the environment, which may have its new columns. */
  public List<String> ofColumns(DumpEntry table, List<String> statements) {
    return statements.stream()
        .map(
            sql -> {
              Matcher added = ADDITION.matcher(sql);
              return added.find() && isColumn(table, names(added.group(2)).get(0))
                  ? added.group(1) + "IF NOT EXISTS " + sql.substring(added.start(2))
                  : sql;
            })
        .toList();
  }

  private boolean isColumn(DumpEntry table, String column) {
    return guarded.stream()
        .filter(found -> found.kind().equals("COLUMN"))
        .filter(found -> found.names().get(found.names().size() - 1).equals(column))
        .anyMatch(
            found ->
                new Guarded("TABLE", found.names().subList(0, found.names().size() - 1), found.by())
                    .isCalled(table.schema(), table.name()));
  }

  private Optional<Guarded> find(String kind, String schema, String name) {
    return guarded.stream()
        .filter(found -> found.kind().equals(kind) && found.isCalled(schema, name))
        .findFirst();
  }

  /** What the baseline makes whether it is there or not; empty if there is no such. */
  public Optional<String> warning() {
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "migrations make %s IF NOT EXISTS, and the baseline, which makes the final form, fails"
                    .formatted(String.join(", ", told))
                + " if one is there before the first migration");
  }
}
