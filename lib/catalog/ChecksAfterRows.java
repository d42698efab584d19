package catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import pgdump.DumpEntry;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;

/**
 * Checks of tables and domains that call a function of the project. It may look into tables whose
 * rows a baseline makes later than those that it checks, so such checks are added when all rows are
 * there, and are validated then.
 */
public final class ChecksAfterRows {
  /**
   * A partition's own copy of a check comes with that of the table above it. PostgreSQL adds no
   * check to a domain that columns have within another type: that of an array, or a composite one.
   */
  private static final String CALLING =
      """
      SELECT n.nspname, coalesce(c.relname, t.typname), quote_ident(k.conname),
        pg_get_constraintdef(k.oid), k.conislocal
      FROM pg_constraint k
      LEFT JOIN pg_class c ON c.oid = k.conrelid
      LEFT JOIN pg_type t ON t.oid = k.contypid
      JOIN pg_namespace n ON n.oid = coalesce(c.relnamespace, t.typnamespace)
      WHERE k.contype = 'c' AND k.convalidated
        AND NOT EXISTS (
          SELECT FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid
          WHERE a.atttypid = t.typarray OR a.atttypid = t.oid AND r.relkind = 'c')
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND EXISTS (
          SELECT FROM pg_depend d
          WHERE d.classid = 'pg_constraint'::regclass AND d.objid = k.oid
            AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)
            AND d.refobjid >= 16384
            AND NOT EXISTS (
              SELECT FROM pg_depend e
              WHERE e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e'))
      """;

  private static final Pattern EXISTING = Pattern.compile("CREATE [A-Z ]*IF NOT EXISTS ");
  private static final Set<String> HOLDERS = Set.of("TABLE", "FOREIGN TABLE", "DOMAIN");

  private final Map<Relation.Name, List<Check>> checks;

  private record Check(String name, String definition, boolean isLocal) {
    String written() {
      return "CONSTRAINT " + name + " " + definition;
    }

    String added() {
      return " ADD " + written() + ";";
    }
  }

  private ChecksAfterRows(Map<Relation.Name, List<Check>> checks) {
    this.checks = checks;
  }

  /** Reads them. */
  public static ChecksAfterRows of(ThrowawayDatabase database) {
    Map<Relation.Name, List<Check>> checks = new HashMap<>();
    try (Session session = database.session()) {
      session.execute("SET search_path = ''");
      session.forEach(
          CALLING,
          row ->
              checks
                  .computeIfAbsent(
                      new Relation.Name(row.getString(1), row.getString(2)),
                      name -> new ArrayList<>())
                  .add(new Check(row.getString(3), row.getString(4), row.getBoolean(5))));
      return new ChecksAfterRows(checks);
    }
  }

  /** There are none. */
  public static ChecksAfterRows none() {
    return new ChecksAfterRows(Map.of());
  }

  /**
   * The statements of an entry in two parts.
   *
   * @param first what can be said where the entry stands
   * @param late what adds such checks, or comments on one
   */
  public record Parts(List<String> first, List<String> late) {
    private static Parts none() {
      return new Parts(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** Takes such checks out of what makes or alters a table or domain; anything else stays whole. */
  public Parts parts(DumpEntry entry, List<String> statements) {
    Parts parts = Parts.none();
    if (isComment(entry)) {
      parts.late().addAll(statements);
      return parts;
    }
    List<Check> own =
        HOLDERS.contains(entry.type())
            ? checks.getOrDefault(Relation.Name.of(entry), List.of())
            : List.of();
    String alter =
        "ALTER " + entry.type() + " " + Sql.identifier(entry.schema(), entry.name()) + " ADD ";
    for (String statement : statements) {
      String first = statement;
      for (Check check : own) {
        String without = without(first, check.written());
        if (!without.equals(first) && check.isLocal()) {
          parts.late().add(alter + check.written() + ";");
        }
        first = without;
      }
      boolean isAddition = own.stream().anyMatch(check -> statement.endsWith(check.added()));
      (isAddition ? parts.late() : parts.first()).add(first);
    }
    return parts;
  }

  private boolean isComment(DumpEntry entry) {
    return entry.type().equals("COMMENT")
        && checks.entrySet().stream()
            .filter(table -> table.getKey().schema().equals(entry.schema()))
            .flatMap(table -> table.getValue().stream())
            .anyMatch(check -> entry.name().startsWith("CONSTRAINT " + check.name() + " ON "));
  }

  /**
   * A definition without a check. In a table's list the comma before it goes too, or that behind
   * the first. What is made only if it is not there yet is left whole.
   */
  private static String without(String made, String check) {
    if (!made.startsWith("CREATE ") || EXISTING.matcher(made).lookingAt()) {
      return made;
    }
    for (String written : List.of(",\n    " + check, "\n    " + check + ",", "\n\t" + check)) {
      int at = made.indexOf(written);
      int end = at + written.length();
      if (at >= 0 && (end == made.length() || "\n,;)".indexOf(made.charAt(end)) >= 0)) {
        return made.substring(0, at) + made.substring(end);
      }
    }
    return made;
  }
}
