package twin;

import answers.ColumnOrDefinition;
import console.Console;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import postgres.Sql;
import rows.BuildWindow;
import rows.GeneratedCells;
import rows.MomentText;
import rows.TableRows;

/** Finds the cells of a table that another installation has otherwise, and what gives them. */
final class TwinRows {
  private static final String MIDNIGHT = "00:00:00";
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final int DAY_LENGTH = "2026-11-22".length();

  private final TableRows table;
  private final List<Pair> pairs;
  private final List<TableRows.Row> plain;
  private final Function<String, String> types;
  private final BuildWindow window;
  private final TextImages images;
  private final TwinValues values;

  /** The days of a column by row, where all of its days are explained. */
  private final Map<String, Map<Pair, Day>> days = new HashMap<>();

  /**
   * A row of both.
   *
   * @param random the positions of cells that each build fills anew
   */
  private record Pair(List<String> first, List<String> second, BitSet random) {
    boolean isMoved(int column) {
      return !Objects.equals(first.get(column), second.get(column));
    }
  }

  private TwinRows(
      TableRows table,
      List<Pair> pairs,
      List<TableRows.Row> plain,
      Function<String, String> types,
      BuildWindow window,
      TextImages images,
      TwinValues values) {
    this.table = table;
    this.pairs = pairs;
    this.plain = plain;
    this.types = types;
    this.window = window;
    this.images = images;
    this.values = values;
  }

  /**
   * Compares a table.
   *
   * @param table as the first build has it
   * @param again which of its cells each build fills anew
   * @param there as the twin has it
   * @param types of its columns
   * @param window when the builds of this installation ran
   * @param values is told what is found
   */
  static void compare(
      TableRows table,
      GeneratedCells again,
      TableRows there,
      Function<String, String> types,
      BuildWindow window,
      TextImages images,
      TwinValues values) {
    if (!table.columns().equals(there.columns())) {
      return; // Its definition is another one, which is told.
    }
    GeneratedCells cells = GeneratedCells.between(table, there, BuildWindow.recent());
    if (cells.obstacle().isPresent()) {
      if (again.obstacle().isEmpty()) {
        values.addCompared(named(table));
        values.addOtherRows(named(table), otherRows(table, there));
      }
      return;
    }
    values.addCompared(named(table));
    Map<TableRows.Row, BitSet> random =
        again.patterns().stream()
            .collect(
                Collectors.toMap(
                    GeneratedCells.Pattern::row, TwinRows::differing, (one, other) -> one));
    List<Pair> pairs = new ArrayList<>();
    for (GeneratedCells.Pattern pattern : cells.patterns()) {
      pairs.add(
          new Pair(
              pattern.row().values(),
              pattern.again().values(),
              random.getOrDefault(pattern.row(), new BitSet())));
    }
    new TwinRows(table, pairs, cells.plain(), types, window, images, values).daysFirst();
  }

  private static BitSet differing(GeneratedCells.Pattern pattern) {
    BitSet differing = new BitSet();
    for (int i = 0; i < pattern.row().values().size(); i++) {
      differing.set(
          i, !Objects.equals(pattern.row().values().get(i), pattern.again().values().get(i)));
    }
    return differing;
  }

  private static String otherRows(TableRows here, TableRows there) {
    return here.table()
        + " has "
        + Console.counted(here.rows().size(), "row")
        + " here and "
        + there.rows().size()
        + " in "
        + Twin.ANOTHER
        + ", and the baseline has those of here. Fill the table in a kept revision, or answer"
        + " with --value "
        + new ColumnOrDefinition(named(here), here.columns().isEmpty() ? "" : here.columns().get(0))
            .shown()
        + "=keep.";
  }

  /** Other columns may tell something of a day in the same row. */
  private void daysFirst() {
    List<Integer> others = new ArrayList<>();
    for (int column = 0; column < table.columns().size(); column++) {
      if (isMoved(column)) {
        if (!areDays(column)) {
          others.add(column);
        }
      }
    }
    others.forEach(this::explain);
  }

