package statements;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import pgdump.DumpEntry;
import postgres.Sql;

/** Where tables are made, and how they are stored, as the statements so far have it. */
public final class StorageSettings {
  private String tablespace = "";
  private String accessMethod = "";
  private final Set<String> changed = new TreeSet<>();

  /** What has to be said before an entry is made. */
  public List<SqlStatement> of(DumpEntry entry) {
    List<SqlStatement> changes = new ArrayList<>();
    if (!tablespace.equals(entry.tablespace())) {
      tablespace = entry.tablespace();
      changes.add(change("default_tablespace", Sql.unquoted(tablespace)));
    }
    if (!accessMethod.equals(entry.accessMethod())) {
      accessMethod = entry.accessMethod();
      changes.add(
          change(
              "default_table_access_method",
              accessMethod.isEmpty() ? "heap" : Sql.unquoted(accessMethod)));
    }
    return changes;
  }

  /** The settings that were changed so far. */
  public Set<String> changed() {
    return Set.copyOf(changed);
  }

  private SqlStatement change(String setting, String value) {
    changed.add(setting);
    return SessionSettings.change(setting, value);
  }
}
