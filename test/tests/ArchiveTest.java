package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import archive.HistoryMode;
import archive.OriginalRevisions;
import archive.SquashedHistoryFile;
import config.AlembicConfig;
import console.Failure;
import git.GitRepository;
import git.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import squash.Downgrade;
import squash.DropArchivePhase;
import squash.SquashOptions;

/** What a squash writes for databases at squashed revisions, and what it refuses. */
class ArchiveTest {
  private static final String MODULE = "alembic/squashed_history.py";

  @TempDir Path folder;
  private BuiltHistory built;
  private SampleRun run;

  @BeforeEach
  void start() {
    built = BuiltHistory.project(folder);
    run = new SampleRun(folder, List.of());
    built.file("alembic/env.py", SmallProject.ENV);
  }

  @AfterEach
  void end() {
    built.close();
  }

  private void history() {
    built.revision("a1aa").committed("one").tag("v1");
    built.revision("b2bb", "a1aa").revision("c3cc", "b2bb").committed("two").tag("v2");
    built.revisionWith("depends_on = 'a1aa'\n", "d4dd", "c3cc").committed("three").tag("v3");
    built.revision("e5ee", "d4dd").committed("four");
  }

  private String squash(String ref, HistoryMode mode) {
    run.plan(ref);
    run.handmadeBaseline();
    return run.squash(new SquashOptions(false, true, Downgrade.REFUSE, Optional.of(mode)));
  }

  private Failure refused(String ref, HistoryMode mode) {
    run.plan(ref);
    run.handmadeBaseline();
    Failure failure =
        assertThrows(
            Failure.class,
            () -> run.squash(new SquashOptions(false, true, Downgrade.REFUSE, Optional.of(mode))));
    assertEquals("", run.git("status", "--short"));
    return failure;
  }

  private SquashedHistoryFile module() {
    try (GitRepository repository = built.open()) {
      SourceTree tree = repository.workTree();
      return SquashedHistoryFile.read(tree, AlembicConfig.read(tree, "alembic.ini")).orElseThrow();
    }
  }