  private boolean isMoved(int column) {
    return pairs.stream().anyMatch(pair -> pair.isMoved(column));
  }

  private ColumnOrDefinition place(int column) {
    return new ColumnOrDefinition(named(table), table.columns().get(column));
  }

  /** As titles of statements have it. */
  private static String named(TableRows table) {
    return table.table().replaceAll("\\s+", " ").strip();
  }

  private boolean areDays(int column) {
    if (!ColumnType.isDay(types.apply(table.columns().get(column))) || !isToldByText(column)) {
      return false;
    }
    Map<Pair, Day> found = new HashMap<>();
    for (Pair pair : pairs) {
      if (pair.isMoved(column)) {
        Optional<Day> day = day(pair.first().get(column), pair.second().get(column));
        if (day.isEmpty()) {
          return false;
        }
        found.put(pair, day.get());
      }
    }
    found.forEach(
        (pair, day) -> {
          add(column, pair);
          values.addExpression(place(column), pair.first().get(column), day.sql());
        });
    days.put(table.columns().get(column), found);
    return true;
  }

  /** Whether cells that are the same here are the same there, and no row without a twin has one. */
  private boolean isToldByText(int column) {
    Map<String, String> there = new HashMap<>();
    for (Pair pair : pairs) {
      String other = there.putIfAbsent(pair.first().get(column), pair.second().get(column));
      if (other != null && !other.equals(pair.second().get(column))) {
        return false;
      }
    }
    return plain.stream()
        .map(row -> row.values().get(column))
        .allMatch(text -> text == null || text.equals(there.getOrDefault(text, text)));
  }

  private Optional<Day> day(String first, String second) {
    try {
      return first == null || second == null
          ? Optional.empty()
          : images.day(LocalDate.parse(first), LocalDate.parse(second));
    } catch (DateTimeException infinite) {
      return Optional.empty();
    }
  }

  private void add(int column, Pair pair) {
    values.addMoved(
        place(column), pair.first().get(column), String.valueOf(pair.second().get(column)));
  }

  private void explain(int column) {
    String type = types.apply(table.columns().get(column));
    if (calendar(column, type)) {
      return;
    }
    boolean isTold = isToldByText(column);
    for (Pair pair : pairs) {
      if (!pair.isMoved(column) || pair.first().get(column) == null) {
        continue;
      }
      Optional<String> sql =
          Optional.ofNullable(pair.second().get(column))
              .filter(second -> isTold)
              .flatMap(second -> sql(pair.first().get(column), second, type));
      if (sql.isPresent() || !pair.random().get(column)) {
        add(column, pair);
      }
      sql.ifPresent(found -> values.addExpression(place(column), pair.first().get(column), found));
    }
  }

  /** Whether a column tells the same of another one's day in all rows. */
  private boolean calendar(int column, String type) {
    for (Map.Entry<String, Map<Pair, Day>> base : days.entrySet()) {
      Map<Pair, Day> known = base.getValue();
      if (known.size() == 1) {
        continue; // It is as simply told of today.
      }
      for (DateField field : DateField.ALL) {
        boolean isTold =
            known.entrySet().stream()
                .allMatch(
                    row ->
                        field.tells(
                            row.getValue(),
                            String.valueOf(row.getKey().first().get(column)),
                            String.valueOf(row.getKey().second().get(column))));
        boolean isAll =
            pairs.stream().allMatch(pair -> !pair.isMoved(column) || known.containsKey(pair));
        if (isTold && isAll && !known.isEmpty()) {
          known.keySet().forEach(pair -> add(column, pair));
          values.addCalendar(place(column), base.getKey(), field, type);
          return true;
        }
      }
    }
    return false;
  }

