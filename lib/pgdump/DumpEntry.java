package pgdump;

import java.util.List;

/**
 * One entry of a dump: what pg_dump writes below one of its headers.
 *
 * @param type the kind of entry in pg_dump's words: {@code TABLE}, {@code FK CONSTRAINT}, {@code
 *     TABLE DATA}, ...
 * @param schema the schema; {@code -} where it is in none
 * @param name the object's name as the header has it; functions with their argument types
 * @param owner the owning role; {@code -} where it has none
 * @param tablespace the tablespace to create it in; empty for the database's own
 * @param accessMethod the table access method to create it with; empty if none applies
 * @param statements the SQL, in order
 * @param rows those of each {@code COPY} among them, in order
 */
public record DumpEntry(
    String type,
    String schema,
    String name,
    String owner,
    String tablespace,
    String accessMethod,
    List<String> statements,
    List<StoredRows> rows) {

  /** What tells it from other entries; cycles that pg_dump breaks can repeat it. */
  public Key key() {
    return new Key(type, schema, name);
  }

  /** Its SQL as one text, without rows, with what applies to its creation first. */
  public String definition() {
    String storage =
        (tablespace.isEmpty() ? "" : "SET default_tablespace = " + tablespace + ";\n")
            + (accessMethod.isEmpty()
                ? ""
                : "SET default_table_access_method = " + accessMethod + ";\n");
    return storage + String.join("\n\n", statements);
  }

  /** Whether another one makes the same. */
  public boolean isSameAs(DumpEntry other) {
    return definition().equals(other.definition()) && rows.equals(other.rows);
  }

  /** The same entry with other statements. */
  public DumpEntry with(List<String> other) {
    return new DumpEntry(type, schema, name, owner, tablespace, accessMethod, other, rows);
  }

  /**
   * The first line in which a definition differs from another, without what parts it from the next.
   */
  public static String differingLine(String definition, String other) {
    List<String> lines = definition.lines().toList();
    List<String> others = other.lines().toList();
    int at = 0;
    while (at < lines.size() - 1 && at < others.size() && lines.get(at).equals(others.get(at))) {
      at++;
    }
    return lines.get(at).strip().replaceFirst("[,;]$", "");
  }

  /**
   * An entry's identity.
   *
   * @param type the kind of entry
   * @param schema its schema
   * @param name its name
   */
  public record Key(String type, String schema, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return java.util.Comparator.comparing(Key::type)
          .thenComparing(Key::schema)
          .thenComparing(Key::name)
          .compare(this, other);
    }

    /** Type, then the name with its schema where it has one. */
    @Override
    public String toString() {
      return type + " " + (schema.equals("-") ? "" : schema + ".") + name;
    }
  }
}
