package tests;

import console.Failure;
import console.SideBySide;
import engine.LocalClusters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import postgres.ConnectionParameters;
import postgres.PostgresInstallation;
import postgres.Server;
import postgres.ThrowawayDatabase;
import process.Processes;
import process.TemporaryFolder;

/**
 * The database that PostgreSQL's own regression scripts leave behind, on a throwaway cluster, and a
 * copy of it made with pg_dump and psql. The scripts run as pg_regress runs them.
 */
public final class RegressionDatabase implements AutoCloseable {
  private static final String NAME = "regression";
  private static final Duration SCRIPT_WITHIN = Duration.ofMinutes(5);

  private static final String SETTINGS =
      """
      ALTER DATABASE :"DBNAME" SET lc_messages TO 'C';
      ALTER DATABASE :"DBNAME" SET lc_monetary TO 'C';
      ALTER DATABASE :"DBNAME" SET lc_numeric TO 'C';
      ALTER DATABASE :"DBNAME" SET lc_time TO 'C';
      ALTER DATABASE :"DBNAME" SET bytea_output TO 'hex';
      ALTER DATABASE :"DBNAME" SET timezone_abbreviations TO 'Default';
      """;

  private final PostgresSource source;
  private final TemporaryFolder folder = new TemporaryFolder("regression");
  private final LocalClusters clusters;
  private final Server server;
  private final List<String> asExpected = new ArrayList<>();
  private final List<String> otherwise = new ArrayList<>();

  /**
   * Runs the scripts: a minute or so.
   *
   * @throws Failure if the scripts cannot be had for this PostgreSQL
   */
  public RegressionDatabase(PostgresInstallation postgres) {
    clusters = new LocalClusters(postgres);
    try {
      source = PostgresSource.of(postgres);
      Processes.command("cp", "-a", source.folder() + "/.", folder.path().toString()).check();
      openToTheServer(folder.path());
      server = clusters.start();
      make(NAME);
      source.schedule().forEach(this::runSideBySide);
    } catch (IOException unwritable) {
      close();
      throw new UncheckedIOException(unwritable);
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /** The database as the scripts left it. */
  public ThrowawayDatabase original() {
    return database(NAME);
  }

  /** What pg_regress sets for the database, as psql reads it: no dump has it, nor any copy. */
  public static String settings() {
    return SETTINGS;
  }

  /** A new database out of another one's dump. */
  ThrowawayDatabase restored(ThrowawayDatabase other, String name) {
    make(name);
    load(database(name), other.dump());
    return database(name);
  }

  /** How many scripts there are, and which of them print something else than PostgreSQL expects. */
  String summary() {
    return "%d of %d scripts print what PostgreSQL expects; others: %s"
        .formatted(
            asExpected.size(),
            asExpected.size() + otherwise.size(),
            String.join(", ", otherwise.stream().sorted().toList()));
  }

  @Override
  public void close() {
    clusters.close();
    folder.close();
  }

  private void make(String name) {
    load(database("postgres"), "CREATE DATABASE " + name + " TEMPLATE template0");
    load(database(name), SETTINGS);
  }

  private static void load(ThrowawayDatabase database, String sql) {
    database
        .load(database.mostPrivileged(), sql)
        .ifPresent(
            why -> {
              throw new Failure("a copy of the regression database cannot be made", why);
            });
  }

  private void runSideBySide(List<String> scripts) {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    scripts.forEach(script -> tasks.add(() -> printsWhatIsExpected(script)));
    List<Boolean> expected = SideBySide.run(tasks);
    for (int i = 0; i < scripts.size(); i++) {
      (expected.get(i) ? asExpected : otherwise).add(scripts.get(i));
    }
  }

  /** Many statements are meant to fail, so psql goes on. Its two streams mix in any order. */
  private boolean printsWhatIsExpected(String script) throws IOException {
    Processes.Result result =
        server
            .client(
                "psql",
                place(NAME),
                List.of(
                    "--no-psqlrc",
                    "--echo-all",
                    "--quiet",
                    "--set=HIDE_TABLEAM=on",
                    "--set=HIDE_TOAST_COMPRESSION=on"))
            .named("psql of " + script + ".sql")
            .in(folder.path())
            .with(environment())
            .stdin(Files.readAllBytes(folder.path().resolve("sql").resolve(script + ".sql")))
            .within(SCRIPT_WITHIN)
            .run();
    List<String> printed = sorted(result.output() + result.errors());
    Pattern variants = Pattern.compile(Pattern.quote(script) + "(_\\d)?\\.out");
    try (Stream<Path> expected = Files.list(folder.path().resolve("expected"))) {
      return expected
          .filter(file -> variants.matcher(file.getFileName().toString()).matches())
          .anyMatch(file -> sorted(text(file)).equals(printed));
    }
  }

  private Map<String, String> environment() {
    String here = folder.path().toString();
    return Map.of(
        "PG_ABS_SRCDIR", here,
        "PG_ABS_BUILDDIR", here,
        "PG_LIBDIR", here,
        "PG_DLSUFFIX", ".so",
        "PGTZ", "America/Los_Angeles",
        "PGDATESTYLE", "Postgres, MDY",
        "PGOPTIONS", "-c intervalstyle=postgres_verbose",
        "LC_MESSAGES", "C");
  }

  private static List<String> sorted(String text) {
    return text.lines().sorted().toList();
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private ConnectionParameters place(String database) {
    return server.superuser().orElseThrow().withDatabase(database);
  }

  private ThrowawayDatabase database(String name) {
    return new ThrowawayDatabase(server, place(name), Optional.empty(), Map.of(), Duration.ZERO);
  }

  private static void openToTheServer(Path folder) throws IOException {
    Processes.command("chmod", "-R", "a+rX", folder.toString()).check();
    Files.setPosixFilePermissions(
        Files.createDirectories(folder.resolve("results")),
        PosixFilePermissions.fromString("rwxrwxrwx"));
  }
}
