package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import console.Failure;
import engine.Engine;
import engine.EngineSettings;
import engine.HostEngine;
import engine.LocalClusters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import migrations.MigrationRunner;
import migrations.NetworkAccess;
import migrations.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.ObservedRun;
import postgres.PostgresInstallation;
import postgres.ThrowawayDatabase;
import process.NetworkNamespace;
import python.PythonInterpreter;

/** Migrations reach their throwaway database and nothing else, whatever they try. */
@Tag("slow")
class OutsideConnectionsTest {
  private static final PythonInterpreter PYTHON = Drivers.NEW.python();
  private static final ConnectionParameters LOGIN =
      new ConnectionParameters("", 0, "app", "Pa5s", "app");

  /** Each would write to another server, or connect to another program. */
  private static final List<String> DISGUISES =
      List.of(
          "import psycopg2; psycopg2.connect(URL).cursor()",
          "from psycopg2 import connect; write(connect(URL))",
          "import psycopg2.extensions as e; write(e.connection(URL))",
          "import psycopg2.extensions as e\nclass Mine(e.connection): pass\nwrite(Mine(URL))",
          "import psycopg2, psycopg2.extras as x;"
              + " write(psycopg2.connect(URL, connection_factory=x.LoggingConnection))",
          "import psycopg; write(psycopg.connect(URL))",
          "import psycopg; psycopg.pq.PGconn.connect(URL.encode()).exec_(SQL.encode())",
          "import pg8000; write(pg8000.connect(USER, HOST, 'prod', int(PORT), PASSWORD))",
          "import asyncio, asyncpg\nasync def go():\n    c = await asyncpg.connect(URL)\n"
              + "    await c.execute(SQL)\nasyncio.new_event_loop().run_until_complete(go())",
          "engine = sa.create_engine(URL.replace('postgresql:', 'postgresql+psycopg2:'))\n"
              + "with engine.begin() as c: c.exec_driver_sql(SQL)",
          "import subprocess; subprocess.run(['psql', URL, '-c', SQL], check=True)",
          "import os; os.system(\"psql '%s' -c \\\"%s\\\"\" % (URL, SQL))",
          "import os, sys; os.spawnlp(os.P_WAIT, 'psql', 'psql', URL, '-c', SQL)",
          "import subprocess; subprocess.run(['sh', '-c', 'PGPASSWORD=%s psql -h %s -p %s -U %s"
              + " prod -c \"%s\"' % (PASSWORD, HOST, PORT, USER, SQL)], check=True)",
          "import multiprocessing as m; p = m.get_context('fork').Process("
              + "target=lambda: __import__('psycopg2').connect(URL)); p.start(); p.join()",
          "import ctypes, ctypes.util, glob, psycopg2\nfor p in glob.glob(psycopg2.__path__[0]"
              + " + '_binary.libs/libpq*'):\n    q = ctypes.CDLL(p); q.PQconnectdb.restype ="
              + " ctypes.c_void_p; c = q.PQconnectdb(URL.encode());"
              + " q.PQexec(ctypes.c_void_p(c), SQL.encode())",
          "import socket; socket.create_connection((HOST, int(OTHER)), 2)",
          "import urllib.request; urllib.request.urlopen('http://%s:%s/' % (HOST, OTHER),"
              + " timeout=2)",
          "import http.client; http.client.HTTPConnection(HOST, int(OTHER), timeout=2).connect()",
          "import socket; s = socket.socket(); s.setblocking(False);"
              + " s.connect_ex((HOST, int(OTHER)))",
          "server(\"SELECT dblink_exec('%s', 'INSERT INTO canary VALUES (1)')\" % URL)",
          "server(\"CREATE SERVER p FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '%s', port"
              + " '%s', dbname 'prod')\" % (HOST, PORT), \"CREATE USER MAPPING FOR app SERVER p"
              + " OPTIONS (user '%s', password '%s')\" % (USER, PASSWORD), 'CREATE FOREIGN TABLE f"
              + " (x text) SERVER p OPTIONS (table_name ''canary'')'.replace(\"''\", \"'\"),"
              + " \"INSERT INTO f VALUES ('fdw')\")",
          "server(\"COPY (SELECT 1) TO PROGRAM 'psql \\\"%s\\\" -c \\\"%s\\\"'\" % (URL,"
              + " SQL.replace(\"'\", \"''\")))",
          "server(\"CREATE SUBSCRIPTION s CONNECTION '%s' PUBLICATION p\" % URL)");

