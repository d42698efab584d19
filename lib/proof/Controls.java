package proof;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import snapshot.Snapshot;

/**
 * The proof of the proof: the comparison is shown a sameness that it has to see, and differences
 * that it has to find, made on the very database that it judged.
 */
public final class Controls {
  private static final String OURS = "alembic_squash control";

  /** Finds the first object of a kind, in the order of names; its parts make the statement. */
  private record Damage(
      String name, String find, String statement, String subject, List<String> words) {}

  private static final String USER_SCHEMA =
      "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

  private static final String NOT_OF_AN_EXTENSION =
      "NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = %s AND d.deptype = 'e')";

  private static final String PLACES =
      """
      SELECT c.oid::regclass FROM pg_class c WHERE c.relkind = 'r' AND to_regclass(?) =
        CASE WHEN c.relispartition THEN pg_partition_root(c.oid) ELSE c.oid END
      ORDER BY 1
      """;

  private static final List<Damage> DAMAGES =
      List.of(
          new Damage(
              "a changed comment",
              """
              SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind = 'r' AND %1$s AND %2$s ORDER BY 1, 2
              """,
              "COMMENT ON TABLE %1$s.%2$s IS '" + OURS + "'",
              "%2$s",
              List.of(OURS)),
          new Damage(
              "a lost default",
              """
              SELECT n.nspname, c.relname, a.attname FROM pg_attrdef f
              JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
              JOIN pg_class c ON c.oid = f.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind = 'r' AND a.attgenerated = '' AND %1$s AND %2$s ORDER BY 1, 2, 3
              """,
              "ALTER TABLE %1$s.%2$s ALTER COLUMN %3$s DROP DEFAULT",
              "%2$s",
              List.of("%3$s", "DEFAULT ")),
          new Damage(
              "a lost check",
              """
              SELECT n.nspname, c.relname, o.conname FROM pg_constraint o
              JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE o.contype = 'c' AND o.coninhcount = 0 AND %1$s AND %2$s ORDER BY 1, 2, 3
              """,
              "ALTER TABLE %1$s.%2$s DROP CONSTRAINT %3$s",
              "%2$s",
              List.of("CONSTRAINT", "%3$s", "CHECK ")),
          new Damage(
              "a lost index",
              """
              SELECT n.nspname, c.relname FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind = 'i' AND NOT c.relispartition
                AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid)
                AND NOT i.indisreplident AND %1$s AND %3$s ORDER BY 1, 2
              """,
              "DROP INDEX %1$s.%2$s",
              "%2$s",
              List.of("CREATE ", "INDEX", "%2$s")),
          new Damage(
              "a function's changed cost",
              """
              SELECT n.nspname, p.oid::regprocedure::text, p.proname FROM pg_proc p
              JOIN pg_namespace n ON n.oid = p.pronamespace
              WHERE p.prokind = 'f' AND %1$s AND
              """
                  + NOT_OF_AN_EXTENSION.formatted("p.oid")
                  + " ORDER BY 1, 2",
              "ALTER FUNCTION %4$s COST 7777",
              "%3$s",
              List.of("COST 7777")),
          new Damage(
              "a disabled trigger",
              """
              SELECT n.nspname, c.relname, t.tgname FROM pg_trigger t
              JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND c.relkind = 'r' AND %1$s AND %2$s
              ORDER BY 1, 2, 3
              """,
              "ALTER TABLE %1$s.%2$s DISABLE TRIGGER %3$s",
              "%3$s",
              List.of("DISABLE TRIGGER", "%3$s")),
          new Damage(
              "a moved sequence",
              """
              SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind = 'S' AND %1$s AND %2$s ORDER BY 1, 2
              """,
              "SELECT nextval('%1$s.%2$s'), nextval('%1$s.%2$s')",
              "position of sequence %5$s",
              List.of()));

  private final Snapshot before;
  private final Snapshot again;
  private final Snapshot after;

  /**
   * The controls of a comparison.
   *
   * @param before built by the originals
   * @param again built by the originals once more
   * @param after the squashed repository's database, which is damaged here: nothing else may use it
   *     any more
   */
  public Controls(Snapshot before, Snapshot again, Snapshot after) {
    this.before = before;
    this.again = again;
    this.after = after;
  }

