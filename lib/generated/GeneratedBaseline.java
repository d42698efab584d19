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
import statements.RowStatement;
import statements.SqlStatement;
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
  private final Map<String, Map<String, ColumnOrDefinition>> places = new HashMap<>();
  private final Set<ColumnOrDefinition> columns = new TreeSet<>();
  private final Map<ColumnOrDefinition, Integer> questions = new TreeMap<>();

  /**
   * Looks for what is generated.
   *
   * @param baseline with one build's values
   * @param preexisting the values that rows have which the baseline does not make
   */
  GeneratedBaseline(
      Baseline baseline,
      GeneratedTexts texts,
      Generators generators,
      PreexistingValues preexisting) {
    this.baseline = baseline;
    this.texts = texts;
    this.generators = generators;
    this.values = new SharedValues(generators);
    if (!texts.isEmpty()) {
      baseline.statements().forEach(this::look);
      values.find(preexisting);
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

  /** What two builds have in a column, in words; empty if that is not known. */
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
      if (now != statement && now.sql().contains(ValueTables.SELECT)) {
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
    if (statement instanceof RowStatement rows) {
      rows.rows().forEach(row -> row.values((column, text) -> look(place(rows, column), text)));
    } else if (statement instanceof SqlStatement definition) {
      ColumnOrDefinition place = GeneratedDefinitions.place(definition);
      texts.definitionParts(place, definition.sql()).forEach(part -> look(part, place));
    }
  }

  /** One for all cells of a column, of which there may be many. */
  private ColumnOrDefinition place(RowStatement rows, String column) {
    return places
        .computeIfAbsent(rows.table(), table -> new HashMap<>())
        .computeIfAbsent(column, name -> new ColumnOrDefinition(rows.table(), name));
  }

  private void look(ColumnOrDefinition place, String text) {
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

  private BaselineStatement rewritten(BaselineStatement statement, GeneratedSql generated) {
    if (texts.isEmpty()) {
      return statement;
    }
    return statement instanceof RowStatement rows
        ? rows(rows, generated)
        : definition((SqlStatement) statement, generated);
  }

  /** A table may have a name of its own in each installation. */
  private BaselineStatement rows(RowStatement statement, GeneratedSql generated) {
    RowStatement rewritten =
        statement.with(
            (row, column, text) -> generated.cell(place(statement, column), text, row::text));
    ColumnOrDefinition place = place(statement, "");
    List<DoBlock.Gap> gaps =
        texts.twin().parts(place, statement.title(), statement.head()).stream()
            .map(part -> new DoBlock.Gap(part.from(), part.end(), part.sql()))
            .toList();
    return gaps.isEmpty()
        ? rewritten
        : new SqlStatement(statement.title(), DoBlock.executing(rewritten.sql(), gaps));
  }

  /** A definition takes no expressions everywhere, so its text is put together and executed. */
  private SqlStatement definition(SqlStatement statement, GeneratedSql generated) {
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
    return gaps.isEmpty() ? statement : statement.with(DoBlock.executing(statement.sql(), gaps));
  }
}
