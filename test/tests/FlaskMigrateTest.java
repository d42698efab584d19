package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import archive.HistoryMode;
import console.ExitCode;
import console.Failure;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import migrations.MigrationRunner;
import migrations.ProjectTree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import squash.Downgrade;
import squash.SquashOptions;
import tests.FlaskProject.Packages;
import tests.SampleRun.Answer;

/** Projects whose env.py is Flask-Migrate's: it needs the application that `flask db` makes. */
@Tag("slow")
class FlaskMigrateTest {
  private static final String REQUIRED = "os.environ['SHOP_URI']";

  private static LocalClusters clusters;
  private static LocalCluster cluster;

  @TempDir Path temporary;

  @BeforeAll
  static void a_cluster() {
    clusters = new LocalClusters(Engines.assumeLocal());
    cluster = clusters.start();
  }

  @AfterAll
  static void no_cluster() {
    clusters.close();
  }

  private FlaskProject project(Packages packages) throws Exception {
    return new FlaskProject(
        Files.createDirectory(temporary.resolve("shop")).toRealPath(), packages);
  }

  @Test
  void a_project_goes_through_all_phases() throws Exception {
    FlaskProject project = project(Packages.NEW);
    // The file that a machine has and no commit: exported states of the project read it as well.
    project
        .uri(REQUIRED)
        .files()
        .write(".env", "SHOP_URI=postgresql+psycopg2://nobody@nowhere/none\n");
    project.files().write(".flaskenv", "FLASK_APP=shop\n");
    SampleRun run = project.committed();
    run.plan("v1");
    assertTrue(run.text(".alembic_squash/squashplan").contains("ini:migrations/alembic.ini\n"));
    run.dump();
    run.squash(new SquashOptions(false, false, Downgrade.REFUSE, Optional.of(HistoryMode.ARCHIVE)));
    assertTrue(run.text("migrations/squashed_history.py").contains("\"flask db upgrade\""));
    Answer answer = run.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.said().contains("the archive IDENTICAL"), answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data());
    assertTrue(answer.said().contains("Alembic's view"), answer.said());
    assertFalse(answer.said().contains("fails before and after"), answer.said());
  }

  /** As flask finds it: by its variable, by the module of a usual name. */
  @ParameterizedTest
  @CsvSource({"OLD, ''", "NEW, ''", "NEW, app.py", "NEW, wsgi.py"})
  void the_application_is_found_and_without_a_variable_it_is_given_the_database(
      Packages packages, String module) throws Exception {
    FlaskProject project = project(packages).uri("os.environ.get('SHOP_URI', 'sqlite:///x.db')");
    Map<String, String> variables = Map.of("FLASK_APP", "shop:create_app");
    if (!module.isEmpty()) {
      project.files().write(module, "from shop import create_app\n");
      variables = Map.of();
    }
    assertEquals(List.of("a1a1"), upgraded(project, variables));
  }

  @Test
  void an_unset_uri_is_given_as_well() throws Exception {
    FlaskProject project = project(Packages.NEW).uri("os.environ.get('SHOP_URI')");
    assertEquals(List.of("a1a1"), upgraded(project, Map.of("FLASK_APP", "shop")));
  }

  @Test
  void an_application_below_the_project_is_found_beside_its_migrations() throws Exception {
    Path root = Files.createDirectory(temporary.resolve("mono")).toRealPath();
    Path api = Files.createDirectory(root.resolve("api"));
    FlaskProject project = new FlaskProject(api, Packages.NEW);
    project.files().write("app.py", "from shop import create_app\n");
    assertEquals(
        List.of("a1a1"),
        upgraded(project, new ProjectTree(root, "", "api/migrations/alembic.ini", root), Map.of()));
  }

  @Test
  void an_env_py_that_makes_its_own_application_is_left_alone() throws Exception {
    FlaskProject project = project(Packages.NEW);
    Path env = project.files().folder().resolve("migrations/env.py");
    project
        .files()
        .env(
            """
            import sys
            import shop

            sys.argv[1:] = ["db"]
            shop.create_app().app_context().push()
            """
                + Files.readString(env));
    assertEquals(List.of("a1a1"), upgraded(project, Map.of()));
  }

  @Test
  void what_keeps_the_application_from_loading_is_said_in_a_sentence() throws Exception {
    FlaskProject project = project(Packages.NEW);
    refused(project, Map.of(), "flask said: Could not locate a Flask application", "FLASK_APP=");
    refused(project, Map.of("FLASK_APP", "shop:none"), "Failed to find attribute 'none' in 'shop'");
    project.uri(REQUIRED);
    refused(
        project,
        Map.of("FLASK_APP", "shop"),
        "flask said: KeyError: 'SHOP_URI'; pass --env SHOP_URI=VALUE");
    project.uri("__import__('a_package_that_is_missing')");
    refused(
        project,
        Map.of("FLASK_APP", "shop"),
        "No module named 'a_package_that_is_missing'",
        "install it there");
  }

  private void refused(FlaskProject project, Map<String, String> variables, String... parts) {
    Failure failure = assertThrows(Failure.class, () -> upgraded(project, variables));
    String text = failure.getMessage() + "\n" + failure.hint();
    assertFalse(failure.getMessage().contains("\n"), text);
    for (String part : parts) {
      assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
    }
    assertTrue(text.contains("env.py needs the project's Flask application"), text);
  }

  private List<String> upgraded(FlaskProject project, Map<String, String> variables)
      throws Exception {
    return upgraded(project, project.tree(), variables);
  }

  /** The revisions that a database is at, upgraded with these variables. */
  private List<String> upgraded(
      FlaskProject project, ProjectTree tree, Map<String, String> variables) throws Exception {
    ConnectionParameters superuser = cluster.superuser().orElseThrow();
    try (Connection connection = superuser.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS own");
      statement.execute("CREATE DATABASE own");
    }
    ConnectionParameters database = superuser.withDatabase("own");
    try (MigrationRunner runner = new MigrationRunner(project.python(), variables)) {
      Path log = temporary.resolve("log");
      runner.run(tree, database, log, r -> {}, List.of("upgrade", "heads"));
    }
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT version_num FROM alembic_version")) {
      return row.next() ? List.of(row.getString(1)) : List.of();
    }
  }
}
