package generated;

import answers.ColumnOrDefinition;
import answers.ValueAnswer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import postgres.Sql;
import rows.BuildWindow;
import statements.Baseline;
import statements.BaselineStatement;

/**
 * Finds columns of seeded rows with days around that of the build that nobody wrote down: two
 * builds of one day agree on what they compute from it, so no comparison of them tells.
 */
public final class SeededDates {
  private static final String NULL = "NULL";
  private static final int DAY = "2026-11-22".length();

  private final ComputedDays days;
  private final Function<ColumnOrDefinition, String> types;
  private final Map<ColumnOrDefinition, Column> columns = new TreeMap<>();

  /**
   * What a column has.
   *
   * @param first the first such day
   * @param values its cells with such days, and of longer texts the days in them
   * @param isReplaceable whether an expression can take the place of each
   */
  private record Column(String first, Set<String> values, boolean isReplaceable) {
    Column and(Column other) {
      Set<String> all = new TreeSet<>(values);
      all.addAll(other.values);
      return new Column(first, all, isReplaceable && other.isReplaceable);
    }

    /** Whether one expression can stand for all. */
    boolean isOneValue() {
      return isReplaceable && values.size() == 1;
    }
  }

  private SeededDates(ComputedDays days, Function<ColumnOrDefinition, String> types) {
    this.days = days;
    this.types = types;
  }

  /**
   * Looks for such days.
   *
   * @param window when the databases were built
   * @param isSpelled whether somebody wrote a day down; asked once for each
   * @param types the types of columns
   */
  public static SeededDates in(
      Baseline baseline,
      BuildWindow window,
      Predicate<LocalDate> isSpelled,
      Function<ColumnOrDefinition, String> types) {
    SeededDates found = new SeededDates(new ComputedDays(window, isSpelled), types);
    baseline.statements().forEach(found::look);
    return found;
  }

  /** The columns that have them. */
  public Set<ColumnOrDefinition> columns() {
    return columns.keySet();
  }

  /**
   * A sentence for each column in which such days stay and nobody said that they may.
   *
   * @param others answers about columns that each build fills anew
   * @param given answers about these columns, as {@link #answered} gets them
   */
  public List<String> warnings(
      Map<ColumnOrDefinition, ValueAnswer> others, Map<ColumnOrDefinition, ValueAnswer> given) {
    List<String> sentences = new ArrayList<>();
    columns.forEach(
        (place, column) -> {
          Optional<ValueAnswer> own = Optional.ofNullable(given.get(place));
          Optional<ValueAnswer> any = own.or(() -> Optional.ofNullable(others.get(place)));
          boolean isKept = any.filter(answer -> answer.kind() == ValueAnswer.Kind.KEEP).isPresent();
          boolean isReplaced = own.isPresent() && column.isReplaceable();
          if (!isKept && !isReplaced) {
            sentences.add(warning(place, column, any.isPresent()));
          }
        });
    return sentences;
  }

  private static String warning(ColumnOrDefinition place, Column column, boolean isAnswered) {
    String option = "--value " + place.shown() + "=";
    String choice =
        column.isOneValue() && !isAnswered
            ? "Answer with " + option + "sql:EXPRESSION, or with " + option + "keep."
            : "Edit the baseline where that is so"
                + (isAnswered ? "." : ", or answer with " + option + "keep.");
    return place.shown()
        + " holds "
        + column.first()
        + ", which no squashed revision spells out: it may be computed from the day of the build,"
        + " and every installation would get this one. "
        + choice;
  }

