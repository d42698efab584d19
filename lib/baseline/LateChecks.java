package baseline;

import database.Sql;
import database.ThrowawayDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks of tables and domains that call a function of the project. It may look into tables whose
 * rows a baseline makes later than those that it checks, so such checks are added when all rows are
 * there, and are validated then.
 */
final class LateChecks {
  /** A partition's own copy of a check comes with that of the table above it. */
  private static final String CALLING =
      """
      SELECT n.nspname, coalesce(c.relname, t.typname), quote_ident(k.conname),
        pg_get_constraintdef(k.oid), k.conislocal
      FROM pg_constraint k
      LEFT JOIN pg_class c ON c.oid = k.conrelid
      LEFT JOIN pg_type t ON t.oid = k.contypid
      JOIN pg_namespace n ON n.oid = coalesce(c.relnamespace, t.typnamespace)
      WHERE k.contype = 'c' AND k.convalidated
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

  private final Map<Relation.Name, List<Check>> checks;

  private record Check(String name, String definition, boolean isLocal) {
    String written() {
      return "CONSTRAINT " + name + " " + definition;
    }
  }

  private LateChecks(Map<Relation.Name, List<Check>> checks) {
    this.checks = checks;
  }

  /** Reads them. */
  static LateChecks of(ThrowawayDatabase database) {
    Map<Relation.Name, List<Check>> checks = new HashMap<>();
    try (Connection connection = database.widest().connect();
        PreparedStatement path =
            connection.prepareStatement("SELECT set_config('search_path', '', false)");
        PreparedStatement query = connection.prepareStatement(CALLING)) {
      path.execute();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          checks
              .computeIfAbsent(
                  new Relation.Name(row.getString(1), row.getString(2)), name -> new ArrayList<>())
              .add(new Check(row.getString(3), row.getString(4), row.getBoolean(5)));
        }
      }
      return new LateChecks(checks);
    } catch (SQLException refused) {
      throw Catalogs.unreadable(database, refused);
    }
  }

  /**
   * The statements of a table or domain in two parts.
   *
   * @param first what makes it, without such checks
   * @param late what adds them
   */
  record Parts(List<String> first, List<String> late) {}

  /** Takes a table or domain apart; anything else stays whole. */
  Parts parts(DumpEntry entry, List<String> statements) {
    boolean isTable = entry.type().equals("TABLE");
    List<Check> own = checks.getOrDefault(Relation.Name.of(entry), List.of());
    if (statements.isEmpty() || own.isEmpty() || !(isTable || entry.type().equals("DOMAIN"))) {
      return new Parts(statements, List.of());
    }
    List<String> first = new ArrayList<>(statements);
    List<String> late = new ArrayList<>();
    String alter =
        "ALTER " + entry.type() + " " + Sql.identifier(entry.schema(), entry.name()) + " ADD ";
    for (Check check : own) {
      String made = first.get(0);
      String without = without(made, check.written());
      if (!without.equals(made)) {
        first.set(0, without);
        if (check.isLocal()) {
          late.add(alter + check.written() + ";");
        }
      }
    }
    return new Parts(first, late);
  }

  /** Of a table's list the comma before it goes too, or that behind the first. */
  private static String without(String made, String check) {
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
