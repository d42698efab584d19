package generated;

import answers.Answers;
import answers.ColumnOrDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import rows.ValueMapping;
import statements.Baseline;
import statements.BaselineStatement;
import statements.DoBlock;
import twin.OwnPart;

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
  private final Set<ColumnOrDefinition> columns = new TreeSet<>();
  private final Map<ColumnOrDefinition, Integer> questions = new TreeMap<>();

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

  /** What may be answered for: columns with generated values, and whatever is a question. */
  public Set<ColumnOrDefinition> answerable() {
    Set<ColumnOrDefinition> places = new TreeSet<>(columns);
    places.addAll(questions.keySet());
    return places;
  }

  /** Columns whose values no rule explains, each with in how many rows it has such a value. */
  public Map<ColumnOrDefinition, Integer> questions() {
    return questions;
  }

  /** What two builds have in a column, in words; empty where that is not known. */
  public String example(ColumnOrDefinition place) {
    return texts.example(place).map(ValueInBothBuilds::shown).orElse("");
  }

  /**
   * Says of each column in which answered values stand what was answered for them.
   *
   * @param answers one for each question, and for any other column with generated values
   * @return these, and the same for the other columns whose values follow from them
   */
  public Answers everywhere(Answers answers) {
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
  public Result answered(Answers answers) {
    ValueTables tables = values.answer(answers);
    GeneratedSql generated = new GeneratedSql(texts, generators, values, answers);
    List<BaselineStatement> rewritten = new ArrayList<>();
    int first = -1;
    int last = -1;
    for (BaselineStatement statement : baseline.statements()) {
      BaselineStatement now = rewritten(statement, generated);
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
    shown.addAll(generated.unnamed());
    return new Result(baseline.with(rewritten), shown);
  }

  private void look(BaselineStatement statement) {
    if (!SeededCells.isData(statement)) {
      ColumnOrDefinition place = GeneratedDefinitions.place(statement);
      texts.definitionParts(place, statement.sql()).forEach(part -> look(part, place));
    }
    for (SeededCells.Cell cell : SeededCells.of(statement)) {
      ColumnOrDefinition place =
          new ColumnOrDefinition(SeededCells.table(statement), cell.column());
      String text = said(statement.sql(), cell);
      if (texts.isUnexplained(place, text)) {
        columns.add(place);
        if (ValueMapping.isTelling(text)) {
          values.add(text, place);
        } else if (generators.random(place).isEmpty()) {
          questions.merge(place, 1, Integer::sum);
        }
      }
      if (texts.twin().isMoved(place, text) || texts.moments().isWhole(place, text)) {
        columns.add(place);
      } else {
        texts.parts(place, text).forEach(part -> look(part, place));
      }
    }
  }

  private void look(TextPart part, ColumnOrDefinition place) {
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

  private BaselineStatement rewritten(BaselineStatement statement, GeneratedSql generated) {
    if (texts.isEmpty()) {
      return statement;
    }
    return SeededCells.isData(statement)
        ? data(statement, generated)
        : definition(statement, generated);
  }

  private BaselineStatement data(BaselineStatement statement, GeneratedSql generated) {
    String sql = statement.sql();
    StringBuilder result = new StringBuilder();
    int done = 0;
    List<SeededCells.Cell> cells = SeededCells.of(statement);
    for (int i = 0; i < cells.size(); i++) {
      SeededCells.Cell cell = cells.get(i);
      ColumnOrDefinition place =
          new ColumnOrDefinition(SeededCells.table(statement), cell.column());
      int at = i;
      Optional<String> value =
          generated.cell(place, said(sql, cell), column -> beside(cells, at, column, sql));
      if (value.isPresent()) {
        result.append(sql, done, cell.from()).append(value.get());
        done = cell.end();
      }
    }
    if (done > 0) {
      result.append(sql, done, sql.length());
    }
    int head = cells.isEmpty() ? 0 : cells.get(0).from();
    List<DoBlock.Gap> gaps =
        texts
            .twin()
            .parts(GeneratedDefinitions.place(statement), statement.title(), sql.substring(0, head))
            .stream()
            .map(part -> new DoBlock.Gap(part.from(), part.end(), part.sql()))
            .toList();
    String text = done == 0 ? sql : result.toString();
    return new BaselineStatement(
        statement.title(), gaps.isEmpty() ? text : DoBlock.executing(text, gaps));
  }

  /** The text of another cell in the row of one; null where there is none. */
  private static String beside(List<SeededCells.Cell> cells, int at, String column, String sql) {
    String first = cells.get(0).column();
    int start = at;
    while (!cells.get(start).column().equals(first)) {
      start--;
    }
    for (int i = start;
        i < cells.size() && (i == start || !cells.get(i).column().equals(first));
        i++) {
      if (cells.get(i).column().equals(column)) {
        return said(sql, cells.get(i));
      }
    }
    return null;
  }

  /** A definition takes no expressions everywhere, so its text is put together and executed. */
  private BaselineStatement definition(BaselineStatement statement, GeneratedSql generated) {
    ColumnOrDefinition place = GeneratedDefinitions.place(statement);
    Map<String, Optional<String>> expressions = new HashMap<>();
    List<DoBlock.Gap> gaps = new ArrayList<>();
    for (TextPart part : texts.definitionParts(place, statement.sql())) {
      expressions
          .computeIfAbsent(
              statement.sql().substring(part.from(), part.end()),
              text -> generated.written(part, place))
          .ifPresent(sql -> gaps.add(new DoBlock.Gap(part.from(), part.end(), sql)));
    }
    for (OwnPart part : texts.twin().parts(place, statement.title(), statement.sql())) {
      gaps.add(new DoBlock.Gap(part.from(), part.end(), generated.alone(part.sql(), place)));
    }
    gaps.sort(Comparator.comparingInt(DoBlock.Gap::from));
    return gaps.isEmpty()
        ? statement
        : new BaselineStatement(statement.title(), DoBlock.executing(statement.sql(), gaps));
  }
}
