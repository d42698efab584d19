package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import process.Processes;
import project.Project;
import project.ProjectOptions;
import status.Doctor;
import status.StatusPhase;
import tests.BuiltHistory.Talk;

/** Where a project is, and what its machine has. */
@Tag("slow")
class StatusTest {
  @TempDir Path folder;
  private BuiltHistory built;
  private SampleRun run;

  @BeforeEach
  void releases() {
    built = BuiltHistory.project(folder).file(".gitignore", ".alembic_squash/\n");
    built.file("pyproject.toml", "[tool.alembic-squash]\ntimeout = 90\nenv = [\"PATH\"]\n");
    built.revision("a1aa").revision("b2bb", "a1aa").committed("one").tag("v1.0");
    built.revision("c3cc", "b2bb").committed("two").branch("topic");
    run = new SampleRun(folder, List.of());
  }

  @AfterEach
  void close() {
    built.close();
  }

  private String status(boolean json, String... options) {
    Talk talk = Talk.sayingYes(false);
    String[] words = options.length == 0 ? new String[0] : options;
    ProjectOptions parsed = CommandLine.populateCommand(new ProjectOptions(), words);
    try (Project project =
        new Project(
            talk.console(),
            options.length == 0
                ? CommandLine.populateCommand(new ProjectOptions(), "-C", folder.toString())
                : parsed)) {
      assertEquals(ExitCode.DONE, new StatusPhase(project).run(json));
    }
    assertEquals("", talk.said());
    return talk.data();
  }

  private JsonObject told() {
    return JsonParser.parseString(status(true)).getAsJsonObject();
  }

  private void isAt(String stage, String next) {
    JsonObject told = told();
    assertEquals(stage, told.get("stage").getAsString(), told.toString());
    assertEquals(next, told.get("next").getAsString(), told.toString());
  }

  @Test
  void each_phase_is_told_with_the_next_one() throws Exception {
    isAt("nothing", "alembic_squash plan");
    SampleRun local = new SampleRun(folder, List.of("--engine=local"));
    local.plan("v1.0");
    isAt("planned", "alembic_squash dump-baseline");
    run.handmadeBaseline();
    isAt("planned", "alembic_squash dump-baseline");
    Path baseline = folder.resolve(".alembic_squash/baseline-v1.0.sql");
    String sum = process.StoredBytes.of(Files.readString(baseline)).sum();
    run.work(project -> project.plan().keepSum("baseline-v1.0.sql", java.util.Optional.of(sum)));
    isAt("dumped", "alembic_squash squash");
    run.squash(false, false);
    isAt("squashed", "alembic_squash verify");
    assertTrue(status(false).contains("Squashed: the baseline is in the work tree.\n"));
    String report =
        """
        {"verdict": "IDENTICAL", "squash": {"cut": "b2bb", "commit": "%s"}}
        """
            .formatted(run.git("rev-parse", "HEAD").strip());
    run.write(".alembic_squash/report.json", report);
    isAt("verified", "git commit --file " + folder.resolve(".alembic_squash/commit-message"));
    run.git("commit", "--quiet", "--file", ".alembic_squash/commit-message");
    isAt("verified", "git push");
    Thread.sleep(20);
    run.write("alembic/versions/baseline-v1.0.sql", "-- edited\n");
    JsonObject told = told();
    assertEquals("alembic_squash verify", told.get("next").getAsString());
    assertEquals(
        "Since the verdict: alembic/versions/baseline-v1.0.sql.",
        told.get("changed").getAsJsonArray().get(0).getAsString());
    run.write(".alembic_squash/report.json", report.replace("IDENTICAL", "DIFFERENT"));
    isAt("squashed", "alembic_squash verify");
  }

  @Test
  void a_plan_that_no_longer_fits_is_told_why() {
    new SampleRun(folder, List.of("--engine=local")).plan("v1.0");
    built.revision("d4dd", "c3cc").committed("three");
    String told = status(false);
    assertTrue(told.contains("Changed: the plan no longer fits the repository"), told);
    assertTrue(told.contains("it is no head any more.\nNext: alembic_squash plan v1.0\n"), told);
  }

  @Test
  void settings_are_told_with_their_places_and_variables_without_their_values() {
    new SampleRun(folder, List.of("--engine=local", "--env=APP_KEY=secret", "--value=a.b=keep"))
        .plan("v1.0");
    String told = status(false, "-C", folder.toString(), "--python=python3").replaceAll(" +", " ");
    assertTrue(told.contains("engine local the plan\n"), told);
    assertTrue(told.contains("python python3 the command line\n"), told);
    assertTrue(told.contains("timeout 90 the plan\n"), told);
    assertTrue(told.contains("env.APP_KEY (set) the plan\n"), told);
    assertTrue(told.contains("env.PATH (set) pyproject.toml [tool.alembic-squash]\n"), told);
    assertTrue(told.contains("value a.b keep the plan\n"), told);
    assertFalse(told.contains("secret"), told);
  }

  @Test
  void a_doctor_tells_what_is_there() {
    Talk talk = Talk.sayingYes(false);
    ProjectOptions options =
        CommandLine.populateCommand(
            new ProjectOptions(), "-C", folder.toString(), "--python=" + python());
    assertEquals(ExitCode.DONE, new Doctor(talk.console(), options).run(true));
    JsonObject told = JsonParser.parseString(talk.data()).getAsJsonObject();
    assertTrue(told.get("engines").toString().contains("\"local\""), told.toString());
    String names = told.get("checks").toString();
    for (String name :
        List.of(
            "Java",
            "JBang",
            "git",
            "Python",
            "Alembic",
            "driver",
            "PostgreSQL",
            "Docker",
            "network namespace",
            "memory",
            "temporary files",
            "settings")) {
      assertTrue(names.contains("\"name\":\"" + name + "\""), name + " is not in " + names);
    }
  }

  private static Path python() {
    return Engines.python().executable();
  }

  @Test
  void where_nothing_can_work_the_exit_code_says_so() throws Exception {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Path git = Path.of(Processes.command("which", "git").check().output().strip());
    Files.createSymbolicLink(programs.resolve("git"), git);
    Script script = Script.of("alembic_squash");
    Processes.Result none =
        script
            .command("doctor")
            .in(folder)
            .with("PATH", programs.toString())
            .with("VIRTUAL_ENV", "")
            .run();
    assertEquals(1, none.exitCode(), none.output() + none.errors());
    assertTrue(none.output().contains("✗ Python "), none.output());
    assertTrue(none.output().contains("Nothing can be squashed here"), none.output());
    assertFalse(none.output().contains("\033"), none.output());
  }
}
