package preexisting;

import catalog.CopyToInsert;
import catalog.DatabaseState;
import catalog.DeferredConstraints;
import catalog.Relation;
import catalog.SequencePositions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import pgdump.DumpEntry;
import postgres.Queries;
import postgres.ThrowawayDatabase;
import postgres.VersionTable;
import preexisting.PreexistingTable.Row;
import statements.BaselineStatement;
import statements.RowStatement;
import statements.SqlStatement;

/**
 * The rows that were there when the baseline's own statements about rows begin: those of the
 * environment's tables, and those that the script of an extension made. Only what is left to do to
 * them is said.
 */
public final class PreexistingRowStatements {
  private final BaselineTask task;
  private final PreexistingObjects environment;
  private final DisabledTriggers resting;
  private final DeferredConstraints checks;
  private final EventTriggers eventTriggers;
  private final boolean rests;
  private final ChangedTables changed;
  private final Set<Relation.Name> ofExtensions = new LinkedHashSet<>();
  private final Set<Relation.Name> written = new LinkedHashSet<>();
  private final Set<Relation.Name> left = new LinkedHashSet<>();
  private SequencePositions positions = new SequencePositions();

  /**
   * Statements about the rows of one table.
   *
   * @param table its name
   * @param statements in order
   */
  record Statements(Relation.Name table, List<RowStatement> statements) {}

  /**
   * Changes to be said.
   *
   * @param rests whether the environment's triggers rest meanwhile
   */
  public PreexistingRowStatements(
      BaselineTask task, PreexistingObjects environment, boolean rests) {
    this.task = task;
    this.environment = environment;
    this.rests = rests;
    this.resting = new DisabledTriggers(task.before(), task.cut(), environment);
    this.checks = new DeferredConstraints(task.before(), task.cut());
    this.eventTriggers = new EventTriggers(task, environment);
    this.changed = new ChangedTables(task.before(), task.cut(), task.again(), environment);
  }

  /** All of them, in an order that works. */
  public List<BaselineStatement> statements(TriggerWrittenRows.Stages stages) {
    Set<Relation.Name> made = madeByExtensions();
    List<Statements> said = rehearsed(stages, made);
    Set<Relation.Name> tables = new LinkedHashSet<>();
    said.forEach(about -> tables.add(about.table()));
    written.addAll(tables);
    return around(tables, said.stream().flatMap(about -> about.statements().stream()).toList());
  }

  /** With what has to be said before and after changes of these tables' rows. */
  private List<BaselineStatement> around(
      Set<Relation.Name> tables, List<? extends RowStatement> changes) {
    List<BaselineStatement> all = new ArrayList<>();
    if (rests) {
      all.addAll(said(resting.disable(tables)));
    }
    all.addAll(changes);
    all.addAll(said(checks.now(tables)));
    if (rests) {
      all.addAll(said(resting.enable(tables)));
    }
    return all;
  }

  /**
   * Statements that make the rows of an entry of the dump at the cut; none where they are said with
   * those of the environment.
   */
  public List<BaselineStatement> made(DumpEntry rows) {
    Relation.Name table = Relation.Name.of(rows);
    if (ofExtensions.contains(table)) {
      return List.of();
    }
    written.add(table);
    return around(Set.of(table), CopyToInsert.inserts(rows, task.cut().relations()));
  }

  /** The tables whose rows are changed, by name. */
  public Set<String> tables() {
    Set<String> names = new TreeSet<>();
    written.forEach(table -> names.add(holder(table).shown()));
    return names;
  }

  /** Whether triggers of the environment fire at these changes, or rest. */
  public boolean concernsTriggers() {
    return !resting.firingAt(written).isEmpty();
  }

  /** The tables whose triggers rest, each with its owner, who alone may say so. */
  public Map<Relation.Name, String> owners() {
    return rests ? resting.owners(written) : Map.of();
  }

  private List<Statements> rehearsed(TriggerWrittenRows.Stages stages, Set<Relation.Name> made) {
    Set<Relation.Name> first = new LinkedHashSet<>();
    changed.tables().stream()
        .sorted(Comparator.comparing(table -> resting.firingAt(Set.of(table)).isEmpty()))
        .forEach(first::add);
    first.addAll(made);
    if (first.isEmpty()) {
      return List.of();
    }
    try {
      left.addAll(eventTriggers.written(stages, first, this::staged));
      first.removeAll(left);
      Map<Relation.Name, StagedRows> known = new HashMap<>();
      TriggerWrittenRows rehearsal =
          new TriggerWrittenRows(
              this::isThere, name -> known.computeIfAbsent(name, this::staged), changed);
      List<Statements> said =
          rehearsal.of(
              () -> quiet(stages.next(), first),
              first,
              stage -> positions = SequencePositions.of(stage.connection()));
      ofExtensions.addAll(made);
      return said;
    } catch (SQLException unrehearsed) {
      // What fails there is said when the whole baseline is loaded.
      return changed.statements();
    }
  }

