package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import engine.LocalClusters;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import phases.ComparePhase;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.PostgresInstallation;
import postgres.ThrowawayDatabase;

/** Any two databases are compared, read-only, by their URLs. */
@Tag("slow")
class CompareTest {
  private static final String TABLES =
      "CREATE TABLE t (id int PRIMARY KEY, s varchar CHECK (s IN ('a', 'b')));"
          + "INSERT INTO t VALUES (1, 'a');";
  private static final String REPARSED =
      "ALTER TABLE t DROP CONSTRAINT t_s_check; ALTER TABLE t ADD CONSTRAINT t_s_check CHECK"
          + " ((s)::text = ANY (ARRAY[('a'::character varying)::text,"
          + " ('b'::character varying)::text]));";
  private static final ComparePhase.Options ALL =
      new ComparePhase.Options(false, Set.of(), false, false);

  private LocalClusters clusters;
  private ThrowawayDatabase server;

  @BeforeEach
  void start() {
    Engines.assumeLocal();
    clusters = new LocalClusters(PostgresInstallation.find().orElseThrow());
    LocalCluster cluster = clusters.start();
    ConnectionParameters superuser = cluster.superuser().orElseThrow();
    server = new ThrowawayDatabase(cluster, superuser, Optional.empty(), Map.of(), Duration.ZERO);
    load("postgres", "CREATE ROLE app LOGIN CREATEDB PASSWORD 'p@ss/word'");
    for (String name : Set.of("one", "two")) {
      load("postgres", "CREATE DATABASE " + name + " OWNER app");
      load(name, "SET ROLE app;" + TABLES);
    }
  }

  @AfterEach
  void stop() {
    if (clusters != null) {
      clusters.close();
    }
  }

  @Test
  void the_same_is_identical() {
    BuiltHistory.Talk talk = BuiltHistory.Talk.sayingYes(true);
    assertEquals(ExitCode.DONE, compare(talk, ALL));
    assertTrue(talk.data().contains("IDENTICAL"), talk.data());
  }

  @Test
  void what_reads_differently_is_equivalent_here_and_on_the_server() {
    load("two", "SET ROLE app;" + REPARSED);
    for (boolean onServer : new boolean[] {false, true}) {
      BuiltHistory.Talk talk = BuiltHistory.Talk.sayingYes(true);
      assertEquals(
          ExitCode.DONE, compare(talk, new ComparePhase.Options(false, Set.of(), onServer, false)));
      assertTrue(talk.data().contains("EQUIVALENT"), talk.data());
    }
    String left = "SELECT 1 / count(*) FROM pg_database WHERE datname LIKE 'alembic_squash%'";
    assertTrue(
        server.load(server.owner(), left).isPresent(), "a scratch database was left on the server");
  }

  @Test
  void a_difference_is_shown_and_answered_with_3() {
    load("two", "SET ROLE app; ALTER TABLE t ALTER s SET DEFAULT 'b'");
    BuiltHistory.Talk talk = BuiltHistory.Talk.sayingYes(true);
    assertEquals(ExitCode.DIFFERENT, compare(talk, ALL));
    assertTrue(talk.said().contains("TABLE public.t"), talk.said());
  }

  @Test
  void moments_of_today_are_rows_like_others() {
    String made = "SET ROLE app; CREATE TABLE made AS SELECT (now() %s)::timestamptz(0) AS at";
    load("one", made.formatted(""));
    load("two", made.formatted("- interval '1 minute'"));
    BuiltHistory.Talk talk = BuiltHistory.Talk.sayingYes(true);
    assertEquals(ExitCode.DIFFERENT, compare(talk, ALL));
    assertTrue(talk.said().contains("rows of public.made"), talk.said());
  }

  @Test
  void rows_can_be_left_out_and_that_is_said() {
    load("two", "SET ROLE app; INSERT INTO t VALUES (2, 'b')");
    assertEquals(ExitCode.DIFFERENT, compare(BuiltHistory.Talk.sayingYes(true), ALL));
    BuiltHistory.Talk ignored = BuiltHistory.Talk.sayingYes(true);
    assertEquals(
        ExitCode.DONE,
        compare(ignored, new ComparePhase.Options(false, Set.of("public.t"), false, false)));
    assertTrue(ignored.said().contains("rows of public.t: --ignore-table"), ignored.said());
    assertEquals(
        ExitCode.DONE,
        compare(
            BuiltHistory.Talk.sayingYes(true),
            new ComparePhase.Options(true, Set.of(), false, false)));
  }

  @Test
  void a_connection_that_has_to_be_encrypted_is_none_without() {
    Failure failure =
        assertThrows(
            Failure.class,
            () ->
                new ComparePhase(BuiltHistory.Talk.sayingYes(true).console(), ALL)
                    .run(url("one") + "?sslmode=verify-full", url("two")));
    assertTrue(failure.getMessage().contains("SSL"), failure.getMessage());
  }

  @Test
  void an_unreachable_server_is_one_sentence_without_a_password() {
    Failure failure =
        assertThrows(
            Failure.class,
            () ->
                new ComparePhase(BuiltHistory.Talk.sayingYes(true).console(), ALL)
                    .run("postgresql://app:secret@127.0.0.1:1/one", url("two")));
    assertTrue(failure.getMessage().contains("app@127.0.0.1:1/one"), failure.getMessage());
    assertTrue(!failure.getMessage().contains("secret"), failure.getMessage());
  }

  private ExitCode compare(BuiltHistory.Talk talk, ComparePhase.Options options) {
    return new ComparePhase(talk.console(), options).run(url("one"), url("two"));
  }

  private String url(String database) {
    return "postgresql://app:p%40ss%2Fword@127.0.0.1:" + server.owner().port() + "/" + database;
  }

  private void load(String database, String sql) {
    assertEquals(Optional.empty(), server.load(server.owner().withDatabase(database), sql));
  }
}
