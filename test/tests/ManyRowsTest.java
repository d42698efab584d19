package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Launcher;
import console.TalkOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.ThrowawayDatabase;
import process.Processes;
import rows.BuildWindow;
import rows.GeneratedCells;
import rows.Row;
import rows.TableRows;

/** Tables of many rows are compared in a heap that has no room for them. */
@Tag("slow")
class ManyRowsTest extends WithClusters {
  private static final int HEAP = 40;
  private static final int ROWS = 300_000;

  private static final String TABLES =
      """
      CREATE TABLE plain (id int PRIMARY KEY, name text);
      INSERT INTO plain SELECT g, md5(g::text) FROM generate_series(1, %1$d) g;
      CREATE TABLE shuffled (name text, twice bool);
      INSERT INTO shuffled SELECT md5((g / 2)::text), g %% 2 = 0 FROM generate_series(1, %1$d) g
        ORDER BY md5(g::text || '%2$s');
      CREATE TABLE own (id int, token uuid);
      INSERT INTO own SELECT g, gen_random_uuid() FROM generate_series(1, %1$d / 3) g;
      CREATE TABLE today (id int, at date);
      INSERT INTO today SELECT g, current_date FROM generate_series(1, %1$d) g;
      """;

  private static ConnectionParameters cluster;

  @TempDir private Path temporary;

  @BeforeAll
  static void two_databases() {
    LocalCluster server = clusters().start();
    cluster = server.superuser().orElseThrow();
    ThrowawayDatabase first =
        new ThrowawayDatabase(server, cluster, Optional.empty(), Map.of(), Duration.ZERO);
    for (String name : List.of("one", "other", "lost")) {
      ThrowawayDatabase made = first.scratch(name);
      String sql = TABLES.formatted(ROWS, name);
      assertEquals(Optional.empty(), made.load(made.owner(), sql));
    }
    ThrowawayDatabase lost = first.sibling("lost");
    String sql = "DELETE FROM plain WHERE id = 7; DELETE FROM shuffled WHERE ctid = '(0,1)';";
    assertEquals(Optional.empty(), lost.load(lost.owner(), sql));
  }

  @Test
  void they_are_compared_and_a_lost_row_is_found() {
    Processes.Result result = run(Compared.class);
    assertEquals(0, result.exitCode(), result.errors());
    assertEquals(
        List.of(
            "names of files: []",
            "own 100000 generated, matches in lost 100000, left 0 0",
            "plain 0 generated, matches in lost 0, left 1 0",
            "shuffled 0 generated, matches in lost 0, left 1 0",
            "today 300000 generated, matches in lost 300000, left 0 0"),
        result.output().lines().toList());
  }

  @Test
  void the_heap_is_too_small_for_them() {
    Processes.Result result = run(Held.class);
    assertNotEquals(0, result.exitCode());
    assertTrue(result.errors().contains("OutOfMemoryError"), result.errors());
  }

  @Test
  void what_needs_more_memory_says_how_to_give_it() {
    Processes.Result result = run(Hungry.class);
    assertEquals(1, result.exitCode());
    assertTrue(result.errors().contains("there is not enough memory"), result.errors());
    assertTrue(result.errors().contains("JAVA_TOOL_OPTIONS=-Xmx"), result.errors());
    assertTrue(!result.errors().contains("defect"), result.errors());
  }

  private Processes.Result run(Class<?> main) {
    try (ChildJvm child =
        ChildJvm.withHeap(
            HEAP,
            temporary,
            main,
            cluster.host(),
            "" + cluster.port(),
            cluster.user(),
            cluster.password())) {
      return child.end();
    }
  }

  private static Map<String, TableRows> rows(String[] words, String name) {
    ConnectionParameters to =
        new ConnectionParameters(words[0], Integer.parseInt(words[1]), words[2], words[3], name);
    try (Connection connection = to.connect()) {
      connection.setAutoCommit(false);
      return TableRows.readAll(connection, Set.of());
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** Compares two builds with a third database. */
  static final class Compared {
    private Compared() {}

    public static void main(String[] words) {
      Map<String, TableRows> one = rows(words, "one");
      Map<String, TableRows> other = rows(words, "other");
      Map<String, TableRows> lost = rows(words, "lost");
      String[] names = Path.of(System.getProperty("java.io.tmpdir")).toFile().list();
      System.out.println("names of files: " + List.of(names));
      one.forEach(
          (name, table) -> {
            GeneratedCells cells =
                GeneratedCells.between(table, other.get(name), BuildWindow.recent());
            GeneratedCells.Fit fit = cells.fit(lost.get(name).rows());
            System.out.println(
                "%s %d generated, matches in lost %d, left %d %d"
                    .formatted(
                        name.replace("public.", ""),
                        cells.patterns().size(),
                        fit.matches().size(),
                        fit.missing().size() + fit.unmatched().size(),
                        fit.left().size()));
          });
    }
  }

  /** Holds rows as lists of values. */
  static final class Held {
    private Held() {}

    public static void main(String[] words) {
      List<List<String>> all = new ArrayList<>();
      rows(words, "one").values().stream()
          .flatMap(table -> table.rows().stream())
          .map(Row::values)
          .forEach(all::add);
      System.out.println(all.size());
    }
  }

  /** A command that needs more memory than there is. */
  @Command(name = "hungry")
  static final class Hungry implements Callable<Integer> {
    @Mixin private final TalkOptions talk = new TalkOptions();

    public static void main(String[] words) {
      Hungry hungry = new Hungry();
      new Launcher(hungry, hungry.talk, List.of()).run();
    }

    @Override
    public Integer call() {
      List<byte[]> all = new ArrayList<>();
      while (all.size() < HEAP) {
        all.add(new byte[1 << 20]);
      }
      return all.size();
    }
  }
}
