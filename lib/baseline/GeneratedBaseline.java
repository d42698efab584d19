package baseline;

import baseline.SharedValues.Shared;
import database.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rows.UuidText;

/**
 * A baseline in whose rows each installation generates its own values. A value is one wherever it
 * stands: what is used in several places is generated first, into a temporary table, under a name
 * that says what it is.
 */
public final class GeneratedBaseline {
  private final Baseline baseline;
  private final GeneratedTexts texts;
  private final Generators generators;
  private final SharedValues values;
  private final Map<Place, Integer> questions = new TreeMap<>();
  private final Map<String, Map<Place, Integer>> single = new LinkedHashMap<>();

  /**
   * Looks for what is generated.
   *
   * @param baseline with one build's values
   */
  GeneratedBaseline(Baseline baseline, GeneratedTexts texts, Generators generators) {
    this.baseline = baseline;
    this.texts = texts;
    this.generators = generators;
    this.values = new SharedValues(generators);
    if (!texts.isEmpty()) {
      baseline.statements().forEach(this::look);
      values.explain().forEach(place -> questions.merge(place, 1, Integer::sum));
    }
  }

  /** Columns whose values no rule explains, each with in how many rows it has such a value. */
  public Map<Place, Integer> questions() {
    return questions;
  }

  /**
   * The result.
   *
   * @param baseline without any build's values
   * @param values what it generates
   */
  public record Result(Baseline baseline, List<GeneratedValue> values) {}

  /**
   * Puts expressions in place of values.
   *
   * @param answers one for each question
   */
  public Result answered(Map<Place, ValueAnswer> answers) {
    values.answer(answers);
    single.clear();
    List<BaselineStatement> rewritten = new ArrayList<>();
    int first = -1;
    int last = -1;
    for (BaselineStatement statement : baseline.statements()) {
      BaselineStatement now = rewritten(statement, answers);
      if (!now.equals(statement) && now.sql().contains(SharedValues.SELECT)) {
        first = first < 0 ? rewritten.size() : first;
        last = rewritten.size();
      }
      rewritten.add(now);
    }
    if (first >= 0) {
      rewritten.addAll(last + 1, values.drops());
      rewritten.addAll(first, values.creations());
    }
    List<GeneratedValue> shown = new ArrayList<>(values.shown());
    single.forEach(
        (expression, places) ->
            shown.add(new GeneratedValue(Optional.empty(), expression, places)));
    return new Result(new Baseline(rewritten, baseline.warnings()), shown);
  }

  private void look(BaselineStatement statement) {
    for (SeededCells.Cell cell : SeededCells.of(statement)) {
      Place place = new Place(SeededCells.table(statement), cell.column());
      String text = said(statement.sql(), cell);
      if (texts.isUnexplained(place, text)) {
        questions.merge(place, 1, Integer::sum);
      } else if (!texts.isMoment(place, text)) {
        for (UuidText uuid : UuidText.in(text)) {
          if (texts.version(uuid) > 0) {
            values.add(uuid, texts.version(uuid), place);
          }
        }
      }
    }
  }

  /** A cell's text, in quotes or not. */
  private static String said(String sql, SeededCells.Cell cell) {
    return SeededCells.text(sql, cell).orElseGet(() -> sql.substring(cell.from(), cell.end()));
  }

  private BaselineStatement rewritten(
      BaselineStatement statement, Map<Place, ValueAnswer> answers) {
    if (texts.isEmpty()) {
      return statement;
    }
    String sql = statement.sql();
    StringBuilder result = new StringBuilder();
    int done = 0;
    for (SeededCells.Cell cell : SeededCells.of(statement)) {
      Place place = new Place(SeededCells.table(statement), cell.column());
      Optional<String> value = value(place, said(sql, cell), answers);
      if (value.isPresent()) {
        result.append(sql, done, cell.from()).append(value.get());
        done = cell.end();
      }
    }
    return done == 0
        ? statement
        : new BaselineStatement(
            statement.title(), result.append(sql, done, sql.length()).toString());
  }

  private Optional<String> value(Place place, String text, Map<Place, ValueAnswer> answers) {
    if (texts.isUnexplained(place, text)) {
      ValueAnswer answer = answers.get(place);
      if (answer.kind() == ValueAnswer.Kind.NULL) {
        return Optional.of("NULL");
      }
      if (answer.kind() == ValueAnswer.Kind.SQL) {
        return Optional.of(alone(answer.expression(), place));
      }
    }
    if (texts.isMoment(place, text)) {
      return Optional.of(alone(generators.moment(place).orElse("now()"), place));
    }
    List<UuidText> found =
        UuidText.in(text).stream().filter(uuid -> values.of(uuid).isPresent()).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(withUuids(place, text, found));
  }

  private String alone(String expression, Place place) {
    single.computeIfAbsent(expression, created -> new TreeMap<>()).merge(place, 1, Integer::sum);
    return expression;
  }

  private String withUuids(Place place, String text, List<UuidText> found) {
    String type = generators.type(place);
    if (found.size() == 1 && found.get(0).text().equals(text)) {
      String value = written(found.get(0), place, true);
      boolean fits = type.equals("uuid") || Generators.isText(type) || value.equals("DEFAULT");
      return fits ? value : "(" + value + ")::text::" + type;
    }
    List<String> parts = new ArrayList<>();
    int done = 0;
    for (UuidText uuid : found) {
      if (uuid.from() > done || parts.isEmpty()) {
        parts.add(Sql.literal(text.substring(done, uuid.from())));
      }
      parts.add(written(uuid, place, false));
      done = uuid.end();
    }
    if (done < text.length()) {
      parts.add(Sql.literal(text.substring(done)));
    }
    String joined = String.join(" || ", parts);
    return Generators.isText(type) ? joined : "(" + joined + ")::" + type;
  }

  /** A uuid's expression, written as the text was. */
  private String written(UuidText uuid, Place place, boolean whole) {
    Shared value = values.of(uuid).orElseThrow();
    String expression = value.isShared() ? value.selected() : alone(value.expression(), place);
    boolean plain = uuid.isPlain();
    if (whole && !plain && !uuid.isUpper()) {
      return !value.isShared() && generators.isOwnDefault(place, expression)
          ? "DEFAULT"
          : expression;
    }
    String text = plain ? "replace((" + expression + ")::text, '-', '')" : expression;
    return uuid.isUpper() ? "upper((" + text + ")::text)" : text;
  }
}
