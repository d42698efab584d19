package snapshot;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pgdump.Dump;
import pgdump.DumpEntry;

/**
 * What tells one object of a dump from all others.
 *
 * @param entry type, schema and name; default privileges have none, so theirs says whose they are
 * @param occurrence 1, or more where pg_dump repeats a header to break a cycle
 */
public record ObjectKey(DumpEntry.Key entry, int occurrence) implements Comparable<ObjectKey> {

  private static final String DEFAULT_PRIVILEGES = "DEFAULT ACL";

  /** What has a comment or privileges: ahead of its name what it is, and which part of a table. */
  private static final Pattern DESCRIBED =
      Pattern.compile("((?:[A-Z]+ )+(?:(?:\"(?:[^\"]|\"\")++\"|[^ ]+) ON (?:DOMAIN )?)?)(.+)");

  /** The definitions of a dump by object. pg_dump's order is not canonical, so ours replaces it. */
  public static Map<ObjectKey, String> definitions(Dump dump) {
    Map<DumpEntry.Key, Integer> seen = new HashMap<>();
    Map<ObjectKey, String> definitions = new TreeMap<>();
    for (DumpEntry entry : dump.entries()) {
      DumpEntry.Key key = identity(entry);
      int occurrence = seen.merge(key, 1, Integer::sum);
      definitions.put(new ObjectKey(key, occurrence), entry.definition());
    }
    return definitions;
  }

  private static DumpEntry.Key identity(DumpEntry entry) {
    return entry.type().equals(DEFAULT_PRIVILEGES)
        ? new DumpEntry.Key(
            entry.type(),
            entry.schema(),
            entry.owner() + " for " + entry.name().replace("DEFAULT PRIVILEGES FOR ", ""))
        : entry.key();
  }

  @Override
  public int compareTo(ObjectKey other) {
    int byEntry = entry.compareTo(other.entry);
    return byEntry != 0 ? byEntry : Integer.compare(occurrence, other.occurrence);
  }

  /** The object's full name: type, schema and name, in an order that SQL or English has. */
  @Override
  public String toString() {
    return fullName() + (occurrence == 1 ? "" : " (" + occurrence + ")");
  }

  /** What pg_dump calls some objects begins with words that belong ahead of the schema. */
  private String fullName() {
    String type = entry.type();
    String name = entry.name();
    String inSchema = isInSchema() ? " in schema " + entry.schema() : "";
    return switch (type) {
      case "ACL", "COMMENT", "SECURITY LABEL" -> type + " of " + described();
      case DEFAULT_PRIVILEGES -> type + " of " + name + inSchema;
      case "CAST", "USER MAPPING" -> name;
      case "PUBLICATION TABLE" -> type + " " + name + inSchema;
      case "PUBLICATION TABLES IN SCHEMA" -> type + " " + name;
      default -> entry.toString();
    };
  }

  private String described() {
    Matcher described = DESCRIBED.matcher(entry.name());
    return isInSchema() && described.matches()
        ? described.group(1) + entry.schema() + "." + described.group(2)
        : entry.name();
  }

  private boolean isInSchema() {
    return !entry.schema().equals("-");
  }
}
