package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;
import python.ToolVirtualEnvironment;

/** The wrapper where no JBang is installed: on a PATH of a few tools. */
@Tag("slow")
class WrapperTest {
  private static final String JAR = "jbang-cli-0.132.1-all.jar";
  private static final String FOLDER = "/dev/jbang/jbang-cli/0.132.1/";
  private static final List<String> TOOLS =
      List.of("cat", "cut", "grep", "mkdir", "mktemp", "mv", "readlink", "rm", "sed", "sh");
  private static final List<String> CHECKSUMS = List.of("sha256sum", "shasum");
  private static final List<String> FETCHERS = List.of("curl", "wget");

  @TempDir Path folder;
  private Path bin;
  private Path cached;

  @BeforeEach
  void a_path_of_a_few_tools() throws Exception {
    bin = Files.createDirectory(folder.resolve("bin"));
    TOOLS.forEach(this::link);
    CHECKSUMS.forEach(this::link);
    FETCHERS.forEach(this::link);
    cached = folder.resolve("cache/alembic_squash").resolve(JAR);
    Files.createDirectories(cached.getParent());
  }

  @Test
  void arguments_stdin_and_the_exit_code_pass_unchanged() throws Exception {
    Files.copy(genuine(), cached);
    Path script = folder.resolve("echo.java");
    Files.writeString(
        script,
        """
        public class echo {
          public static void main(String... arguments) throws Exception {
            var out = new java.io.PrintStream(System.out, true, "UTF-8");
            out.print(String.join("|", arguments) + "|" + new String(System.in.readAllBytes()));
            System.exit(7);
          }
        }
        """);
    List<String> odd =
        List.of("a b", "", "*", "it's", "\"q\"", "$HOME", "`x`", "back\\slash", "-v", "", ";&#~");
    List<String> arguments = new ArrayList<>(List.of(script.toString()));
    arguments.addAll(odd);
    Processes.Result result = wrapper(arguments).stdin("typed\n").run();
    assertEquals(String.join("|", odd) + "|typed\n", result.output(), result.errors());
    assertEquals(7, result.exitCode());
  }

  @Test
  void letters_of_any_language_pass() throws Exception {
    Files.copy(genuine(), cached);
    Path script = folder.resolve("länge.java");
    Files.writeString(
        script,
        """
        class length {
          public static void main(String... arguments) {
            System.out.print(arguments[0].codePoints().sum());
          }
        }
        """);
    String word = "größe☃";
    Processes.Result result =
        wrapper(List.of(script.toString(), word)).with("LC_ALL", "C.UTF-8").run();
    assertEquals(String.valueOf(word.codePoints().sum()), result.output(), result.errors());
  }

  @Test
  void a_corrupted_download_in_the_cache_is_fetched_anew() throws Exception {
    Files.writeString(cached, "not a jar");
    try (FileServer server = new FileServer(genuine().getParent(), FOLDER)) {
      Processes.Result result =
          wrapper(List.of("--version")).with("ALEMBIC_SQUASH_MAVEN", server.address()).run();
      assertEquals(0, result.exitCode(), result.errors());
      assertEquals("0.132.1\n", result.output() + result.errors());
    }
    assertEquals(-1, Files.mismatch(genuine(), cached));
    assertOnly(cached);
  }

  @Test
  void what_a_repository_gives_instead_of_jbang_is_never_run() throws Exception {
    Path false_ = Files.createDirectory(folder.resolve("false"));
    Files.writeString(false_.resolve(JAR), "not a jar");
    try (FileServer server = new FileServer(false_, FOLDER)) {
      Processes.Result result =
          wrapper(List.of("--version")).with("ALEMBIC_SQUASH_MAVEN", server.address()).run();
      assertRefused(result, "is not JBang 0.132.1: its SHA-256 is ");
    }
    assertFalse(Files.exists(cached));
    assertOnly();
  }

  @Test
  void a_repository_that_does_not_answer_is_named() throws Exception {
    Processes.Result result =
        wrapper(List.of("--version")).with("ALEMBIC_SQUASH_MAVEN", "http://127.0.0.1:9").run();
    assertRefused(result, "JBang could not be fetched from http://127.0.0.1:9/dev/jbang/");
    assertOnly();
  }

  @Test
  void without_java_it_says_what_to_install() {
    assertRefused(
        wrapper(List.of("--version")).without("JAVA_HOME").run(),
        "there is no Java; install a JDK");
    assertRefused(
        wrapper(List.of("--version")).with("JAVA_HOME", "/none").run(),
        "there is no Java in JAVA_HOME=/none");
  }

  @Test
  void a_java_that_is_too_old_is_named_with_its_version() throws Exception {
    Path home = folder.resolve("jdk8");
    program(home.resolve("bin/java"), "echo 'openjdk version \"1.8.0_412\"' >&2");
    assertRefused(
        wrapper(List.of("--version")).with("JAVA_HOME", home.toString()).run(),
        home + "/bin/java is Java 8, and 17 or later is needed");
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"11.0.2\"\n");
    assertRefused(
        wrapper(List.of("--version")).with("JAVA_HOME", home.toString()).run(), "is Java 11, and");
  }

  @Test
  void without_curl_and_wget_it_says_so() throws Exception {
    for (String fetcher : FETCHERS) {
      Files.deleteIfExists(bin.resolve(fetcher));
    }
    assertRefused(wrapper(List.of("--version")).run(), "neither curl nor wget is here");
  }

  @Test
  void an_installed_jbang_is_used_and_a_copy_of_the_wrapper_is_not() throws Exception {
    Files.copy(Checkout.root().resolve("jbang"), bin.resolve("jbang"));
    Path other = folder.resolve("other");
    program(other.resolve("jbang"), "printf '%s|' installed \"$@\"; exit 5");
    Processes.Result result =
        wrapper(List.of("x.java", "", "a b")).with("PATH", bin + File.pathSeparator + other).run();
    assertEquals("installed|x.java||a b|", result.output(), result.errors());
    assertEquals(5, result.exitCode());
  }

  private Processes.Command wrapper(List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(Checkout.root().resolve("jbang").toString()));
    words.addAll(arguments);
    return Processes.command(words)
        .with("PATH", bin.toString())
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("XDG_CACHE_HOME", folder.resolve("cache").toString())
        .with("JBANG_DIR", folder.resolve("jbang").toString())
        .without("ALEMBIC_SQUASH_MAVEN", "JBANG_CACHE_DIR");
  }

  /** The checked jar that the wrapper fetched for this user, or fetches now. */
  private Path genuine() {
    Path jar = ToolVirtualEnvironment.cache().resolve(JAR);
    Processes.command(Checkout.root().resolve("jbang").toString(), "--version")
        .with("PATH", bin.toString())
        .with("JAVA_HOME", System.getProperty("java.home"))
        .check();
    return jar;
  }

  private void assertOnly(Path... left) throws Exception {
    try (Stream<Path> files = Files.list(cached.getParent())) {
      assertEquals(List.of(left), files.toList());
    }
  }

  private static void assertRefused(Processes.Result result, String sentence) {
    assertEquals(1, result.exitCode(), result.output() + result.errors());
    assertEquals("", result.output());
    assertTrue(result.errors().startsWith("jbang: "), result.errors());
    assertTrue(result.errors().contains(sentence), result.errors());
    assertEquals(1, result.errors().lines().count(), result.errors());
  }

  private void link(String tool) {
    Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .ifPresent(found -> Processes.command("ln", "-s", found + "", bin + "/" + tool).check());
  }

  private static void program(Path file, String script) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
