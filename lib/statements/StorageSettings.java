package statements;

import java.util.ArrayList;
import java.util.List;
import pgdump.DumpEntry;

/** Where tables are made, and how they are stored, as the statements so far have it. */
public final class StorageSettings {
  private String tablespace = "";
  private String accessMethod = "";

  /** What has to be said before an entry is made. */
  public List<BaselineStatement> of(DumpEntry entry) {
    List<BaselineStatement> changes = new ArrayList<>();
    if (!tablespace.equals(entry.tablespace())) {
      tablespace = entry.tablespace();
      changes.add(SessionSettings.change("default_tablespace", unquoted(tablespace)));
    }
    if (!accessMethod.equals(entry.accessMethod())) {
      accessMethod = entry.accessMethod();
      changes.add(
          SessionSettings.change(
              "default_table_access_method",
              accessMethod.isEmpty() ? "heap" : unquoted(accessMethod)));
    }
    return changes;
  }

  private static String unquoted(String name) {
    return name.replace("\"", "");
  }
}
