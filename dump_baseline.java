///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES lib/baseline/package-info.java
//SOURCES lib/console/package-info.java
//SOURCES lib/database/package-info.java
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED

import baseline.Baseline;
import baseline.BaselineDump;
import baseline.BaselineFile;
import baseline.SeededSecrets;
import console.Console;
import console.ExitCode;
import console.Failure;
import console.FailureHandler;
import console.TalkOptions;
import database.Coordinates;
import database.DockerfileEngine;
import database.Engine;
import database.EngineSettings;
import database.ExistingServer;
import database.ProjectTree;
import database.ThrowawayDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Dumps a database as SQL that is fit for a migration, on its own. */
@Command(
    name = "dump_baseline",
    mixinStandardHelpOptions = true,
    version = "dump_baseline 1.0.0",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = {
      "Write what migrations made of a database as SQL that a migration can run.",
      "%nThe database is built from a Dockerfile, in the current folder, or is there already.",
      "%nExample: dump_baseline -f contribs/docker/Dockerfile-db baseline.sql",
      "Example: dump_baseline --url postgresql://user@localhost/db > baseline.sql%n"
    })
class dump_baseline implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long the database may take to answer; ${DEFAULT-VALUE} if not given.")
  private int timeout;

  @Option(
      names = {"-u", "--username"},
      paramLabel = "ROLE",
      description = "The role that runs the migrations; the Dockerfile's or URL's if not given.")
  private String username;

  @Option(
      names = {"-d", "--database"},
      paramLabel = "NAME",
      description = "The database; the Dockerfile's or URL's if not given.")
  private String database;

  @Option(
      names = {"-a", "--alembic-version-table"},
      paramLabel = "TABLE",
      description = "Alembic's version table, which is left out; found if not given.")
  private String versionTable;

  @Option(
      names = "--db-password",
      paramLabel = "SECRET",
      description = "The role's password; the Dockerfile's, URL's or PGPASSWORD if not given.")
  private String password;

  @Parameters(
      arity = "0..1",
      paramLabel = "OUTPUT_FILE",
      description = "Where the SQL goes; stdout if not given.")
  private Path output;

  @Mixin private final TalkOptions talk = new TalkOptions();

  private Optional<Console> console = Optional.empty();

  /** Where the database comes from. */
  static final class Source {
    @Option(
        names = {"-f", "--dockerfile"},
        paramLabel = "FILE",
        description = "Build this Dockerfile, whose build runs the migrations.")
    private Path dockerfile;

    @Option(names = "--url", paramLabel = "URL", description = "Read this database.")
    private String url;
  }

  public static void main(String[] arguments) {
    dump_baseline tool = new dump_baseline();
    FailureHandler failures = new FailureHandler(tool::console);
    System.exit(
        new CommandLine(tool)
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Baseline baseline = source.url == null ? built() : read();
    baseline.warnings().forEach(console()::warn);
    SeededSecrets.in(baseline).forEach(console()::warn);
    BaselineFile file = BaselineFile.of(baseline, List.of("Baseline."));
    if (output == null) {
      console().data(file.text().stripTrailing());
    } else {
      Files.writeString(output, file.text());
      console().good("wrote " + output);
    }
    return ExitCode.DONE.value();
  }

  private Baseline built() throws IOException {
    Path file = source.dockerfile.toAbsolutePath().normalize();
    Path context = Path.of("").toAbsolutePath();
    ProjectTree tree = new ProjectTree(context, "", "", context);
    Path log = Files.createTempFile("dump_baseline-", ".log");
    Engine.Watch watch = new Engine.Watch(log, revision -> {});
    try (DockerfileEngine engine = new DockerfileEngine(settings(context), file)) {
      ThrowawayDatabase migrated =
          console().step("build " + file.getFileName(), () -> engine.asItStands(tree, watch));
      Optional<ThrowawayDatabase> prepared =
          console()
              .step(
                  "build it before the first migration",
                  () -> engine.preparedAsItStops(tree, watch));
      if (prepared.isEmpty()) {
        console()
            .warn(
                file
                    + " shows no `alembic ... upgrade`, so what it makes beforehand is in the dump"
                    + " as well");
      }
      Baseline baseline = console().step("dump it", () -> BaselineDump.take(migrated, prepared));
      Files.delete(log);
      return baseline;
    }
  }

  private Baseline read() {
    Coordinates found =
        Coordinates.parse(source.url)
            .orElseThrow(
                () ->
                    Failure.usage(
                        "--url is not the URL of a PostgreSQL database with a user",
                        "Pass one like postgresql://user@localhost:5432/database."));
    String secret =
        Optional.ofNullable(password)
            .or(() -> Optional.of(found.password()).filter(given -> !given.isEmpty()))
            .or(() -> Optional.ofNullable(System.getenv("PGPASSWORD")))
            .orElse("");
    Coordinates place =
        found
            .withLogin(Optional.ofNullable(username).orElse(found.user()), secret)
            .withDatabase(Optional.ofNullable(database).orElse(found.database()));
    ThrowawayDatabase there = ExistingServer.at(place, Optional.ofNullable(versionTable));
    return console().step("dump " + place, () -> BaselineDump.take(there, Optional.empty()));
  }

  private EngineSettings settings(Path context) {
    return new EngineSettings(
        Optional.empty(),
        context.getFileName().toString(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(username),
        Optional.ofNullable(database),
        Optional.ofNullable(password),
        Optional.empty(),
        Map.of(),
        Optional.ofNullable(versionTable),
        Duration.ofSeconds(timeout));
  }

  /** Made once the options are parsed, since they shape it. */
  private Console console() {
    if (console.isEmpty()) {
      console = Optional.of(talk.console());
    }
    return console.get();
  }
}
