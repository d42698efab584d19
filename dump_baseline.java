///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES lib/answers/package-info.java
//SOURCES lib/baseline/package-info.java
//SOURCES lib/catalog/package-info.java
//SOURCES lib/console/package-info.java
//SOURCES lib/docker/package-info.java
//SOURCES lib/engine/package-info.java
//SOURCES lib/generated/package-info.java
//SOURCES lib/migrations/package-info.java
//SOURCES lib/pgdump/package-info.java
//SOURCES lib/postgres/package-info.java
//SOURCES lib/preexisting/package-info.java
//SOURCES lib/process/package-info.java
//SOURCES lib/python/package-info.java
//SOURCES lib/rows/package-info.java
//SOURCES lib/statements/package-info.java
//SOURCES lib/twin/package-info.java
//SOURCES lib/url/package-info.java
//RUNTIME_OPTIONS -Xss64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED
//RUNTIME_OPTIONS -Dfile.encoding=UTF-8

import answers.Secret;
import baseline.BaselineDump;
import baseline.SeededSecrets;
import console.ExitCode;
import console.Failure;
import console.Launcher;
import console.TalkOptions;
import engine.DockerfileEngine;
import engine.Engine;
import engine.EngineSettings;
import engine.EngineSettings.DockerfileChoice;
import engine.EngineSettings.LoginChoice;
import engine.EngineSettings.MigrationInput;
import engine.EngineSettings.ServerChoice;
import engine.KilledRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import migrations.ProjectTree;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import postgres.ConnectionParameters;
import postgres.ExistingServer;
import postgres.ThrowawayDatabase;
import process.NativeLibraries;
import statements.Baseline;
import statements.BaselineFile;
import url.DatabaseUrl;

/** Dumps a database as SQL that is fit for a migration, on its own. */
@Command(
    name = "dump_baseline",
    mixinStandardHelpOptions = true,
    version = "dump_baseline 1.0.0",
    sortOptions = false,
    description = {
      "Write what migrations made of a database as SQL that a migration can run.",
      "The database is built from a Dockerfile, in the current folder, or is there already."
    },
    footer = {
      "  dump_baseline -f contribs/docker/Dockerfile-db baseline.sql",
      "  dump_baseline --url postgresql://user@localhost/db > baseline.sql"
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

  public static void main(String... arguments) {
    NativeLibraries.keepJansi();
    dump_baseline tool = new dump_baseline();
    new Launcher(tool, tool.talk, List.of()).run(arguments);
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    new KilledRuns(talk.console()).remove();
    Baseline baseline = source.url == null ? built() : read();
    baseline.warnings().forEach(talk.console()::warn);
    baseline.secrets().forEach(this::warnOfSecret);
    SeededSecrets.in(baseline).forEach(talk.console()::warn);
    BaselineFile file = BaselineFile.of(baseline, List.of("Baseline."));
    if (output == null) {
      talk.console().data(file.text().stripTrailing());
    } else {
      file.content().copyTo(output);
      talk.console().good("wrote " + output);
    }
    return ExitCode.DONE.value();
  }

  private void warnOfSecret(Secret secret) {
    talk.console().warn("a migration gave " + secret.gift() + ", which the dump does not");
  }

  /** Before minutes are spent on what cannot be written. */
  private void checkOptions() {
    if (timeout < 1) {
      throw Failure.usage("--timeout is " + timeout, "Give it a number of seconds, 1 or more.");
    }
    if (output != null) {
      Path folder = output.toAbsolutePath().getParent();
      if (Files.isDirectory(output) || !Files.isDirectory(folder)) {
        throw Failure.usage(
            output + " cannot be written: it is a folder, or there is no folder " + folder,
            "Name a file in a folder that is there.");
      }
    }
  }

  private Baseline built() throws IOException {
    Path log = Files.createTempFile("dump_baseline-", ".log");
    // Kept where the build fails, since its failure names it.
    AtomicBoolean failed = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(log, failed), "remove log"));
    try {
      return built(log);
    } catch (RuntimeException wrong) {
      failed.set(true);
      throw wrong;
    }
  }

  private static void remove(Path log, AtomicBoolean failed) {
    try {
      if (!failed.get() || Files.size(log) == 0) {
        Files.deleteIfExists(log);
      }
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }

  private Baseline built(Path log) {
    Path file = source.dockerfile.toAbsolutePath().normalize();
    Path context = Path.of("").toAbsolutePath();
    ProjectTree tree = new ProjectTree(context, "", "", context);
    Engine.Watch watch = new Engine.Watch(log, revision -> {});
    try (DockerfileEngine engine = new DockerfileEngine(settings(context), file)) {
      ThrowawayDatabase migrated =
          talk.console().step("build " + file.getFileName(), () -> engine.asItStands(tree, watch));
      Optional<ThrowawayDatabase> prepared =
          talk.console()
              .step(
                  "build it before the first migration",
                  () -> engine.preparedAsItStops(tree, watch));
      if (prepared.isEmpty()) {
        talk.console()
            .warn(
                file
                    + " shows no `alembic ... upgrade`, so what it makes beforehand is in the dump"
                    + " as well");
      }
      return talk.console()
          .step(
              "dump it",
              () ->
                  BaselineDump.take(
                      migrated, prepared.map(before -> BaselineDump.versioned(before, migrated))));
    }
  }

  private Baseline read() {
    ConnectionParameters found = DatabaseUrl.here().read(source.url, "--url");
    ConnectionParameters place =
        found
            .withLogin(
                Optional.ofNullable(username).orElse(found.user()),
                Optional.ofNullable(password).orElse(found.password()))
            .withDatabase(Optional.ofNullable(database).orElse(found.database()));
    ThrowawayDatabase there = ExistingServer.at(place, Optional.ofNullable(versionTable));
    return talk.console().step("dump " + place, () -> BaselineDump.take(there, Optional.empty()));
  }

  private EngineSettings settings(Path context) {
    String name = Optional.ofNullable(context.getFileName()).map(Path::toString).orElse("database");
    return new EngineSettings(
        new ServerChoice(
            Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(timeout)),
        DockerfileChoice.USUAL,
        new LoginChoice(
            name,
            Optional.ofNullable(username),
            Optional.ofNullable(database),
            Optional.ofNullable(password)),
        new MigrationInput(
            Optional.empty(),
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.ofNullable(versionTable),
            List.of()));
  }
}
