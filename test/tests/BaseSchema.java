package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import engine.LocalClusters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postgres.ConnectionParameters;
import postgres.PostgresInstallation;
import postgres.Server;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import process.Processes;

/**
 * The database of {@code test/proof/base*.sql}, which uses nearly every kind of object that
 * PostgreSQL has, copies of it, and changes of it.
 *
 * <p>A file's name may end in the least major version that understands it. A line may end in {@code
 * -- needs icu} or {@code -- needs lz4}: it is left out of servers built without.
 *
 * <p>A mutant is {@code -- its_name}, then one line of SQL. Where that line does not name the
 * object that then differs, a line {@code -- names TABLE public.t} between them tells that object
 * as the comparison calls it. Below it, {@code -- undo SQL} takes back a change of the whole
 * cluster.
 */
final class BaseSchema implements AutoCloseable {
  private static final Path FOLDER = Checkout.root().resolve("test/proof");

  /** The database that a statement is run in. */
  static final String OF_THE_DATABASE = ":\"DBNAME\"";

  private static final Pattern FILE = Pattern.compile("(?:more_)?([a-z]+)(?:_(\\d+))?\\.sql");
  private static final Pattern CHANGE = Pattern.compile("-- (\\w+)");
  private static final Pattern NAMES = Pattern.compile("-- names (.+)");
  private static final Pattern UNDO = Pattern.compile("-- undo (.+)");
  private static final Pattern NEED = Pattern.compile("(.*) -- needs (\\w+)");
  private static final Map<String, String> ABILITIES =
      Map.of(
          "icu", "SELECT count(*) > 9 FROM pg_collation WHERE collprovider = 'i'",
          "lz4",
              "SELECT 'lz4' = ANY (enumvals) FROM pg_settings"
                  + " WHERE name = 'default_toast_compression'",
          "xml",
              "SELECT EXISTS (SELECT FROM pg_config WHERE name = 'CONFIGURE'"
                  + " AND setting LIKE '%--with-libxml%')");

  private final PostgresInstallation postgres;
  private final LocalClusters clusters;
  private final Server server;
  private final Set<String> lacks = new TreeSet<>();
  private final Set<String> leftOut = new TreeSet<>();

  /**
   * A change of one line.
   *
   * @param name its name
   * @param sql what makes it
   * @param differing the full name of the object that then differs, where the SQL does not tell
   * @param undo what takes it back, where it changes the whole cluster
   */
  record Change(String name, String sql, Optional<String> differing, Optional<String> undo) {
    /** What its name says it is about: {@code col}, {@code idx}, ... */
    String kind() {
      return name.substring(0, name.indexOf('_'));
    }
  }

  BaseSchema(PostgresInstallation postgres) throws IOException {
    this.postgres = postgres;
    clusters = new LocalClusters(postgres);
    server = clusters.start();
    readAbilities();
    String globals =
        Files.readString(FOLDER.resolve("globals.sql"))
            .replaceAll("LOCATION :'ts\\d'", "LOCATION ''");
    run("postgres", "SET allow_in_place_tablespaces = on;\n" + globals);
    run("postgres", "CREATE DATABASE base TEMPLATE template0");
    Processes.Result made = run("base", String.join("\n", lines("base")));
    assertEquals(0, made.exitCode(), () -> String.join("\n", made.lastLines()));
  }

  /** Changes that change something. */
  List<Change> mutants() throws IOException {
    return changes("mutants");
  }

  /** Changes that change nothing. */
  List<Change> rewrites() throws IOException {
    return changes("equivalents");
  }

  /** What this server cannot do, and what was therefore left out; empty if it can do all. */
  Optional<String> leftOut() {
    return lacks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "PostgreSQL %s was built without %s; left out: %s"
                .formatted(
                    postgres.version(), String.join(" and ", lacks), String.join(" ", leftOut)));
  }

  /** The base itself. */
  ThrowawayDatabase base() {
    return database("base");
  }

  /** A copy of the base; a copy takes no settings of the database along, so they are made again. */
  ThrowawayDatabase copy(String name) throws IOException {
    run("postgres", "CREATE DATABASE " + Sql.identifier(name) + " TEMPLATE base");
    run(
        name,
        lines("base").stream()
            .filter(line -> line.contains(OF_THE_DATABASE))
            .collect(Collectors.joining("\n")));
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
  ConnectionParameters superuser() {
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

  private List<Change> changes(String kind) throws IOException {
    List<Change> changes = new ArrayList<>();
    String name = "";
    Optional<String> differing = Optional.empty();
    for (String line : lines(kind)) {
      Matcher named = CHANGE.matcher(line);
      Matcher names = NAMES.matcher(line);
      Matcher undo = UNDO.matcher(line);
      if (named.matches()) {
        name = named.group(1);
        differing = Optional.empty();
      } else if (names.matches()) {
        differing = Optional.of(names.group(1));
      } else if (undo.matches()) {
        Change last = changes.remove(changes.size() - 1);
        changes.add(
            new Change(last.name(), last.sql(), last.differing(), Optional.of(undo.group(1))));
      } else if (!line.startsWith("--") && !line.isBlank()) {
        changes.add(new Change(name, line, differing, Optional.empty()));
      }
    }
    return changes;
  }

  /** The lines of all files of a kind that this server understands, oldest version first. */
  private List<String> lines(String kind) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        Matcher parts = FILE.matcher(file.getFileName().toString());
        if (parts.matches()
            && parts.group(1).equals(kind)
            && (parts.group(2) == null || Integer.parseInt(parts.group(2)) <= postgres.major())) {
          Files.readAllLines(file).forEach(line -> able(line).ifPresent(lines::add));
        }
      }
    }
    return lines;
  }

  private Optional<String> able(String line) {
    Matcher need = NEED.matcher(line);
    if (!need.matches()) {
      return Optional.of(line);
    }
    if (lacks.contains(need.group(2))) {
      leftOut.add(need.group(1));
      return Optional.empty();
    }
    return Optional.of(need.group(1));
  }

  private void readAbilities() {
    try (Connection connection = superuser().open();
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> ability : ABILITIES.entrySet()) {
        try (ResultSet row = statement.executeQuery(ability.getValue())) {
          row.next();
          if (!row.getBoolean(1)) {
            lacks.add(ability.getKey());
          }
        }
      }
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }
}
