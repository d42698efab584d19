package baseline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The session settings that a baseline needs while it runs, put back at its end as they were: kept
 * revisions run in the same session. The search path is never touched; a dump's statements name
 * their schemas.
 */
final class SessionSettings {
  private static final String BODIES = "check_function_bodies";
  private static final String TITLE = "session ";

  private SessionSettings() {}

  /**
   * Puts the settings around statements.
   *
   * @param bodies whether functions are made, which may name what is made after them
   * @return the statements with the needed settings saved before and restored after them
   */
  static List<BaselineStatement> around(List<BaselineStatement> statements, boolean bodies) {
    Set<String> touched = new LinkedHashSet<>();
    if (bodies) {
      touched.add(BODIES);
    }
    statements.stream()
        .filter(statement -> statement.title().startsWith(TITLE))
        .forEach(statement -> touched.add(statement.title().substring(TITLE.length())));
    List<BaselineStatement> all = new ArrayList<>();
    touched.forEach(setting -> all.add(moved(saved(setting), setting, setting)));
    if (bodies) {
      all.add(new BaselineStatement(TITLE + BODIES, "SET " + BODIES + " = off;"));
    }
    all.addAll(statements);
    touched.forEach(setting -> all.add(moved(setting, saved(setting), setting)));
    return all;
  }

  private static String saved(String setting) {
    return "alembic_squash." + setting;
  }

  private static BaselineStatement moved(String to, String from, String setting) {
    return new BaselineStatement(
        TITLE + setting,
        "SELECT pg_catalog.set_config('%s', pg_catalog.current_setting('%s'), false);"
            .formatted(to, from));
  }
}