  private Set<String> archived() {
    try (GitRepository repository = built.open()) {
      SourceTree tree = repository.workTree();
      return OriginalRevisions.read(tree, AlembicConfig.read(tree, "alembic.ini"))
          .map(OriginalRevisions::ids)
          .orElse(Set.of());
    }
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  @Test
  void an_archive_has_the_originals_byte_for_byte_as_renames() {
    history();
    String original = run.text("alembic/versions/b2bb_step.py");
    squash("v2", HistoryMode.ARCHIVE);
    assertEquals(Set.of("a1aa", "b2bb", "c3cc"), archived());
    assertEquals(original, run.text("alembic/squashed/b2bb_step.py"));
    List<String> renames =
        run.git("show", "--format=", "--name-status", "-M100%")
            .lines()
            .filter(line -> line.startsWith("R100"))
            .toList();
    assertEquals(3, renames.size(), renames.toString());
    assertEquals(
        List.of(
            new SquashedHistoryFile.Row("v1", "v2", List.of("a1aa")),
            new SquashedHistoryFile.Row("v2", "v2", List.of("b2bb"))),
        module().rows());
    says(run.text(MODULE), "    \"d4dd\": {\n        \"depends_on\": \"a1aa\",\n    },");
    says(run.text("alembic/versions/d4dd_step.py"), "depends_on = 'c3cc'");
    says(run.git("log", "-1", "--format=%B"), "is upgraded by the originals, which are archived");
  }

  @Test
  void a_guard_has_the_releases_and_no_originals() {
    history();
    squash("v2", HistoryMode.GUARD);
    assertFalse(module().hasArchive());
    assertEquals(Set.of("a1aa", "b2bb"), module().ids());
    assertFalse(Files.exists(folder.resolve("alembic/squashed")));
    says(run.git("log", "-1", "--format=%B"), "must first be upgraded with v2");
  }

  @Test
  void env_py_gets_two_lines_and_one_before_each_run() {
    history();
    String said = squash("v2", HistoryMode.GUARD);
    String env = run.text("alembic/env.py");
    assertEquals(
        SmallProject.ENV
            .replace(
                "from alembic import context\n",
                "from alembic import context\nfrom alembic.util import load_python_file\n")
            .replace(
                "engine_from_config\n\nconfig",
                "engine_from_config\n\nsquashed_history = load_python_file(context.script.dir,"
                    + " \"squashed_history.py\")\n\nconfig")
            .replace(
                "        context.run",
                "        squashed_history.use(context)\n        context.run"),
        env);
    says(said, "+        squashed_history.use(context)");
  }

  @Test
  void a_later_squash_joins_its_archive_with_the_earlier_one() {
    history();
    squash("v2", HistoryMode.ARCHIVE);
    squash("v3", HistoryMode.ARCHIVE);
    assertEquals(Set.of("a1aa", "b2bb", "c3cc", "d4dd"), archived());
    assertEquals(
        List.of(
            new SquashedHistoryFile.Row("v1", "v2", List.of("a1aa")),
            new SquashedHistoryFile.Row("v2", "v2", List.of("b2bb")),
            new SquashedHistoryFile.Row("v2", "v3", List.of("c3cc"))),
        module().rows());
    says(run.text(MODULE), "\"depends_on\": \"a1aa\"");
    says(run.text("alembic/squashed/c3cc_step.py"), "down_revision = 'b2bb'");
    assertEquals(1, run.text("alembic/env.py").split("squashed_history.use", -1).length - 1);
    try (GitRepository repository = built.open()) {
      SourceTree tree = repository.workTree();
      AlembicConfig config = AlembicConfig.read(tree, "alembic.ini");
      assertEquals(
          List.of("e5ee", "d4dd", "c3cc", "b2bb", "a1aa"),
          OriginalRevisions.read(tree, config)
              .orElseThrow()
              .graph(alembic.RevisionGraph.read(tree, config.source()))
              .newestFirst()
              .stream()
              .map(alembic.RevisionScript::revision)
              .toList());
    }
  }

  @Test
  void an_archive_is_retired_and_the_guard_stays() {
    history();
    squash("v2", HistoryMode.ARCHIVE);
    List<SquashedHistoryFile.Row> rows = module().rows();
    run.work(project -> new DropArchivePhase(project).run(true));
    assertFalse(Files.exists(folder.resolve("alembic/squashed")));
    assertEquals(rows, module().rows());
    assertFalse(module().hasArchive());
    says(run.text(MODULE), "def use(");
    assertEquals("", run.git("status", "--short"));
    Failure none =
        assertThrows(
            Failure.class, () -> run.work(project -> new DropArchivePhase(project).run(true)));
    says(none.getMessage(), "no archive");
  }

  @Test
  void a_later_squash_keeps_the_baseline_of_one_whose_originals_are_gone() {
    history();
    squash("v2", HistoryMode.GUARD);
    squash("v3", HistoryMode.ARCHIVE);
    assertEquals(Set.of("c3cc", "d4dd"), archived());
    assertTrue(Files.exists(folder.resolve("alembic/squashed/baseline-v2.sql")));
    assertFalse(Files.exists(folder.resolve("alembic/versions/baseline-v2.sql")));
    assertEquals(3, module().rows().size());
  }

  @Test
  void a_guard_that_is_there_is_never_left_out() {
    history();
    squash("v2", HistoryMode.GUARD);
    Failure failure = refused("v3", HistoryMode.DROP);
    says(failure.getMessage(), "--history=drop would leave what alembic/squashed_history.py");
  }

  @Test
  void data_that_scripts_look_for_beside_themselves_go_along() {
    built.revisionWith(
        "from pathlib import Path\nSQL = Path(__file__).with_name('seed.sql')\n", "a1aa");
    built.file("alembic/versions/seed.sql", "SELECT 1");
    built.revisionWith("FILE = 'alembic/versions/other.sql'\n", "b2bb", "a1aa");
    built.file("alembic/versions/other.sql", "SELECT 2");
    built.revisionWith("SQL = 'both.sql'\n", "c3cc", "b2bb");
    built.file("alembic/versions/both.sql", "SELECT 3");
    built.committed("one").tag("v1");
    built.revisionWith("SQL = 'both.sql'\n", "d4dd", "c3cc").committed("two");
    squash("v1", HistoryMode.ARCHIVE);
    assertTrue(Files.exists(folder.resolve("alembic/squashed/seed.sql")), "moved");
    assertFalse(Files.exists(folder.resolve("alembic/versions/seed.sql")), "moved");
    assertTrue(Files.exists(folder.resolve("alembic/versions/other.sql")), "named by folder");
    assertFalse(Files.exists(folder.resolve("alembic/squashed/other.sql")), "named by folder");
    assertTrue(Files.exists(folder.resolve("alembic/versions/both.sql")), "read by both");
    assertTrue(Files.exists(folder.resolve("alembic/squashed/both.sql")), "read by both");
  }

  @Test
  void a_script_that_another_imports_by_its_folder_is_named() {
    built.file("alembic/__init__.py", "").file("alembic/versions/__init__.py", "");
    built.revision("a1aa");
    built.revisionWith("from alembic.versions.a1aa_step import revision as r\n", "b2bb", "a1aa");
    built.committed("one").tag("v1");
    built.revision("c3cc", "b2bb").committed("two");
    Failure failure = refused("v1", HistoryMode.ARCHIVE);
    says(
        failure.getMessage(),
        "alembic/versions/b2bb_step.py, line 9, imports alembic/versions/a1aa_step.py");
    squash("v1", HistoryMode.GUARD);
  }

  @Test
  void an_archive_that_alembic_would_read_is_refused() {
    built.file(
        "alembic.ini",
        "[alembic]\nscript_location = alembic\nversion_locations = db/versions"
            + " db\nrecursive_version_locations = true\n");
    built.versionsIn("db/versions");
    history();
    says(refused("v2", HistoryMode.ARCHIVE).getMessage(), "Alembic would read");
  }

  @Test
  void each_version_location_has_an_archive_of_its_own() {
    built.file(
        "alembic.ini",
        """
        [alembic]
        script_location = alembic
        version_locations = db/core/versions db/extra/versions
        """);
    built.versionsIn("db/core/versions").revision("a1aa");
    built.versionsIn("db/extra/versions").revision("b2bb", "a1aa").committed("one").tag("v1");
    built.revision("c3cc", "b2bb").committed("two");
    squash("v1", HistoryMode.ARCHIVE);
    assertEquals(List.of("../db/core/squashed", "../db/extra/squashed"), module().folders());
    assertEquals(Set.of("a1aa", "b2bb"), archived());
  }

  @Test
  void an_unusual_env_py_is_left_alone_and_the_lines_are_told() {
    String env = "from alembic.context import run_migrations\n\nrun_migrations()\n";
    built.file("alembic/env.py", env);
    history();
    String said = squash("v2", HistoryMode.GUARD);
    says(said, "does not migrate as Alembic's templates do");
    says(said, "squashed_history.use(context)");
    assertEquals(env, run.text("alembic/env.py"));
  }

  @Test
  void nobody_is_guarded_by_an_unusual_env_py_who_did_not_ask_for_it() {
    built.file("alembic/env.py", "from app import migrate\n\nmigrate()\n");
    history();
    run.plan("v2");
    run.handmadeBaseline();
    String said = run.squash(new SquashOptions(false, true, Downgrade.REFUSE, Optional.empty()));
    says(said, "--history=guard tells which lines");
    assertFalse(Files.exists(folder.resolve(MODULE)));
  }

  @Test
  void the_guard_is_what_nobody_asked_for_gets_and_what_was_decided_is_kept() {
    history();
    run.plan("v2");
    run.handmadeBaseline();
    run.squash(new SquashOptions(false, true, Downgrade.REFUSE, Optional.empty()));
    assertFalse(module().hasArchive());
    says(run.text(".alembic_squash/squashplan"), "set.history:guard");
    says(
        run.squash(new SquashOptions(false, true, Downgrade.REFUSE, Optional.empty())),
        "is committed already");
  }
}
