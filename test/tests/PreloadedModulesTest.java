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
import java.util.Set;
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
class PreloadedModulesTest extends WithClusters {
  private static final int MODULES = 20;
  private static final String TAKES_LONG =
      "import time\nsince = time.process_time()\nwhile time.process_time() < since + 0.3: pass\n";

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
    StringBuilder first = new StringBuilder(TAKES_LONG + "import uuid, threading\n");
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
      said(again, "current");
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
      said(later, "current");
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
  /** One or two are in vain: the second attempt may still find the server that is about to end. */
  @Test
  void a_library_that_imports_what_is_not_installed_is_imported_by_each_command() throws Exception {
    SmallProject.empty(Files.createDirectory(folder.resolve("elsewhere"))).write("other.py", "");
    library(
        "import sys; sys.path.append('"
            + folder.resolve("elsewhere")
            + "')\nimport other\nEXTRA=''");
    try (MigrationRunner runner = runner()) {
      said(runner, "current");
      String second = said(runner, "current");
      assertNotEquals(second, said(runner, "current"));
    }
    String noted = Files.readString(folder.resolve("noted"));
    assertTrue(Set.of("imported ".repeat(4), "imported ".repeat(5)).contains(noted), noted);
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

  /** Two packages of a project, of which one takes long to import. */
  private void ownModules(SmallProject to, String slow) {
    to.write("app/__init__.py", "");
    to.write(
        "app/slow.py",
        TAKES_LONG
            + "import os, sys, uuid\nopen('%s', 'a').write('own ')\n"
                .formatted(folder.resolve("noted"))
            + "LOT = uuid.uuid4()\nPLACE = os.path.dirname(__file__)\n"
            + slow);
    to.env(
        "from app import slow\nprint('said:', slow.LOT, slow.PLACE, slow.EXTRA)\n"
            + SmallProject.ENV);
  }

  @Test
  void modules_of_the_project_are_those_of_the_tree_that_is_run() throws Exception {
    ownModules(project, "EXTRA = 'here'\n");
    SmallProject other =
        new SmallProject(Files.createDirectory(folder.resolve("other")).toRealPath());
    other.revision("a1", Optional.empty());
    ownModules(other, "EXTRA = 'there'\n");
    try (MigrationRunner runner = runner()) {
      said(runner, "current");
      String one = said(runner, "current");
      assertEquals(one, said(runner, "upgrade", "head"));
      assertTrue(one.endsWith("/project/app here"), one);
      project = other;
      said(runner, "current");
      String two = said(runner, "current");
      assertEquals(two, said(runner, "current"));
      assertTrue(two.endsWith("/other/app there"), two);
    }
    assertEquals("own ".repeat(4), Files.readString(folder.resolve("noted")));
  }

  @Test
  void what_modules_make_of_the_variables_is_there_for_each_command() {
    ownModules(project, "EXTRA = os.environ.setdefault('MADE_BY_IT', 'made')\n");
    project.env(
        "from app import slow\nimport os\nprint('said:', slow.LOT, os.environ['MADE_BY_IT'])\n"
            + SmallProject.ENV);
    try (MigrationRunner runner = runner()) {
      said(runner, "current");
      String second = said(runner, "current");
      assertEquals(second, said(runner, "current"));
      assertTrue(second.endsWith(" made"), second);
    }
  }

  @Test
  void variables_that_env_py_sets_are_there_for_what_it_imports_then() {
    ownModules(project, "EXTRA = os.environ.get('SET_BEFORE')\n");
    project.env(
        "import os\nos.environ['SET_BEFORE'] = 'set'\nfrom app import slow\n"
            + "print('said:', slow.LOT, slow.EXTRA)\n"
            + SmallProject.ENV);
    try (MigrationRunner runner = runner()) {
      said(runner, "current");
      String second = said(runner, "current");
      assertTrue(second.endsWith(" set"), second);
      assertNotEquals(second, said(runner, "current"));
    }
  }

  @Test
  void modules_that_need_env_py_are_imported_by_each_command() throws Exception {
    ownModules(project, "from alembic import context\nEXTRA = context.config.config_file_name\n");
    try (MigrationRunner runner = runner()) {
      said(runner, "current");
      assertTrue(said(runner, "current").endsWith("alembic.ini"));
      assertTrue(said(runner, "current").endsWith("alembic.ini"));
    }
    assertEquals("own ".repeat(4), Files.readString(folder.resolve("noted")));
  }

  @Test
  void nothing_is_imported_beforehand_where_that_is_asked_for() {
    try (MigrationRunner runner = runner()) {
      assertFalse(runner.usePlain());
    }
    try (MigrationRunner runner = runner()) {
      said(runner, "current");
      String second = said(runner, "current");
      assertTrue(runner.usePlain());
      assertNotEquals(second, said(runner, "current"));
    }
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
