///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8
//RUNTIME_OPTIONS --enable-native-access=ALL-UNNAMED
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES ../lib/answers/package-info.java
//SOURCES ../lib/console/package-info.java
//SOURCES ../lib/docker/package-info.java
//SOURCES ../lib/engine/package-info.java
//SOURCES ../lib/migrations/package-info.java
//SOURCES ../lib/pgdump/package-info.java
//SOURCES ../lib/postgres/package-info.java
//SOURCES ../lib/process/package-info.java
//SOURCES ../lib/proof/package-info.java
//SOURCES ../lib/python/package-info.java
//SOURCES ../lib/rows/package-info.java
//SOURCES ../lib/snapshot/package-info.java
//SOURCES ../test/tests/DebianMirror.java
//SOURCES ../test/tests/PostgresSource.java
//SOURCES ../test/tests/RegressionDatabase.java

import console.Failure;
import console.SideBySide;
import console.Style;
import console.Table;
import engine.LocalClusters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import postgres.LocalCluster;
import postgres.PostgresInstallation;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import proof.Comparison;
import proof.DatabaseComparison;
import snapshot.Snapshot;
import tests.RegressionDatabase;

/**
 * How long the comparison takes, without any build: on the schema of {@code test/proof/base.sql},
 * on PostgreSQL's own regression database, and on generated schemas that grow by ten. Each database
 * is compared with a plain copy of it, and with a copy made of its dump, which reads differently.
 *
 * <p>Arguments name what to measure: {@code base}, {@code regression}, numbers of objects; without
 * any, all.
 */
public final class bench {
  private static final List<String> ALL = List.of("base", "regression", "200", "2000", "20000");

  /** What one round of the loop in {@link #generated} makes, in entries of a dump. */
  private static final int OBJECTS_OF_A_TABLE = 10;

  private static final int ROWS_OF_A_TABLE = 10;
  private static final double NANOS = 1e9;

  private final PostgresInstallation postgres;
  private final Table table =
      new Table(
          "database",
          "objects",
          "rows",
          "read both",
          "plain copy",
          "",
          "restored copy",
          "",
          "of it our own CPU");

  private bench(PostgresInstallation postgres) {
    this.postgres = postgres;
  }

  /** Prints the table, seconds of wall time. */
  public static void main(String... names) throws IOException {
    bench measured =
        new bench(
            PostgresInstallation.find()
                .orElseThrow(
                    () -> new Failure("there is no PostgreSQL on this machine", "Install it.")));
    for (String name : names.length == 0 ? ALL : List.of(names)) {
      measured.measure(name);
    }
    measured.table.lines(new Style(false)).forEach(System.out::println);
  }

  private void measure(String name) throws IOException {
    if (name.equals("regression")) {
      try (RegressionDatabase regression = new RegressionDatabase(postgres)) {
        measure(name, regression.original(), RegressionDatabase.settings());
      }
      return;
    }
    try (LocalClusters clusters = new LocalClusters(postgres)) {
      ThrowawayDatabase database = database(clusters.start(), "original");
      if (name.equals("base")) {
        measure(name, database, base(database));
      } else {
        make(database, "TEMPLATE template0");
        load(database, generated(Integer.parseInt(name) / OBJECTS_OF_A_TABLE));
        measure("generated", database, "");
      }
    }
  }

  /**
   * Measures one database.
   *
   * @param settings what copies need besides, as psql reads it
   */
  private void measure(String name, ThrowawayDatabase original, String settings) {
    warmUp(original);
    ThrowawayDatabase plain = original.sibling("plain");
    make(plain, "TEMPLATE " + Sql.identifier(original.owner().database()));
    load(plain, settings);
    ThrowawayDatabase restored = original.sibling("restored");
    make(restored, "TEMPLATE template0");
    load(restored, settings);
    load(restored, original.dump());
    double before = ownSeconds();
    Timed<List<Snapshot>> read = read(original, plain);
    Timed<Comparison> same = compared(read.result());
    List<Snapshot> other = List.of(read.result().get(0), Snapshot.of(restored));
    Timed<Comparison> normalised = compared(other);
    double own = ownSeconds() - before;
    table.row(
        name,
        "" + same.result().objects().stream().mapToInt(Comparison.Count::compared).sum(),
        "" + same.result().tables().stream().mapToInt(Comparison.TableCount::before).sum(),
        seconds(read.elapsed()),
        seconds(same.elapsed()),
        same.result().kind().name(),
        seconds(normalised.elapsed()),
        normalised.result().kind().name(),
        seconds(own));
  }

