package baseline;

import database.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import rows.Renaming;
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
  private final Set<Place> columns = new TreeSet<>();
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
      values.explain().forEach((place, count) -> questions.merge(place, count, Integer::sum));
    }
  }

  /** Columns with generated values. */
  public Set<Place> columns() {
    return columns;
  }

  /** Columns whose values no rule explains, each with in how many rows it has such a value. */
  public Map<Place, Integer> questions() {
    return questions;
  }

  /** What two builds have in a column, in words; empty where that is not known. */
  public String example(Place place) {
    return texts.example(place).map(BuildExample::shown).orElse("");
  }

  /**
   * Says of each column in which answered values stand what was answered for them.
   *
   * @param answers one for each question, and for any other column with generated values
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
   * @param answers one for each question; any other takes the place of what a rule says
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
    return new Result(baseline.with(rewritten), shown);
  }

  private void look(BaselineStatement statement) {
    if (!SeededCells.isData(statement)) {
      Place place = GeneratedDefinitions.place(statement);
      texts.definitionParts(place, statement.sql()).forEach(part -> look(part, place));
    }
    for (SeededCells.Cell cell : SeededCells.of(statement)) {
      Place place = new Place(SeededCells.table(statement), cell.column());
      String text = said(statement.sql(), cell);
      if (texts.isUnexplained(place, text)) {
        columns.add(place);
        if (Renaming.isTelling(text)) {
          values.add(text, place);
        } else if (generators.random(place).isEmpty()) {
          questions.merge(place, 1, Integer::sum);
        }
      }
      if (texts.moments().isWhole(place, text)) {
        columns.add(place);
      } else {
        texts.parts(place, text).forEach(part -> look(part, place));
      }
    }
  }

  private void look(TextPart part, Place place) {
    if (place.isColumn()) {
      columns.add(place);
    }
    if (part instanceof TextPart.Uuid found) {
      values.add(found.uuid(), texts.version(found.uuid()), place);
    } else if (part instanceof TextPart.Value found) {
      values.add(found.text(), place);
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
    return SeededCells.isData(statement) ? data(statement, answers) : definition(statement);
  }

  private BaselineStatement data(BaselineStatement statement, Map<Place, ValueAnswer> answers) {
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

  /** A definition takes no expressions everywhere, so its text is put together and executed. */
  private BaselineStatement definition(BaselineStatement statement) {
    Place place = GeneratedDefinitions.place(statement);
    Map<String, String> expressions = new LinkedHashMap<>();
    for (TextPart part : texts.definitionParts(place, statement.sql())) {
      String text = statement.sql().substring(part.from(), part.end());
      if (!expressions.containsKey(text)) {
        written(part, place).ifPresent(expression -> expressions.put(text, expression));
      }
    }
    return expressions.isEmpty()
        ? statement
        : new BaselineStatement(statement.title(), DoBlock.executing(statement.sql(), expressions));
  }

  private Optional<String> value(Place place, String text, Map<Place, ValueAnswer> answers) {
    if (texts.isUnexplained(place, text)) {
      Optional<String> expression =
          Renaming.isTelling(text)
              ? values.of(text).map(value -> whole(value, place))
              : random(place, answers);
      if (expression.isPresent()) {
        return expression;
      }
    }
    boolean isWhole = texts.moments().isWhole(place, text);
    if (answers.containsKey(place) && (isWhole || texts.moments().isText(place, text))) {
      return answers.get(place).sql().map(expression -> alone(expression, place));
    }
    return isWhole
        ? Optional.of(alone(texts.moments().expression(place, text), place))
        : parts(place, text);
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

  /** A text that is put together; empty where nothing of it is generated. */
  private Optional<String> parts(Place place, String text) {
    List<String> pieces = new ArrayList<>();
    int done = 0;
    for (TextPart part : texts.parts(place, text)) {
      Optional<SharedValue> only = wholeUuid(part, text);
      if (only.isPresent()) {
        return only.map(value -> whole(value, place));
      }
      Optional<String> expression = written(part, place);
      if (expression.isPresent()) {
        if (part.from() > done) {
          pieces.add(Sql.literal(text.substring(done, part.from())));
        }
        pieces.add(expression.get());
        done = part.end();
      }
    }
    if (done == 0) {
      return Optional.empty();
    }
    if (done < text.length()) {
      pieces.add(Sql.literal(text.substring(done)));
    }
    String joined = joined(pieces);
    String type = generators.type(place);
    return Optional.of(Generators.isText(type) ? joined : "(" + joined + ")::" + type);
  }

  /** Two values that are no texts cannot be joined; a text and anything can. */
  private static String joined(List<String> pieces) {
    String start = pieces.size() == 1 || pieces.get(0).startsWith("'") ? "" : "'' || ";
    return start + String.join(" || ", pieces);
  }

  /** The value of a uuid that is all of a text, as PostgreSQL prints it. */
  private Optional<SharedValue> wholeUuid(TextPart part, String text) {
    return part instanceof TextPart.Uuid found
            && found.uuid().text().equals(text)
            && !found.uuid().isPlain()
            && !found.uuid().isUpper()
        ? values.of(found.uuid())
        : Optional.empty();
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

  /** The expression of a part in a longer text, written as it was; empty where the part stays. */
  private Optional<String> written(TextPart part, Place place) {
    if (part instanceof TextPart.Moment found) {
      return Optional.of(alone(texts.moments().expression(found.moment()), place));
    }
    if (part instanceof TextPart.Uuid found) {
      return values.of(found.uuid()).map(value -> written(found.uuid(), value, place));
    }
    return values.of(((TextPart.Value) part).text()).map(value -> expression(value, place));
  }

  private String written(UuidText uuid, SharedValue value, Place place) {
    String expression = expression(value, place);
    String text = uuid.isPlain() ? "replace((" + expression + ")::text, '-', '')" : expression;
    return uuid.isUpper() ? "upper((" + text + ")::text)" : text;
  }

  private String expression(SharedValue value, Place place) {
    return value.selected().orElseGet(() -> alone(value.expression().orElseThrow(), place));
  }
}
