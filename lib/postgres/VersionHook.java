package postgres;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A function that env.py has Alembic call for each applied revision, by {@code on_version_apply}.
 *
 * @param name its name, and the file that it is in
 * @param tables what it alone writes
 * @param shared what it writes and revisions write as well
 */
public record VersionHook(String name, List<Table> tables, List<Table> shared) {

  /**
   * A table.
   *
   * @param schema the schema it is in
   * @param name its name
   */
  public record Table(String schema, String name) {
    /** Both parts, quoted. */
    public String sql() {
      return Sql.identifier(schema, name);
    }

    @Override
    public String toString() {
      return schema + "." + name;
    }
  }

  /** Keeps copies. */
  public VersionHook {
    tables = List.copyOf(tables);
    shared = List.copyOf(shared);
  }

  /** As the runner tells them: schema and name. */
  public static List<Table> tables(List<List<String>> told) {
    return told.stream()
        .map(parts -> new Table(parts.get(0), parts.get(1)))
        .collect(Collectors.toList());
  }
}
