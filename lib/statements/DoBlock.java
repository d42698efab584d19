package statements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import postgres.Sql;

/** Anonymous blocks of PL/pgSQL. */
public final class DoBlock {
  private DoBlock() {}

  /** A {@code DO} statement around this body. */
  public static String of(String body) {
    return "DO " + quoted("squash", "\n" + body + "\n") + ";";
  }

  /**
   * A {@code DO} statement that executes another one with what expressions give in place of texts
   * in it. Of these texts nothing is left.
   *
   * @param sql the other one
   * @param expressions by the text that each stands for
   */
  public static String executing(String sql, Map<String, String> expressions) {
    String start = "{generated ";
    while (sql.contains(start)) {
      start = "{" + start;
    }
    String text = sql;
    List<String> gaps = new ArrayList<>();
    for (String replaced : expressions.keySet()) {
      gaps.add(start + (gaps.size() + 1) + "}");
      text = text.replace(replaced, gaps.get(gaps.size() - 1));
    }
    String filled = quoted("sql", "\n" + text + "\n");
    for (String expression : expressions.values()) {
      filled =
          "replace(%s, %s, (%s)::text)".formatted(filled, Sql.literal(gaps.remove(0)), expression);
    }
    return of("BEGIN\n  EXECUTE " + filled + ";\nEND");
  }

  /** In dollar quotes that do not occur in it. */
  private static String quoted(String name, String body) {
    String tag = "$" + name + "$";
    for (int number = 2; body.contains(tag); number++) {
      tag = "$" + name + number + "$";
    }
    return tag + body + tag;
  }
}
