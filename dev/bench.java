///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8
//RUNTIME_OPTIONS -Xss64m --enable-native-access=ALL-UNNAMED
//DEPS info.picocli:picocli:4.7.7
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
//SOURCES ../lib/sample/package-info.java
//SOURCES ../lib/snapshot/package-info.java
//SOURCES ../lib/url/package-info.java
//SOURCES ../test/tests/DebianMirror.java
//SOURCES ../test/tests/PostgresSource.java
//SOURCES ../test/tests/RegressionDatabase.java
//SOURCES measured/ComparisonRow.java
//SOURCES measured/Contest.java
//SOURCES measured/FreshRow.java
//SOURCES measured/GeneratedApplication.java
//SOURCES measured/GeneratedMigrations.java
//SOURCES measured/GeneratedProject.java
//SOURCES measured/GeneratedRepository.java
//SOURCES measured/JBangScript.java
//SOURCES measured/MeasuredCommand.java
//SOURCES measured/MeasuredSchemas.java
//SOURCES measured/Measurements.java
//SOURCES measured/PlanRow.java
//SOURCES measured/Resources.java
//SOURCES measured/Result.java
//SOURCES measured/Row.java
//SOURCES measured/RunRow.java
//SOURCES measured/Samples.java
//SOURCES measured/StartRow.java
//SOURCES measured/Usage.java
//SOURCES measured/VerifyRow.java
//SOURCES measured/Workplace.java

import console.Console;
import console.Failure;
import console.Launcher;
import console.TalkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import measured.ComparisonRow;
import measured.FreshRow;
import measured.Measurements;
import measured.PlanRow;
import measured.Result;
import measured.Row;
import measured.RunRow;
import measured.StartRow;
import measured.VerifyRow;
import measured.Workplace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Measures how long the tool takes, beside what has to be done in any case: the floor. All that
 * stands in one contest takes turns, so that a busy machine is busy for all; the table has medians,
 * and what is told as times the floor holds on other machines too.
 *
 * <p>Processor time is that of whole trees of processes with their servers, see {@code
 * measured/usage.py}, which needs Linux.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measure how long things take, beside the least that they could.",
      "Without a name, the usual sizes of every row: about ten minutes."
    },
    footer = {
      "  bench start plan",
      "  bench --rounds 3 --json run.json run-500-heavy-local comparison-rows-1000000"
    })
class bench implements Callable<Integer> {
  private static final List<Row> ROWS =
      List.of(
          new StartRow(),
          new PlanRow(),
          new RunRow(),
          new VerifyRow(),
          new FreshRow(),
          new ComparisonRow());

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "A row, for its usual sizes, or a size of it; --list names them.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--list", description = "Name all rows and their sizes.")
  private boolean list;

  @Option(
      names = "--rounds",
      paramLabel = "COUNT",
      defaultValue = "5",
      description = "How often each thing is measured; ${DEFAULT-VALUE} if not given.")
  private int rounds;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all results there, too.")
  private Path json;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      description = "One with Alembic and a driver; the tool's own environment if not given.")
  private Path python;

  @Mixin private final TalkOptions talk = new TalkOptions();

  public static void main(String... arguments) {
    bench measuring = new bench();
    new Launcher(measuring, measuring.talk, List.of()).run(arguments);
  }

  @Override
  public Integer call() throws Exception {
    Console console = talk.console();
    if (list) {
      for (Row row : ROWS) {
        console.data(row.name() + ": " + row.about());
        row.sizes().forEach(size -> console.data("  " + size));
      }
      return 0;
    }
    List<String> sizes = sizes();
    List<Result> results = new ArrayList<>();
    Workplace workplace = workplace(console);
    for (String size : sizes) {
      results.addAll(row(size).measure(workplace, size));
      write(results);
    }
    measurements(results).lines().forEach(console::data);
    return 0;
  }

  private List<String> sizes() {
    List<String> wanted = names.isEmpty() ? ROWS.stream().map(Row::name).toList() : names;
    return wanted.stream().flatMap(bench::sizes).distinct().toList();
  }

  private static Stream<String> sizes(String name) {
    Row row = row(name);
    if (row.name().equals(name)) {
      return row.sizes().stream().limit(row.usual());
    }
    if (!row.sizes().contains(name)) {
      throw Failure.usage(
          "there is no size " + name, "`bench --list` names those of " + row.name());
    }
    return Stream.of(name);
  }

  private static Row row(String name) {
    return ROWS.stream()
        .filter(row -> name.equals(row.name()) || name.startsWith(row.name() + "-"))
        .findFirst()
        .orElseThrow(() -> Failure.usage("there is no row " + name, "`bench --list` names them."));
  }

  private Workplace workplace(Console console) {
    return new Workplace(
        console, root(), rounds, Optional.ofNullable(python).map(Path::toAbsolutePath));
  }

  private static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), up -> up != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("dev/bench.java")))
        .findFirst()
        .orElseThrow(() -> new Failure("this is no checkout", "Run it inside the project."));
  }

  /** After each contest, so that one which fails takes nothing away. */
  private void write(List<Result> results) throws IOException {
    if (json != null) {
      Files.writeString(json, measurements(results).json());
    }
  }

  private Measurements measurements(List<Result> results) {
    String machine =
        "%d cores, %s, Java %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("java.version"));
    return new Measurements(machine, rounds, results);
  }
}
