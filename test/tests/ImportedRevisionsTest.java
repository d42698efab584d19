package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import answers.Answers;
import conditions.FoundConditions;
import console.Failure;
import git.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plan.PlanOptions;
import plan.PlanPhase;
import tests.BuiltHistory.Talk;

/** Squashed revisions that code which stays imports. */
@Tag("slow")
class ImportedRevisionsTest {
  private static final String VERSIONS = "db/migrations/versions/";
  private static final String KEPT = VERSIONS + "c3cc_step.py";
  private static final String SQUASHED = VERSIONS + "a1aa_step.py";
  private static final String START =
      """
      import importlib.util, os, pathlib, runpy, sys
      from importlib import import_module
      HERE = os.path.dirname(os.path.abspath(__file__))

      """;

  @TempDir Path folder;
  private BuiltHistory built;

  @BeforeEach
  void a_revision_with_a_function() {
    built = BuiltHistory.empty(folder).versionsIn("db/migrations/versions");
    built.file("alembic.ini", "[alembic]\nscript_location = db/migrations\n");
    built.file(".gitignore", ".alembic_squash/\n__pycache__/\n").file("db/migrations/env.py", "");
    built.revisionWith("\n\ndef grown():\n    return 'grown'\n", "a1aa");
    built.revision("b2bb", "a1aa").committed("one").tag("v1");
  }

  @AfterEach
  void close() {
    built.close();
  }

  private SampleRun kept(String code) {
    built.revisionWith(START + code + "\n", "c3cc", "b2bb").committed("kept");
    return new SampleRun(folder, List.of("--engine=local"));
  }

  private String squash(SampleRun run) {
    run.planKeepingImported("v1");
    return run.handmadeBaseline().squash(false, true);
  }