  private Optional<String> sql(String first, String second, String type) {
    if (ColumnType.isDay(type)) {
      return day(first, second).map(Day::sql);
    }
    if (ColumnType.isTimestamp(type)) {
      return timestamp(first, second, type);
    }
    if (type.matches("smallint|integer|bigint|numeric.*|boolean")) {
      Optional<String> told = told(first, second, type);
      if (told.isPresent()) {
        return told;
      }
    }
    return images.between(first, second).map(parts -> joined(first, parts, type));
  }

  /** Something of today. */
  private Optional<String> told(String first, String second, String type) {
    for (Day today : images.today()) {
      for (DateField field : DateField.ALL) {
        if (field.tells(today, first, second)) {
          return Optional.of(field.of(today.sql(), type));
        }
      }
    }
    return Optional.empty();
  }

  /** A day at a time that is the same in both, as PostgreSQL prints it in UTC. */
  private Optional<String> timestamp(String first, String second, String type) {
    if (first.length() <= DAY_LENGTH || second.length() <= DAY_LENGTH) {
      return Optional.empty();
    }
    String rest = first.substring(DAY_LENGTH);
    if (!rest.equals(second.substring(DAY_LENGTH))) {
      return moment(first, second);
    }
    String time = rest.strip().replaceFirst("[+-].*$", "");
    return day(first.substring(0, DAY_LENGTH), second.substring(0, DAY_LENGTH))
        .map(day -> at(day.sql(), time, ColumnType.hasZone(type)));
  }

  /** A moment some days or hours before or after that of the build. */
  private Optional<String> moment(String first, String second) {
    Optional<Instant> one = MomentText.of(first).map(MomentText::instant);
    Optional<Instant> other = MomentText.of(second).map(MomentText::instant);
    if (one.isEmpty() || other.isEmpty() || !areApart(one.get(), other.get())) {
      return Optional.empty();
    }
    return Stream.of(ChronoUnit.DAYS, ChronoUnit.HOURS)
        .flatMap(unit -> steps(one.get(), unit).stream())
        .findFirst();
  }

  /** As far as the days on which they were built. */
  private boolean areApart(Instant one, Instant other) {
    Duration builds = Duration.between(window.from(), window.to()).plus(SLACK);
    return images.today().stream()
        .map(today -> Duration.ofDays(ChronoUnit.DAYS.between(today.first(), today.second())))
        .anyMatch(days -> Duration.between(one, other).minus(days).abs().compareTo(builds) <= 0);
  }

  private Optional<String> steps(Instant moment, ChronoUnit unit) {
    long least = unit.between(window.to(), moment) - 1;
    long most = unit.between(window.from(), moment) + 1;
    List<Long> found =
        LongStream.rangeClosed(least, most)
            .filter(count -> count != 0 && window.holds(moment.minus(count, unit)))
            .boxed()
            .toList();
    if (found.size() != 1) {
      return Optional.empty();
    }
    long count = found.get(0);
    String name = unit.toString().toLowerCase(Locale.ROOT);
    return Optional.of(
        "now() " + (count < 0 ? "-" : "+") + " interval '" + Math.abs(count) + " " + name + "'");
  }

  private static String at(String day, String time, boolean hasZone) {
    if (time.equals(MIDNIGHT)) {
      return day;
    }
    String local = day + " + time " + Sql.literal(LocalTime.parse(time).toString());
    return hasZone ? "(" + local + ") AT TIME ZONE 'UTC'" : local;
  }

  private static String joined(String text, List<OwnPart> parts, String type) {
    List<String> pieces = new ArrayList<>();
    int done = 0;
    for (OwnPart part : parts) {
      if (part.from() > done) {
        pieces.add(Sql.literal(text.substring(done, part.from())));
      }
      pieces.add(part.sql());
      done = part.end();
    }
    if (done < text.length()) {
      pieces.add(Sql.literal(text.substring(done)));
    }
    String joined = String.join(" || ", pieces);
    return ColumnType.isText(type) || (pieces.size() == 1 && type.equals("name"))
        ? joined
        : "(" + joined + ")::" + type;
  }
}
