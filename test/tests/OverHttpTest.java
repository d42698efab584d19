package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/**
 * Both scripts run from a web server alone: with nothing of this checkout, nor of JBang's cache.
 */
@Tag("slow")
class OverHttpTest {
  @TempDir Path folder;

  @Test
  void alembic_squash_and_its_demo_find_every_file_at_their_address() throws Exception {
    Engines.assumeLocal();
    try (FileServer server = new FileServer(Checkout.root(), "/")) {
      jbang("trust", "add", server.address()).in(folder).check();
      Processes.Result result =
          jbang(server.address() + "/alembic_squash.java", "demo", "--quiet").in(folder).run();
      assertEquals(0, result.exitCode(), result.errors() + "\nmissed: " + server.missed());
      assertTrue(result.output().matches("IDENTICAL: .*\\n"), result.output());
    }
  }

  @Test
  void dump_baseline_runs_from_its_address() throws Exception {
    assertRuns("dump_baseline.java", "--alembic-version-table");
  }

  private void assertRuns(String script, String partOfItsHelp) throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (FileServer server = new FileServer(Checkout.root(), "/")) {
      jbang("trust", "add", server.address()).in(elsewhere).check();
      Processes.Result result =
          jbang(server.address() + "/" + script, "--help").in(elsewhere).run();
      assertEquals(0, result.exitCode(), result.errors() + "\nmissed: " + server.missed());
      String said = result.output() + result.errors();
      assertTrue(said.contains(partOfItsHelp), said);
    }
  }

  private Processes.Command jbang(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = Checkout.root().resolve("jbang").toString();
    System.arraycopy(words, 0, line, 1, words.length);
    return Processes.command(line)
        .with("JBANG_DIR", folder.resolve("jbang").toString())
        .with("JBANG_CACHE_DIR", folder.resolve("jbang/cache").toString());
  }
}
