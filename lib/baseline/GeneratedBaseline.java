package baseline;

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

  /** Shorter texts can be the same by chance. */
  private static final int TELLING = 6;

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
      values.explain().forEach((place, count) -> questions.merge(place, count, Integer::sum));
    }
  }

  /** Columns whose values no rule explains, each with in how many rows it has such a value. */
  public Map<Place, Integer> questions() {
    return questions;
  }

  /**
   * Says of each column in which answered values stand what was answered for them.
   *
   * @param answers one for each question
   * @return these, and the same for the other columns whose values follow from them
   */
  public Map<Place, ValueAnswer> everywhere(Map<Place, ValueAnswer> answers) {
    return values.everywhere(answers);
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
    ValueTables tables = values.answer(answers);
    single.clear();
    List<BaselineStatement> rewritten = new ArrayList<>();
    int first = -1;
    int last = -1;
    for (BaselineStatement statement : baseline.statements()) {
      BaselineStatement now = rewritten(statement, answers);
      if (!now.equals(statement) && now.sql().contains(ValueTables.SELECT)) {
        first = first < 0 ? rewritten.size() : first;
        last = rewritten.size();
      }
      rewritten.add(now);
    }
    if (first >= 0) {
      rewritten.addAll(last + 1, tables.drops());
      rewritten.addAll(first, tables.creations());
    }
    List<GeneratedValue> shown = new ArrayList<>(tables.shown());
    single.forEach(
        (expression, places) ->
            shown.add(new GeneratedValue(Optional.empty(), 1, expression, places)));
    return new Result(new Baseline(rewritten, baseline.warnings()), shown);
  }

  private void look(BaselineStatement statement) {
    for (SeededCells.Cell cell : SeededCells.of(statement)) {
      Place place = new Place(SeededCells.table(statement), cell.column());
      String text = said(statement.sql(), cell);
      if (texts.isUnexplained(place, text)) {
        if (text.length() >= TELLING) {
          values.add(text, place);
        } else if (generators.random(place).isEmpty()) {
          questions.merge(place, 1, Integer::sum);
        }
      }
      if (!texts.isMoment(place, text)) {
        lookForUuids(place, text);
      }
    }
  }

  private void lookForUuids(Place place, String text) {
    for (UuidText uuid : UuidText.in(text)) {
      if (texts.version(uuid) > 0) {
        values.add(uuid, texts.version(uuid), place);
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
      Optional<String> expression =
          text.length() < TELLING
              ? random(place, answers)
              : values.of(text).map(value -> whole(value, place));
      if (expression.isPresent()) {
        return expression;
      }
    }
    if (texts.isMoment(place, text)) {
      return Optional.of(moment(place, text));
    }
    List<UuidText> found =
        UuidText.in(text).stream().filter(uuid -> values.of(uuid).isPresent()).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(withUuids(place, text, found));
  }

  /** Whole seconds stay whole seconds. */
  private String moment(Place place, String text) {
    Optional<String> own = generators.moment(place);
    String now = texts.isWholeSeconds(place) ? "date_trunc('second', now())" : "now()";
    return alone(own.orElse(now), place) + texts.before(place, text);
  }

  private Optional<String> random(Place place, Map<Place, ValueAnswer> answers) {
    SharedValue value = new SharedValue(0);
    value.add(place);
    value.generatedBy(value.known(generators));
    if (value.expression().isEmpty()) {
      value.answeredBy(answers.get(place));
    }
    return value.expression().map(known -> whole(value, place));
  }

  private String alone(String expression, Place place) {
    single.computeIfAbsent(expression, created -> new TreeMap<>()).merge(place, 1, Integer::sum);
    return expression;
  }

  private String withUuids(Place place, String text, List<UuidText> found) {
    String type = generators.type(place);
    boolean isWhole = found.size() == 1 && found.get(0).text().equals(text);
    if (isWhole && !found.get(0).isPlain() && !found.get(0).isUpper()) {
      return whole(values.of(found.get(0)).orElseThrow(), place);
    }
    List<String> parts = new ArrayList<>();
    int done = 0;
    for (UuidText uuid : found) {
      if (uuid.from() > done || parts.isEmpty()) {
        parts.add(Sql.literal(text.substring(done, uuid.from())));
      }
      parts.add(written(uuid, place));
      done = uuid.end();
    }
    if (done < text.length()) {
      parts.add(Sql.literal(text.substring(done)));
    }
    String joined = String.join(" || ", parts);
    return Generators.isText(type) ? joined : "(" + joined + ")::" + type;
  }

  /** A value where it is all that a cell has. */
  private String whole(SharedValue value, Place place) {
    String expression = expression(value, place);
    if (value.selected().isEmpty() && generators.isOwnDefault(place, expression)) {
      return "DEFAULT";
    }
    boolean fits =
        (value.selected().isEmpty() && value.isText())
            || generators.type(place).equals(value.isText() ? "text" : "uuid")
            || Generators.isText(generators.type(place));
    return fits ? expression : "(" + expression + ")::text::" + generators.type(place);
  }

  /** A uuid's expression in a longer text, written as the text was. */
  private String written(UuidText uuid, Place place) {
    String expression = expression(values.of(uuid).orElseThrow(), place);
    String text = uuid.isPlain() ? "replace((" + expression + ")::text, '-', '')" : expression;
    return uuid.isUpper() ? "upper((" + text + ")::text)" : text;
  }

  private String expression(SharedValue value, Place place) {
    return value.selected().orElseGet(() -> alone(value.expression().orElseThrow(), place));
  }
}
