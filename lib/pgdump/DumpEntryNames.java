package pgdump;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What entries of a dump call each other by: the comment of an index is an entry of its own, {@code
 * INDEX users_email_key}, and so are the privileges of a view, {@code TABLE active_users}.
 */
public final class DumpEntryNames {
  private static final Set<String> DESCRIPTIONS = Set.of("COMMENT", "ACL", "SECURITY LABEL");
  private static final Set<String> RELATIONS = Set.of("VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE");
  private static final Set<String> OF_A_TABLE =
      Set.of("TRIGGER", "RULE", "POLICY", "CONSTRAINT", "FK CONSTRAINT", "CHECK CONSTRAINT");

  /** With the names of its arguments, as descriptions have them and an entry's own name has not. */
  private static final Pattern ROUTINE =
      Pattern.compile(
          "ALTER (?:FUNCTION|PROCEDURE|AGGREGATE) (?:\"(?:[^\"]|\"\")*+\"|[^\".]+)\\.(.*) OWNER TO"
              + " .*;",
          Pattern.DOTALL);

  private static final String COLUMN = "COLUMN ";

  private final Set<String> names = new HashSet<>();

  /** Adds what descriptions may call this entry. */
  public void add(DumpEntry entry) {
    String type = entry.type().replaceFirst("^(FK|CHECK) CONSTRAINT$", "CONSTRAINT");
    int space = entry.name().indexOf(' ');
    boolean isCompound = OF_A_TABLE.contains(entry.type()) && space > 0;
    names.add(
        isCompound
            ? name(
                entry,
                type
                    + " "
                    + entry.name().substring(space + 1)
                    + " ON "
                    + entry.name().substring(0, space))
            : name(entry, type + " " + entry.name()));
    entry.statements().stream()
        .map(ROUTINE::matcher)
        .filter(Matcher::matches)
        .forEach(routine -> names.add(name(entry, entry.type() + " " + routine.group(1))));
    if (RELATIONS.contains(entry.type())) {
      names.add(name(entry, "TABLE " + entry.name()));
    }
  }

  /** Whether an entry describes one that was added. */
  public boolean describedBy(DumpEntry entry) {
    return subject(entry).filter(names::contains).isPresent();
  }

  /** Whether an entry is the description of another. */
  public static boolean isDescription(DumpEntry entry) {
    return DESCRIPTIONS.contains(entry.type());
  }

  /** The column, after its table and a dot, that an entry describes. */
  public static Optional<String> column(DumpEntry entry) {
    return isDescription(entry) && entry.name().startsWith(COLUMN)
        ? Optional.of(entry.name().substring(COLUMN.length()))
        : Optional.empty();
  }

  private static Optional<String> subject(DumpEntry entry) {
    if (!isDescription(entry)) {
      return Optional.empty();
    }
    return Optional.of(
        name(
            entry,
            column(entry)
                .map(column -> "TABLE " + column.substring(0, Math.max(0, column.lastIndexOf('.'))))
                .orElse(entry.name())));
  }

  private static String name(DumpEntry entry, String name) {
    return entry.schema() + "/" + name.replace("\"", "");
  }
}
