package measured;

import console.Failure;
import console.SideBySide;
import engine.LocalClusters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import postgres.LocalCluster;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import proof.Comparison;
import proof.DatabaseComparison;
import snapshot.Snapshot;
import tests.RegressionDatabase;

/**
 * The comparison alone, without any build: of the schema of {@code test/proof/base.sql}, of
 * PostgreSQL's own regression database, and of generated schemas that grow by ten in objects or in
 * rows. Each database is compared with a plain copy of it, and with a copy made of its dump, which
 * reads differently. The processor time is that of the tool alone, without PostgreSQL's.
 */
public final class ComparisonRow implements Row {
  private static final String BASE = "base";
  private static final String REGRESSION = "regression";
  private static final String ROWS = "rows";

  @Override
  public String name() {
    return "comparison";
  }

  @Override
  public String about() {
    return "comparison-base|regression|OBJECTS|rows-ROWS: the comparison of two databases, beside"
        + " one pg_dump";
  }

  @Override
  public List<String> sizes() {
    return Stream.of(
            BASE, "2000", REGRESSION, "200", "20000", "rows-10000", "rows-100000", "rows-1000000")
        .map(size -> name() + "-" + size)
        .toList();
  }

  @Override
  public int usual() {
    return 2;
  }

  @Override
  public List<Result> measure(Workplace workplace, String size) throws Exception {
    String what = size.substring(name().length() + 1);
    if (what.equals(REGRESSION)) {
      try (RegressionDatabase regression = new RegressionDatabase(workplace.postgres())) {
        return measure(workplace, size, regression.original(), RegressionDatabase.settings());
      }
    }
    try (LocalClusters clusters = new LocalClusters(workplace.postgres())) {
      LocalCluster cluster = clusters.start();
      ThrowawayDatabase database =
          new ThrowawayDatabase(
              cluster,
              cluster.superuser().orElseThrow().withDatabase("original"),
              Optional.empty(),
              Map.of(),
              Duration.ZERO);
      String settings = "";
      if (what.equals(BASE)) {
        settings = MeasuredSchemas.base(workplace.root(), database);
      } else {
        make(database, "TEMPLATE template0");
        String number = what.substring(what.indexOf('-') + 1);
        load(
            database,
            what.startsWith(ROWS)
                ? MeasuredSchemas.rows(Integer.parseInt(number))
                : MeasuredSchemas.objects(Integer.parseInt(number)));
      }
      return measure(workplace, size, database, settings);
    }
  }

  /**
   * Measures one database.
   *
   * @param settings what copies need besides, as psql reads it
   */
  private static List<Result> measure(
      Workplace workplace, String size, ThrowawayDatabase original, String settings)
      throws Exception {
    ThrowawayDatabase plain = original.sibling("plain");
    make(plain, "TEMPLATE " + Sql.identifier(original.owner().database()));
    load(plain, settings);
    ThrowawayDatabase restored = original.sibling("restored");
    make(restored, "TEMPLATE template0");
    load(restored, settings);
    load(restored, original.dump());
    // Classes are loaded once a process, whatever is compared.
    Comparison same = compared(read(original, plain));
    Comparison other = compared(read(original, restored));
    workplace
        .console()
        .say(
            "%s: %,d objects and %,d rows; a plain copy is %s, a restored one %s"
                .formatted(
                    size,
                    same.objects().stream().mapToInt(Comparison.Count::compared).sum(),
                    same.tables().stream().mapToInt(Comparison.TableCount::before).sum(),
                    same.kind(),
                    other.kind()));
    List<Snapshot> both = new ArrayList<>();
    return workplace.measured(
        new Contest(size)
            .floor("pg_dump", () -> Usage.of(() -> dumped(original)))
            .add("read both", () -> Usage.of(() -> read(original, plain)))
            .add(
                "compare with a plain copy",
                () -> kept(both, read(original, plain)),
                () -> Usage.of(() -> compared(both)))
            .add(
                "compare with a restored dump, in rounds",
                () -> kept(both, read(original, restored)),
                () -> Usage.of(() -> compared(both))));
  }

  private static boolean kept(List<Snapshot> both, List<Snapshot> read) {
    both.clear();
    return both.addAll(read);
  }

  private static List<Snapshot> read(ThrowawayDatabase one, ThrowawayDatabase other) {
    return SideBySide.run(List.of(() -> Snapshot.of(one), () -> Snapshot.of(other)));
  }

  private static Comparison compared(List<Snapshot> both) {
    return DatabaseComparison.of(both.get(0), both.get(1));
  }

  /** With its rows, to nowhere. */
  private static Object dumped(ThrowawayDatabase database) {
    return database
        .server()
        .client("pg_dump", database.mostPrivileged(), List.of("--file=/dev/null"))
        .check();
  }

  static void make(ThrowawayDatabase database, String from) {
    String name = Sql.identifier(database.owner().database());
    load(database.sibling("postgres"), "CREATE DATABASE " + name + " " + from);
  }

  static void load(ThrowawayDatabase database, String sql) {
    database
        .load(database.mostPrivileged(), sql)
        .ifPresent(
            why -> {
              throw new Failure("a database to measure cannot be made", why);
            });
  }
}