  /**
   * Puts answered expressions in place of such days. A longer text keeps what else it says; days
   * that have a time with them stay there.
   *
   * @param result the baseline that was looked at, and what it generates
   * @param answers about these columns
   */
  public GeneratedBaseline.Result answered(
      GeneratedBaseline.Result result, Map<ColumnOrDefinition, ValueAnswer> answers) {
    Map<ColumnOrDefinition, String> expressions = new TreeMap<>();
    answers.forEach(
        (place, answer) -> {
          if (answer.kind() != ValueAnswer.Kind.KEEP) {
            expressions.put(
                place, answer.kind() == ValueAnswer.Kind.NULL ? NULL : answer.expression());
          }
        });
    if (expressions.isEmpty()) {
      return result;
    }
    Map<ColumnOrDefinition, Integer> counts = new TreeMap<>();
    List<BaselineStatement> statements =
        result.baseline().statements().stream()
            .map(statement -> rewritten(statement, expressions, counts))
            .toList();
    List<GeneratedValue> values = new ArrayList<>(result.values());
    counts.forEach(
        (place, count) ->
            values.add(
                new GeneratedValue(
                    Optional.empty(), 1, expressions.get(place), Map.of(place, count))));
    return new GeneratedBaseline.Result(result.baseline().with(statements), values);
  }

  private BaselineStatement rewritten(
      BaselineStatement statement,
      Map<ColumnOrDefinition, String> expressions,
      Map<ColumnOrDefinition, Integer> counts) {
    String sql = statement.sql();
    StringBuilder result = new StringBuilder();
    int done = 0;
    for (SeededCells.Cell cell : SeededCells.of(statement)) {
      ColumnOrDefinition place =
          new ColumnOrDefinition(SeededCells.table(statement), cell.column());
      Optional<String> value =
          SeededCells.text(sql, cell)
              .filter(text -> expressions.containsKey(place))
              .flatMap(text -> replaced(place, text, expressions.get(place)));
      if (value.isPresent()) {
        result.append(sql, done, cell.from()).append(value.get());
        done = cell.end();
        counts.merge(place, 1, Integer::sum);
      }
    }
    return done == 0
        ? statement
        : new BaselineStatement(statement.title(), result.append(sql.substring(done)).toString());
  }

  /** What is written in place of a text with such a day; empty where it stays. */
  private Optional<String> replaced(ColumnOrDefinition place, String text, String expression) {
    List<ComputedDays.ComputedDay> found = days.all(text);
    if (found.isEmpty() || isWhole(place, text) || expression.equals(NULL)) {
      return found.isEmpty() ? Optional.empty() : Optional.of(expression);
    }
    if (!isOneDay(found)) {
      return Optional.empty();
    }
    List<String> pieces = new ArrayList<>();
    int done = 0;
    for (ComputedDays.ComputedDay day : found) {
      if (day.from() > done) {
        pieces.add(Sql.literal(text.substring(done, day.from())));
      }
      pieces.add("(" + expression + ")::text");
      done = day.from() + DAY;
    }
    if (done < text.length()) {
      pieces.add(Sql.literal(text.substring(done)));
    }
    String joined = String.join(" || ", pieces);
    String type = types.apply(place);
    return Optional.of(Generators.isText(type) ? joined : "(" + joined + ")::" + type);
  }

  /** Whether a cell is a day or a moment, and nothing else. */
  private boolean isWhole(ColumnOrDefinition place, String text) {
    return text.length() == DAY || BuildWindow.isMoment(types.apply(place));
  }

  private static boolean isOneDay(List<ComputedDays.ComputedDay> found) {
    return found.stream().noneMatch(ComputedDays.ComputedDay::isTimed)
        && found.stream().map(ComputedDays.ComputedDay::day).distinct().count() == 1;
  }

  private void look(BaselineStatement statement) {
    for (SeededCells.Cell cell : SeededCells.of(statement)) {
      ColumnOrDefinition place =
          new ColumnOrDefinition(SeededCells.table(statement), cell.column());
      Optional<String> literal = SeededCells.text(statement.sql(), cell);
      String text = literal.orElseGet(() -> statement.sql().substring(cell.from(), cell.end()));
      List<ComputedDays.ComputedDay> found = days.all(text);
      if (!found.isEmpty()) {
        boolean isWhole = isWhole(place, text);
        String day = found.get(0).day().toString();
        boolean isReplaceable = literal.isPresent() && (isWhole || isOneDay(found));
        columns.merge(
            place, new Column(day, Set.of(isWhole ? text : day), isReplaceable), Column::and);
      }
    }
  }
}
