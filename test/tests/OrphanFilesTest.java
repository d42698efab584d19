package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files that squashed revisions name go with them. */
@Tag("slow")
class OrphanFilesTest {
  private static final String VERSIONS = "alembic/versions/";
  private static final String ONE = VERSIONS + "sql/one.sql";
  private static final String TWO = VERSIONS + "sql/two.sql";
  private static final String SQUASHED = "FILES = ['one.sql', 'two.sql']\n";

  @TempDir Path folder;
  private BuiltHistory built;

  @BeforeEach
  void two_files_that_a_squashed_revision_names() {
    built = BuiltHistory.project(folder);
    built.file(".gitignore", ".alembic_squash/\n").file("alembic/env.py", "import logging\n");
    built.file(ONE, "SELECT 1;\n").file(TWO, "SELECT 2;\n");
    built.revision("a1aa").revisionWith(SQUASHED, "b2bb", "a1aa").committed("one").tag("v1");
  }

  @AfterEach
  void close() {
    built.close();
  }

  private String squash(boolean inline) {
    built.committed("kept");
    SampleRun run = new SampleRun(folder, List.of("--engine=local"));
    run.plan("v1");
    return run.handmadeBaseline().squash(inline, true);
  }

  private boolean isThere(String path) {
    return Files.exists(folder.resolve(path));
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  @Test
  void they_go_where_nothing_kept_reads_them() {
    built.revision("c3cc", "b2bb");
    String said = squash(false);
    assertFalse(isThere(ONE) || isThere(TWO), said);
    assertFalse(said.contains("stay, since"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for f in sorted((Path(__file__).parent / 'sql').glob('*.sql')): run(f)",
        "for f in Path(__file__).parent.rglob('*'): run(f)",
        "for f in (Path(__file__).parent / 'sql').iterdir(): run(f)",
        "for f in os.listdir(os.path.join(HERE, 'sql')): run(f)",
        "for f in os.scandir(HERE): run(f)",
        "for top, _, names in os.walk(HERE): run(top, names)",
        "for f in importlib.resources.files('alembic.versions.sql').iterdir(): run(f)",
        "run(pkgutil.get_data(__package__, NAME))",
        "for n in ('one', 'two'): run(f'{HERE}/sql/{n}.sql')",
        "for n in NAMES: run(n + '.sql')",
        "run_all('sql')",
        "run_all(HERE / 'versions' / 'sql')"
      })
  void all_stay_where_a_kept_revision_may_read_them_without_naming_them(String code) {
    built.revisionWith("\n\ndef upgrade():\n    " + code + "\n", "c3cc", "b2bb");
    String said = squash(false);
    assertTrue(isThere(ONE) && isThere(TWO), said);
    says(said, "  = 2 files that squashed revisions name stay, since " + VERSIONS + "c3cc_step.py");
    says(said, ": " + ONE + ", " + TWO + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run((Path(__file__).parent / 'sql' / 'three.sql').read_text())",
        "run(open(os.path.join(HERE, 'sql/three.sql')).read())",
        "for f in (HERE / 'other').glob('*.csv'): run(f)",
        "def later():\n        \"\"\"Lists sql: os.listdir('sql').\"\"\"",
        "run('SELECT 1 FROM sql')"
      })
  void they_go_where_a_kept_revision_reads_others(String code) {
    built.file(VERSIONS + "sql/three.sql", "SELECT 3;\n");
    built.revisionWith("\n\ndef upgrade():\n    " + code + "\n", "c3cc", "b2bb");
    String said = squash(false);
    assertFalse(isThere(ONE) || isThere(TWO), said);
    assertTrue(isThere(VERSIONS + "sql/three.sql"), said);
  }

  @Test
  void a_module_that_a_kept_revision_uses_may_read_them() {
    built.file("app/tools.py", "def run_all():\n    return os.listdir('alembic/versions/sql')\n");
    built.revisionWith("from app.tools import run_all\n", "c3cc", "b2bb");
    says(squash(false), "since app/tools.py, line 2, lists a folder: " + ONE + ", " + TWO);
    assertTrue(isThere(ONE) && isThere(TWO));
  }

  @Test
  void a_module_that_nothing_imports_lists_what_it_likes() {
    built.file("app/tools.py", "def run_all():\n    return os.listdir('alembic/versions/sql')\n");
    built.revision("c3cc", "b2bb");
    String said = squash(false);
    assertFalse(isThere(ONE) || isThere(TWO), said);
  }

  @Test
  void what_stays_may_name_others() {
    built.file(VERSIONS + "sql/order.txt", "one.sql\n").file(ONE, "\\i two.sql\n");
    built.revisionWith("ORDER = 'sql/order.txt'\n", "c3cc", "b2bb");
    String said = squash(false);
    says(
        said, "  = 1 file that squashed revisions name stays, since " + VERSIONS + "sql/order.txt");
    says(said, "since " + ONE + " names it: " + TWO);
    assertTrue(isThere(ONE) && isThere(TWO));
  }

  @Test
  void what_only_describes_or_packs_them_does_not_keep_them() {
    built.file("README.md", "See one.sql.\n").file("MANIFEST.in", "include two.sql\n");
    built.file("deploy.sh", "psql -f alembic/versions/sql/two.sql\n").revision("c3cc", "b2bb");
    String said = squash(false);
    says(said, "since deploy.sh names it: " + TWO);
    assertEquals(List.of(false, true), List.of(isThere(ONE), isThere(TWO)), said);
  }

  @Test
  void an_earlier_baselines_sql_goes_although_env_py_lists_a_folder() {
    String sql = VERSIONS + "baseline-v0.sql";
    built.file(sql, "-- One statement follows each line that starts with --;;.\n\n--;; A\nB;\n");
    built.revisionWith("SQL = 'baseline-v0.sql'\n", "b2bb", "a1aa").committed("b").tag("v1b");
    built.file("alembic/env.py", "VIEWS = sorted(Path('views').glob('*.sql'))\n");
    built.file("views/v.sql", "SELECT 1;\n").revision("c3cc", "b2bb").committed("kept");
    SampleRun run = new SampleRun(folder, List.of("--engine=local"));
    run.plan("v1b");
    String said = run.handmadeBaseline().squash(false, true);
    assertFalse(isThere(sql), said);
    assertFalse(said.contains("--inline"), said);
  }

  @Test
  void code_that_may_read_the_baselines_sql_is_told() {
    built.file("alembic/env.py", "SQL = [f for f in HERE.rglob('*.sql')]\n");
    built.revision("c3cc", "b2bb");
    says(
        squash(false),
        "! alembic/env.py, line 1, lists a folder: if that is the folder of the baseline's SQL, it"
            + " reads that too; `squash --inline` puts the SQL into the revision");
  }

  @Test
  void nothing_reads_the_sql_of_a_revision_that_holds_it() {
    built.file("alembic/env.py", "SQL = [f for f in HERE.rglob('*.sql')]\n");
    built.revision("c3cc", "b2bb");
    String said = squash(true);
    assertFalse(said.contains("it reads that too"), said);
  }
}
