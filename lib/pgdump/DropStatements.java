package pgdump;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How each entry of a dump is dropped, in pg_dump's own words: {@code pg_dump --clean --if-exists}
 * writes one statement for each entry that has one, in the dump's order from its end.
 */
public record DropStatements(Map<DumpEntry.Key, String> byKey) {
  private static final Map<String, String> FORMS =
      Map.of(
          "DEFAULT", " DROP DEFAULT",
          "CONSTRAINT", " DROP CONSTRAINT ",
          "FK CONSTRAINT", " DROP CONSTRAINT ",
          "CHECK CONSTRAINT", " DROP CONSTRAINT ");

  /** A view that hangs on a constraint lets go of it by selecting nothing. */
  private static final String HOLLOW = "CREATE OR REPLACE VIEW ";

  private static final String RETURN = " _RETURN";

  public DropStatements {
    byKey = Map.copyOf(byKey);
  }

  /**
   * Reads them.
   *
   * @param sql a dump with {@code --clean --if-exists}
   */
  public static DropStatements parse(String sql) {
    List<String> drops = new ArrayList<>();
    for (SqlScanner.Piece piece : SqlScanner.pieces(sql)) {
      if (piece instanceof SqlScanner.Comment comment && comment.text().contains("; Type: ")) {
        break;
      }
      if (piece instanceof SqlScanner.Statement statement && isDrop(statement.text())) {
        drops.add(statement.text());
      }
    }
    return matched(drops, Dump.parse(sql).entries());
  }

  /** The statement that drops an entry; empty for those that go with another. */
  public Optional<String> of(DumpEntry entry) {
    return entry.type().startsWith("BLOB") && !entry.type().equals("BLOBS")
        ? Optional.of(LargeObjects.drop(entry))
        : Optional.ofNullable(byKey.get(entry.key()));
  }

  private static DropStatements matched(List<String> drops, List<DumpEntry> entries) {
    Map<DumpEntry.Key, String> byKey = new HashMap<>();
    int from = entries.size() - 1;
    for (String drop : drops) {
      int at = from;
      while (at >= 0 && !drops(drop, entries.get(at))) {
        at--;
      }
      if (at >= 0) {
        byKey.putIfAbsent(entries.get(at).key(), drop);
        from = at - 1;
      }
    }
    return new DropStatements(byKey);
  }

  private static boolean isDrop(String statement) {
    return statement.startsWith("DROP ")
        || statement.startsWith(HOLLOW)
        || statement.startsWith("ALTER TABLE ")
        || statement.startsWith("ALTER DOMAIN ");
  }

  private static boolean drops(String statement, DumpEntry entry) {
    if (statement.startsWith(HOLLOW)) {
      return entry.type().equals("RULE")
          && entry.name().endsWith(RETURN)
          && plain(statement)
              .contains(plain(entry.name().substring(0, entry.name().length() - RETURN.length())));
    }
    String form = FORMS.getOrDefault(entry.type(), "DROP " + entry.type() + " ");
    boolean isForm =
        form.startsWith(" ") ? statement.contains(form) : statement.startsWith(form.strip());
    return isForm && names(statement, entry);
  }

  /** Names stand in a header without their quotes, those of tables and columns before others. */
  private static boolean names(String statement, DumpEntry entry) {
    String plain = plain(statement);
    String name = plain(entry.name());
    if (entry.type().equals("CAST")) {
      return plain.contains(name.replaceFirst("^cast ", ""));
    }
    if (plain.contains(name) || entry.type().equals("USER MAPPING")) {
      return true;
    }
    String last = name.substring(name.lastIndexOf(' ') + 1);
    boolean isPart = name.contains(" ") && plain.contains(last);
    return isPart || plain.contains(name.replaceFirst("(?s)\\(.*", ""));
  }

  private static String plain(String text) {
    return text.replace("\"", "").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
