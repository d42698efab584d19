package statements;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import postgres.Queries;
import postgres.Sql;
import postgres.ThrowawayDatabase;

/**
 * The session settings that a baseline needs while it runs, and no other, put back at its end as
 * they were: kept revisions run in the same session. In between, parameters of a name of our own
 * hold them, which are empty at the end; drivers drop what is prepared when they like. The search
 * path is never touched; a dump's statements name their schemas.
 */
public final class SessionSettings {
  private static final String TITLE = "session settings";

  private static final String TABLESPACE = "default_tablespace";
  private static final String ACCESS_METHOD = "default_table_access_method";

  /** Functions are made, which may name what is made after them. */
  public static final String BODIES = "check_function_bodies";

  private static final String STRINGS = "standard_conforming_strings";

  /** There is XML in the database. */
  public static final String XML = "xmloption";

  /** What pg_dump's statements take for granted, and for what. */
  private static final Map<String, Needed> NEEDED = needed();

  private record Needed(String value, String why) {}

  private static final String KEPT = "alembic_squash.kept";
  private static final String TRANSACTION = "alembic_squash.transaction";

  /** Whether what is set is to end with the transaction, which is that of the whole baseline. */
  private static final String LOCAL =
      "current_setting('" + TRANSACTION + "') = txid_current()::text";

  private static final String KEEP =
      """
      BEGIN
        -- Kept to be put back at the end: revisions may follow in the same session.
        PERFORM set_config('%s', txid_current()::text, false);
        PERFORM set_config('%s', ARRAY(
          SELECT ARRAY[name, setting, source] FROM pg_settings WHERE name IN (%%s))::text, false);
      END\
      """
          .formatted(TRANSACTION, KEPT);

  /** A statement of its own, which knows by the transaction whether there is one of all. */
  private static final String CHANGE =
      """
      BEGIN
      %s
      END\
      """;

  private static final String RESTORE =
      """
      DECLARE
        setting text[];
      BEGIN
        FOREACH setting SLICE 1 IN ARRAY current_setting('%1$s')::text[] LOOP
          IF setting[3] = 'session' THEN
            PERFORM set_config(setting[1], setting[2], %2$s);
          ELSE
            EXECUTE format('RESET %%I', setting[1]);
          END IF;
        END LOOP;
        PERFORM set_config('%1$s', '', false), set_config('%3$s', '', false);
      END\
      """
          .formatted(KEPT, LOCAL, TRANSACTION);

  private SessionSettings() {}

  /**
   * Puts those settings around statements that they need, or nothing.
   *
   * @param needed the names of those that are needed for more than these statements show
   */
  public static List<BaselineStatement> around(
      List<BaselineStatement> statements, Set<String> needed) {
    Set<String> names = new TreeSet<>(needed);
    if (statements.stream().anyMatch(statement -> statement.sql().contains("\\"))) {
      names.add(STRINGS);
    }
    Map<String, Needed> wanted = new LinkedHashMap<>(NEEDED);
    wanted.keySet().retainAll(names);
    if (statements.isEmpty() || wanted.isEmpty()) {
      return statements;
    }
    List<BaselineStatement> all = new ArrayList<>();
    all.add(block(KEEP.formatted(names(wanted.keySet()))));
    all.add(block(CHANGE.formatted(changes(wanted))));
    all.addAll(statements);
    all.add(block(RESTORE));
    return all;
  }

  /**
   * The settings that a new session of the migrating role has otherwise than pg_dump's statements
   * take for granted, because the role, the database or the server sets them.
   */
  public static Set<String> unusual(ThrowawayDatabase database) {
    Set<String> unusual = new TreeSet<>();
    try (Connection connection = database.connect();
        Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("SELECT name, setting FROM pg_catalog.pg_settings")) {
      while (row.next()) {
        Needed granted = NEEDED.get(row.getString(1));
        if (granted != null && !granted.value().equals(row.getString(2))) {
          unusual.add(row.getString(1));
        }
      }
      unusual.remove(BODIES);
      return unusual;
    } catch (SQLException refused) {
      throw Queries.unreadable(database, refused);
    }
  }

  /** Changes one of the settings between the statements. */
  static SqlStatement change(String setting, String value) {
    return new SqlStatement(
        TITLE,
        "SELECT pg_catalog.set_config('%s', %s, %s);"
            .formatted(setting, Sql.literal(value), LOCAL));
  }

  private static SqlStatement block(String body) {
    return new SqlStatement(TITLE, DoBlock.of(body));
  }

  private static String names(Set<String> wanted) {
    return wanted.stream()
        .map(Sql::literal)
        .collect(Collectors.joining(",\n            ", "\n            ", ""));
  }

  private static String changes(Map<String, Needed> wanted) {
    return wanted.entrySet().stream()
        .map(
            setting ->
                "  -- %s\n  PERFORM set_config('%s', '%s', %s);"
                    .formatted(
                        setting.getValue().why(),
                        setting.getKey(),
                        setting.getValue().value(),
                        LOCAL))
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, Needed> needed() {
    Map<String, Needed> needed = new LinkedHashMap<>();
    needed.put(STRINGS, new Needed("on", "There are backslashes in texts."));
    needed.put(XML, new Needed("content", "XML may be a part of a document."));
    needed.put(TABLESPACE, new Needed("", "Tables say where they are."));
    needed.put(ACCESS_METHOD, new Needed("heap", "Tables say how they are stored."));
    needed.put(BODIES, new Needed("off", "Functions may name what is made after them."));
    return needed;
  }
}
