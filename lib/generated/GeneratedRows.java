package generated;

import answers.Answers;
import answers.ColumnOrDefinition;
import console.Failure;
import console.SideBySide;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import postgres.ThrowawayDatabase;
import rows.AmbiguousRows;
import rows.BuildWindow;
import rows.GeneratedCells;
import rows.Row;
import rows.Spool;
import rows.TableRows;
import rows.ValueMapping;
import statements.Baseline;
import twin.Twin;
import twin.TwinComparison;
import twin.TwinValues;

/** The rows of the database at the cut, and which of their cells each build fills anew. */
public final class GeneratedRows {
  private static final String WHAT_NOW =
      "The baseline that was tried is not written; run again with -v, and report this.";

  private final Map<String, TableRows> tables;
  private final Map<String, GeneratedCells> cells = new TreeMap<>();
  private final Generators generators;
  private final GeneratedTexts texts;
  private final BuildWindow window;
  private final TwinValues twin;
  private final List<String> warnings = new ArrayList<>();

  private GeneratedRows(
      Map<String, TableRows> first,
      Map<String, TableRows> second,
      Optional<Map<String, TableRows>> third,
      Optional<TwinComparison> twin,
      Generators generators,
      BuildWindow window) {
    this.tables = first;
    this.generators = generators;
    this.window = window;
    this.twin = twin.map(TwinComparison::values).orElseGet(TwinValues::new);
    this.texts = new GeneratedTexts(generators, window, this.twin);
    first.forEach(
        (name, table) -> {
          TableRows none = new TableRows(name, table.columns(), List.of());
          GeneratedCells found =
              GeneratedCells.between(table, second.getOrDefault(name, none), window);
          cells.put(name, found);
          third.ifPresent(
              there ->
                  twin.orElseThrow()
                      .compareRows(
                          table, found, there, column -> type(place(table, column)), window));
          texts.add(table, found);
          found
              .obstacle()
              .ifPresent(
                  why ->
                      warnings.add(
                          "the rows of "
                              + name
                              + ": "
                              + why
                              + ", and the baseline has one build's"));
        });
    texts.resolve();
  }

  /**
   * Compares two builds of the same migrations.
   *
   * @param cut the database that the baseline is made of
   * @param again built a second time
   * @param window when both were built
   */
  public static GeneratedRows between(
      ThrowawayDatabase cut, ThrowawayDatabase again, BuildWindow window) {
    return between(cut, again, Optional.empty(), window);
  }

  /**
   * Compares two builds of the same migrations, and one for another installation.
   *
   * @param cut the database that the baseline is made of
   * @param again built a second time
   * @param elsewhere built for another installation; empty if that cannot be
   * @param window when all were built
   */
  public static GeneratedRows between(
      ThrowawayDatabase cut,
      ThrowawayDatabase again,
      Optional<Twin.Built> elsewhere,
      BuildWindow window) {
    Optional<TwinComparison> twin = elsewhere.map(built -> new TwinComparison(cut, built));
    List<Map<String, TableRows>> rows =
        SideBySide.run(
            Stream.concat(Stream.of(cut, again), twin.map(TwinComparison::database).stream())
                .<Callable<Map<String, TableRows>>>map(database -> () -> TableRows.of(database))
                .toList());
    GeneratedDefinitions definitions = GeneratedDefinitions.of(cut, again, twin);
    GeneratedRows found =
        new GeneratedRows(
            rows.get(0),
            rows.get(1),
            twin.map(known -> rows.get(2)),
            twin,
            new Generators(cut),
            window);
    found.warnings.addAll(definitions.note(found.texts));
    return found;
  }

  /**
   * What stays as it is here, and what other installations have otherwise, in sentences.
   *
   * @param answers what was answered about columns
   */
  public List<String> warningsOfTheTwin(Answers answers) {
    return twin.warnings(answers);
  }

  /** Tables whose two builds cannot be compared, and definitions that differ, in sentences. */
  public List<String> warnings() {
    return warnings;
  }

  /** The columns of all tables at the cut. */
  public Set<ColumnOrDefinition> columns() {
    Set<ColumnOrDefinition> columns = new TreeSet<>();
    tables
        .values()
        .forEach(table -> table.columns().forEach(column -> columns.add(place(table, column))));
    return columns;
  }

  private static ColumnOrDefinition place(TableRows table, String column) {
    return new ColumnOrDefinition(table.table(), column);
  }

  /** The type of a column of the database at the cut, with its length. */
  public String type(ColumnOrDefinition place) {
    return generators.type(place);
  }

  /** Finds the generated values in a baseline of the first build. */
  public GeneratedBaseline in(Baseline baseline) {
    return new GeneratedBaseline(
        baseline, texts, generators, new PreexistingValues(tables, cells, generators));
  }

  /**
   * Compares the rows that a baseline makes with those at the cut: the same but for what generated
   * values are called.
   *
   * @param answers what was answered; such columns are compared where the value was kept
   * @return what each generated value is called in the other database
   * @throws Failure naming table and column if they differ
   */
  public Map<String, String> check(ThrowawayDatabase loaded, Answers answers) {
    return check(loaded, answers, Set.of());
  }