  /** The tables whose rows, and sequences whose positions, are left to event triggers, by name. */
  public Set<String> left() {
    Set<String> names = new TreeSet<>();
    left.forEach(name -> names.add(name.shown()));
    return names;
  }

  /** That rows are left to event triggers; empty if none are. */
  public Optional<String> warning() {
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("event trigger %s of the environment writes %s at each statement that defines an"
                    + " object, and the baseline has other statements than the migrations: that is"
                    + " left to the event trigger, and verify will call it a difference")
                .formatted(String.join(" or ", eventTriggers.names()), String.join(", ", left())));
  }

  /** Statements that bring a sequence of the environment where the migrations brought it. */
  public List<String> moves(DumpEntry sequence, List<String> wanted) {
    Relation.Name name = Relation.Name.of(sequence);
    if (left.contains(name)) {
      return List.of();
    }
    boolean isOwn =
        task.cut().dump().entries().stream()
            .filter(entry -> entry.type().equals("SEQUENCE"))
            .filter(entry -> Relation.Name.of(entry).equals(name))
            .anyMatch(entry -> entry.owner().equals(task.role().name()));
    return wanted.stream().flatMap(sql -> positions.moves(name, sql, isOwn).stream()).toList();
  }

  /** The stage, with the triggers at rest where they are to rest. */
  private Stage quiet(Stage stage, Set<Relation.Name> tables) throws SQLException {
    if (rests) {
      stage.run(resting.disable(tables));
    }
    return stage;
  }

  /** Whether there are rows of a table before the baseline's own. */
  private boolean isThere(Relation.Name name) {
    return isTable(task.cut(), name)
        && (isTable(task.before(), name) || madeByExtensions().contains(name))
        && Stream.of(task.cut(), task.before())
            .flatMap(state -> state.database().stream())
            .flatMap(database -> database.versionTable().stream())
            .noneMatch(table -> isNamed(table, name));
  }

  private static boolean isNamed(VersionTable table, Relation.Name name) {
    return new Relation.Name(table.schema(), table.name()).equals(name);
  }

  private static boolean isTable(DatabaseState state, Relation.Name name) {
    return state.relations().get(name).filter(found -> found.kind().equals("r")).isPresent();
  }

  /** Rows are dumped of tables that are no entries themselves where an extension made those. */
  private Set<Relation.Name> madeByExtensions() {
    Set<Relation.Name> tables = new LinkedHashSet<>();
    Set<Relation.Name> entries = new LinkedHashSet<>();
    for (DumpEntry entry : task.cut().dump().entries()) {
      if (entry.type().equals("TABLE DATA") && environment.isMade(entry)) {
        tables.add(Relation.Name.of(entry));
      } else if (entry.type().equals("TABLE")) {
        entries.add(Relation.Name.of(entry));
      }
    }
    tables.removeAll(entries);
    tables.removeIf(table -> !isTable(task.cut(), table));
    return tables;
  }

  private StagedRows staged(Relation.Name name) {
    Relation now = task.cut().relations().get(name).orElseThrow();
    ThrowawayDatabase cut = task.cut().database().orElseThrow();
    List<Row> wanted = rows(cut, name, now);
    List<Row> again = task.cutAgain().map(built -> rows(built, name, now)).orElse(wanted);
    Optional<Relation> then = task.before().relations().get(name);
    List<Row> origin =
        then.map(known -> rows(task.before().database().orElseThrow(), name, known))
            .orElse(List.of());
    List<Row> originAgain =
        task.again().map(built -> rows(built, name, then.orElseThrow())).orElse(origin);
    return new StagedRows(
        name,
        now,
        new StagedRows.Builds(wanted, again),
        new StagedRows.Builds(origin, originAgain));
  }

  private static List<Row> rows(ThrowawayDatabase database, Relation.Name name, Relation relation) {
    try (Connection connection = database.mostPrivileged().connect()) {
      return PreexistingTable.of(name, relation).read(connection, relation);
    } catch (SQLException refused) {
      throw Queries.unreadable(database, refused);
    }
  }

  private Relation.Name holder(Relation.Name table) {
    return task.cut().relations().holder(table);
  }

  private static List<SqlStatement> said(Collection<String> statements) {
    return statements.stream().map(sql -> new SqlStatement("around rows", sql)).toList();
  }
}
