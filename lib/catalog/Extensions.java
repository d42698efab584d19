package catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pgdump.DumpEntry;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;

/**
 * The versions of a database's extensions, which no dump tells.
 *
 * @param byName each extension's
 */
public record Extensions(Map<String, Version> byName) {
  private static final String INSTALLED =
      """
      SELECT e.extname, e.extversion, coalesce(a.default_version, e.extversion), a.comment
      FROM pg_catalog.pg_extension e
      LEFT JOIN pg_catalog.pg_available_extensions a ON a.name = e.extname
      """;

  public Extensions {
    byName = Map.copyOf(byName);
  }

  /**
   * A version.
   *
   * @param installed the one in the database
   * @param offered the one that the server would install
   * @param comment what the server would say of it
   */
  record Version(String installed, String offered, Optional<String> comment) {
    private boolean isSaidBy(List<String> comments) {
      return comment.isPresent()
          && comments.stream()
              .allMatch(said -> said.endsWith(" IS " + Sql.literal(comment.get()) + ";"));
    }
  }

  /** Reads them. */
  static Extensions of(ThrowawayDatabase database) {
    Map<String, Version> found = new HashMap<>();
    try (Session session = database.session()) {
      session.forEach(
          INSTALLED,
          row ->
              found.put(
                  row.getString(1),
                  new Version(
                      row.getString(2), row.getString(3), Optional.ofNullable(row.getString(4)))));
      return new Extensions(found);
    }
  }

  /** Whether a comment is the one that the extension is made with: its owner may be a superuser. */
  public boolean commentsAnyway(DumpEntry entry) {
    return entry.type().equals("COMMENT")
        && byName.entrySet().stream()
            .filter(extension -> entry.name().equals("EXTENSION " + extension.getKey()))
            .anyMatch(extension -> extension.getValue().isSaidBy(entry.statements()));
  }

  /** The version to name when this extension is made; empty if it is the server's own. */
  public Optional<String> pinned(String name) {
    return Optional.ofNullable(byName.get(name))
        .filter(version -> !version.installed().equals(version.offered()))
        .map(Version::installed);
  }

  /** The version that migrations brought this extension to; empty if they left it. */
  public Optional<String> updated(String name, Extensions before) {
    return Optional.ofNullable(byName.get(name))
        .map(Version::installed)
        .filter(now -> before.byName().containsKey(name))
        .filter(now -> !now.equals(before.byName().get(name).installed()));
  }
}
