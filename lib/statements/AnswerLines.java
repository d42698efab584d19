package statements;

import answers.ColumnOrDefinition;
import answers.ValueAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers about generated values at the top of a baseline's file, for a later squash of the
 * repository to find: {@code value:COLUMN=ANSWER}, as the squashplan has them. A column whose name
 * has an equals sign or starts with a quote is in double quotes, and quotes in it are doubled.
 */
public final class AnswerLines {
  private static final String TITLE = "What a maintainer answered, for a later squash to go by:";
  private static final String KEY = "value:";
  private static final Pattern LINE =
      Pattern.compile(
          "--\\s*" + KEY + "(?:\"(?<quoted>(?:[^\"]|\"\")*)\"|(?<plain>[^\"=][^=]*))=(?<answer>.*)",
          Pattern.DOTALL);

  private AnswerLines() {}

  /** Lines for a heading, sorted by column; none where there are no answers. */
  public static List<String> of(Map<ColumnOrDefinition, ValueAnswer> answers) {
    List<String> lines = new ArrayList<>();
    if (!answers.isEmpty()) {
      lines.add(TITLE);
      new TreeMap<>(answers)
          .forEach(
              (place, answer) ->
                  lines.add("  " + KEY + written(place.shown()) + "=" + answer.text()));
    }
    return lines;
  }

  private static String written(String column) {
    boolean isPlain = !column.startsWith("\"") && column.indexOf('=') < 0;
    return isPlain ? column : "\"" + column.replace("\"", "\"\"") + "\"";
  }

  /**
   * The answers that a baseline's text has at its top.
   *
   * @param sql any text; one without statements of a baseline has none
   * @return by column, as {@link ColumnOrDefinition#shown} has it
   */
  public static Map<String, ValueAnswer> in(String sql) {
    Map<String, ValueAnswer> answers = new LinkedHashMap<>();
    for (String line : BaselineFile.heading(sql)) {
      Matcher found = LINE.matcher(line);
      if (found.matches()) {
        String quoted = found.group("quoted");
        String column = quoted == null ? found.group("plain") : quoted.replace("\"\"", "\"");
        ValueAnswer.parse(found.group("answer"))
            .ifPresent(answer -> answers.putIfAbsent(column, answer));
      }
    }
    return answers;
  }
}
