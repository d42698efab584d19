package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import database.Coordinates;
import database.LocalClusters;
import database.PostgresInstallation;
import database.Processes;
import database.Server;
import database.Sql;
import database.ThrowawayDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The database of {@code test/proof/base.sql}, which uses nearly every kind of object that
 * PostgreSQL has, and copies of it.
 */
final class BaseSchema implements AutoCloseable {
  private static final Path FOLDER = Checkout.root().resolve("test/proof");
  private static final String OF_THE_DATABASE = ":\"DBNAME\"";

  private final LocalClusters clusters;
  private final Server server;

  /** A change of one line, by its name. */
  record Change(String name, String sql) {
    /** What its name says it is about: {@code col}, {@code idx}, ... */
    String kind() {
      return name.substring(0, name.indexOf('_'));
    }
  }

  BaseSchema(PostgresInstallation postgres) throws IOException {
    clusters = new LocalClusters(postgres);
    server = clusters.start();
    String globals =
        Files.readString(FOLDER.resolve("globals.sql"))
            .replaceAll("LOCATION :'ts\\d'", "LOCATION ''");
    run("postgres", "SET allow_in_place_tablespaces = on;\n" + globals);
    run("postgres", "CREATE DATABASE base TEMPLATE template0");
    Processes.Result made = run("base", Files.readString(FOLDER.resolve("base.sql")));
    assertEquals(0, made.exitCode(), () -> String.join("\n", made.lastLines()));
  }

  /** The changes of a file. */
  static List<Change> changes(String file) throws IOException {
    List<Change> changes = new ArrayList<>();
    String name = "";
    for (String line : Files.readAllLines(FOLDER.resolve(file))) {
      if (line.matches("-- \\w+")) {
        name = line.substring(3);
      } else if (!line.startsWith("--") && !line.isBlank()) {
        changes.add(new Change(name, line));
      }
    }
    return changes;
  }

  /** The base itself. */
  ThrowawayDatabase base() {
    return database("base");
  }

  /** A copy of the base; a copy takes no settings of the database along, so they are made again. */
  ThrowawayDatabase copy(String name) throws IOException {
    run("postgres", "CREATE DATABASE " + Sql.identifier(name) + " TEMPLATE base");
    String settings =
        Files.readAllLines(FOLDER.resolve("base.sql")).stream()
            .filter(line -> line.contains(OF_THE_DATABASE))
            .collect(Collectors.joining("\n"));
    run(name, settings);
    return database(name);
  }

  /** Runs SQL with psql in a database of this server. */
  Processes.Result run(String database, String sql) {
    return server
        .client(
            "psql",
            superuser().withDatabase(database),
            List.of("--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1"))
        .stdin(sql)
        .run();
  }

  /** How the superuser enters. */
  Coordinates superuser() {
    return server.superuser().orElseThrow();
  }

  /** A database of this server. */
  ThrowawayDatabase database(String name) {
    return new ThrowawayDatabase(
        server, superuser().withDatabase(name), Optional.empty(), Map.of(), Duration.ZERO);
  }

  @Override
  public void close() {
    clusters.close();
  }
}