  /** Programs, libpq, and the throwaway server itself. */
  private static final int BY_OTHERS = 7;

  private static final int KNOCKS = 4;
  private static final int STATISTICS_MILLISECONDS = 1500;

  private static final String REVISION =
      """
      HOST, PORT, OTHER, USER, PASSWORD = %s
      URL = 'postgresql://%%s:%%s@%%s:%%s/prod' %% (USER, PASSWORD, HOST, PORT)
      SQL = "INSERT INTO canary VALUES ('reached')"
      def write(connection):
          cursor = connection.cursor(); cursor.execute(SQL); connection.commit()
      def server(*statements):
          engine = op.get_bind().engine
          with engine.connect().execution_options(isolation_level='AUTOCOMMIT') as c:
              for one in statements: c.exec_driver_sql(one)
      done = []
      for number, body in enumerate(%s):
          try:
              exec(body, dict(globals(), **{k: v for k, v in locals().items() if k != 'done'}))
              done.append(number)
          except BaseException as error:
              print('disguise', number, type(error).__name__, str(error).split('\\n')[0])
      """;

  @TempDir Path folder;
  private PostgresInstallation postgres;
  private LocalClusters productions;
  private ConnectionParameters production;
  private long sessionsAtFirst;
  private ServerSocket other;
  private final AtomicInteger knocked = new AtomicInteger();
  private SmallProject project;

  @BeforeEach
  void begin() throws Exception {
    postgres = Engines.assumeLocal();
    productions = new LocalClusters(postgres);
    ConnectionParameters superuser = productions.start().superuser().orElseThrow();
    execute(superuser, "CREATE DATABASE prod");
    production = superuser.withDatabase("prod");
    execute(production, "CREATE TABLE canary (x text)", "CREATE PUBLICATION p FOR TABLE canary");
    sessionsAtFirst = sessions();
    other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread listener = new Thread(this::listen, "other program");
    listener.setDaemon(true);
    listener.start();
    project = new SmallProject(Files.createDirectory(folder.resolve("project")).toRealPath());
  }

