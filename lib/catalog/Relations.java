package catalog;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import postgres.Session;
import postgres.ThrowawayDatabase;

/**
 * The relations of a database that are no part of PostgreSQL or of an extension, read from the
 * catalogs.
 */
public record Relations(Map<Relation.Name, Relation> byName) {

  private static final String OURS =
      """
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
      """;

  private static final String RELATIONS =
      """
      SELECT n.nspname, c.relname, c.relkind::text, c.relpersistence::text,
        ARRAY(SELECT i.inhparent::regclass::text FROM pg_inherits i
          WHERE i.inhrelid = c.oid AND NOT c.relispartition ORDER BY i.inhseqno),
        coalesce((SELECT i.indkey::int2[]::int4[] FROM pg_index i
          WHERE i.indrelid = c.oid AND i.indisprimary), '{}'),
        coalesce(c.reloptions, '{}'),
        (SELECT ARRAY[m.nspname::text, r.relname::text, r.oid::regclass::text]
          FROM pg_class r JOIN pg_namespace m ON m.oid = r.relnamespace
          WHERE c.relispartition AND r.oid = pg_partition_root(c.oid) AND r.oid <> c.oid)
      """
          + OURS;

  private static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, a.attnum, quote_ident(a.attname),
        format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attcollation <> t.typcollation
          THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END,
        a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, a.attgenerated::text,
        a.attinhcount > 0, (coalesce(a.attmissingval, (
          SELECT p.attmissingval FROM pg_partition_tree(c.oid) l
          JOIN pg_attribute p ON p.attrelid = l.relid AND p.attname = a.attname
          WHERE p.attmissingval IS NOT NULL LIMIT 1))::text::text[])[1]
      FROM pg_attribute a
      JOIN pg_type t ON t.oid = a.atttypid
      JOIN (SELECT c.oid, c.relname, c.relnamespace\s
      """
          + OURS
          + """
          ) c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE a.attnum > 0 AND NOT a.attisdropped
          ORDER BY a.attnum
          """;

  private static final String PARTS =
      """
      SELECT n.nspname, c.relname, 'check', quote_ident(k.conname), pg_get_constraintdef(k.oid)
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE k.contype = 'c' AND k.conislocal AND k.convalidated
      UNION ALL
      SELECT n.nspname, c.relname, 'trigger', quote_ident(t.tgname),
        CASE t.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA'
          ELSE 'ENABLE' END
      FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
      UNION ALL
      SELECT n.nspname, c.relname, 'reference', f.relname, m.nspname
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace m ON m.oid = f.relnamespace
      WHERE k.contype = 'f' AND k.confrelid <> k.conrelid
      UNION ALL
      SELECT n.nspname, c.relname, 'deferred',
        quote_ident(o.nspname) || '.' || quote_ident(k.conname), ''
      FROM pg_constraint k JOIN pg_namespace o ON o.oid = k.connamespace
      JOIN pg_class c ON c.oid IN (k.conrelid, k.confrelid)
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE k.condeferred
      """;

  public Relations {
    byName = Map.copyOf(byName);
  }

  /** Reads them. */
  public static Relations of(ThrowawayDatabase database) {
    try (Session session = database.session()) {
      session.execute("SET search_path = ''");
      return read(session);
    }
  }

  /** The relation of this name. */
  public Optional<Relation> get(Relation.Name name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The table whose rows those of a relation are: the root of the partitions that it is one of, or
   * itself.
   */
  public Relation.Name holder(Relation.Name name) {
    return get(name).flatMap(Relation::root).map(Relation.Root::name).orElse(name);
  }

  private static Relations read(Session session) {
    Map<Relation.Name, Map<Integer, Relation.Column>> columns = columns(session);
    Map<String, Map<Relation.Name, Map<String, String>>> parts = parts(session);
    Map<Relation.Name, Relation> found = new HashMap<>();
    session.forEach(
        RELATIONS,
        row -> {
          Relation.Name name = name(row);
          List<Relation.Name> references = new ArrayList<>();
          of(parts, "reference", name)
              .forEach((table, schema) -> references.add(new Relation.Name(schema, table)));
          found.put(
              name,
              new Relation(
                  row.getString(3),
                  columns.getOrDefault(name, Map.of()),
                  of(parts, "check", name),
                  options((String[]) row.getArray(7).getArray()),
                  row.getString(4),
                  List.of((String[]) row.getArray(5).getArray()),
                  of(parts, "trigger", name),
                  List.of((Integer[]) row.getArray(6).getArray()),
                  references,
                  of(parts, "deferred", name).keySet(),
                  root(row.getArray(8))));
        });
    return new Relations(found);
  }

  /** Each query begins with it. */
  private static Relation.Name name(ResultSet row) throws SQLException {
    return new Relation.Name(row.getString(1), row.getString(2));
  }

  private static Optional<Relation.Root> root(Array found) throws SQLException {
    if (found == null) {
      return Optional.empty();
    }
    String[] parts = (String[]) found.getArray();
    return Optional.of(new Relation.Root(new Relation.Name(parts[0], parts[1]), parts[2]));
  }

  private static Map<String, String> of(
      Map<String, Map<Relation.Name, Map<String, String>>> parts, String kind, Relation.Name name) {
    return parts.getOrDefault(kind, Map.of()).getOrDefault(name, Map.of());
  }

  private static Map<Relation.Name, Map<Integer, Relation.Column>> columns(Session session) {
    Map<Relation.Name, Map<Integer, Relation.Column>> found = new HashMap<>();
    session.forEach(
        COLUMNS,
        row ->
            found
                .computeIfAbsent(name(row), key -> new TreeMap<>())
                .put(
                    row.getInt(3),
                    new Relation.Column(
                        row.getInt(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBoolean(6),
                        Optional.ofNullable(row.getString(7)),
                        row.getString(8),
                        row.getString(9),
                        row.getBoolean(10),
                        Optional.ofNullable(row.getString(11)))));
    return found;
  }

  private static Map<String, Map<Relation.Name, Map<String, String>>> parts(Session session) {
    Map<String, Map<Relation.Name, Map<String, String>>> found = new HashMap<>();
    session.forEach(
        PARTS,
        row ->
            found
                .computeIfAbsent(row.getString(3), kind -> new HashMap<>())
                .computeIfAbsent(name(row), key -> new TreeMap<>())
                .put(row.getString(4), row.getString(5)));
    return found;
  }

  private static Map<String, String> options(String... set) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : set) {
      String[] parts = option.split("=", 2);
      options.put(parts[0], parts[1]);
    }
    return options;
  }
}
