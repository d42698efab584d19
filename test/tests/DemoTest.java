package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** {@code alembic_squash demo} as a process. */
@Tag("slow")
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
    assertTrue(result.output().matches("(?s)IDENTICAL.*"), result.output());
    Path kept = folder.resolve("kept/hearthd");
    String log = Processes.command("git", "log", "-1", "--format=%s").in(kept).check().output();
    assertEquals("alembic: squashed baseline hearthd-24.11\n", log);
  }

  /** Declared types are evaluated when a module is loaded; those of Python 3.10 have a bar. */
  @Test
  void the_sample_is_written_for_the_oldest_python_that_the_tool_installs_into() {
    String program =
        """
        import ast, pathlib, sys
        for path in sorted(pathlib.Path(sys.argv[1]).rglob('*.py*')):
            if path.suffix == '.mako':
                assert ' | ' not in path.read_text().split('def upgrade')[0].split('Create')[1], path
                continue
            tree = ast.parse(path.read_text(), feature_version=(3, 9))
            for node in ast.walk(tree):
                for name in ('annotation', 'returns'):
                    declared = getattr(node, name, None)
                    assert '|' not in (ast.unparse(declared) if declared else ''), path
        """;
    Engines.python().command("-c", program, Checkout.root().resolve("examples").toString()).check();
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
