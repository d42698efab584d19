package project;

import alembic.RevisionScript;
import alembic.ScriptTexts;
import answers.ColumnOrDefinition;
import answers.ValueAnswer;
import git.Folders;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import statements.AnswerLines;

/**
 * What maintainers answered about generated values when they made baselines: a baseline's SQL has
 * it at its top.
 *
 * @param byColumn by column, as {@link ColumnOrDefinition#shown} has it
 */
public record BaselineAnswers(Map<String, Answer> byColumn) {
  private static final String SQL_FILE = "[^/\n]+\\.sql";

  /** Keeps a copy. */
  public BaselineAnswers {
    byColumn = Map.copyOf(byColumn);
  }

  /**
   * An answer.
   *
   * @param value what was answered
   * @param file the name of the file that has it
   */
  record Answer(ValueAnswer value, String file) {}

  /**
   * Reads the SQL that revisions hold, or that lies beside them.
   *
   * @param scripts the newest first: where several have an answer for a column, its counts; those
   *     that come after others are no baselines
   */
  public static BaselineAnswers of(SourceTree tree, List<RevisionScript> scripts) {
    Map<String, Answer> answers = new HashMap<>();
    scripts.stream()
        .filter(script -> script.downRevisions().isEmpty())
        .forEach(script -> add(tree, script, answers));
    return new BaselineAnswers(answers);
  }

  private static void add(SourceTree tree, RevisionScript script, Map<String, Answer> answers) {
    String folder = Folders.parent(script.path());
    String beside = folder.isEmpty() ? "" : folder + "/";
    for (String text : ScriptTexts.of(script)) {
      if (text.matches(SQL_FILE)) {
        tree.read(beside + text)
            .ifPresent(bytes -> add(new String(bytes, StandardCharsets.UTF_8), text, answers));
      } else {
        add(text, script.path().substring(beside.length()), answers);
      }
    }
  }

  private static void add(String sql, String file, Map<String, Answer> answers) {
    AnswerLines.in(sql)
        .forEach((column, value) -> answers.putIfAbsent(column, new Answer(value, file)));
  }
}