  private void listen() {
    while (!other.isClosed()) {
      try (Socket taken = other.accept()) {
        knocked.incrementAndGet();
        taken
            .getOutputStream()
            .write("HTTP/1.0 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException closed) {
        return;
      }
    }
  }

  @AfterEach
  void end() throws Exception {
    other.close();
    productions.close();
  }

  @Test
  void none_of_the_disguises_leads_out_of_the_namespace() throws Exception {
    NetworkNamespace network = namespace();
    project.revision("a1", Optional.empty(), tries());
    try (Engine engine = walled(network)) {
      ThrowawayDatabase built = engine.migrated(project.tree(), Target.revision("a1"), watch());
      List<String> attempts = built.seen().outside().stream().map(ObservedRun.Attempt::to).toList();
      assertTrue(attempts.contains("127.0.0.1:" + other.getLocalPort()), attempts::toString);
      assertTrue(engine.describe().contains("leads nowhere"), engine.describe());
      assertEquals(List.of(), engine.notCompared());
    }
    untouched();
  }

  @Test
  void none_of_them_leads_out_where_there_is_no_namespace() throws Exception {
    project.revision("a1", Optional.empty(), tries());
    try (Engine engine = unwalled()) {
      engine.migrated(project.tree(), Target.revision("a1"), watch());
      assertTrue(engine.notCompared().get(0).contains("none on this machine"));
    }
    untouched();
  }

  /** Or else the others would show nothing. */
  @Test
  void what_is_no_driver_reaches_all_of_them_if_anything_may_be_reached() throws Exception {
    project.revision("a1", Optional.empty(), tries());
    try (Engine engine = engine(Optional.empty(), NetworkAccess.OPEN, Map.of())) {
      build(engine);
      assertTrue(engine.notCompared().get(0).contains("--allow-network"));
    }
    long connections = sessions();
    int written = Integer.parseInt(value(production, "SELECT count(*) FROM canary"));
    assertTrue(written >= BY_OTHERS, written + " of them were there");
    assertTrue(connections >= BY_OTHERS, connections + " connections");
    assertEquals(KNOCKS, knocked.get());
  }

  @Test
  void what_cannot_be_reached_is_told_with_the_option_that_lets_it() throws Exception {
    String place = "127.0.0.1:" + other.getLocalPort();
    project.revision(
        "a1",
        Optional.empty(),
        "import urllib.request",
        "urllib.request.urlopen('http://" + place + "/')");
    try (Engine engine = walled(namespace())) {
      Failure failure = assertThrows(Failure.class, () -> build(engine));
      assertTrue(failure.getMessage().contains("revision a1"), failure.getMessage());
      assertTrue(failure.hint().contains("--allow-network " + place), failure.hint());
    }
    try (Engine engine = unwalled()) {
      Failure failure = assertThrows(Failure.class, () -> build(engine));
      assertTrue(failure.getMessage().contains("wants to reach " + place), failure.getMessage());
    }
    assertEquals(0, knocked.get());
    NetworkNamespace allowing =
        new NetworkNamespace(List.of("" + PYTHON.executable()), List.of(place));
    try (Engine engine = walled(allowing, place)) {
      build(engine);
    }
    assertEquals(1, knocked.get());
  }

  /** A program that is given what env.py is given is in the right database. */
  @Test
  void programs_find_the_throwaway_database_where_env_py_looks_for_it() throws Exception {
    String url = "postgresql://me:x@db.example.org:6543/mine?sslmode=require";
    Map<String, String> variables =
        Map.of("DATABASE_URL", url, "DB_HOST", "db.example.org", "DB_PORT", "6543");
    project.env(
        SmallProject.ENV.replaceFirst(
            "create_engine\\([^)]*\\)", "create_engine(os.environ['DATABASE_URL'])"));
    project.env("import os\n" + Files.readString(project.folder().resolve("migrations/env.py")));
    project.revision(
        "a1",
        Optional.empty(),
        "import subprocess",
        "def run(*words): subprocess.run(('psql', '-Xqv', 'ON_ERROR_STOP=1') + words, check=True)",
        "run(os.environ['DATABASE_URL'], '-c', 'CREATE TABLE by_variable ()')",
        "run('-c', 'CREATE TABLE by_libpq ()')",
        "run('-h', os.environ['DB_HOST'], '-p', os.environ['DB_PORT'], '-c', 'CREATE TABLE by_part"
            + " ()')",
        "url = op.get_bind().engine.url.render_as_string(hide_password=False)",
        "url = url.replace('+psycopg2', '')",
        "run(url, '-c', 'CREATE TABLE by_engine ()')");
    try (Engine engine = walled(namespace(), variables)) {
      ThrowawayDatabase built = build(engine);
      assertEquals(
          "by_engine,by_libpq,by_part,by_variable",
          value(
              built.owner(),
              "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE"
                  + " tablename LIKE 'by%'"));
    }
  }

  /** Though each of their variables shows the throwaway one. */
  @Test
  void several_databases_that_variables_name_are_still_several() {
    Map<String, String> variables =
        Map.of(
            "USERS_URL", "postgresql+psycopg2://me@db/users",
            "METRICS_URL", "postgresql+psycopg2://me@db/metrics");
    project.env(
        """
        import os
        from alembic import context
        from sqlalchemy import create_engine
        for name in ("USERS_URL", "METRICS_URL"):
            with create_engine(os.environ[name]).connect() as connection:
                context.configure(connection=connection)
                with context.begin_transaction():
                    context.run_migrations()
        """);
    project.revision("a1", Optional.empty());
    try (Engine engine = walled(namespace(), variables)) {
      Failure failure = assertThrows(Failure.class, () -> build(engine));
      assertEquals(
          "env.py migrates several databases in one command: users and metrics",
          failure.getMessage());
    }
  }

  private String[] tries() {
    String where =
        Stream.of(
                production.host(),
                "" + production.port(),
                "" + other.getLocalPort(),
                production.user(),
                production.password())
            .map(OutsideConnectionsTest::quoted)
            .toList()
            .toString();
    List<String> bodies = DISGUISES.stream().map(OutsideConnectionsTest::quoted).toList();
    return REVISION.formatted(where, bodies).lines().toArray(String[]::new);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }

  private void untouched() throws Exception {
    assertEquals(0, sessions());
    assertEquals("0", value(production, "SELECT count(*) FROM canary"));
    assertEquals(0, knocked.get());
    String log = Files.readString(folder.resolve("log"));
    for (int number = 0; number < DISGUISES.size(); number++) {
      assertFalse(log.contains("disguise " + number + " SyntaxError"), log);
      assertFalse(log.contains("disguise " + number + " NameError"), log);
    }
  }

  /** How often somebody connected to the production database, besides this class. */
  private long sessions() throws Exception {
    String count = "SELECT sessions FROM pg_stat_database WHERE datname = 'prod'";
    // A session is counted a moment after its end.
    Thread.sleep(STATISTICS_MILLISECONDS);
    return Long.parseLong(value(production.withDatabase("postgres"), count)) - sessionsAtFirst;
  }

  private NetworkNamespace namespace() {
    NetworkNamespace network =
        new NetworkNamespace(List.of(PYTHON.executable().toString()), List.of());
    Optional<String> obstacle = network.obstacle();
    assumeTrue(obstacle.isEmpty() || System.getenv("CI") != null, obstacle.orElse(""));
    assertEquals(Optional.empty(), obstacle);
    return network;
  }

  private Engine walled(NetworkNamespace network, String... allowed) {
    return engine(Optional.of(network), NetworkAccess.by(network, List.of(allowed)), Map.of());
  }

  private Engine walled(NetworkNamespace network, Map<String, String> variables) {
    return engine(Optional.of(network), NetworkAccess.by(network, List.of()), variables);
  }

  private Engine unwalled() {
    return engine(
        Optional.empty(), NetworkAccess.without("none on this machine", List.of()), Map.of());
  }

  private Engine engine(
      Optional<NetworkNamespace> network, NetworkAccess access, Map<String, String> variables) {
    MigrationRunner runner =
        new MigrationRunner(PYTHON, variables, List.of(), Optional.empty(), List.of(), access);
    Path init = folder.resolve("init.sql");
    try {
      Files.writeString(init, "CREATE EXTENSION dblink;\nCREATE EXTENSION postgres_fdw;\n");
    } catch (IOException full) {
      throw new IllegalStateException(full);
    }
    EngineSettings settings = new Settings().initSql(Optional.of(init)).build();
    return new HostEngine(
        new LocalClusters(postgres, network),
        runner,
        settings.login(),
        settings.migrations(),
        LOGIN);
  }

  private ThrowawayDatabase build(Engine engine) {
    return engine.migrated(project.tree(), Target.revision("a1"), watch());
  }

  private Engine.Watch watch() {
    return new Engine.Watch(folder.resolve("log"), revision -> {});
  }

  private static void execute(ConnectionParameters at, String... statements) throws Exception {
    try (Connection connection = at.open();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String value(ConnectionParameters at, String query) throws Exception {
    try (Connection connection = at.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
