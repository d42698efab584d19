package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postgres.ConnectionParameters;
import postgres.ExistingServer;
import postgres.PostgresInstallation;
import postgres.ScratchServer;
import postgres.Server;
import postgres.ThrowawayDatabase;
import tests.SampleRun.Answer;
import verify.VerifyPhase;

/** Databases on a server that is not ours: it is afterwards as it was before. */
@Tag("slow")
class SharedServerTest {
  private static final String TAG = "hearthd-24.11";
  private static final String ONE = "op.execute('CREATE TABLE one (id int)')";
  private static final String LEFT =
      "SELECT datname FROM pg_database UNION SELECT 'role ' || rolname FROM pg_roles ORDER BY 1";

  @TempDir Path folder;
  private LocalClusters clusters;
  private Server server;
  private ThrowawayDatabase hearthd;
  private List<String> before;

  @BeforeEach
  void a_server_with_a_database_of_its_own() {
    clusters = new LocalClusters(Engines.assumeLocal());
    server = clusters.start();
    hearthd = database("postgres").scratch("hearthd");
    run(
        "CREATE ROLE maker LOGIN CREATEDB PASSWORD 'm@ke/r';"
            + "CREATE ROLE other LOGIN PASSWORD 'x'; CREATE TABLE kept AS SELECT 1 AS id;");
    before = Migrated.query(hearthd, LEFT);
  }

