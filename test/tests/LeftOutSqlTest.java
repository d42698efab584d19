package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import config.AlembicConfig;
import git.GitRepository;
import git.SourceTree;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import packaging.Finding;
import packaging.Packaging;

/** The baseline's SQL is left out of images or archives that have its revision. */
@Tag("slow")
class LeftOutSqlTest {
  private static final String SQL = "app/db/versions/baseline-v1.sql";

  @TempDir Path folder;
  private BuiltHistory built;

  @BeforeEach
  void a_project() {
    built = BuiltHistory.empty(folder).versionsIn("app/db/versions");
    built.file("app/alembic.ini", "[alembic]\nscript_location = db\n");
    built.file("app/db/env.py", "").file(".gitignore", ".alembic_squash/\n");
  }

  @AfterEach
  void close() {
    built.close();
  }

  private List<String> advice() {
    built.revision("a1aa").file(SQL, "SELECT 1;\n").committed("one");
    try (GitRepository repository = built.open()) {
      SourceTree tree = repository.tree(repository.headCommit());
      return Packaging.findings(tree, AlembicConfig.read(tree, "app/alembic.ini")).stream()
          .filter(Finding.Advice.class::isInstance)
          .map(Finding.Advice.class::cast)
          .map(advice -> advice.sentence() + ". " + advice.text())
          .toList();
    }
  }

  /** Checked against Docker 20.10; a tilde stands for a line's end. */
  @ParameterizedTest
  @CsvSource({
    "**/*.sql, true",
    "*.sql, false",
    "app/db/versions/*.sql, true",
    "/app/db/*/*.sql, true",
    "app/**/baseline-?1.sql, true",
    "*/db/versions/baseline-[u-w]1.sql, true",
    "**/*.sql~!app/db/versions/*.sql, false",
    "!app/db/versions/*.sql~**/*.sql, true",
    "**/*.sql~!**/baseline-*, false",
    "**~!**/*.py, true",
    "*~!app/db, false",
    "app/db, false",
    "*, false",
    "# **/*.sql, false",
    "app/./db//versions/../versions/*.sql/, true",
    "'  **/*.sql  ', true",
    "**/*.SQL, false",
    "'**/*.\\sql', true"
  })
  void dockers_patterns_mean_what_they_mean_to_docker(String lines, boolean leftOut) {
    built.file(".dockerignore", lines.replace("~", "\n") + "\n");
    assertEquals(
        leftOut
            ? List.of(
                ".dockerignore leaves "
                    + SQL
                    + " out of images that have its revision. Add the line `!"
                    + SQL
                    + "` at its end, or use `squash --inline`.")
            : List.of(),
        advice());
  }

  @Test
  void patterns_start_in_the_folder_of_the_image() {
    built.file("app/.dockerignore", "db/versions/*.sql\n");
    built.file("app/docker/Dockerfile-db.dockerignore", "**/baseline*\n");
    assertEquals(
        List.of("`!db/versions/baseline-v1.sql`", "`!db/versions/baseline-v1.sql`"),
        advice().stream().map(text -> text.replaceAll(".*(`!.*`) at.*", "$1")).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "*.sql export-ignore, true",
    "*.sql export-ignore~/app/db/versions/*.sql -export-ignore, false",
    "*.sql text, false",
    "app/** export-ignore, false",
    "app/db/versions export-ignore, false"
  })
  void archives_are_looked_at_too(String lines, boolean leftOut) {
    built.file(".gitattributes", lines.replace("~", "\n") + "\n");
    assertEquals(
        leftOut
            ? List.of(
                "export-ignore in .gitattributes leaves "
                    + SQL
                    + " out of archives that have its revision. Add the line `/"
                    + SQL
                    + " -export-ignore` at the end of the repository's .gitattributes, or use"
                    + " `squash --inline`.")
            : List.of(),
        advice());
  }

  @Test
  void squash_tells_it_unless_the_revision_holds_its_sql() {
    built.file(".dockerignore", "**/*.sql\n").revision("a1aa").revision("b2bb", "a1aa");
    built.committed("one").tag("v1");
    SampleRun run = new SampleRun(folder, List.of("--engine=local"));
    run.plan("v1");
    String inline = run.handmadeBaseline().squash(true, false);
    assertFalse(inline.contains("dockerignore"), inline);
    run.git("reset", "--quiet", "--hard");
    String said = run.squash(false, false);
    assertTrue(said.contains("! .dockerignore leaves " + SQL + " out of images"), said);
  }
}
