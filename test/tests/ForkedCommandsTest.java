package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import console.SideBySide;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import migrations.MigrationRunner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;

/** Commands that are forked from one Python process, which has imported Alembic before them. */
@Tag("slow")
class ForkedCommandsTest extends WithClusters {
  private static final List<String> CURRENT = List.of("current");

  private static ConnectionParameters database;

  @TempDir Path folder;
  private SmallProject project;

  @BeforeAll
  static void a_cluster() {
    database = clusters().start().superuser().orElseThrow();
  }

  @BeforeEach
  void a_project() throws Exception {
    project = new SmallProject(Files.createDirectory(folder.resolve("project")).toRealPath());
    project.revision("a1", Optional.empty());
  }

  @Test
  void none_finds_what_another_one_left() {
    env(
        """
        import alembic, random, uuid
        print("left:", getattr(alembic, "left_behind", "nothing"))
        print("drawn:", random.random(), uuid.uuid4())
        alembic.left_behind = "something"
        os.environ["LEFT_BEHIND"] = "something"
        assert sys.modules.setdefault("left_behind", project) is project
        """,
        "import os, sys, types\nproject = types.ModuleType('project')\n");
    try (MigrationRunner runner = runner(Map.of())) {
      run(runner, "first");
      run(runner, "second");
    }
    assertEquals("nothing", said("first", "left: "));
    assertEquals("nothing", said("second", "left: "));
    assertNotEquals(said("first", "drawn: "), said("second", "drawn: "));
  }

  @Test
  void one_is_forked_from_the_process_of_the_others_and_has_streams_of_its_own() {
    env("print('process:', os.getppid()); print('errors', file=sys.stderr)", "import os, sys\n");
    try (MigrationRunner runner = runner(Map.of())) {
      SideBySide.run(List.of(() -> run(runner, "first"), () -> run(runner, "second")));
    }
    assertEquals(said("first", "process: "), said("second", "process: "));
    assertEquals(1, log("first").lines().filter("errors"::equals).count());
    assertEquals(1, log("second").lines().filter("errors"::equals).count());
  }

  @Test
  void what_pythonpath_names_is_seen_from_where_alembic_is_typed() {
    project.write("helpers/only_here.py", "NAME = 'found'\n");
    env("import only_here; print('module:', only_here.NAME, os.getcwd())", "import os\n");
    try (MigrationRunner runner = runner(Map.of("PYTHONPATH", "helpers"))) {
      run(runner, "log");
    }
    assertEquals("found " + project.folder(), said("log", "module: "));
  }

  @Test
  void what_is_left_to_do_at_the_end_is_done() throws Exception {
    env(
        """
        atexit.register(lambda: open(PLACE, "a").write("at exit "))
        threading.Thread(target=lambda: (time.sleep(0.3), open(PLACE, "a").write("thread "))).start()
        """,
        "import atexit, threading, time\nPLACE = '%s'\n".formatted(folder.resolve("end")));
    try (MigrationRunner runner = runner(Map.of())) {
      run(runner, "log");
    }
    assertEquals("thread at exit ", Files.readString(folder.resolve("end")));
  }

  @Test
  void one_that_a_signal_ends_is_told_and_the_next_runs() {
    env("os.environ.get('PGUSER') and os.kill(os.getpid(), 9)", "import os\n");
    try (MigrationRunner runner = runner(Map.of())) {
      Failure killed = assertThrows(Failure.class, () -> run(runner, "log"));
      assertEquals("`alembic current` failed with exit code 137", killed.getMessage());
      env("print('runs: again')", "");
      run(runner, "log");
    }
    assertEquals("again", said("log", "runs: "));
  }

  @Test
  void an_interrupted_one_ends_with_all_that_it_started() throws Exception {
    env(
        """
        child = subprocess.Popen(["sleep", "600"])
        print("started:", os.getpid(), child.pid)
        time.sleep(600)
        """,
        "import os, subprocess, time\n");
    AtomicReference<Failure> thrown = new AtomicReference<>();
    try (MigrationRunner runner = runner(Map.of())) {
      Thread waiting =
          new Thread(() -> thrown.set(assertThrows(Failure.class, () -> run(runner, "log"))));
      waiting.start();
      List<ProcessHandle> family = awaitStarted();
      assertEquals(2, family.stream().filter(ProcessHandle::isAlive).count());
      waiting.interrupt();
      waiting.join();
      assertEquals("interrupted while `alembic current` ran", thrown.get().getMessage());
      awaitEnd(family);
    }
  }

  @Test
  void closing_ends_the_process_and_what_still_runs_of_it() throws Exception {
    env("print('started:', os.getppid(), os.getpid())", "import os\n");
    MigrationRunner runner = runner(Map.of());
    run(runner, "log");
    List<ProcessHandle> family = awaitStarted();
    assertEquals(1, family.size(), "the command has ended");
    assertTrue(family.get(0).isAlive());
    runner.close();
    awaitEnd(family);
  }

  @Test
  void the_process_ends_when_whoever_started_it_was_killed() throws Exception {
    env("print('started:', os.getppid(), os.getpid())\ntime.sleep(600)", "import os, time\n");
    List<String> words =
        List.of(
            project.folder().toString(),
            database.host(),
            "" + database.port(),
            database.user(),
            database.password(),
            database.database(),
            folder.resolve("log").toString());
    try (ChildJvm jvm = new ChildJvm(folder, Held.class, words.toArray(String[]::new))) {
      List<ProcessHandle> family = awaitStarted();
      jvm.signal("KILL");
      awaitEnd(family);
    }
  }

  /** Runs a command that does not end. */
  static final class Held {
    private Held() {}

    public static void main(String[] words) {
      ConnectionParameters to =
          new ConnectionParameters(
              words[1], Integer.parseInt(words[2]), words[3], words[4], words[5]);
      try (MigrationRunner runner = runner(Map.of())) {
        SmallProject held = SmallProject.empty(Path.of(words[0]));
        runner.run(held.tree(), to, Path.of(words[6]), revision -> {}, CURRENT);
      }
    }
  }

  private static MigrationRunner runner(Map<String, String> variables) {
    return new MigrationRunner(Engines.python(), variables);
  }

  private MigrationRunner.Report run(MigrationRunner runner, String name) {
    return runner.run(project.tree(), database, folder.resolve(name), revision -> {}, CURRENT);
  }

  /** An env.py that does something before it goes on as usual. */
  private void env(String does, String imports) {
    project.env(imports + does + "\n" + SmallProject.ENV);
  }

  private String log(String name) {
    try {
      Path log = folder.resolve(name);
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private String said(String name, String beginning) {
    return log(name)
        .lines()
        .filter(line -> line.startsWith(beginning))
        .map(line -> line.substring(beginning.length()))
        .reduce("", (first, last) -> last);
  }

  /** The processes that env.py named. */
  private List<ProcessHandle> awaitStarted() throws Exception {
    Eventually.when("env.py names its processes", () -> !said("log", "started: ").isEmpty());
    List<ProcessHandle> family = new ArrayList<>();
    for (String process : List.of(said("log", "started: ").split(" ", -1))) {
      ProcessHandle.of(Long.parseLong(process)).ifPresent(family::add);
    }
    return family;
  }

  private static void awaitEnd(List<ProcessHandle> family) throws Exception {
    Eventually.ended(family.stream().map(ProcessHandle::pid).toList());
  }
}
