package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import console.ExitCode;
import deployed.CheckDatabasePhase;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.Session;

/** Which revision a schema looks like, in a repository that was squashed up to its third. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentifyTest {
  private static final String ONE = "CREATE TABLE one (id int PRIMARY KEY)";
  private static final String TWO = "ALTER TABLE one ADD name text";
  private static final String ROWS = "INSERT INTO one VALUES (1, 'a')";
  private static final String THREE = "CREATE INDEX one_name ON one (name)";
  private static final String FOUR = "CREATE TABLE four (id int)";

  private SampleRun run;
  private LocalClusters clusters;
  private ConnectionParameters superuser;

  /** Five revisions, of which the third changes rows alone; the first four are squashed. */
  @BeforeAll
  void squash(@TempDir Path folder) throws Exception {
    clusters = new LocalClusters(Engines.assumeLocal());
    superuser = clusters.start().superuser().orElseThrow();
    Path root = Files.createDirectories(folder.resolve("app")).toRealPath();
    SmallProject project = new SmallProject(root);
    run = SampleRun.localOn(root);
    String down = null;
    String[] statements = {ONE, TWO, ROWS, THREE, FOUR};
    for (int i = 0; i < statements.length; i++) {
      String id = "r" + (i + 1) + "r" + (i + 1);
      project.revision(id, Optional.ofNullable(down), "op.execute(\"" + statements[i] + "\")");
      down = id;
      run.commitAll(id);
      run.git("tag", "v" + (i + 1));
    }
    run.plan("v4");
    run.dump();
    run.squash(false, true);
    project.revision("r6r6", Optional.of("r5r5"), "op.execute('DROP TABLE four')");
  }

  @AfterAll
  void stop() {
    if (clusters != null) {
      clusters.close();
    }
  }

  private ConnectionParameters database(String name, String... statements) {
    execute(superuser, "CREATE DATABASE " + name);
    execute(superuser.withDatabase(name), statements);
    return superuser.withDatabase(name);
  }

  private static void execute(ConnectionParameters place, String... statements) {
    try (Session session = place.session("it failed", "")) {
      session.execute(statements);
    }
  }

  private static String versioned(String revision) {
    return "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); INSERT INTO"
        + " alembic_version VALUES ('"
        + revision
        + "')";
  }

  @Test
  void each_schema_is_known_by_its_definitions() {
    List<ConnectionParameters> databases =
        List.of(
            database("empty"),
            database("first", ONE),
            database("after_rows", ONE, TWO, versioned("r3r3")),
            database("indexed", ONE, TWO, THREE),
            database("fifth", ONE, TWO, THREE, FOUR),
            database(
                "odd",
                ONE,
                TWO,
                THREE,
                FOUR,
                "ALTER TABLE four ADD extra int; CREATE TABLE plugin (id int PRIMARY KEY)"),
            database("wrong", ONE, TWO, THREE, FOUR, versioned("beef")));
    SampleRun.Answer answer = run.check(new CheckDatabasePhase.Options(databases, true, true));
    assertEquals(ExitCode.UNCLEAR, answer.exit(), answer.said());

    looksLike(answer, 0, "[[]]", 0, "`alembic upgrade head`");
    looksLike(answer, 1, "[[\"r1r1\"]]", 0, "`alembic stamp r1r1` with v4 installed");
    looksLike(
        answer, 2, "[[\"r2r2\"],[\"r3r3\"]]", 0, "`alembic stamp --purge r2r2` with v4 installed");
    assertEquals("-", identified(answer, 2).getAsJsonArray("stamp").get(1).getAsString());
    looksLike(answer, 3, "[[\"r4r4\"],[\"r6r6\"]]", 0, "`alembic stamp r4r4`");
    looksLike(answer, 4, "[[\"r5r5\"]]", 0, "`alembic stamp r5r5`");
    looksLike(answer, 5, "[[\"r5r5\"]]", 1, "`alembic stamp r5r5`");
    assertEquals("[\"TABLE public.four\"]", identified(answer, 5).get("differences").toString());
    assertEquals(
        "[\"CONSTRAINT public.plugin plugin_pkey\",\"TABLE public.plugin\"]",
        identified(answer, 5).get("besides").toString());
    looksLike(answer, 6, "[[\"r5r5\"]]", 0, "`alembic stamp --purge r5r5`");
    assertTrue(!Files.exists(run.path(".alembic_squash/identify")));
  }

  @Test
  void on_a_terminal_ambiguous_neighbours_are_told_with_what_to_look_at() {
    SampleRun.Answer answer =
        run.check(new CheckDatabasePhase.Options(List.of(database("rows", ONE, TWO)), true, false));
    assertTrue(answer.data().contains("r2r2, or r3r3"), answer.data());
    assertTrue(answer.data().contains(" the same "), answer.data());
    assertTrue(
        answer.said().contains("migrations/versions/r3r3_.py has run, which may have changed rows"),
        answer.said());
  }

  private static void looksLike(
      SampleRun.Answer answer, int place, String candidates, int distance, String stamp) {
    JsonObject found = identified(answer, place);
    assertEquals(candidates, found.get("candidates").toString());
    assertEquals(distance, found.get("distance").getAsInt());
    assertEquals(stamp, found.getAsJsonArray("stamp").get(0).getAsString());
  }

  private static JsonObject identified(SampleRun.Answer answer, int place) {
    return JsonParser.parseString(answer.data())
        .getAsJsonObject()
        .getAsJsonArray("databases")
        .get(place)
        .getAsJsonObject()
        .getAsJsonObject("identified");
  }
}
