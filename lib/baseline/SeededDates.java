package baseline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import rows.BuildWindow;

/**
 * Finds columns of seeded rows with days around that of the build that nobody wrote down: two
 * builds of one day agree on what they compute from it, so no comparison of them tells.
 */
public final class SeededDates {
  private final ComputedDays days;
  private final Map<Place, Column> columns = new TreeMap<>();

  /**
   * What a column has.
   *
   * @param first the first such day
   * @param texts its cells with such days
   * @param isPlain whether each of these is a literal and nothing else
   */
  private record Column(String first, Set<String> texts, boolean isPlain) {
    Column and(Column other) {
      Set<String> all = new TreeSet<>(texts);
      all.addAll(other.texts);
      return new Column(first, all, isPlain && other.isPlain);
    }

    /** Whether one expression can stand for all. */
    boolean isOneValue() {
      return isPlain && texts.size() == 1;
    }
  }

  private SeededDates(ComputedDays days) {
    this.days = days;
  }

  /**
   * Looks for such days.
   *
   * @param window when the databases were built
   * @param isSpelled whether somebody wrote a day down; asked once for each
   */
  public static SeededDates in(
      Baseline baseline, BuildWindow window, Predicate<LocalDate> isSpelled) {
    SeededDates found = new SeededDates(new ComputedDays(window, isSpelled));
    baseline.statements().forEach(found::look);
    return found;
  }

  /** The columns that have them. */
  public Set<Place> columns() {
    return columns.keySet();
  }

  /**
   * A sentence for each column in which such days stay and nobody said that they may.
   *
   * @param others answers about columns that each build fills anew
   * @param given answers about these columns, as {@link #answered} gets them
   */
  public List<String> warnings(Map<Place, ValueAnswer> others, Map<Place, ValueAnswer> given) {
    List<String> sentences = new ArrayList<>();
    columns.forEach(
        (place, column) -> {
          Optional<ValueAnswer> own = Optional.ofNullable(given.get(place));
          Optional<ValueAnswer> any = own.or(() -> Optional.ofNullable(others.get(place)));
          boolean isKept = any.filter(answer -> answer.kind() == ValueAnswer.Kind.KEEP).isPresent();
          boolean isReplaced = own.isPresent() && column.isPlain();
          if (!isKept && !isReplaced) {
            sentences.add(warning(place, column, any.isPresent()));
          }
        });
    return sentences;
  }

  private static String warning(Place place, Column column, boolean isAnswered) {
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
   * Puts answered expressions in place of literals with such days.
   *
   * @param result the baseline that was looked at, and what it generates
   * @param answers about these columns
   */
  public GeneratedBaseline.Result answered(
      GeneratedBaseline.Result result, Map<Place, ValueAnswer> answers) {
    Map<Place, String> expressions = new TreeMap<>();
    answers.forEach(
        (place, answer) -> {
          if (answer.kind() != ValueAnswer.Kind.KEEP) {
            expressions.put(
                place, answer.kind() == ValueAnswer.Kind.NULL ? "NULL" : answer.expression());
          }
        });
    if (expressions.isEmpty()) {
      return result;
    }
    Map<Place, Integer> counts = new TreeMap<>();
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
      BaselineStatement statement, Map<Place, String> expressions, Map<Place, Integer> counts) {
    String sql = statement.sql();
    StringBuilder result = new StringBuilder();
    int done = 0;
    for (SeededCells.Cell cell : SeededCells.of(statement)) {
      Place place = new Place(SeededCells.table(statement), cell.column());
      if (expressions.containsKey(place)
          && SeededCells.text(sql, cell).flatMap(days::first).isPresent()) {
        result.append(sql, done, cell.from()).append(expressions.get(place));
        done = cell.end();
        counts.merge(place, 1, Integer::sum);
      }
    }
    return done == 0
        ? statement
        : new BaselineStatement(statement.title(), result.append(sql.substring(done)).toString());
  }

  private void look(BaselineStatement statement) {
    for (SeededCells.Cell cell : SeededCells.of(statement)) {
      Optional<String> literal = SeededCells.text(statement.sql(), cell);
      String text = literal.orElseGet(() -> statement.sql().substring(cell.from(), cell.end()));
      days.first(text)
          .ifPresent(
              day ->
                  columns.merge(
                      new Place(SeededCells.table(statement), cell.column()),
                      new Column(day, Set.of(text), literal.isPresent()),
                      Column::and));
    }
  }
}
