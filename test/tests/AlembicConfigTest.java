package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import config.AlembicConfig;
import config.ConfigFinder;
import config.FileTemplate;
import console.Failure;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlembicConfigTest {
  private static final ZonedDateTime DATE = ZonedDateTime.parse("2023-05-07T08:09:03+02:00");

  private static AlembicConfig ini(String options) {
    return AlembicConfig.read(
        FileTree.of("app/alembic.ini", "[alembic]\n" + options), "app/alembic.ini");
  }

  @Test
  void folders_are_relative_to_the_configuration() {
    AlembicConfig config = ini("script_location = db/alembic\n");
    assertEquals("app", config.workingFolder());
    assertEquals("app/db/alembic", config.scriptLocation());
    assertEquals(List.of("app/db/alembic/versions"), config.versionLocations());
  }

  @Test
  void a_location_may_be_relative_to_a_folder_above_the_configuration() {
    String ini = "[alembic]\nscript_location = app/db\n";
    FileTree tree = FileTree.of("etc/conf/alembic.ini", ini, "app/db/env.py", "");
    AlembicConfig config = AlembicConfig.read(tree, "etc/conf/alembic.ini");
    assertEquals("", config.workingFolder());
    assertEquals("app/db", config.scriptLocation());
    tree.files().put("etc/conf/app/db/env.py", "");
    AlembicConfig beside = AlembicConfig.read(tree, "etc/conf/alembic.ini");
    assertEquals("etc/conf", beside.workingFolder());
    assertEquals("etc/conf/app/db", beside.scriptLocation());
  }

  @Test
  void what_is_not_given_has_alembics_defaults() {
    AlembicConfig config = ini("script_location = x\n");
    assertEquals("%(rev)s_%(slug)s", config.fileTemplate());
    assertEquals(40, config.truncateSlugLength());
    assertEquals("utf-8", config.outputEncoding());
    assertEquals(Optional.empty(), config.timezone());
    assertEquals(false, config.recursive());
  }

  @Test
  void here_is_the_folder_of_the_file() {
    AlembicConfig config =
        ini("script_location = %(here)s/../shared/./alembic\ntruncate_slug_length = 60\n");
    assertEquals("shared/alembic", config.scriptLocation());
    assertEquals(60, config.truncateSlugLength());
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "path_separator = space|one two",
        "path_separator = os|one:two",
        "path_separator = :|one:two",
        "path_separator = ;|one;two",
        "path_separator = newline|\\n  one\\n  two",
        "version_path_separator = os|one:two",
        "version_path_separator = ;|one; two",
        "x = y|one two",
        "x = y|one, two",
        "x = y|one,two",
      },
      delimiter = '|')
  void version_locations_are_split_as_the_separator_says(String separator, String value) {
    AlembicConfig config =
        ini(
            "script_location = s\n%s\nversion_locations = %s\nrecursive_version_locations = true\n"
                .formatted(separator, value.replace("\\n", "\n")));
    assertEquals(List.of("app/one", "app/two"), config.versionLocations());
    assertTrue(config.recursive());
  }

  @Test
  void path_separator_wins_over_the_older_name() {
    AlembicConfig config =
        ini(
            """
            script_location = s
            version_path_separator = :
            path_separator = ;
            version_locations = a;b
            """);
    assertEquals(List.of("app/a", "app/b"), config.versionLocations());
  }

  @Test
  void an_unknown_separator_is_named() {
    Failure failure =
        assertThrows(
            Failure.class, () -> ini("script_location=s\npath_separator=,\nversion_locations=a\n"));
    assertTrue(failure.getMessage().contains("path_separator is ','"), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "src/my/app/__init__.py, my.app:migrations, src/my/app/migrations",
    "my/app/__init__.py, my.app:migrations, my/app/migrations",
    "lib/py/my/x.py, my:db:migrations, lib/py/my/db/migrations",
  })
  void a_package_is_found_where_python_would_find_it(String file, String given, String found) {
    FileTree files =
        FileTree.of(
            "alembic.ini",
            "[alembic]\nprepend_sys_path = . lib/py\nscript_location = " + given + "\n",
            file,
            "");
    assertEquals(found, AlembicConfig.read(files, "alembic.ini").scriptLocation());
  }

  @Test
  void a_package_that_is_elsewhere_is_named() {
    Failure failure = assertThrows(Failure.class, () -> ini("script_location = other.app:db\n"));
    assertTrue(failure.getMessage().contains("'other.app'"), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"/srv/alembic", "../../alembic", "%(here)s/../../alembic"})
  void a_folder_outside_the_repository_is_refused(String location) {
    Failure failure = assertThrows(Failure.class, () -> ini("script_location = " + location));
    assertTrue(failure.getMessage().contains("outside the repository"), failure.getMessage());
  }

  @Test
  void pyproject_alone_is_enough() {
    FileTree files =
        FileTree.of(
            "pyproject.toml",
            """
            [tool.alembic]
            script_location = "%(here)s/db"
            version_locations = ["%(here)s/a", "b"]
            recursive_version_locations = true
            file_template = "%%(year)d_%%(rev)s"
            truncate_slug_length = 20
            """);
    AlembicConfig config = AlembicConfig.read(files, "pyproject.toml");
    assertEquals("db", config.scriptLocation());
    assertEquals(List.of("a", "b"), config.versionLocations());
    assertTrue(config.recursive());
    assertEquals("%(year)d_%(rev)s", config.fileTemplate());
    assertEquals(20, config.truncateSlugLength());
  }

  @Test
  void pyproject_completes_the_ini_file_which_wins() {
    FileTree files =
        FileTree.of(
            "alembic.ini",
            "[alembic]\nfile_template = %%(rev)s\n",
            "pyproject.toml",
            "[tool.alembic]\nscript_location = \"db\"\nfile_template = \"x\"\n");
    for (String named : List.of("alembic.ini", "pyproject.toml")) {
      AlembicConfig config = AlembicConfig.read(files, named);
      assertEquals("db", config.scriptLocation());
      assertEquals("%(rev)s", config.fileTemplate());
    }
  }

  @Test
  void without_a_script_location_the_scripts_are_beside_the_ini_file() {
    FileTree files =
        FileTree.of("app/migrations/alembic.ini", "[loggers]\n", "app/migrations/env.py", "");
    List<String> found = ConfigFinder.find(files, "", Optional.empty());
    assertEquals(List.of("app/migrations/alembic.ini"), found);
    AlembicConfig config = AlembicConfig.read(files, found.get(0));
    assertEquals("app/migrations", config.scriptLocation());
    assertEquals(List.of("app/migrations/versions"), config.versionLocations());
    Failure failure = assertThrows(Failure.class, () -> ini("timezone = UTC\n"));
    assertEquals("app/alembic.ini has no script_location", failure.getMessage());
  }

  @Test
  void broken_toml_is_named_with_its_line() {
    FileTree files = FileTree.of("pyproject.toml", "[tool.alembic]\nscript_location = \n");
    Failure failure =
        assertThrows(Failure.class, () -> AlembicConfig.read(files, "pyproject.toml"));
    assertTrue(failure.getMessage().startsWith("pyproject.toml, line 2"), failure.getMessage());
  }

  @Test
  void a_configuration_in_the_projects_folder_wins_alone() {
    FileTree files =
        FileTree.of("alembic.ini", "", "app/alembic.ini", "", "app/tests/alembic.ini", "");
    assertEquals(List.of("app/alembic.ini"), ConfigFinder.find(files, "app", Optional.empty()));
  }

  @Test
  void several_below_the_project_are_candidates_nearest_first() {
    FileTree files =
        FileTree.of(
            "a/b/c/alembic.ini", "", "z/alembic.ini", "", "pyproject.toml", "[tool.black]\n");
    assertEquals(
        List.of("z/alembic.ini", "a/b/c/alembic.ini"),
        ConfigFinder.find(files, "", Optional.empty()));
    assertEquals(List.of("a/b/c/alembic.ini"), ConfigFinder.find(files, "a", Optional.empty()));
  }

  @Test
  void without_one_below_those_elsewhere_are_candidates() {
    FileTree files =
        FileTree.of("pyproject.toml", "[tool.alembic]\nscript_location='x'\n", "o/alembic.ini", "");
    assertEquals(
        List.of("pyproject.toml", "o/alembic.ini"),
        ConfigFinder.find(files, "src", Optional.empty()));
  }

  @Test
  void no_configuration_is_a_failure() {
    Failure failure =
        assertThrows(
            Failure.class, () -> ConfigFinder.find(FileTree.of("x", ""), "", Optional.empty()));
    assertTrue(failure.getMessage().startsWith("no alembic.ini was found"), failure.getMessage());
    assertTrue(failure.hint().contains("script_location = package:folder"), failure.hint());
  }

  @Test
  void a_named_configuration_is_relative_to_the_project() {
    FileTree files = FileTree.of("app/conf/db.ini", "");
    assertEquals(
        List.of("app/conf/db.ini"), ConfigFinder.find(files, "app", Optional.of("conf/db.ini")));
    assertThrows(Failure.class, () -> ConfigFinder.find(files, "app", Optional.of("no.ini")));
  }

  /** The expected names were written by Alembic 1.20's own {@code _rev_path}. */
  @ParameterizedTest
  @CsvSource({
    "%(rev)s_%(slug)s, Add users, ab12_add_users.py",
    "%(rev)s_%(slug)s, 'Ünï-code: drop x_y 42!', ab12_ünï_code_drop_x_y_42.py",
    "%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d-%(rev)s, x, 2023_05_07_0809-ab12.py",
    "%(year)d/%(month)02d/%(rev)s, x, 2023/05/ab12.py",
    "%(epoch)s%%%(second)3d|%(second)-3d|, x, '1683439743%  3|3  |.py'",
    "%(slug).3s%(month)+d, abcdef, abc+5.py",
    "%(slug)s, a_message_that_is_far_longer_than_forty_characters, "
        + "a_message_that_is_far_longer_than_forty_.py",
    "%(slug)s, one wordisfarlongerthanfortycharactersinarowyes, one_.py",
  })
  void files_are_named_as_alembic_names_them(String template, String message, String expected) {
    assertEquals(expected, FileTemplate.name(template, "ab12", message, DATE, 40));
  }

  @Test
  void an_unknown_token_of_the_template_is_named() {
    Failure failure =
        assertThrows(Failure.class, () -> FileTemplate.name("%(revision)s", "ab12", "x", DATE, 40));
    assertTrue(failure.getMessage().contains("'revision'"), failure.getMessage());
    assertThrows(Failure.class, () -> FileTemplate.name("%(rev)d", "ab12", "x", DATE, 40));
    assertThrows(Failure.class, () -> FileTemplate.name("100%", "ab12", "x", DATE, 40));
  }
}
