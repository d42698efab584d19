package project;

import console.Failure;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import postgres.VersionHook;

/**
 * Rows that env.py's {@code on_version_apply} hooks write for each applied revision. A baseline
 * leaves them out: Alembic calls the hooks for it too.
 *
 * @param hooks those that write rows
 */
public record HookRows(List<VersionHook> hooks) {
  /** Sequences that belong to columns of a table start again where they did. */
  private static final String RESTART =
      """
      SELECT pg_catalog.setval(d.objid::regclass, s.seqstart, false)
      FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_sequence s ON s.seqrelid = d.objid
      WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
        AND d.refobjid = %s::regclass
      """;

  /** Of the originals' database. */
  public static HookRows of(ThrowawayDatabase originals) {
    return new HookRows(
        originals.seen().hooks().stream()
            .filter(hook -> !hook.tables().isEmpty() || !hook.shared().isEmpty())
            .toList());
  }

  /** What becomes of those rows, a sentence for each hook. */
  public List<String> sentences() {
    return hooks.stream().map(HookRows::sentence).toList();
  }

  private static String sentence(VersionHook hook) {
    String begin =
        "on_version_apply has "
            + hook.name()
            + " write a row for each applied revision into "
            + Stream.concat(hook.tables().stream(), hook.shared().stream())
                .map(VersionHook.Table::toString)
                .collect(Collectors.joining(", "))
            + ": with the baseline a new database has one for all squashed revisions, so that"
            + " `verify` calls it a difference.";
    return begin
        + " The baseline leaves those rows out, and is right if nothing counts on them. To leave"
        + " them out of the comparison too, let the hook do nothing if a variable says so, and"
        + " pass that with --env";
  }

  /**
   * Checks that hooks write no table that revisions write as well, or that has rows beforehand.
   *
   * @throws Failure naming the first that does
   */
  public HookRows checked() {
    for (VersionHook hook : hooks) {
      for (VersionHook.Table table : hook.shared()) {
        throw new Failure(
            "on_version_apply has "
                + hook.name()
                + " write "
                + table
                + " for each applied revision, which has other rows as well, so that the baseline"
                + " cannot leave out those of the hook",
            "Let the hook do nothing if a variable says so, and pass that with --env.");
      }
    }
    return this;
  }

  /** The tables that hooks alone write. */
  private List<VersionHook.Table> own() {
    return hooks.stream().flatMap(hook -> hook.tables().stream()).distinct().toList();
  }

  /**
   * Takes the rows out of a database that is built to be looked at, but for those that were there
   * before the first migration.
   */
  public ThrowawayDatabase without(ThrowawayDatabase database) {
    for (VersionHook.Table table : own()) {
      try (Session session =
          database
              .mostPrivileged()
              .session(
                  "the rows of " + table + " cannot be left out",
                  "env.py's hook writes them for each applied revision.")) {
        session.execute(
            "SET session_replication_role = replica",
            "DELETE FROM " + table.sql(),
            RESTART.formatted(Sql.literal(table.sql())));
      }
    }
    return database;
  }

  /** The same, without tables that have rows before the first migration. */
  public HookRows beside(ThrowawayDatabase prepared) {
    return new HookRows(
        hooks.stream()
            .map(
                hook ->
                    new VersionHook(
                        hook.name(),
                        hook.tables().stream().filter(table -> isEmpty(prepared, table)).toList(),
                        Stream.concat(
                                hook.shared().stream(),
                                hook.tables().stream().filter(table -> !isEmpty(prepared, table)))
                            .toList()))
            .toList());
  }

  private static boolean isEmpty(ThrowawayDatabase prepared, VersionHook.Table table) {
    try (Session session =
        prepared.mostPrivileged().session("the rows of " + table + " cannot be read", "")) {
      return session.isSo("SELECT pg_catalog.to_regclass(?) IS NULL", table.sql())
          || session.isSo("SELECT NOT EXISTS (TABLE " + table.sql() + ")");
    }
  }
}