  /** Processor time of this process: what is not PostgreSQL's. */
  private static double ownSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(spent -> spent.toNanos() / NANOS)
        .orElse(Double.NaN);
  }

  private static String seconds(double elapsed) {
    return String.format(Locale.ROOT, "%.2f s", elapsed);
  }

  /** Classes are loaded once a process, whatever is compared. */
  private static void warmUp(ThrowawayDatabase original) {
    ThrowawayDatabase postgres = original.sibling("postgres");
    DatabaseComparison.of(Snapshot.of(postgres), Snapshot.of(postgres));
  }

  private record Timed<T>(T result, double elapsed) {}

  private static <T> Timed<T> timed(Callable<T> work) {
    long begun = System.nanoTime();
    T result = SideBySide.run(List.of(work)).get(0);
    return new Timed<>(result, (System.nanoTime() - begun) / NANOS);
  }

  private static Timed<List<Snapshot>> read(ThrowawayDatabase one, ThrowawayDatabase other) {
    return timed(() -> SideBySide.run(List.of(() -> Snapshot.of(one), () -> Snapshot.of(other))));
  }

  private static Timed<Comparison> compared(List<Snapshot> both) {
    return timed(() -> DatabaseComparison.of(both.get(0), both.get(1)));
  }

  private static ThrowawayDatabase database(LocalCluster cluster, String name) {
    return new ThrowawayDatabase(
        cluster,
        cluster.superuser().orElseThrow().withDatabase(name),
        Optional.empty(),
        Map.of(),
        Duration.ZERO);
  }

  /** Makes the base; returns what its copies need besides. */
  private static String base(ThrowawayDatabase database) throws IOException {
    Path folder = root().resolve("test/proof");
    String globals =
        Files.readString(folder.resolve("globals.sql"))
            .replaceAll("LOCATION :'ts\\d'", "LOCATION ''");
    ThrowawayDatabase cluster = database.sibling("postgres");
    load(cluster, "SET allow_in_place_tablespaces = on;\n" + globals);
    make(database, "TEMPLATE template0");
    String sql = Files.readString(folder.resolve("base.sql"));
    load(database, sql);
    return sql.lines()
        .filter(line -> line.contains(":\"DBNAME\""))
        .collect(Collectors.joining("\n"));
  }

  private static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), up -> up != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("test/proof/base.sql")))
        .findFirst()
        .orElseThrow(() -> new Failure("this is no checkout", "Run it inside the project."));
  }

  /**
   * Tables as applications have them; a CHECK and a view of each read differently when restored.
   */
  private static String generated(int tables) {
    return IntStream.rangeClosed(1, tables)
        .mapToObj(
            number ->
                TABLE
                    .replace("$N", "" + number)
                    .replace("$PARENT", "" + Math.max(1, number / 2))
                    .replace("$ROWS", "" + ROWS_OF_A_TABLE))
        .collect(Collectors.joining("\n"));
  }

  private static final String TABLE =
      """
      CREATE TABLE item_$N (
        id serial PRIMARY KEY,
        parent integer REFERENCES item_$PARENT,
        name varchar(40) NOT NULL,
        state varchar(10) DEFAULT 'new' CHECK (state IN ('new', 'gone')),
        made timestamptz DEFAULT '2020-01-01 00:00:00Z');
      CREATE INDEX item_$N_name ON item_$N (lower(name)) WHERE state IN ('new', 'gone');
      CREATE VIEW item_$N_new AS SELECT id, name FROM item_$N WHERE state IN ('new', 'gone');
      CREATE FUNCTION item_$N_check() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.name := trim(NEW.name);
        RETURN NEW;
      END $$;
      CREATE TRIGGER item_$N_check BEFORE INSERT ON item_$N
        FOR EACH ROW EXECUTE FUNCTION item_$N_check();
      INSERT INTO item_$N (name) SELECT 'item ' || n FROM generate_series(1, $ROWS) n;
      """;

  private static void make(ThrowawayDatabase database, String from) {
    String name = Sql.identifier(database.owner().database());
    load(database.sibling("postgres"), "CREATE DATABASE " + name + " " + from);
  }

  private static void load(ThrowawayDatabase database, String sql) {
    database
        .load(database.mostPrivileged(), sql)
        .ifPresent(
            why -> {
              throw new Failure("a database to measure cannot be made", why);
            });
  }
}