  /** What the kept revision has got from the other, whatever folder Python starts in. */
  private String result(SampleRun run) {
    return Engines.python()
        .command(
            "-Bc",
            "import runpy, sys; sys.path[0] = sys.argv[1];"
                + " print(runpy.run_path(sys.argv[1] + '/' + sys.argv[2])['RESULT'])",
            run.root().toString(),
            KEPT)
        .in(folder.getParent())
        .check()
        .output()
        .strip();
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from db.migrations.versions.a1aa_step import grown; RESULT = grown()",
        "from db.migrations.versions import a1aa_step; RESULT = a1aa_step.grown()",
        "from db.migrations.versions import a1aa_step as a, os_; RESULT = a.grown()",
        "import db.migrations.versions.a1aa_step as a; RESULT = a.grown()",
        "import db.migrations.versions.a1aa_step; RESULT ="
            + " db.migrations.versions.a1aa_step.grown()",
        "RESULT = import_module('db.migrations.versions.a1aa_step').grown()",
        "RESULT = __import__('db.migrations.versions.a1aa_step', fromlist=['grown']).grown()",
        "sys.path.insert(0, HERE); import a1aa_step; RESULT = a1aa_step.grown()",
        "sys.path.insert(0, HERE); a = import_module('a1aa_step'); RESULT = a.grown()",
        "NAME = 'a1aa_step'; RESULT = import_module(f'db.migrations.versions.{NAME}').grown()",
        "RESULT = runpy.run_module('db.migrations.versions.a1aa_step')['grown']()",
        "RESULT = runpy.run_path(HERE + '/a1aa_step.py')['grown']()",
        "exec((pathlib.Path(__file__).parent / 'a1aa_step.py').read_text()); RESULT = grown()",
        "exec(open(os.path.join(HERE, '..', 'versions/a1aa_step.py')).read()); RESULT = grown()"
      })
  void an_import_is_refused_or_leads_to_a_module_that_stays(String code) {
    built.file(VERSIONS + "os_/__init__.py", "");
    SampleRun run = kept(code);
    assertEquals("grown", result(run));
    Failure refused = assertThrows(Failure.class, () -> run.plan("v1"));
    says(refused.getMessage(), KEPT + ", line 13, ");
    says(refused.getMessage(), SQUASHED + ", which is squashed");
    says(refused.hint(), "pass --keep-imported to `plan`");
    assertFalse(Files.exists(folder.resolve(".alembic_squash/squashplan")));
    String said = squash(run);
    assertFalse(Files.exists(folder.resolve(SQUASHED)), said);
    says(said, "  ~ " + KEPT);
    assertEquals("grown", result(run), run.text(KEPT));
    says(run.text(KEPT), "down_revision = 'b2bb'");
  }

  @ParameterizedTest
  @CsvSource({"y, true", "n, false"})
  void it_is_asked_on_a_terminal(String answer, boolean kept) {
    kept("from db.migrations.versions.a1aa_step import grown");
    Talk talk = Talk.answering(answer + "\n");
    PlanOptions options =
        new PlanOptions(
            Optional.of("v1"), Optional.empty(), false, "local", Map.of(), Answers.NONE);
    try (GitRepository repository = built.open()) {
      PlanPhase plan =
          new PlanPhase(
              talk.console(), repository, folder, new FoundConditions(repository), options);
      if (kept) {
        assertEquals(Map.of("keep-imported", "yes"), plan.run().settings());
      } else {
        assertThrows(Failure.class, plan::run);
      }
    }
    says(talk.said(), "\n  " + KEPT + ", line 13, imports " + SQUASHED + "\n");
    says(
        talk.said(), "Keep those files as modules that are no revisions, and rewrite the imports?");
  }

  @Test
  void the_module_is_no_revision() throws Exception {
    SampleRun run = kept("from db.migrations.versions.a1aa_step import grown; RESULT = grown()");
    says(squash(run), "  + db/migrations/squashed_a1aa_step.py");
    assertEquals(
        """
        \"""step a1aa

        Revision ID: a1aa

        \"""

        # What revisions that stay import of the squashed revision a1aa; it is no revision any more.


        def grown():
            return 'grown'
        """,
        run.text("db/migrations/squashed_a1aa_step.py"));
    says(run.text(KEPT), "from db.migrations.squashed_a1aa_step import grown; RESULT");
  }

  @Test
  void what_only_the_folder_itself_leads_to_stays_in_it_as_a_package() {
    SampleRun run = kept("sys.path.insert(0, HERE); import a1aa_step; RESULT = a1aa_step.grown()");
    says(squash(run), "  + " + VERSIONS + "squashed_a1aa_step/__init__.py");
    says(run.text(KEPT), "import squashed_a1aa_step as a1aa_step; RESULT");
  }

  @Test
  void what_the_module_imports_stays_too() {
    built.revisionWith("from db.migrations.versions.a1aa_step import grown\n", "b2bb", "a1aa");
    built.committed("two").git();
    built.tag("v1b");
    SampleRun run = kept("from db.migrations.versions.b2bb_step import grown; RESULT = grown()");
    run.planKeepingImported("v1b");
    run.handmadeBaseline().squash(false, true);
    assertEquals("grown", result(run));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_later_squash_removes_the_module_with_the_last_that_imports_it(boolean stays) {
    SampleRun run = kept("from db.migrations.versions.a1aa_step import grown; RESULT = grown()");
    squash(run);
    built.revision("d4dd", "c3cc").committed("four").tag("v3");
    built.revision("e5ee", "d4dd").committed("five");
    if (stays) {
      built.file("tool.py", "from db.migrations import squashed_a1aa_step\n").committed("tool");
    }
    run.plan("v3");
    String said = run.handmadeBaseline().squash(false, true);
    Path module = folder.resolve("db/migrations/squashed_a1aa_step.py");
    assertEquals(stays, Files.exists(module), said);
  }

  @Test
  void a_name_that_alembic_reads_stays_where_it_is_imported() {
    SampleRun run = kept("from db.migrations.versions.a1aa_step import revision as RESULT");
    squash(run);
    assertEquals("a1aa", result(run));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec(pathlib.Path(__file__).with_name('a1aa_step.py').read_text())",
        "script.get_revision('a1aa').module.grown()"
      })
  void what_cannot_be_rewritten_is_refused(String code) {
    SampleRun run = kept(code);
    Failure refused = assertThrows(Failure.class, () -> run.planKeepingImported("v1"));
    says(refused.getMessage(), KEPT + ", line 13, ");
    says(refused.getMessage(), SQUASHED + ", in a way that cannot be written anew");
    says(refused.hint(), "Copy what it needs");
  }

  @Test
  void a_revision_that_asks_for_its_own_place_cannot_stay_elsewhere() {
    built.revisionWith("\n\ndef grown():\n    return open(__file__).read()\n", "a1aa");
    SampleRun run = kept("from db.migrations.versions.a1aa_step import grown");
    Failure refused = assertThrows(Failure.class, () -> run.planKeepingImported("v1"));
    says(refused.getMessage(), "it asks where its own file is");
  }

  @Test
  void other_code_that_runs_with_migrations_counts() {
    built.file("db/tools.py", "from db.migrations.versions.a1aa_step import grown\n");
    built.file("db/migrations/env.py", "import logging\nfrom db import tools\n");
    SampleRun run = kept("RESULT = 'none'");
    Failure refused = assertThrows(Failure.class, () -> run.plan("v1"));
    says(refused.getMessage(), "db/tools.py, line 1, imports " + SQUASHED);
    squash(run);
    says(run.text("db/tools.py"), "from db.migrations.squashed_a1aa_step import grown");
  }

  @Test
  void a_relative_import_of_a_package_in_the_folder_counts() {
    built.file(VERSIONS + "tools/__init__.py", "from ..a1aa_step import grown\n");
    SampleRun run = kept("from db.migrations.versions.tools import grown; RESULT = grown()");
    assertThrows(Failure.class, () -> run.plan("v1"));
    squash(run);
    says(run.text(VERSIONS + "tools/__init__.py"), "from ..squashed_a1aa_step import grown");
    assertEquals("grown", result(run));
  }

  @Test
  void tests_that_import_one_are_told_first_and_apart() {
    built.file("tests/test_step.py", "from db.migrations.versions import a1aa_step\n# a1aa_step\n");
    SampleRun run = kept("RESULT = 'none'");
    run.plan("v1");
    String said = run.handmadeBaseline().squash(false, true);
    int imports =
        said.indexOf(
            """
            ! 1 line that no migration runs imports a revision that is gone, and will fail
              tests/test_step.py, line 1, imports db/migrations/versions/a1aa_step.py
            """);
    int mentions =
        said.indexOf(
            """
            ! 1 line left in the repository name a revision or file that is gone
              tests/test_step.py:2: # a1aa_step
            """);
    assertTrue(0 < imports && imports < mentions, said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from db.migrations.versions.tools import f; RESULT = f()",
        "sys.path.insert(0, HERE); import tools; RESULT = tools.f()"
      })
  void a_module_of_the_folder_that_is_no_revision_goes_on_working(String code) {
    built.file(VERSIONS + "tools/__init__.py", "def f():\n    return 'kept'\n");
    built.revisionWith("from db.migrations.versions.tools import f\n", "a1aa");
    SampleRun run = kept(code);
    run.plan("v1");
    run.handmadeBaseline().squash(false, true);
    assertEquals("kept", result(run));
  }

  @Test
  void texts_that_are_no_names_of_modules_are_none() {
    SampleRun run =
        kept(
            """
            RESULT = ['a1aa', 'a1aa_step', "SELECT 'a1aa'", 'a1aa_step.sql', 'x/b2bb']
            def upgrade():
                '''See db.migrations.versions.a1aa_step.'''  # import a1aa_step
            """);
    says(run.plan("v1"), "v1 squashes 2 revisions and keeps 1");
  }
}
