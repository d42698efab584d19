package tests;

import archive.HistoryMode;
import engine.LocalClusters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import postgres.ConnectionParameters;
import process.Processes;
import squash.Downgrade;
import squash.SquashOptions;

/**
 * The sample, squashed and committed, with databases that its originals once made; the file {@code
 * databases} in its folder names them.
 *
 * @param sample the repository
 * @param clusters where the databases are
 * @param login the variables of libpq's with which one logs in there
 */
record DeployedSample(SampleRun sample, LocalClusters clusters, Map<String, String> login) {
  private static final String TAG = "hearthd-24.11";
  private static final String INIT = "contribs/init.sql";
  private static final String VERSION_TABLE = "public.hearthd_alembic_version";

  /** What each database is upgraded to, by its name; nothing leaves it empty. */
  private static final Map<String, Optional<String>> DATABASES = new LinkedHashMap<>();

  static {
    DATABASES.put("empty", Optional.empty());
    DATABASES.put("old", Optional.of("2933322b74f6"));
    DATABASES.put("recent", Optional.of("4291e7d2b397"));
    DATABASES.put("cut", Optional.of("cfc28759fbab"));
    DATABASES.put("later", Optional.of("d96fa195cbdc"));
    DATABASES.put("head", Optional.of("head"));
    DATABASES.put("unversioned", Optional.of("4291e7d2b397"));
    DATABASES.put("theirs", Optional.of("d96fa195cbdc"));
  }

  /** Makes all of it in a folder. */
  static DeployedSample create(Path folder) {
    DeployedSample made =
        new DeployedSample(
            SampleRun.local(folder), new LocalClusters(Engines.assumeLocal()), new HashMap<>());
    try {
      made.make();
    } catch (RuntimeException | IOException failed) {
      made.clusters.close();
      throw new IllegalStateException(failed);
    }
    return made;
  }

  private void make() throws IOException {
    ConnectionParameters server = clusters.start().superuser().orElseThrow();
    login.put("PGPASSWORD", server.environment().get("PGPASSWORD"));
    DATABASES.keySet().forEach(name -> execute(server, "CREATE DATABASE " + name));
    for (Map.Entry<String, Optional<String>> database : DATABASES.entrySet()) {
      ConnectionParameters place = server.withDatabase(database.getKey());
      if (database.getValue().isPresent()) {
        Processes.command("psql", "--quiet", "--file", INIT)
            .in(sample.root())
            .with(place.environment())
            .run();
        Engines.python()
            .command("-m", "alembic.config", "upgrade", database.getValue().get())
            .in(sample.root())
            .with(place.environment())
            .with("ALEMBIC_DB_URI", url(place))
            .check();
      }
    }
    execute(server.withDatabase("unversioned"), "DROP TABLE " + VERSION_TABLE);
    execute(
        server.withDatabase("theirs"),
        "UPDATE " + VERSION_TABLE + " SET version_num = '0badc0de0bad'");
    sample.plan(TAG);
    sample
        .handmadeBaseline()
        .squash(new SquashOptions(false, true, Downgrade.REFUSE, Optional.of(HistoryMode.GUARD)));
    Files.writeString(
        sample.path("databases"),
        DATABASES.keySet().stream()
            .map(name -> url(server.withDatabase(name)).replace("+psycopg2", "") + "\n")
            .collect(Collectors.joining()));
  }

  private static String url(ConnectionParameters place) {
    return "postgresql+psycopg2://%s@%s:%d/%s"
        .formatted(place.user(), place.host(), place.port(), place.database());
  }

  private static void execute(ConnectionParameters place, String statement) {
    try (var session = place.session("it failed", "")) {
      session.execute(statement);
    }
  }

  /** The database {@code old}, as the sample's env.py takes it. */
  String old() {
    try {
      return Files.readAllLines(sample.path("databases"))
          .get(1)
          .replace("postgresql:", "postgresql+psycopg2:");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
