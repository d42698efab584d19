package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import migrations.MigrationRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import postgres.ConnectionParameters;
import tests.SampleRun.Answer;

/** An env.py that reads the arguments of {@code alembic -x}. */
@Tag("slow")
class XArgumentsTest {
  /** Writes down what it sees, and ends there where only that is asked for. */
  private static final String LOOK =
      """
      import json
      import os
      import sys
      from alembic import context

      with open(os.environ["SEEN"], "w") as file:
          listed = context.get_x_argument()
          named = context.get_x_argument(as_dictionary=True)
          json.dump([listed, named, context.config.cmd_opts.x], file)
          json.dump(sys.argv[3:], file)
          print(named.get("none"), named.get("tenant"), "none" in named, named, file=file)
      if "ENOUGH" in os.environ:
          os._exit(0)
      """;

  private static final String TENANT =
      """
      from alembic import context
      from sqlalchemy import MetaData, create_engine

      TENANT = context.get_x_argument(as_dictionary=True)["tenant"]
      """;

  private static final String MIGRATE =
      """
      URL = "postgresql://nobody@nowhere/" + TENANT
      if context.is_offline_mode():
          context.configure(url=URL, target_metadata=MetaData())
          with context.begin_transaction():
              context.run_migrations()
      else:
          with create_engine(URL).connect() as connection:
              context.configure(connection=connection, target_metadata=MetaData())
              with context.begin_transaction():
                  context.run_migrations()
      """;

  private static LocalClusters clusters;
  private static ConnectionParameters superuser;

  @TempDir Path folder;
  private SmallProject project;
  private ConnectionParameters database;

  @BeforeAll
  static void a_cluster() {
    clusters = new LocalClusters(Engines.assumeLocal());
    superuser = clusters.start().superuser().orElseThrow();
  }

  @AfterAll
  static void no_cluster() {
    clusters.close();
  }

  @BeforeEach
  void an_empty_database() throws Exception {
    try (Connection connection = superuser.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS own");
      statement.execute("CREATE DATABASE own");
    }
    database = superuser.withDatabase("own");
    project = new SmallProject(Files.createDirectory(folder.resolve("project")).toRealPath());
  }

  /** Not all of them are NAME=VALUE, one name comes twice, and one value looks like an option. */
  @ParameterizedTest
  @EnumSource(Drivers.class)
  void env_py_sees_what_the_command_line_of_alembic_gives_it(Drivers drivers) throws Exception {
    project.env(LOOK + SmallProject.ENV).revision("a1", Optional.empty());
    List<String> arguments =
        new ArrayList<>(List.of("tenant=acme", "note=a b=\"c\" %$é", "tenant=late", "empty="));
    if (drivers == Drivers.NEW) {
      arguments.add("data");
    }
    Path expected = folder.resolve("expected");
    List<String> words = new ArrayList<>(List.of("-m", "alembic.config"));
    words.addAll(List.of("-c", project.folder().resolve("alembic.ini").toString()));
    arguments.forEach(argument -> words.addAll(List.of("-x", argument)));
    words.addAll(List.of("upgrade", "heads"));
    drivers
        .python()
        .command(words.toArray(String[]::new))
        .in(project.folder())
        .with("SEEN", expected.toString())
        .with("ENOUGH", "1")
        .check();
    Path seen = folder.resolve("seen");
    run(drivers, Map.of("SEEN", seen.toString()), arguments, "upgrade", "heads");
    assertEquals(Files.readString(expected), Files.readString(seen));
    assertTrue(Files.readString(seen).contains("late False"), Files.readString(seen));
  }

  @Test
  void each_command_of_alembic_has_them() {
    project.env(TENANT + MIGRATE).revision("a1", Optional.empty());
    for (String command :
        List.of("upgrade heads", "heads", "current", "check", "upgrade heads --sql")) {
      run(Drivers.NEW, Map.of(), List.of("tenant=acme"), command.split(" "));
    }
  }

