package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import config.AlembicConfig;
import config.ConfigSection;
import console.ExitCode;
import console.Failure;
import engine.DockerfileEngine;
import engine.Engine;
import git.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import migrations.ProjectTree;
import migrations.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;

/** One alembic.ini with a history in each of two sections, as {@code alembic --name} has them. */
@Tag("slow")
class NamedSectionTest {
  private static final String INI =
      """
      [DEFAULT]
      timezone = UTC

      [core]
      script_location = migrations/core
      sqlalchemy.url = postgresql://nobody@nowhere/core

      [tenant]
      script_location = migrations/tenant
      sqlalchemy.url = postgresql://nobody@nowhere/tenant
      """;

  @TempDir Path folder;
  private SampleRun run;

  @BeforeEach
  void two_histories() {
    Engines.assumeLocal();
    Path root = folder.resolve("dispatch");
    try (BuiltHistory history = BuiltHistory.empty(root)) {
      history.file("alembic.ini", INI).file(".gitignore", "__pycache__/\n");
      for (String name : List.of("core", "tenant")) {
        history.file("migrations/" + name + "/env.py", SmallProject.ENV);
      }
      table(history, "core", "c1c1", "None");
      table(history, "core", "c2c2", "'c1c1'");
      table(history, "tenant", "d1d1", "None");
      history.committed("one").tag("v1");
      table(history, "core", "c3c3", "'c2c2'");
      table(history, "tenant", "d2d2", "'d1d1'");
      history.committed("two");
    }
    run =
        new SampleRun(root, List.of("--engine=local", "--python=" + Engines.python().executable()));
  }

  private static void table(BuiltHistory history, String name, String id, String down) {
    history.file(
        "migrations/" + name + "/versions/" + id + "_.py",
        """
        from alembic import op

        revision = '%s'
        down_revision = %s


        def upgrade():
            op.execute('CREATE TABLE %s_%s (id int PRIMARY KEY)')
        """
            .formatted(id, down, name, id));
  }

  @Test
  void the_named_one_is_squashed_and_the_other_is_not_touched() {
    SampleRun core = run.with("--alembic-name=core");
    core.plan("v1");
    assertTrue(core.text(".alembic_squash/squashplan").contains("set.alembic-name:core\n"));
    // What the plan says holds for what follows.
    run.dump();
    run.squash(false, true);
    Answer answer = run.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data());
    assertEquals("", run.git("diff", "--stat", "HEAD~1", "--", "migrations/tenant"));
    assertEquals(
        List.of("baseline-v1.sql", "c2c2_squashed_baseline_v1.py", "c3c3_.py"),
        run.git("ls-files", "migrations/core/versions")
            .lines()
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .toList());
    run.schemaInfo("now");
    assertTrue(run.text(".alembic_squash/now_schema_info.txt").contains("core_c3c3"));
  }

  @Test
  void a_section_has_what_it_says_itself_and_what_all_have() {
    AlembicConfig config = read("tenant");
    assertEquals("migrations/tenant", config.scriptLocation());
    assertEquals(Optional.of("UTC"), config.timezone());
  }

  @Test
  void without_a_name_or_with_a_wrong_one_the_sections_are_told() {
    run.write("env.py", "");
    for (String name : List.of("alembic", "tenants")) {
      Failure failure = assertThrows(Failure.class, () -> read(name));
      assertEquals(
          "alembic.ini has no script_location in [" + name + "], but in [core] and [tenant]",
          failure.getMessage());
      assertTrue(failure.hint().contains("--alembic-name"), failure.hint());
    }
  }

  private AlembicConfig read(String section) {
    try (GitRepository repository = GitRepository.containing(run.root())) {
      return AlembicConfig.read(repository.workTree(), new ConfigSection("alembic.ini", section));
    }
  }

  /** Before a build starts, so Docker is not needed. */
  @Test
  void a_dockerfile_has_to_name_the_section_itself() throws Exception {
    Files.writeString(run.path("Dockerfile-db"), "FROM scratch\nRUN alembic upgrade head\n");
    ProjectTree tree = new ProjectTree(run.root(), "", "alembic.ini", "core", "", run.root());
    Engine.Watch watch = new Engine.Watch(folder.resolve("log"), revision -> {});
    try (DockerfileEngine engine =
        new DockerfileEngine(new Settings().build(), Path.of("Dockerfile-db"))) {
      Failure failure =
          assertThrows(
              Failure.class, () -> engine.migrated(tree, Target.heads(Set.of("c3c3")), watch));
      assertEquals(
          "--alembic-name is core, and Dockerfile-db does not name it", failure.getMessage());
      assertTrue(failure.hint().contains("alembic --name core upgrade head"), failure.hint());
    }
  }
}