  /** Shows the comparison what it has to see. */
  public List<Verdict.Control> run() {
    List<Verdict.Control> controls = new ArrayList<>();
    controls.add(sameness());
    controls.addAll(seen(damage()));
    return controls;
  }

  /** Damages the database, and says what a comparison must find of each damage. */
  public List<ExpectedDifference> damage() {
    ThrowawayDatabase database = after.database();
    List<ExpectedDifference> signs = new ArrayList<>();
    try (Session session = database.session();
        SilencedTriggers resting = new SilencedTriggers(session)) {
      resting.begin();
      session.execute("SET search_path = pg_catalog");
      for (Damage damage : DAMAGES) {
        damaged(session, damage).ifPresent(signs::add);
      }
      session.execute("SET search_path = " + database.searchPath());
      deleteRow(session)
          .ifPresent(table -> signs.add(new ExpectedDifference("a lost row", table, List.of())));
    }
    return signs;
  }

  /** Whether the database, as it is now, shows each sign to the comparison. */
  public List<Verdict.Control> seen(List<ExpectedDifference> signs) {
    Comparison found = DatabaseComparison.of(after, Snapshot.of(after.database()));
    return signs.stream()
        .map(
            sign ->
                new Verdict.Control(
                    "finds " + sign.damage() + ": " + sign.subject(), sign.isIn(found)))
        .toList();
  }

  private Verdict.Control sameness() {
    return sameness(
        "two builds of the originals are the same", DatabaseComparison.of(before, again, again));
  }

  /** That two databases are the same, which is told with what they differ in. */
  public static Verdict.Control sameness(String name, Comparison both) {
    boolean same = both.kind() != Comparison.Kind.DIFFERENT;
    String which =
        both.differences().stream()
            .map(Comparison.Difference::subject)
            .limit(3)
            .reduce((one, other) -> one + ", " + other)
            .map(subjects -> "; they differ in " + subjects)
            .orElse("");
    return new Verdict.Control(name + which, same);
  }

  private static Optional<ExpectedDifference> damaged(Session session, Damage damage) {
    String find =
        damage
                .find()
                .formatted(
                    USER_SCHEMA,
                    NOT_OF_AN_EXTENSION.formatted("c.oid"),
                    NOT_OF_AN_EXTENSION.formatted("i.indrelid"))
            + " LIMIT 1";
    return session.rows(find, Controls::names).stream()
        .findFirst()
        .map(names -> damaged(session, damage, names));
  }

  private static List<String> names(ResultSet row) throws SQLException {
    return List.of(
        row.getString(1),
        row.getString(2),
        row.getMetaData().getColumnCount() > 2 ? row.getString(3) : "");
  }

  /** The object and its parts, of which the schema is the first, make the statement. */
  private static ExpectedDifference damaged(Session session, Damage damage, List<String> parts) {
    String schema = parts.get(0);
    String object = parts.get(1);
    String part = parts.get(2);
    String whole = schema + "." + object;
    session.execute(
        damage
            .statement()
            .formatted(
                Sql.identifier(schema),
                Sql.identifier(object),
                Sql.identifier(part),
                object,
                whole));
    Object[] names = {schema, object, part, object, whole};
    return new ExpectedDifference(
        damage.name(),
        damage.subject().formatted(names),
        damage.words().stream().map(word -> word.formatted(names).replace("\"", "\"\"")).toList());
  }

  /** From the first table whose first row nothing else refers to. */
  private Optional<String> deleteRow(Session session) {
    return after.tables().values().stream()
        .filter(table -> !table.rows().isEmpty())
        .filter(
            table ->
                places(session, table.table()).stream().anyMatch(place -> deleted(session, place)))
        .map(table -> "rows of " + table.table())
        .findFirst();
  }

  /** The table itself, or its partitions. */
  private static List<String> places(Session session, String table) {
    String[] name = table.split("\\.", 2);
    return session.texts(PLACES, Sql.identifier(name[0], name[1]));
  }

  /** A row that others refer to cannot be deleted. */
  private static boolean deleted(Session session, String place) {
    String delete = "DELETE FROM ONLY %1$s WHERE ctid = (SELECT min(ctid) FROM ONLY %1$s)";
    return session.attempt(delete.formatted(place)).orElse(0) == 1;
  }
}