  /** The same, but for some tables. */
  public Map<String, String> check(ThrowawayDatabase loaded, Answers answers, Set<String> left) {
    Map<String, TableRows> found = TableRows.of(loaded);
    ValueMapping renaming = new ValueMapping(BuildWindow.since(window.from()));
    AmbiguousRows alike = new AmbiguousRows();
    tables.forEach(
        (name, table) -> {
          if (cells.get(name).obstacle().isEmpty() && !left.contains(name)) {
            TableRows none = new TableRows(name, table.columns(), List.of());
            TableRows other = found.getOrDefault(name, none);
            alike
                .certain(table, other, matches(table, other, answers))
                .forEach(match -> check(table, match, renaming, answers));
          }
        });
    alike.match(renaming, (table, match) -> check(table, match, renaming, answers));
    return renaming.names();
  }

  /** Whether a database has these rows, but for what each build generates and for some tables'. */
  public boolean areIn(ThrowawayDatabase loaded, Set<String> left) {
    Map<String, TableRows> found = TableRows.of(loaded);
    return tables.entrySet().stream()
        .filter(table -> !left.contains(table.getKey()))
        .allMatch(table -> isIn(table.getValue(), Optional.ofNullable(found.get(table.getKey()))));
  }

  private boolean isIn(TableRows table, Optional<TableRows> other) {
    GeneratedCells known = cells.get(table.table());
    if (known.obstacle().isPresent() || other.isEmpty()) {
      return false;
    }
    return table.columns().equals(other.get().columns()) && known.fit(other.get().rows()).isWhole();
  }

  private Spool<GeneratedCells.Match> matches(TableRows table, TableRows other, Answers answers) {
    GeneratedCells.Fit fit = cells.get(table.table()).fit(other.rows());
    if (!table.columns().equals(other.columns()) || !fit.isWhole()) {
      Optional<Row> missing =
          Stream.concat(
                  fit.missing().stream(), fit.unmatched().stream().map(GeneratedCells.Pattern::row))
              .findFirst();
      throw differs(table, missing, fit.left(), answers);
    }
    return fit.matches();
  }

  private static void check(
      TableRows table, GeneratedCells.Match match, ValueMapping renaming, Answers answers) {
    match.pattern().generated().stream()
        .filter(column -> !isAnswered(table, column, answers))
        .forEach(column -> check(table, column, match, renaming));
  }

  private static boolean isAnswered(TableRows table, int column, Answers answers) {
    return answers.isReplaced(place(table, table.columns().get(column)));
  }

  private static void check(
      TableRows table, int column, GeneratedCells.Match match, ValueMapping renaming) {
    renaming
        .add(match.pattern().row().values().get(column), match.row().values().get(column))
        .ifPresent(
            why -> {
              throw new Failure(
                  "the baseline does not generate "
                      + table.table()
                      + "."
                      + table.columns().get(column)
                      + " as the migrations do: "
                      + why,
                  WHAT_NOW);
            });
  }

  /** Names the columns in which the first row differs from the one that is most like it. */
  private Failure differs(
      TableRows table, Optional<Row> missing, Spool<Row> left, Answers answers) {
    Set<String> columns = Set.of();
    if (missing.isPresent()) {
      BitSet generated = generated(table, missing.get());
      for (Row other : left) {
        Set<String> differing = differing(table, missing.get(), other, generated);
        columns = columns.isEmpty() || differing.size() < columns.size() ? differing : columns;
      }
    }
    String where = columns.isEmpty() ? "" : ", columns " + String.join(", ", columns);
    return new Failure(
        "the baseline does not make the rows of " + table.table() + where,
        "The migrations make: "
            + first(table, missing)
            + "\nThe baseline makes: "
            + first(table, left.stream().findFirst())
            + "\n"
            + whatNow(table, columns, answers));
  }

  private static Set<String> differing(TableRows table, Row one, Row other, BitSet generated) {
    Set<String> differing = new HashSet<>();
    for (int at = 0; at < table.columns().size(); at++) {
      if (!generated.get(at) && !Objects.equals(one.values().get(at), other.values().get(at))) {
        differing.add(table.columns().get(at));
      }
    }
    return differing;
  }

  /** Which of a row's cells each build fills anew: they are none that have to be the same. */
  private BitSet generated(TableRows table, Row row) {
    return cells.get(table.table()).patterns().stream()
        .filter(pattern -> pattern.row().equals(row))
        .findFirst()
        .map(GeneratedCells.Pattern::generated)
        .orElseGet(BitSet::new);
  }

  /** An answer for values that no rule explains may give anything, one for computed days not. */
  private static String whatNow(TableRows table, Set<String> columns, Answers answers) {
    return columns.stream()
        .filter(column -> isAnswered(table, table.columns().indexOf(column), answers))
        .map(column -> new ColumnOrDefinition(table.table(), column).option())
        .findFirst()
        .map(
            option ->
                option
                    + " has to give what the migrations make on the day of the build, or be keep.")
        .orElse(WHAT_NOW);
  }

  private static String first(TableRows table, Optional<Row> row) {
    return row.map(found -> found.shown(table.columns())).orElse("no such row");
  }
}
