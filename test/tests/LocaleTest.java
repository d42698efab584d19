package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/**
 * In the locale C, which many a container has, letters beyond ASCII are lost before Java sees them.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocaleTest {
  @TempDir Path folder;
  private Script script;

  @BeforeAll
  void build() {
    script = Script.of("alembic_squash");
  }

  private Path project(String name) {
    Path root = folder.resolve(name);
    try (BuiltHistory built =
        BuiltHistory.project(root).revisionWith("# d\u00e9j\u00e0 vu\n", "a1")) {
      built
          .revision("b2", "a1")
          .committed("one")
          .tag("v1")
          .file("caf\u00e9.py", "")
          .committed("two");
      return built.root();
    }
  }

  private Processes.Command in(Path root, String... words) {
    return script.command(words).in(root).with("LC_ALL", "C").with("SQUASH_ENGINE", "local");
  }

  private static void refused(Processes.Command command) {
    Processes.Result result = command.run();
    assertEquals(2, result.exitCode(), result.errors());
    assertTrue(result.errors().contains("the locale's charset, US-ASCII"), result.errors());
    assertTrue(result.errors().contains("Run with LC_ALL=C.UTF-8"), result.errors());
  }

  @Test
  void what_is_ascii_works_and_files_keep_their_letters() throws Exception {
    Path root = project("app");
    Processes.command("git", "rm", "-q", "caf\u00e9.py").in(root).check();
    Processes.command("git", "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "x")
        .in(root)
        .check();
    in(root, "plan", "v1", "--value", "public.t.a=sql:x").check();
    assertTrue(Files.exists(root.resolve(".alembic_squash/squashplan")));
  }

  @Test
  void what_it_has_no_letter_for_is_refused() {
    refused(in(project("app"), "plan", "v1", "-x", "tenant=acm\u00e9"));
    refused(in(project("env"), "plan", "v1").with("SQUASH_ALEMBIC_X", "tenant=acm\u00e9"));
    refused(in(project("cr\u00e8me"), "plan", "v1"));
    refused(in(project("file"), "plan", "v1"));
  }
}
