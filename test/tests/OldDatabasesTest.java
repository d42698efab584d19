package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import archive.HistoryMode;
import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import python.PythonInterpreter;
import squash.Downgrade;
import squash.SquashOptions;

/** Databases at squashed revisions meet squashed_history.py, with old and new Alembic. */
@Tag("slow")
class OldDatabasesTest extends WithClusters {
  private static final String OLDEST =
      "alembic==1.4.3 sqlalchemy==1.3.22 psycopg2-binary==2.9.9 setuptools==80.9.0";
  private static final List<String> ALL =
      List.of("k1aa", "k2aa", "p1aa", "r1aa", "r2aa", "r2bb", "r3aa");

  @TempDir Path folder;

  /** What all commands came to: what was said, what had run, and the version table. */
  private Map<String, List<Object>> results(PythonInterpreter python, String env) throws Exception {
    for (HistoryMode mode : List.of(HistoryMode.ARCHIVE, HistoryMode.GUARD)) {
      Files.writeString(folder.resolve(mode.word() + ".py"), module(mode));
    }
    try (LocalCluster cluster = clusters().start()) {
      ConnectionParameters as = cluster.superuser().orElseThrow();
      String url =
          "postgresql://%s:%s@%s:%d/".formatted(as.user(), as.password(), as.host(), as.port());
      String output =
          python
              .command(
                  Checkout.root().resolve("test/alembic/old_databases.py").toString(),
                  folder.toString(),
                  url,
                  env)
              .with("PYTHONDONTWRITEBYTECODE", "1")
              .check()
              .output();
      return new Gson().fromJson(output, new TypeToken<Map<String, List<Object>>>() {}.getType());
    }
  }

  /** What the squash of such a history writes. */
  private String module(HistoryMode mode) {
    Path root = folder.resolve("squashed by " + mode.word());
    try (BuiltHistory built = BuiltHistory.project(root)) {
      built.file("alembic/env.py", SmallProject.ENV);
      built.revision("r1aa").revision("r2aa", "r1aa").revision("r2bb", "r1aa");
      built.committed("one").tag("v1");
      built.revision("r3aa", "r2aa", "r2bb").committed("three").tag("v3");
      built.revision("k1aa", "r3aa").revisionWith("depends_on = 'r2aa'\n", "k2aa", "k1aa");
      built.revision("p1aa").committed("four");
    }
    SampleRun run = new SampleRun(root, List.of());
    run.plan("v3");
    run.handmadeBaseline();
    run.squash(new SquashOptions(false, false, Downgrade.REFUSE, Optional.of(mode)));
    return run.text("alembic/squashed_history.py");
  }

  private void every_state_is_right(PythonInterpreter python, String env) throws Exception {
    Map<String, List<Object>> results = results(python, env);
    List<String> wrong = new ArrayList<>();
    int squashed = 0;
    for (Map.Entry<String, List<Object>> result : new TreeMap<>(results).entrySet()) {
      String state = result.getKey().replaceFirst(":.*", "");
      String what = result.getKey().substring(state.length() + 2);
      String said = (String) result.getValue().get(0);
      Object ran = result.getValue().get(1);
      boolean isSquashed = List.of("r1", "r2a", "r2a and r2b", "r2a and p1").contains(state);
      boolean isRight =
          switch (what) {
            case "archive, upgrade heads" -> said.isEmpty() && ran.equals(ALL);
            case "archive, upgrade +1" ->
                result.getValue().equals(results.get(state + ": originals, upgrade +1"))
                    || !isSquashed;
            case "archive, downgrade -1" ->
                result.getValue().equals(results.get(state + ": originals, downgrade -1"))
                    || !isSquashed;
            case "guard, upgrade heads",
                "guard, current",
                "guard, stamp",
                "guard, check",
                "unshipped, upgrade heads" ->
                !isSquashed
                    || (isRefused(said, "alembic upgrade head")
                        && ran.equals(results.get(state + ": archive, current").get(1)));
            case "guard, section core" ->
                !isSquashed || isRefused(said, "alembic --name core upgrade head");
            case "guard, purge" -> said.isEmpty();
            default -> true;
          };
      squashed += isSquashed ? 1 : 0;
      if (!isRight) {
        wrong.add(result.getKey() + ": " + result.getValue());
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(squashed > 40, squashed + " results of squashed revisions");
    others(results);
  }

  private static boolean isRefused(String said, String command) {
    return said.startsWith("CommandError: This database is at revision r")
        && said.contains(
            "(v1), and this version upgrades from v3 on. Install v3 and run `"
                + command
                + "`, then install this version")
        && said.endsWith("Nothing was changed.");
  }

  private static void others(Map<String, List<Object>> results) {
    assertEquals(List.of("r1aa", "r2aa"), results.get("empty: originals asked for, r2a").get(1));
    assertEquals(ALL, results.get("there: originals asked for, heads").get(1));
    assertEquals(List.of("r1aa"), results.get("by the baseline: originals asked for, down").get(1));
    for (String mode : List.of("archive", "guard")) {
      assertEquals(
          "CommandError: Can't locate revision identified by 'gone'",
          results.get("unknown: " + mode).get(0));
      assertEquals(List.of("k1aa"), results.get("offline from r3aa: " + mode).get(1));
      assertEquals(
          List.of("r1aa", "r2aa", "r2bb", "r3aa", "k1aa"),
          results.get("offline from base: " + mode).get(1));
    }
    for (String start : List.of("r1aa", "r1")) {
      assertEquals(
          List.of("r2aa", "r2bb", "r3aa", "k1aa"),
          results.get("offline from " + start + ": archive").get(1));
      String said = (String) results.get("offline from " + start + ": guard").get(0);
      assertTrue(isRefused(said, "alembic upgrade head"), said);
    }
  }

  private static PythonInterpreter oldest() {
    Optional<PythonInterpreter> python = Pythons.minor(9);
    Assumptions.assumeTrue(python.isPresent(), "there is no Python 3.9");
    return Drivers.python(python.get(), OLDEST);
  }

  @Test
  void with_the_alembic_of_debian_11() throws Exception {
    every_state_is_right(oldest(), "sync");
  }

  @Test
  void with_the_alembic_of_debian_11_and_a_transaction_for_each_migration() throws Exception {
    every_state_is_right(oldest(), "per migration");
  }

  @Test
  void with_alembic_1_8() throws Exception {
    every_state_is_right(Drivers.OLD.python(), "sync");
  }

  @Test
  void with_alembic_1_8_and_several_tenants_in_one_run() throws Exception {
    every_state_is_right(Drivers.OLD.python(), "tenants");
  }

  @Test
  void with_the_newest_alembic() throws Exception {
    every_state_is_right(Drivers.NEW.python(), "sync");
  }

  @Test
  void with_the_newest_alembic_and_an_async_engine() throws Exception {
    every_state_is_right(Drivers.NEW.python(), "async");
  }

  @Test
  void with_the_newest_alembic_and_several_tenants_in_one_run() throws Exception {
    every_state_is_right(Drivers.NEW.python(), "tenants");
  }

  @Test
  void with_the_newest_alembic_and_a_transaction_for_each_migration() throws Exception {
    every_state_is_right(Drivers.NEW.python(), "per migration");
  }
}
