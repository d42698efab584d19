package twin;

import answers.Answers;
import answers.ColumnOrDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What an installation has of its own in rows and definitions, and what gives it to each. */
public final class TwinValues {
  private final String another;
  private final BiFunction<String, Map<String, String>, List<OwnPart>> parts;
  private final Map<ColumnOrDefinition, Map<String, String>> moved = new TreeMap<>();
  private final Map<ColumnOrDefinition, Map<String, String>> expressions = new HashMap<>();
  private final Map<ColumnOrDefinition, CalendarColumn> calendars = new HashMap<>();
  private final Map<ColumnOrDefinition, Map<String, String>> definitions = new HashMap<>();
  private final Map<String, Map<String, String>> names = new HashMap<>();
  private final Map<String, String> counterparts = new HashMap<>();
  private final Set<String> compared = new HashSet<>();
  private final List<OtherRows> otherRows = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * A column that tells something of the day in another one.
   *
   * @param day the other column
   * @param field what it tells
   * @param type its own type
   */
  private record CalendarColumn(String day, DateField field, String type) {}

  /** A table of which the twin has more rows, or fewer. */
  private record OtherRows(List<ColumnOrDefinition> columns, String sentence) {}

  /** Nothing is known of any other installation. */
  public TwinValues() {
    this("", (text, known) -> List.of());
  }

  /**
   * Nothing is known yet.
   *
   * @param another what installation the twin is, in a few words
   * @param parts finds the parts of a text of which it is known what gives them
   */
  TwinValues(String another, BiFunction<String, Map<String, String>, List<OwnPart>> parts) {
    this.another = another;
    this.parts = parts;
  }

  /** What installation the twin is, in a few words. */
  String another() {
    return another;
  }

  /** Takes note that a table's rows were compared: what is the same in both is literal. */
  void addCompared(String table) {
    compared.add(table);
  }

  /** Takes note of a cell that the twin has otherwise. */
  void addMoved(ColumnOrDefinition place, String first, String second) {
    moved.computeIfAbsent(place, none -> new TreeMap<>()).put(first, second);
  }

  /** Takes note of what gives such a cell. */
  void addExpression(ColumnOrDefinition place, String first, String sql) {
    expressions.computeIfAbsent(place, none -> new HashMap<>()).put(first, sql);
  }

  /** Takes note of a column that tells something of another one's day, in all rows. */
  void addCalendar(ColumnOrDefinition place, String day, DateField field, String type) {
    calendars.put(place, new CalendarColumn(day, field, type));
  }

  /** Takes note of a table of which the twin has more rows, or fewer. */
  void addOtherRows(List<ColumnOrDefinition> columns, String sentence) {
    otherRows.add(new OtherRows(columns, sentence));
  }

  /** Takes note of the parts of a definition that an installation has of its own. */
  void addDefinition(ColumnOrDefinition place, List<OwnPart> parts) {
    Map<String, String> found = definitions.computeIfAbsent(place, none -> new HashMap<>());
    parts.forEach(part -> found.put(part.text(), part.sql()));
  }

  /** Takes note of a name with such parts, and what it is there. */
  void addName(String name, String there, List<OwnPart> parts) {
    counterparts.put(name, there);
    Map<String, String> found = names.computeIfAbsent(name, none -> new HashMap<>());
    parts.forEach(part -> found.put(part.text(), part.sql()));
  }

  /** What an object is called there. */
  String counterpart(String name) {
    return counterparts.getOrDefault(name, name);
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  /** Whether a table's rows are known of another installation. */
  public boolean hasCompared(String table) {
    return compared.contains(table);
  }

  /** Whether an installation has a cell of its own, and it is known what gives it. */
  public boolean isExplained(ColumnOrDefinition place, String text) {
    return calendars.containsKey(place)
        || expressions.getOrDefault(place, Map.of()).containsKey(text);
  }

  /** Whether an installation has a cell of its own. */
  public boolean isMoved(ColumnOrDefinition place, String text) {
    return moved.getOrDefault(place, Map.of()).containsKey(text);
  }

  /** The columns in which an installation has something of its own. */
  public Set<ColumnOrDefinition> columns() {
    return moved.keySet();
  }

  /** Whether nothing is known to differ. */
  public boolean isEmpty() {
    return moved.isEmpty() && definitions.isEmpty();
  }

  /**
   * What gives a cell to each installation; empty if it stays.
   *
   * @param row the texts of the other cells of its row, by column; empty if there is none
   */
  public Optional<String> cell(
      ColumnOrDefinition place, String text, Function<String, Optional<String>> row) {
    CalendarColumn calendar = calendars.get(place);
    if (calendar == null) {
      return Optional.ofNullable(expressions.getOrDefault(place, Map.of()).get(text));
    }
    ColumnOrDefinition day = new ColumnOrDefinition(place.table(), calendar.day());
    return row.apply(calendar.day())
        .flatMap(of -> Optional.ofNullable(expressions.getOrDefault(day, Map.of()).get(of)))
        .map(sql -> calendar.field().of(sql, calendar.type()));
  }

  /**
   * The parts of a statement that an installation has of its own, in order.
   *
   * @param place what the statement defines, if it is a definition
   * @param title what the statement makes; an object's name is its last word
   */
  public List<OwnPart> parts(ColumnOrDefinition place, String title, String sql) {
    Map<String, String> known = new HashMap<>(definitions.getOrDefault(place, Map.of()));
    names.forEach(
        (name, expressions) -> {
          if (title.endsWith(" " + name)) {
            known.putAll(expressions);
          }
        });
    return known.isEmpty() ? List.of() : parts.apply(sql, known);
  }

  /**
   * A sentence for each thing that stays as it is here, and that other installations have
   * otherwise.
   *
   * @param answers what was answered about columns
   */
  public List<String> warnings(Answers answers) {
    List<String> sentences = new ArrayList<>(warnings);
    otherRows.stream()
        .filter(table -> table.columns().stream().noneMatch(answers::has))
        .forEach(table -> sentences.add(table.sentence()));
    moved.forEach(
        (place, texts) -> {
          if (!answers.has(place)) {
            texts.entrySet().stream()
                .filter(text -> !isExplained(place, text.getKey()))
                .findFirst()
                .ifPresent(text -> sentences.add(sentence(place, text)));
          }
        });
    return sentences;
  }

  private String sentence(ColumnOrDefinition place, Map.Entry<String, String> text) {
    String option = place.option();
    return place.shown()
        + " holds '"
        + text.getKey()
        + "' here and '"
        + text.getValue()
        + "' in "
        + another
        + "; no rule says how it comes from them, and the baseline has the first. Answer with "
        + option
        + "sql:EXPRESSION, or with "
        + option
        + "keep.";
  }
}
