package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import database.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code alembic_squash demo} as a process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {
  private Script script;
  private Path folder;

  @BeforeAll
  void build() {
    Engines.assumeLocal();
    Engines.environment().python();
    script = Script.of("alembic_squash");
  }

  @BeforeEach
  void own(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void it_squashes_the_sample_without_a_network_and_keeps_it_where_it_is_told() {
    Processes.Result result =
        script
            .command("demo", "kept")
            .in(folder)
            .with("PIP_INDEX_URL", "http://127.0.0.1:1/")
            .with("http_proxy", "http://127.0.0.1:1/")
            .with("https_proxy", "http://127.0.0.1:1/")
            .run();
    assertEquals(0, result.exitCode(), result.errors());
    assertTrue(result.output().matches("(?s)(IDENTICAL|EQUIVALENT).*"), result.output());
    Path kept = folder.resolve("kept/hearthd");
    String log = Processes.command("git", "log", "-1", "--format=%s").in(kept).check().output();
    assertEquals("alembic: squashed baseline hearthd-24.11\n", log);
  }

  @Test
  void a_folder_that_is_not_empty_is_refused_before_anything_is_written() throws Exception {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    for (String name : List.of(".", "mine.txt")) {
      Processes.Result result = script.command("demo", name).in(folder).run();
      assertEquals(2, result.exitCode(), result.errors());
      assertTrue(result.errors().contains("is not an empty folder"), result.errors());
    }
    assertEquals(List.of("mine.txt"), List.of(folder.toFile().list()));
    assertFalse(Files.exists(folder.resolve("hearthd")));
  }
}
