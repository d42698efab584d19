//FILES templates/baseline_revision.py.mustache=../../templates/baseline_revision.py.mustache

package baseline;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import statements.BaselineFile;
import statements.RevisionSql;

/**
 * The Python file of a baseline revision, filled from {@code
 * templates/baseline_revision.py.mustache}.
 *
 * @param revision the cut's id, which the baseline keeps
 * @param downRevision the kept revision that it comes after; empty if it comes after none
 * @param message its message: {@code squashed baseline TAG}
 * @param createDate the cut's own, so that files named by date stay in order
 * @param branchLabels those of the squashed revisions
 * @param notes lines for its docstring
 * @param count how many revisions it squashes, in words
 * @param tag the release or the commit that still has them
 * @param release the first release that has that commit's; empty if there is none, or a release is
 *     named already
 * @param takesArguments whether env.py hands arguments to the revisions
 */
public record BaselineRevision(
    String revision,
    Optional<String> downRevision,
    String message,
    Optional<String> createDate,
    List<String> branchLabels,
    List<String> notes,
    String count,
    String tag,
    Optional<String> release,
    boolean takesArguments) {
  private static final String TEMPLATE = "/templates/baseline_revision.py.mustache";
  private static final String BESIDE = " = Path(__file__).with_name(";

  /** The file that reads its SQL from a file beside it, and refuses to be downgraded. */
  public String reading(BaselineFile sql, String sqlFile) {
    return reading(new RevisionSql(sql, sqlFile), Optional.empty());
  }

  /**
   * The file that reads its SQL from files beside it.
   *
   * @param downgrade takes the revision back; if there is none, it refuses to be downgraded
   */
  public String reading(RevisionSql upgrade, Optional<RevisionSql> downgrade) {
    Map<String, Object> values = values(upgrade.file());
    values.put("inline", false);
    values.put("sqlFile", PythonText.argument(upgrade.name(), "SQL_FILE" + BESIDE));
    values.put("place", PythonText.literal(upgrade.name()));
    downgrade.ifPresent(
        sql -> {
          checkMarkers(upgrade.file(), sql.file());
          values.put(
              "drops",
              Map.of(
                  "sqlFile",
                  PythonText.argument(sql.name(), "DOWNGRADE_SQL_FILE" + BESIDE),
                  "place",
                  PythonText.literal(sql.name())));
        });
    return filled(values);
  }

  /** The file that holds its SQL, and refuses to be downgraded. */
  public String holding(BaselineFile sql, String ownName) {
    return holding(sql, ownName, Optional.empty());
  }

  /**
   * The file that holds its SQL.
   *
   * @param downgrade takes the revision back; if there is none, it refuses to be downgraded
   */
  public String holding(BaselineFile sql, String ownName, Optional<BaselineFile> downgrade) {
    Map<String, Object> values = values(sql);
    values.put("inline", PythonText.lines(sql.text()));
    values.put("place", PythonText.literal("SQL of " + ownName));
    downgrade.ifPresent(
        back -> {
          checkMarkers(sql, back);
          values.put(
              "drops",
              Map.of(
                  "sql",
                  PythonText.lines(back.text()),
                  "place",
                  PythonText.literal("downgrade SQL of " + ownName)));
        });
    return filled(values);
  }

  private static void checkMarkers(BaselineFile upgrade, BaselineFile downgrade) {
    if (!upgrade.marker().equals(downgrade.marker())) {
      throw new IllegalArgumentException(
          "markers differ: " + upgrade.marker() + ", " + downgrade.marker());
    }
  }

  private Map<String, Object> values(BaselineFile sql) {
    Map<String, Object> values = new HashMap<>();
    values.put("message", PythonText.documentation(message));
    values.put("id", revision);
    values.put("revision", PythonText.literal(revision));
    values.put("revises", downRevision.map(id -> " " + PythonText.documentation(id)).orElse(""));
    values.put("downRevision", downRevision.map(PythonText::literal).orElse("None"));
    values.put("createDate", createDate.map(PythonText::documentation).orElse(""));
    values.put("branchLabels", PythonText.tuple(branchLabels, "branch_labels = ".length()));
    values.put("notes", notes.stream().map(PythonText::documentation).toList());
    values.put("marker", PythonText.literal("\n" + sql.marker() + " "));
    values.put("autocommit", sql.hasCommitted());
    values.put("parameters", takesArguments ? "**_" : "");
    values.put("drops", false);
    values.put("secrets", secrets(SecretStatement.of(sql)));
    values.put("downgrade", PythonText.literal(downgrade()));
    return values;
  }

  /** What the template has of them; false if there are none. */
  private static Object secrets(List<SecretStatement> statements) {
    List<Map<String, String>> shown =
        statements.stream()
            .map(
                each ->
                    Map.of(
                        "sql",
                        PythonText.literal(each.sql()),
                        "variable",
                        PythonText.literal(each.variable())))
            .toList();
    return shown.isEmpty() ? false : Map.of("statements", shown);
  }

  private String downgrade() {
    return "Revision "
        + revision
        + " is a squashed baseline of "
        + count
        + downRevision
            .map(id -> ", which have no way back to " + id)
            .orElse(": there is nothing below it to downgrade to")
        + ". Restore a backup, or check out "
        + tag
        + " and downgrade with the revisions as they were"
        + release.map(first -> "; " + first + " is the first release that has them").orElse("")
        + ".";
  }

  private static String filled(Map<String, Object> values) {
    try (Reader template =
        new InputStreamReader(
            BaselineRevision.class.getResourceAsStream(TEMPLATE), StandardCharsets.UTF_8)) {
      return Mustache.compiler()
          .withDelims("<% %>")
          .escapeHTML(false)
          .emptyStringIsFalse(true)
          .compile(template)
          .execute(values);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