  @Test
  void the_name_that_env_py_misses_is_told() {
    project.env(TENANT + MIGRATE).revision("a1", Optional.empty());
    Failure failure = refused();
    assertEquals("Alembic failed: KeyError: 'tenant'", failure.getMessage());
    assertTrue(
        failure.hint().startsWith("Pass it as to alembic: -x tenant=VALUE. "), failure.hint());
    assertTrue(failure.hint().contains("File \"migrations/env.py\", line 4"), failure.hint());
  }

  @Test
  void a_name_that_is_missed_elsewhere_is_not_taken_for_one() {
    project
        .env(
            TENANT.replace("TENANT =", "try:\n    TENANT =")
                + "except KeyError:\n    TENANT = {}['tenant']\n")
        .revision("a1", Optional.empty());
    assertFalse(refused().hint().contains("-x "), refused().hint());
  }

  /** Eleven of them, in the order in which they were given. */
  @Test
  void the_plan_keeps_them_for_all_phases() throws Exception {
    SampleRun run = sample();
    List<String> options = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      options.add("-xn=" + i);
    }
    options.add("--alembic-x=tenant=acme");
    String said = run.with(options.toArray(String[]::new)).plan("v1");
    assertTrue(
        said.contains("1 squashed revision with code that reads the arguments of `alembic -x`"),
        said);
    assertTrue(said.contains("migrations/versions/a2_.py (a2)"), said);
    String plan = run.text(".alembic_squash/squashplan");
    assertTrue(plan.contains("set.alembic-x.1:n=1\n"), plan);
    assertTrue(plan.contains("set.alembic-x.11:tenant=acme\n"), plan);
    run.dump();
    run.squash(false, false);
    Answer answer = run.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data());
    assertFalse(answer.said().contains("fails before and after"), answer.said());
    String built = run.text(".alembic_squash/verify/after.sql");
    assertTrue(built.contains("CREATE TABLE public.made_acme_10_11 "), built);
    assertTrue(built.contains("CREATE TABLE public.later_acme_10_11 "), built);
  }

  @Test
  void what_a_later_command_is_given_takes_the_place_of_the_plans() throws Exception {
    SampleRun run = sample();
    run.with("-x", "tenant=acme", "-x", "n=5").plan("v1");
    run.with("-x", "tenant=globex").dump();
    String baseline = run.text(".alembic_squash/baseline-v1.sql");
    assertTrue(baseline.contains("CREATE TABLE public.made_globex_none_1 "), baseline);
  }

  /** A history that makes tables, one of them squashed, whose names tell what it was given. */
  private SampleRun sample() {
    Path root = folder.resolve("shop");
    try (BuiltHistory history = BuiltHistory.empty(root)) {
      history.file("alembic.ini", "[alembic]\nscript_location = migrations\n");
      history.file(".gitignore", "__pycache__/\n");
      history.file("migrations/env.py", TENANT + MIGRATE);
      history.file("migrations/versions/a1_.py", SmallProject.revisionText("a1", "None"));
      history.file("migrations/versions/a2_.py", table("a2", "'a1'", "made"));
      history.committed("one").tag("v1");
      history.file("migrations/versions/a3_.py", table("a3", "'a2'", "later"));
      history.committed("two");
    }
    return new SampleRun(
        root, List.of("--engine=local", "--python=" + Engines.python().executable()));
  }

  private static String table(String revision, String down, String name) {
    return SmallProject.revisionText(
        revision,
        down,
        "from alembic import context",
        "named = context.get_x_argument(as_dictionary=True)",
        "told = (named['tenant'], named.get('n', 'none'), len(context.get_x_argument()))",
        "op.create_table('" + name + "_%s_%s_%s' % told, sa.Column('id', sa.Integer))");
  }

  private Failure refused() {
    return assertThrows(
        Failure.class, () -> run(Drivers.NEW, Map.of(), List.of("other=1"), "upgrade", "heads"));
  }

  private void run(
      Drivers drivers, Map<String, String> variables, List<String> arguments, String... command) {
    try (MigrationRunner runner = new MigrationRunner(drivers.python(), variables, arguments)) {
      runner.run(project.tree(), database, folder.resolve("log"), r -> {}, List.of(command));
    }
  }
}
