package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import postgres.PostgresInstallation;
import postgres.ThrowawayDatabase;
import proof.Comparison;
import proof.DatabaseComparison;
import snapshot.Snapshot;

/**
 * The comparison on the database with the oddest objects there are, PostgreSQL's own: whatever
 * differs after a dump and restore is what pg_dump does not keep, and named in {@code
 * test/proof/regression_differences.txt}.
 */
@Tag("slow")
class RegressionDatabaseTest {
  private static final Path EXPLAINED =
      Checkout.root().resolve("test/proof/regression_differences.txt");
  private static final int EXPLAINED_FOR = 15;

  private static RegressionDatabase regression;
  private static ThrowawayDatabase restored;
  private static Snapshot once;

  @BeforeAll
  static void runTheScripts() {
    PostgresInstallation postgres = Engines.assumeLocal();
    if (postgres.major() != EXPLAINED_FOR) {
      throw missing("the differences are explained for PostgreSQL " + EXPLAINED_FOR);
    }
    try {
      PostgresSource.of(postgres);
    } catch (Failure unreachable) {
      throw missing("there is no source of PostgreSQL: " + unreachable.getMessage());
    }
    regression = new RegressionDatabase(postgres);
    System.out.println(regression.summary());
    restored = regression.restored(regression.original(), "restored");
    once = Snapshot.of(restored);
  }

  @AfterAll
  static void stop() {
    if (regression != null) {
      regression.close();
    }
  }

  @Test
  void restored_it_differs_in_nothing_but_what_pg_dump_is_known_to_lose() throws IOException {
    Comparison comparison = DatabaseComparison.of(Snapshot.of(regression.original()), once);
    List<String> found = new ArrayList<>();
    comparison
        .equivalences()
        .forEach(read -> found.add(read.object() + " | equivalent | round " + read.round()));
    comparison
        .differences()
        .forEach(
            it -> found.add((it.subject() + " | " + it.before() + " | " + it.after()).strip()));
    assertEquals(
        String.join("\n", explained()), String.join("\n", found.stream().sorted().toList()));
    assertEquals(List.of(), comparison.notCompared());
  }

  @Test
  void restored_again_it_is_the_same() {
    Snapshot twice = Snapshot.of(regression.restored(restored, "restored_again"));
    Comparison comparison = DatabaseComparison.of(once, twice);
    assertEquals(List.of(), comparison.differences());
    assertEquals(Comparison.Kind.IDENTICAL, comparison.kind());
  }

  private static List<String> explained() throws IOException {
    return Files.readAllLines(EXPLAINED).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(String::strip)
        .sorted()
        .toList();
  }

  /** On machines that are made for the tests, nothing may be missing. */
  private static RuntimeException missing(String sentence) {
    return "true".equals(System.getenv("CI"))
        ? new IllegalStateException(sentence)
        : new TestAbortedException(sentence);
  }
}