  @AfterEach
  void it_is_as_it_was() {
    try {
      assertEquals(before, Migrated.query(hearthd, LEFT));
      assertEquals(List.of("1"), Migrated.query(hearthd, "SELECT id FROM kept"));
    } finally {
      clusters.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "maker"})
  void the_sample_is_squashed_and_nothing_changed(String role) {
    SampleRun sample = SampleRun.create(folder);
    List<String> options = new ArrayList<>(options(role));
    options.add("--init-sql=" + sample.path("contribs/init.sql"));
    SampleRun run = new SampleRun(sample.root(), options);
    Answer answer = run.run(TAG);
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.data().matches("(?s)IDENTICAL.*"), answer.data());
    says(answer.said(), "roles, memberships, tablespaces: all databases share those of");
    assertEquals(role.equals("maker"), answer.said().contains("role maker is no superuser"));
    String plan = run.text(".alembic_squash/squashplan");
    says(plan, "\nengine:server\n");
    says(plan, "\nset.server-url:postgresql://" + role + "@127.0.0.1:");
    assertFalse((plan + answer.said()).contains(password(role)));
  }

  @Test
  void two_states_are_compared_without_a_plan_and_the_database_described() throws Exception {
    SampleRun project = project("maker", ONE);
    Answer answer =
        project.verify(
            new VerifyPhase.Options(Optional.of("main"), Optional.of("worktree"), false));
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data());
    project.schemaInfo("now");
    says(project.text(".alembic_squash/now_schema_info.txt"), "\"public.two\"");
  }

  @Test
  void an_env_py_that_prints_its_password_writes_it_into_no_log() throws Exception {
    String printing = "import os; print('as', os.environ['PGPASSWORD']); " + ONE;
    SampleRun project = project("maker", printing);
    project.schemaInfo("now");
    String log = project.text(".alembic_squash/logs/now.log");
    says(log, "as ***\n");
    assertFalse(log.contains(password("maker")), log);
  }

  @Test
  void the_password_may_be_in_the_environment_or_the_password_file() throws Exception {
    SampleRun project = project("maker", ONE);
    Path passwords = folder.resolve("pgpass");
    Files.writeString(passwords, "127.0.0.1:*:postgres:maker:m@ke/r\n");
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    Script script = Script.of("alembic_squash");
    String url = url("maker").replaceFirst("://.*@", "://maker@");
    for (Map<String, String> variables :
        List.of(
            Map.of("PGPASSWORD", "m@ke/r"),
            Map.of("PGPASSFILE", passwords.toString(), "HOME", folder.toString()))) {
      script
          .command("dump-schema-info", "now", project.options().get(1))
          .in(project.root())
          .with("SQUASH_SERVER_URL", url)
          .with(variables)
          .check();
      assertTrue(Files.deleteIfExists(project.path(".alembic_squash/now_schema_info.txt")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing there", "wrong password", "no right"})
  void a_server_that_cannot_be_used_is_told_in_one_sentence(String what) throws Exception {
    String url =
        switch (what) {
          case "nothing there" -> "postgresql://maker:s3cr3t@127.0.0.1:1";
          case "wrong password" -> url("maker").replace("m%40ke%2Fr", "s3cr3t");
          default -> url("other");
        };
    SampleRun project =
        CommittedProject.create(
            folder, ONE, "--server-url=" + url, "--python=" + Engines.python().executable());
    Failure failure = assertThrows(Failure.class, () -> project.schemaInfo("now"));
    says(
        failure.getMessage(),
        what.equals("no right")
            ? "role other may not make databases on postgresql://other@127.0.0.1"
            : "no connection to postgresql://maker@127.0.0.1");
    assertEquals(ExitCode.FAILED, failure.exitCode());
    assertFalse((failure.getMessage() + failure.hint()).contains("s3cr3t"));
  }

  @Test
  void a_migration_that_makes_a_role_is_refused_and_the_role_named() throws Exception {
    SampleRun project =
        project(
            "postgres",
            "op.execute('CREATE ROLE reader NOLOGIN')",
            "op.execute('CREATE TABLE one (id int)')",
            "op.execute('GRANT SELECT ON one TO reader')");
    Failure failure = assertThrows(Failure.class, () -> project.schemaInfo("now"));
    says(failure.getMessage(), "where all databases share it: role reader");
    says(failure.hint(), "need a server for each build");
    says(failure.hint(), "What was changed stays changed.");
    says(failure.hint(), "If the migrations made it, say DROP ROLE \"reader\";");
    run("DROP ROLE reader");
  }

  @Test
  void a_migration_that_changes_a_password_is_refused() throws Exception {
    run("CREATE ROLE app LOGIN PASSWORD 'old'");
    SampleRun project = project("postgres", "op.execute(\"ALTER ROLE app PASSWORD 'new'\")");
    Failure failure = assertThrows(Failure.class, () -> project.schemaInfo("now"));
    says(failure.getMessage(), "where all databases share it: password of role app");
    run("DROP ROLE app");
  }

  @Test
  void a_migration_that_fails_leaves_nothing() throws Exception {
    SampleRun project = project("maker", "op.execute('SELECT 1/0')");
    Failure failure = assertThrows(Failure.class, () -> project.schemaInfo("now"));
    says(failure.getMessage(), "division by zero");
  }

  @Test
  void a_database_that_is_not_ours_is_neither_made_anew_nor_dropped() {
    ConnectionParameters superuser = server.superuser().orElseThrow();
    try (ScratchServer scratch = new ScratchServer(server, superuser)) {
      ThrowawayDatabase there = sampleOn(scratch, superuser);
      Failure failure = assertThrows(Failure.class, () -> there.scratch("hearthd"));
      says(failure.getMessage(), "there is a database hearthd");
      there.drop();
      there.scratch("ours");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void nothing_is_left_after_an_interrupt(String signal) throws Exception {
    SampleRun project = project("maker", "op.execute('SELECT pg_sleep(600)')");
    try (ChildJvm child =
        new ChildJvm(
            Holder.class, project.root().toString(), url("maker"), project.options().get(1))) {
      child.await("@@ready");
      assertEquals(
          before.size() + 1L, Migrated.query(hearthd, LEFT).size(), "the database being built");
      assertEquals(signal.equals("INT") ? 130 : 143, child.signal(signal).exitCode());
    }
  }

  @Test
  void nothing_is_left_of_databases_that_were_being_made() throws Exception {
    for (int i = 0; i < 4; i++) {
      try (ChildJvm child = new ChildJvm(Maker.class, url("maker"))) {
        child.await("making");
        Thread.sleep(60L * i);
        assertEquals(130, child.signal("INT").exitCode());
      }
      assertEquals(before, Migrated.query(hearthd, LEFT));
    }
  }

  private static ThrowawayDatabase sampleOn(ScratchServer scratch, ConnectionParameters superuser) {
    return new ThrowawayDatabase(
        scratch, superuser.withDatabase("hearthd"), Optional.empty(), Map.of(), Duration.ZERO);
  }

  @Test
  void a_pg_dump_newer_than_the_server_writes_what_that_loads() {
    PostgresInstallation newer = PostgresInstallation.fromWheel(Engines.environment());
    ConnectionParameters superuser = server.superuser().orElseThrow();
    try (ScratchServer scratch = new ScratchServer(new ExistingServer(newer), superuser)) {
      ThrowawayDatabase there = sampleOn(scratch, superuser);
      ThrowawayDatabase copy = there.scratch("copy");
      assertEquals(Optional.empty(), copy.load(copy.owner(), there.dump()));
      assertEquals(List.of("1"), Migrated.query(copy, "SELECT id FROM kept"));
    }
  }

  /** Makes databases until it is ended. */
  static final class Maker {
    private Maker() {}

    /** On the server of the URL. */
    public static void main(String... arguments) {
      ConnectionParameters maker = ConnectionParameters.parse(arguments[0]).orElseThrow();
      ThrowawayDatabase there =
          new ThrowawayDatabase(
              new ScratchServer(ExistingServer.at(maker).server(), maker),
              maker,
              Optional.empty(),
              Map.of(),
              Duration.ZERO);
      System.out.println("making");
      for (int i = 0; ; i++) {
        there.scratch("made " + i);
      }
    }
  }

  /** Builds a database until it is ended. */
  static final class Holder {
    private Holder() {}

    /** Builds that of the project in the folder on the server of the URL. */
    public static void main(String... arguments) throws Exception {
      Path log = Path.of(arguments[0]).resolve(".alembic_squash/logs/now.log");
      new Thread(() -> await(log)).start();
      new SampleRun(Path.of(arguments[0]), List.of("--server-url=" + arguments[1], arguments[2]))
          .schemaInfo("now");
    }

    private static void await(Path log) {
      try {
        while (!Files.exists(log) || !Files.readString(log).contains("a1a1a1a1a1a1")) {
          Thread.sleep(20);
        }
        System.out.println("@@ready");
      } catch (Exception broken) {
        throw new IllegalStateException(broken);
      }
    }
  }

  private SampleRun project(String role, String... first) throws Exception {
    return CommittedProject.create(
        folder, String.join("\n", first), options(role).toArray(String[]::new));
  }

  private List<String> options(String role) {
    return List.of("--server-url=" + url(role), "--python=" + Engines.python().executable());
  }

  private String url(String role) {
    ConnectionParameters superuser = server.superuser().orElseThrow();
    return "postgresql://%s:%s@127.0.0.1:%d/hearthd"
        .formatted(role, password(role).replace("@", "%40").replace("/", "%2F"), superuser.port());
  }

  private String password(String role) {
    return switch (role) {
      case "maker" -> "m@ke/r";
      case "other" -> "x";
      default -> server.superuser().orElseThrow().password();
    };
  }

  private ThrowawayDatabase database(String name) {
    return new ThrowawayDatabase(
        server,
        server.superuser().orElseThrow().withDatabase(name),
        Optional.empty(),
        Map.of(),
        Duration.ZERO);
  }

  private void run(String sql) {
    Migrated.run(hearthd, hearthd.owner(), sql);
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }
}
