package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;
import process.RunningProcess;

/** The wrapper where no JBang is installed: on a PATH of a few tools. */
@Tag("slow")
class WrapperTest {
  @TempDir Path folder;
  private BareWrapper wrapper;

  @BeforeEach
  void a_path_of_a_few_tools() throws Exception {
    wrapper = BareWrapper.in(folder);
  }

  @Test
  void arguments_stdin_and_the_exit_code_pass_unchanged() throws Exception {
    wrapper.withJBang();
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
    Processes.Result result = wrapper.command(arguments).stdin("typed\n").run();
    assertEquals(String.join("|", odd) + "|typed\n", result.output(), result.errors());
    assertEquals(7, result.exitCode());
  }

  /** Both would write the same jar, and JBang would take what is left for whole. */
  @Test
  void one_that_builds_waits_for_another() throws Exception {
    wrapper.withJBang();
    wrapper.link("flock");
    Path script = folder.resolve("hello.java");
    Files.writeString(
        script,
        "class hello { public static void main(String... a) { System.out.print(\"hello\"); } }");
    Path lock = wrapper.cache().resolve("jbang.lock");
    Path done = folder.resolve("done");
    String other = "sleep 3; touch " + done;
    try (RunningProcess holder =
        Processes.command("flock", lock.toString(), "sh", "-c", other).start()) {
      while (!Files.exists(lock)) {
        Thread.sleep(10);
      }
      Thread.sleep(200); // Until the other has the lock that it has made.
      Processes.Result result = wrapper.command(script.toString()).run();
      assertTrue(Files.exists(done), "it did not wait");
      assertEquals("hello", result.output(), result.errors());
      assertEquals(0, holder.await().exitCode());
    }
  }

  @Test
  void letters_of_any_language_pass() throws Exception {
    wrapper.withJBang();
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
        wrapper.command(script.toString(), word).with("LC_ALL", "C.UTF-8").run();
    assertEquals(String.valueOf(word.codePoints().sum()), result.output(), result.errors());
  }

  @Test
  void a_corrupted_download_in_the_cache_is_fetched_anew() throws Exception {
    Files.writeString(wrapper.jar(), "not a jar");
    try (FileServer server =
        new FileServer(BareWrapper.genuineJBang().getParent(), BareWrapper.REPOSITORY_FOLDER)) {
      Processes.Result result =
          wrapper.command("--version").with("ALEMBIC_SQUASH_MAVEN", server.address()).run();
      assertEquals(0, result.exitCode(), result.errors());
      assertEquals("0.132.1\n", result.output() + result.errors());
    }
    assertEquals(-1, Files.mismatch(BareWrapper.genuineJBang(), wrapper.jar()));
    assertOnly(wrapper.jar());
  }

  @Test
  void what_a_repository_gives_instead_of_jbang_is_never_run() throws Exception {
    Path false_ = Files.createDirectory(folder.resolve("false"));
    Files.writeString(false_.resolve(BareWrapper.JAR), "not a jar");
    try (FileServer server = new FileServer(false_, BareWrapper.REPOSITORY_FOLDER)) {
      Processes.Result result =
          wrapper.command("--version").with("ALEMBIC_SQUASH_MAVEN", server.address()).run();
      assertRefused(result, "is not JBang 0.132.1: its SHA-256 is ");
    }
    assertFalse(Files.exists(wrapper.jar()));
    assertOnly();
  }

  @Test
  void a_repository_that_does_not_answer_is_named() throws Exception {
    Processes.Result result =
        wrapper.command("--version").with("ALEMBIC_SQUASH_MAVEN", "http://127.0.0.1:9").run();
    assertRefused(result, "JBang could not be fetched from http://127.0.0.1:9/dev/jbang/");
    assertOnly();
  }

  @Test
  void without_curl_and_wget_it_says_so() throws Exception {
    for (String fetcher : BareWrapper.FETCHERS) {
      Files.deleteIfExists(wrapper.bin().resolve(fetcher));
    }
    assertRefused(wrapper.command("--version").run(), "neither curl nor wget is here");
  }

  @Test
  void an_installed_jbang_is_used_and_a_copy_of_the_wrapper_is_not() throws Exception {
    Files.copy(Checkout.root().resolve("jbang"), wrapper.bin().resolve("jbang"));
    Path other = folder.resolve("other");
    BareWrapper.program(other.resolve("jbang"), "printf '%s|' installed \"$@\"; exit 5");
    Processes.Result result =
        wrapper
            .command("x.java", "", "a b")
            .with("PATH", wrapper.bin() + File.pathSeparator + other)
            .run();
    assertEquals("installed|x.java||a b|", result.output(), result.errors());
    assertEquals(5, result.exitCode());
  }

  private void assertOnly(Path... left) throws Exception {
    assertEquals(List.of(left), wrapper.cached());
  }

  private static void assertRefused(Processes.Result result, String sentence) {
    assertEquals(1, result.exitCode(), result.output() + result.errors());
    assertEquals("", result.output());
    assertTrue(result.errors().startsWith("jbang: "), result.errors());
    assertTrue(result.errors().contains(sentence), result.errors());
    assertEquals(1, result.errors().lines().count(), result.errors());
  }
}
