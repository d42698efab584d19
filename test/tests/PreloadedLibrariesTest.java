package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import migrations.LaterClock;
import migrations.MigrationRunner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;

/** Libraries that many commands of a project import, and that are imported once for them. */
@Tag("slow")
class PreloadedLibrariesTest extends WithClusters {
  private static final int MODULES = 200;

  private static ConnectionParameters database;

  @TempDir Path folder;
  private SmallProject project;
  private SmallProject installed;

  @BeforeAll
  static void a_cluster() {
    database = clusters().start().superuser().orElseThrow();
  }

  /** A project that imports a library of many modules, which notes when it is imported. */
  @BeforeEach
  void a_project() throws Exception {
    project = new SmallProject(Files.createDirectory(folder.resolve("project")).toRealPath());
    project.revision("a1", Optional.empty());
    project.env("import large\nprint('said:', large.LOT, large.EXTRA)\n" + SmallProject.ENV);
    installed = SmallProject.empty(Files.createDirectory(folder.resolve("site-packages")));
    library("EXTRA = ''");
  }

  private void library(String extra) {
    StringBuilder first = new StringBuilder("import uuid, threading, time\n");
    for (int i = 0; i < MODULES; i++) {
      installed.write("large/part%d.py".formatted(i), "");
      first.append("from . import part%d\n".formatted(i));
    }
    first.append("open('%s', 'a').write('imported ')\n".formatted(folder.resolve("noted")));
    first.append("LOT = uuid.uuid4()\n").append(extra).append("\n");
    installed.write("large/__init__.py", first.toString());
  }

  @Test
  void the_first_command_tells_them_and_the_others_find_them() throws Exception {
    try (MigrationRunner runner = runner()) {
      String first = said(runner, "current");
      String second = said(runner, "current");
      assertNotEquals(first, second);
      assertEquals(second, said(runner, "current"));
      assertEquals(second, said(runner, "upgrade", "head"));
    }
    assertEquals("imported imported ", Files.readString(folder.resolve("noted")));
  }

  @Test
  void builds_that_are_compared_draw_their_own_lots() {
    try (MigrationRunner runner = runner();
        MigrationRunner again = runner.by(LaterClock.NOW)) {
      said(runner, "current");
      String one = said(runner, "current");
      String other = said(again, "current");
      assertNotEquals(one, other);
      assertEquals(one, said(runner, "current"));
      assertEquals(other, said(again, "current"));
    }
  }

  @Test
  void another_day_is_another_day_for_libraries_too() {
    library("from datetime import date\nEXTRA = date.today()");
    try (MigrationRunner runner = runner();
        MigrationRunner later = runner.by(new LaterClock(400, false))) {
      String today = said(runner, "current").split(" ", -1)[1];
      String then = said(later, "current").split(" ", -1)[1];
      assertNotEquals(today, then);
      assertEquals(then, said(later, "current").split(" ", -1)[1]);
      assertEquals(today, said(runner, "current").split(" ", -1)[1]);
    }
  }

  @Test
  void a_module_of_the_project_with_the_name_of_a_library_is_the_projects() {
    try (MigrationRunner runner = runner()) {
      said(runner, "current");
      project.write("large/__init__.py", "LOT, EXTRA = 'own', ''\n");
      Failure refused = assertThrows(Failure.class, () -> run(runner, "upgrade", "head"));
      assertTrue(refused.getMessage().contains("of the name of the library large"), "" + refused);
      assertTrue(runner.mayBuildAgain(database));
      assertFalse(runner.mayBuildAgain(database));
      assertEquals("own", said(runner, "upgrade", "head"));
    }
  }

  @Test
  void what_changes_a_database_that_is_there_runs_once() throws Exception {
    try (MigrationRunner runner = runner()) {
      said(runner, "current");
      runner.runInExisting(
          project.tree(), database, folder.resolve("log"), at -> {}, List.of("upgrade", "head"));
    }
    assertEquals("imported imported ", Files.readString(folder.resolve("noted")));
  }

  @Test
  void what_only_reads_is_tried_again_at_once() {
    try (MigrationRunner runner = runner()) {
      said(runner, "current");
      project.write("large/__init__.py", "LOT, EXTRA = 'own', ''\n");
      assertEquals("own", said(runner, "current"));
      assertFalse(runner.mayBuildAgain(database));
    }
  }

  /** It may be an extension of the project, and would find it where it is installed from. */
  @Test
  void a_library_that_imports_what_is_not_installed_is_imported_by_each_command() throws Exception {
    SmallProject.empty(Files.createDirectory(folder.resolve("elsewhere"))).write("other.py", "");
    library(
        "import sys; sys.path.append('"
            + folder.resolve("elsewhere")
            + "')\nimport other\nEXTRA=''");
    try (MigrationRunner runner = runner()) {
      said(runner, "current");
      said(runner, "current");
      said(runner, "current");
    }
    assertEquals("imported ".repeat(4), Files.readString(folder.resolve("noted")));
  }

  @Test
  void a_library_that_starts_a_thread_is_imported_by_each_command() throws Exception {
    library("EXTRA = threading.Thread(target=time.sleep, args=(600,), daemon=True)\nEXTRA.start()");
    try (MigrationRunner runner = runner()) {
      assertTrue(said(runner, "current").contains("started daemon"));
      assertTrue(said(runner, "current").contains("started daemon"));
      assertTrue(said(runner, "current").contains("started daemon"));
    }
    assertEquals("imported ".repeat(4), Files.readString(folder.resolve("noted")));
  }

  private MigrationRunner runner() {
    return new MigrationRunner(
        Engines.python(), Map.of("PYTHONPATH", folder.resolve("site-packages").toString()));
  }

  /** Runs a command, and returns what env.py said of the library. */
  private String said(MigrationRunner runner, String... command) {
    return run(runner, command)
        .lines()
        .filter(line -> line.startsWith("said: "))
        .reduce("", (first, last) -> last)
        .substring("said: ".length())
        .strip();
  }

  private String run(MigrationRunner runner, String... command) {
    Path log = folder.resolve("log");
    if (command[0].equals("upgrade")) {
      runner.run(project.tree(), database, log, revision -> {}, List.of(command));
    } else {
      runner.runInExisting(project.tree(), database, log, revision -> {}, List.of(command));
    }
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
