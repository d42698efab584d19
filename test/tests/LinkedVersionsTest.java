package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Version locations and revision scripts that are symbolic links. */
@Tag("slow")
class LinkedVersionsTest {
  private static final String SHARED = "shared/versions/";

  @TempDir Path folder;
  private BuiltHistory built;

  @BeforeEach
  void a_project() {
    built = BuiltHistory.project(folder).file(".gitignore", ".alembic_squash/\n");
    built.file("alembic/env.py", "import logging\n");
  }

  @AfterEach
  void close() {
    built.close();
  }

  private void revisionsIn(String versions) {
    built.versionsIn(versions).revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1");
    built.revision("c3cc", "a1aa", "b2bb").committed("two");
  }

  private BuiltHistory linked(String id) {
    String name = id + "_step.py";
    return built.link("alembic/versions/" + name, "../../shared/versions/" + name);
  }

  private SampleRun run() {
    return new SampleRun(folder, List.of("--engine=local"));
  }

  private boolean isThere(String path) {
    return Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  @ParameterizedTest
  @CsvSource({
    "alembic/versions, ../shared/versions",
    "alembic/versions, .././shared//versions/",
    "alembic/versions, ../first/versions"
  })
  void the_folder_is_squashed_where_it_really_is(String link, String target) {
    built.link("first", "shared").link(link, target);
    revisionsIn("shared/versions");
    says(run().plan("v1"), "v1 squashes 2 revisions and keeps 1");
    String said = run().handmadeBaseline().squash(false, true);
    says(said, "  + " + SHARED + "b2bb_squashed_baseline_v1.py");
    says(said, "  ~ " + SHARED + "c3cc_step.py");
    says(run().text(link + "/c3cc_step.py"), "down_revision = ('b2bb',)");
    assertEquals("", run().git("status", "--porcelain"));
  }

  @Test
  void the_folder_of_env_py_may_be_a_link() {
    built.file("alembic.ini", "[alembic]\nscript_location = db\n").link("db", "shared");
    built.file("shared/env.py", "import logging\n");
    revisionsIn("shared/versions");
    run().plan("v1");
    says(run().handmadeBaseline().squash(false, true), "  + " + SHARED + "b2bb_squashed");
  }

  @Test
  void the_ref_may_have_a_folder_where_now_a_link_is() {
    revisionsIn("alembic/versions");
    List.of("a1aa", "b2bb", "c3cc")
        .forEach(id -> built.move("alembic/versions/" + id + "_step.py", SHARED + id + "_step.py"));
    built.remove("alembic/versions").link("alembic/versions", "../shared/versions");
    built.committed("moved");
    String said = run().plan("v1");
    says(said, "v1 squashes 2 revisions and keeps 1");
    says(said, "Their files are in shared/versions/");
    assertTrue(
        said.lines().anyMatch(line -> line.matches("a1aa .* a1aa_step.py +[0-9a-f]{10} +v1")),
        said);
  }

  @Test
  void the_ref_may_have_a_link_where_now_a_folder_is() {
    built.link("alembic/versions", "../shared/versions");
    revisionsIn("shared/versions");
    built.remove("alembic/versions");
    List.of("a1aa", "b2bb", "c3cc")
        .forEach(id -> built.move(SHARED + id + "_step.py", "alembic/versions/" + id + "_step.py"));
    built.committed("moved");
    says(run().plan("v1"), "v1 squashes 2 revisions and keeps 1");
  }

  @Test
  void scripts_may_be_links() {
    built.versionsIn("shared/versions");
    linked("a1aa").revision("a1aa");
    linked("b2bb").revision("b2bb", "a1aa").committed("one").tag("v1");
    linked("c3cc").revision("c3cc", "a1aa", "b2bb").committed("two");
    String planned = run().plan("v1");
    says(planned, "v1 squashes 2 revisions and keeps 1");
    assertTrue(planned.lines().anyMatch(line -> line.matches("a1aa .*[0-9a-f]{10} .*v1")), planned);
    String said = run().handmadeBaseline().squash(false, true);
    says(said, "  + alembic/versions/b2bb_squashed_baseline_v1.py");
    says(said, "  ~ " + SHARED + "c3cc_step.py");
    assertTrue(Files.isSymbolicLink(folder.resolve("alembic/versions/c3cc_step.py")));
    says(run().text("alembic/versions/c3cc_step.py"), "down_revision = ('b2bb',)");
    assertFalse(isThere("alembic/versions/a1aa_step.py"), said);
    assertFalse(isThere(SHARED + "a1aa_step.py"), said);
    assertTrue(run().squash(false, true).contains("is committed already"));
  }

  @Test
  void a_script_that_another_project_links_to_stays() {
    built.link("alembic/versions/a1aa_step.py", "../../shared/versions/a1aa_step.py");
    built.link("other/versions/a1aa_step.py", "../../shared/versions/a1aa_step.py");
    built.versionsIn("shared/versions").revision("a1aa").versionsIn("alembic/versions");
    built.revision("b2bb", "a1aa").committed("one").tag("v1");
    run().plan("v1");
    run().handmadeBaseline().squash(false, true);
    assertFalse(isThere("alembic/versions/a1aa_step.py"));
    assertTrue(isThere(SHARED + "a1aa_step.py"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "versions                | /srv/versions       | which is outside the repository",
        "versions                | ../../versions      | which is outside the repository",
        "versions                | versions            | which leads back to itself",
        "versions                | ../alembic/versions | which leads back to itself",
        "versions                | ../gone             | and there is no such file in commit",
        "versions/a1aa_script.py | ../../../a1aa.py    | which is outside the repository",
        "versions/a1aa_script.py | a1aa_script.py      | which leads back to itself",
        "versions/a1aa_script.py | gone.py             | and there is no such file in commit"
      })
  void a_link_that_leads_nowhere_is_told(String link, String target, String why) {
    built.link("alembic/" + link, target).committed("one").tag("v1");
    Failure failure = assertThrows(Failure.class, () -> run().plan("v1"));
    String sentence = "alembic/" + link + " is a symbolic link to " + target + ", " + why;
    says(failure.getMessage(), sentence);
    says(failure.hint(), "put the files in place of the link");
  }
}
