package statements;

import java.util.LinkedHashMap;
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
   * A part of a statement in whose place goes what an expression gives.
   *
   * @param from where it starts
   * @param end where it ends
   * @param expression what gives the text
   */
  public record Gap(int from, int end, String expression) {}

  /**
   * A {@code DO} statement that executes another one with what expressions give in place of parts
   * of it. Equal parts with one expression get one value.
   *
   * @param sql the other one
   * @param gaps the parts, in order
   */
  public static String executing(String sql, List<Gap> gaps) {
    String start = "{generated ";
    while (sql.contains(start)) {
      start = "{" + start;
    }
    Map<String, String> marks = new LinkedHashMap<>();
    Map<String, String> expressions = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    int done = 0;
    for (Gap gap : gaps) {
      String next = start + (marks.size() + 1) + "}";
      String part = sql.substring(gap.from(), gap.end()) + "\n" + gap.expression();
      String mark = marks.computeIfAbsent(part, unknown -> next);
      expressions.put(mark, gap.expression());
      text.append(sql, done, gap.from()).append(mark);
      done = gap.end();
    }
    String filled = quoted("sql", "\n" + text.append(sql.substring(done)) + "\n");
    for (Map.Entry<String, String> mark : expressions.entrySet()) {
      filled =
          "replace(%s, %s, (%s)::text)"
              .formatted(filled, Sql.literal(mark.getKey()), mark.getValue());
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
