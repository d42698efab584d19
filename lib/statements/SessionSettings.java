package statements;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import postgres.Sql;

/**
 * The session settings that a baseline needs while it runs, put back at its end as they were: kept
 * revisions run in the same session. Nothing but prepared statements holds them in between, and
 * those are gone at the end, so the session is as it was before. The search path is never touched;
 * a dump's statements name their schemas.
 */
public final class SessionSettings {
  private static final String TITLE = "session settings";

  /** What pg_dump's statements take for granted, whatever env.py has set. */
  private static final Map<String, String> NEEDED = needed();

  private static final String KEEP =
      """
      BEGIN
        IF EXISTS (SELECT FROM pg_prepared_statements WHERE name = 'alembic_squash_kept') THEN
          DEALLOCATE alembic_squash_kept;
          DEALLOCATE alembic_squash_set;
        END IF;
        EXECUTE format(
          'PREPARE alembic_squash_kept AS SELECT %%L::text[], %%L::text',
          ARRAY(SELECT ARRAY[name, setting, source] FROM pg_settings WHERE name IN (%s)),
          txid_current());
      END\
      """;

  private static final String CHANGE =
      """
      DECLARE
        kept text[];
        transaction text;
      BEGIN
        EXECUTE 'EXECUTE alembic_squash_kept' INTO kept, transaction;
        -- Within one transaction, what is set here ends with it at the latest.
        EXECUTE format(
          'PREPARE alembic_squash_set (text, text) AS SELECT pg_catalog.set_config($1, $2, %%L)',
          transaction = txid_current()::text);
      %s
      END\
      """;

  private static final String RESTORE =
      """
      DECLARE
        kept text[];
        transaction text;
        setting text[];
      BEGIN
        EXECUTE 'EXECUTE alembic_squash_kept' INTO kept, transaction;
        FOREACH setting SLICE 1 IN ARRAY kept LOOP
          IF setting[3] = 'session' THEN
            PERFORM set_config(setting[1], setting[2], transaction = txid_current()::text);
          ELSE
            EXECUTE format('RESET %I', setting[1]);
          END IF;
        END LOOP;
        DEALLOCATE alembic_squash_kept;
        DEALLOCATE alembic_squash_set;
      END\
      """;

  private SessionSettings() {}

  /**
   * Puts the settings around statements.
   *
   * @param bodies whether functions are made, which may name what is made after them
   */
  public static List<BaselineStatement> around(List<BaselineStatement> statements, boolean bodies) {
    if (statements.isEmpty()) {
      return statements;
    }
    Map<String, String> wanted = new LinkedHashMap<>(NEEDED);
    if (bodies) {
      wanted.put("check_function_bodies", "off");
    }
    List<BaselineStatement> all = new ArrayList<>();
    all.add(block(KEEP.formatted(names(wanted))));
    all.add(block(CHANGE.formatted(changes(wanted))));
    all.addAll(statements);
    all.add(block(RESTORE));
    return all;
  }

  /** Changes one of the settings between the statements. */
  static BaselineStatement change(String setting, String value) {
    return new BaselineStatement(
        TITLE, "EXECUTE alembic_squash_set('" + setting + "', " + Sql.literal(value) + ");");
  }

  private static BaselineStatement block(String body) {
    return new BaselineStatement(TITLE, DoBlock.of(body));
  }

  private static String names(Map<String, String> wanted) {
    return wanted.keySet().stream()
        .map(Sql::literal)
        .collect(Collectors.joining(",\n            ", "\n            ", ""));
  }

  private static String changes(Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .map(
            setting ->
                "  EXECUTE 'EXECUTE alembic_squash_set(''%s'', ''%s'')';"
                    .formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> needed() {
    Map<String, String> needed = new LinkedHashMap<>();
    needed.put("standard_conforming_strings", "on");
    needed.put("xmloption", "content");
    needed.put("default_tablespace", "");
    needed.put("default_table_access_method", "heap");
    return needed;
  }
}
