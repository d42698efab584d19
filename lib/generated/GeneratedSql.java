package generated;

import answers.Answers;
import answers.ColumnOrDefinition;
import answers.ValueAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import postgres.Sql;
import rows.ColumnType;
import rows.UuidText;
import rows.ValueMapping;

/** The SQL that goes in place of texts which each installation generates for itself. */
final class GeneratedSql {
  /** Of expressions in one column. */
  private static final int MOST_SHOWN = 3;

  private final GeneratedTexts texts;
  private final Generators generators;
  private final SharedValues values;
  private final Answers answers;
  private final Map<String, Map<ColumnOrDefinition, Integer>> single = new LinkedHashMap<>();

  /**
   * Writes none yet.
   *
   * @param values with the expressions of each
   * @param answers what was answered, by column
   */
  GeneratedSql(GeneratedTexts texts, Generators generators, SharedValues values, Answers answers) {
    this.texts = texts;
    this.generators = generators;
    this.values = values;
    this.answers = answers;
  }

  /** What was generated in its place so far, without a name. */
  List<GeneratedValue> unnamed() {
    List<GeneratedValue> shown = new ArrayList<>();
    Map<ColumnOrDefinition, List<String>> several = new TreeMap<>();
    single.forEach(
        (expression, places) -> {
          if (places.size() == 1 && places.keySet().iterator().next().isColumn()) {
            several
                .computeIfAbsent(places.keySet().iterator().next(), none -> new ArrayList<>())
                .add(expression);
          } else {
            shown.add(new GeneratedValue(Optional.empty(), 1, expression, places));
          }
        });
    several.forEach((place, expressions) -> shown.addAll(shown(place, expressions)));
    return shown;
  }

  /** A table of days has an expression for each of them. */
  private List<GeneratedValue> shown(ColumnOrDefinition place, List<String> expressions) {
    if (expressions.size() <= MOST_SHOWN) {
      return expressions.stream()
          .map(each -> new GeneratedValue(Optional.empty(), 1, each, single.get(each)))
          .toList();
    }
    int rows = expressions.stream().mapToInt(each -> single.get(each).get(place)).sum();
    return List.of(
        new GeneratedValue(
            Optional.empty(), expressions.size(), expressions.get(0), Map.of(place, rows)));
  }

  /**
   * What goes in place of a cell's text; empty if that stays.
   *
   * @param row the texts of its row, by column; empty if there is none
   */
  Optional<String> cell(
      ColumnOrDefinition place, String text, Function<String, Optional<String>> row) {
    if (texts.twin().isMoved(place, text)) {
      Optional<String> own =
          answers.has(place)
              ? answers.of(place).flatMap(ValueAnswer::sql)
              : texts.twin().cell(place, text, row);
      return own.map(expression -> day(alone(expression, place), place));
    }
    if (texts.isUnexplained(place, text)) {
      Optional<String> expression =
          ValueMapping.isTelling(text)
              ? values.of(text).map(value -> whole(value, place))
              : random(place);
      if (expression.isPresent()) {
        return expression;
      }
    }
    boolean isWhole = texts.moments().isWhole(place, text);
    if ((isWhole || texts.moments().isText(place, text)) && answers.has(place)) {
      return answers
          .of(place)
          .flatMap(ValueAnswer::sql)
          .map(expression -> alone(expression, place));
    }
    return isWhole ? Optional.of(moment(place, text)) : parts(place, text);
  }

  private String moment(ColumnOrDefinition place, String text) {
    return day(alone(texts.moments().expression(place, text), place), place);
  }

  /** A day that the column's default gives is the day on which the row is made, there as well. */
  private String day(String expression, ColumnOrDefinition place) {
    boolean isDefault =
        generators.type(place).equals("date") && generators.isOwnDefault(place, expression);
    return isDefault ? "DEFAULT" : expression;
  }

  private Optional<String> random(ColumnOrDefinition place) {
    SharedValue value = new SharedValue(0);
    value.add(place);
    answers
        .of(place)
        .ifPresentOrElse(value::answeredBy, () -> value.generatedBy(value.known(generators)));
    return value.expression().map(known -> whole(value, place));
  }

  /** An expression that has no name, noted for its place. */
  String alone(String expression, ColumnOrDefinition place) {
    single.computeIfAbsent(expression, created -> new TreeMap<>()).merge(place, 1, Integer::sum);
    return expression;
  }

  /** A text that is put together; empty if nothing of it is generated. */
  private Optional<String> parts(ColumnOrDefinition place, String text) {
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
    return Optional.of(ColumnType.isText(type) ? joined : "(" + joined + ")::" + type);
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
  private String whole(SharedValue value, ColumnOrDefinition place) {
    String expression = expression(value, place);
    if (value.selected().isEmpty() && generators.isOwnDefault(place, expression)) {
      return "DEFAULT";
    }
    boolean fits =
        (value.selected().isEmpty() && value.isText())
            || generators.type(place).equals(value.isText() ? "text" : "uuid")
            || ColumnType.isText(generators.type(place));
    return fits ? expression : "(" + expression + ")::text::" + generators.type(place);
  }

  /** The expression of a part in a longer text, written as it was; empty if the part stays. */
  Optional<String> written(TextPart part, ColumnOrDefinition place) {
    if (part instanceof TextPart.Moment found) {
      return Optional.of(alone(texts.moments().expression(found.moment()), place));
    }
    if (part instanceof TextPart.Uuid found) {
      return values.of(found.uuid()).map(value -> written(found.uuid(), value, place));
    }
    return values.of(((TextPart.Value) part).text()).map(value -> expression(value, place));
  }

  private String written(UuidText uuid, SharedValue value, ColumnOrDefinition place) {
    String expression = expression(value, place);
    String text = uuid.isPlain() ? "replace((" + expression + ")::text, '-', '')" : expression;
    return uuid.isUpper() ? "upper((" + text + ")::text)" : text;
  }

  private String expression(SharedValue value, ColumnOrDefinition place) {
    return value.selected().orElseGet(() -> alone(value.expression().orElseThrow(), place));
  }
}
