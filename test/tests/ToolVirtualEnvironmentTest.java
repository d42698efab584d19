package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.UserCache;
import python.PythonInterpreter;
import python.ToolVirtualEnvironment;

@Tag("slow")
class ToolVirtualEnvironmentTest {
  @TempDir Path folder;
  private ToolVirtualEnvironment usual;

  @BeforeEach
  void the_usual_one() {
    usual = Engines.environment();
  }

  @Test
  void it_runs_migrations_and_is_made_once() {
    PythonInterpreter python = usual.python();
    assertTrue(usual.isReady());
    assertTrue(python.contents().runsMigrations());
    assertTrue(python.executable().startsWith(UserCache.folder()));
    assertEquals(python, Engines.environment().python());
  }

  @Test
  void its_name_tells_what_is_in_it() {
    ToolVirtualEnvironment more =
        ToolVirtualEnvironment.of(usual.base(), List.of("pg8000==1.31.2"));
    assertNotEquals(usual.folder(), more.folder());
    assertEquals(more, ToolVirtualEnvironment.of(usual.base(), List.of("pg8000==1.31.2")));
  }

  @Test
  void a_python_that_is_too_old_is_told() throws Exception {
    Path old = folder.resolve("python3");
    Files.writeString(old, "#!/bin/sh\necho False 3.8\n");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
    ToolVirtualEnvironment environment =
        new ToolVirtualEnvironment(new PythonInterpreter(old), List.of(), folder.resolve("venv"));
    Failure failure = assertThrows(Failure.class, environment::python);
    assertEquals(
        old + " is Python 3.8, and the tool's own environment needs 3.9 or later",
        failure.getMessage());
  }

  @Test
  void one_that_was_interrupted_is_made_anew() throws Exception {
    ToolVirtualEnvironment small = small(usual.base());
    Path left = Files.createDirectories(small.folder()).resolve("left over");
    Files.createFile(left);
    assertFalse(small.isReady());
    small.python();
    assertTrue(small.isReady());
    assertFalse(Files.exists(left));
  }

  @Test
  void those_who_ask_at_once_wait_for_one_that_makes_it() throws Exception {
    ToolVirtualEnvironment small = small(usual.base());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<PythonInterpreter>> asked = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        asked.add(threads.submit(small::python));
      }
      assertEquals(asked.get(0).get(), asked.get(1).get());
    } finally {
      threads.shutdownNow();
    }
    try (var lines = Files.lines(folder.resolve("venv.log"))) {
      assertEquals(0, lines.filter(line -> line.contains("rror")).count());
    }
  }

  @Test
  void what_pip_cannot_install_is_named_with_its_last_lines() {
    ToolVirtualEnvironment wrong =
        new ToolVirtualEnvironment(usual.base(), List.of("pip==0.0.99"), folder.resolve("venv"));
    Failure failure = assertThrows(Failure.class, wrong::python);
    assertEquals("`pip install pip==0.0.99` failed with exit code 1", failure.getMessage());
    assertTrue(failure.hint().contains("No matching distribution"), failure.hint());
    assertTrue(failure.hint().contains("venv.log"), failure.hint());
    assertFalse(wrong.isReady());
  }

  @Test
  void a_base_without_pip_brings_its_own() throws Exception {
    ToolVirtualEnvironment made = small(lacking("pip"));
    assertEquals(0, made.python().command("-c", "import mako").run().exitCode());
  }

  @Test
  void a_base_without_pip_and_ensurepip_says_what_to_install() throws Exception {
    Failure failure = assertThrows(Failure.class, small(lacking("pip", "ensurepip"))::python);
    assertTrue(failure.getMessage().contains("neither pip nor ensurepip"), failure.getMessage());
    assertTrue(failure.hint().contains("python3-venv"), failure.hint());
  }

  private ToolVirtualEnvironment small(PythonInterpreter base) {
    return new ToolVirtualEnvironment(base, List.of("mako==1.3.10"), folder.resolve("venv"));
  }

  /**
   * This machine's Python as one that lacks these modules: they cannot be imported, and where
   * ensurepip is among them, not in its virtual environments either.
   */
  private PythonInterpreter lacking(String... modules) throws Exception {
    Path hiding = Files.createDirectories(folder.resolve("hiding"));
    for (String module : modules) {
      Files.writeString(hiding.resolve(module + ".py"), "raise ImportError('hidden')\n");
    }
    String hideInside =
        List.of(modules).contains("ensurepip")
            ? """
            for site in "$4"/lib/python3*/site-packages; do
              echo "import sys; sys.modules['ensurepip'] = None" > "$site/hide.pth"
            done
            """
            : "";
    String script =
        """
        #!/bin/sh
        PYTHONPATH='%s' '%s' "$@" || exit
        [ "$2" = venv ] || exit 0
        %s\
        """
            .formatted(hiding, usual.base().executable(), hideInside);
    Path file = Files.writeString(folder.resolve("python3"), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new PythonInterpreter(file);
  }
}
