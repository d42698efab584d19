package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import process.Processes;
import sample.SampleProject;

/** What runs on pull requests: a job of GitHub is simulated by its variables and its files. */
@Tag("slow")
class ContinuousIntegrationTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern INPUT = Pattern.compile("inputs\\.(\\w+)");

  @TempDir Path folder;

  @Test
  void a_difference_is_told_to_the_job_and_marked_at_the_revisions_that_were_added()
      throws Exception {
    Engines.assumeLocal();
    Path project = folder.resolve("hearthd");
    SampleProject.create(project);
    Path summary = folder.resolve("summary");
    Path output = folder.resolve("output");
    Processes.Result result =
        Script.of("alembic_squash")
            .command("verify", "--before", "hearthd-25.06~1", "--json", "--engine", "local")
            .in(project)
            .with("SQUASH_PYTHON", Engines.python().executable().toString())
            .with("SQUASH_INIT_SQL", project.resolve("contribs/init.sql").toString())
            .with("GITHUB_ACTIONS", "true")
            .with("GITHUB_STEP_SUMMARY", summary.toString())
            .with("GITHUB_OUTPUT", output.toString())
            .run();
    assertEquals(3, result.exitCode(), result.errors());
    assertTrue(result.output().startsWith("{"), result.output());
    List<String> marks =
        result.errors().lines().filter(line -> line.startsWith("::error ")).toList();
    assertTrue(
        marks.stream()
            .allMatch(
                line ->
                    line.matches(
                        "::error"
                            + " file=alembic/versions/\\w+\\.py,title=alembic_squash::DIFFERENT.*")),
        result.errors());
    assertTrue(!marks.isEmpty(), result.errors());
    Path report = project.resolve(".alembic_squash/report.html").toRealPath();
    assertEquals("verdict=DIFFERENT\nreport=" + report + "\n", Files.readString(output));
    assertTrue(Files.readString(summary).contains("DIFFERENT"));
  }

  @Test
  void what_can_be_proven_depends_on_what_the_change_does() throws Exception {
    Path project = Files.createDirectory(folder.resolve("project"));
    git(project, "init", "-q", "-b", "main");
    revision(project, "versions/a1.py");
    String base = committed(project);
    revision(project, "versions/b2.py");
    committed(project);
    Path output = folder.resolve("output");
    Processes.Result none = verify(project, base, output);
    assertEquals("", none.output(), none.errors());
    assertEquals("verdict=NOTHING\n", Files.readString(output));
    assertTrue(none.errors().contains("nothing to compare"), none.errors());
    revision(project, "squashed/a0.py");
    committed(project);
    assertEquals("verify --quick\n", verify(project, base, output).output());
    git(project, "rm", "-q", "versions/a1.py");
    committed(project);
    assertEquals("verify --before " + base + " --quick\n", verify(project, base, output).output());
  }

  @Test
  void the_report_is_one_comment_that_is_updated() throws Exception {
    Path bin = folder.resolve("bin");
    Path said = folder.resolve("said");
    BareWrapper.program(
        bin.resolve("gh"),
        """
        for word; do
          case $word in body=@*) cp "${word#body=@}" %1$s.body ;; esac
        done
        case " $* " in *" --paginate "*) cat %1$s.mine 2>/dev/null || true ;; *) echo "$*" >>%1$s ;; esac
        """
            .formatted(said));
    Path report = folder.resolve("report.md");
    Files.writeString(report, "# IDENTICAL\n" + "x".repeat(70_000));
    comment(bin, report);
    Files.writeString(folder.resolve("said.mine"), "77\n78\n");
    comment(bin, report);
    List<String> calls = Files.readAllLines(said);
    assertTrue(
        calls.get(0).startsWith("api --silent --method POST repos/me/app/issues/12/comments "),
        calls.toString());
    assertTrue(
        calls.get(1).startsWith("api --silent --method PATCH repos/me/app/issues/comments/77 "),
        calls.toString());
    String body = Files.readString(folder.resolve("said.body"));
    assertTrue(body.startsWith("<!-- alembic_squash -->\n# IDENTICAL\nxxx"), body);
    assertTrue(body.endsWith("The rest is in the summary of the job.\n"));
    assertTrue(body.length() < 65_536);
  }

  @Test
  void the_action_uses_what_it_declares_and_runs_what_is_there() throws Exception {
    String text = Files.readString(Checkout.root().resolve("action.yml"));
    Map<String, Object> action = new Yaml().load(text);
    Set<String> used = new TreeSet<>();
    Matcher found = INPUT.matcher(text);
    while (found.find()) {
      used.add(found.group(1));
    }
    assertEquals(used, new TreeSet<>(map(action.get("inputs")).keySet()));
    Matcher programs = Pattern.compile("\\$GITHUB_ACTION_PATH/(ci/\\w+)").matcher(text);
    int count = 0;
    while (programs.find()) {
      assertTrue(Files.isExecutable(Checkout.root().resolve(programs.group(1))));
      count++;
    }
    assertEquals(2, count);
    for (Object step : (List<?>) map(action.get("runs")).get("steps")) {
      Processes.command("sh", "-n", "-c", map(step).get("run").toString()).check();
    }
  }

  /** Their steps are a shell's, and give the action no input that it has not. */
  @Test
  void the_pages_workflows_are_workflows() throws Exception {
    String page = Files.readString(Checkout.root().resolve("docs/ci.md"));
    Map<String, Object> action =
        new Yaml().load(Files.readString(Checkout.root().resolve("action.yml")));
    Set<?> inputs = map(action.get("inputs")).keySet();
    Matcher blocks = YAML.matcher(page);
    List<String> scripts = new ArrayList<>();
    int count = 0;
    while (blocks.find()) {
      count++;
      Map<String, Object> workflow = new Yaml().load(blocks.group(1));
      for (Object job :
          workflow.containsKey("jobs") ? map(workflow.get("jobs")).values() : workflow.values()) {
        Map<?, ?> fields = map(job);
        if (fields.get("script") instanceof List<?> lines) {
          lines.forEach(line -> scripts.add(line.toString()));
        }
        for (Object step : fields.get("steps") instanceof List<?> steps ? steps : List.of()) {
          Map<?, ?> given = map(step);
          if (given.containsKey("run")) {
            scripts.add(given.get("run").toString());
          }
          if ((given.get("uses") + "").contains("alembic_squash") && given.containsKey("with")) {
            assertTrue(inputs.containsAll(map(given.get("with")).keySet()), given.toString());
          }
        }
      }
    }
    assertTrue(count >= 3, page);
    String help =
        Script.of("alembic_squash").command("--help").check().output()
            + Script.of("alembic_squash").command("run", "--help").check().output();
    for (String script : scripts) {
      Processes.command("sh", "-n", "-c", script).check();
      Matcher run = Pattern.compile("alembic_squash.java. run (.*)").matcher(script);
      while (run.find()) {
        for (String word : run.group(1).split(" ", -1)) {
          assertTrue(!word.startsWith("--") || help.contains(word), word);
        }
      }
    }
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  private static Processes.Result verify(Path project, String base, Path output) {
    return Processes.command(Checkout.root().resolve("ci/verify").toString(), base, "--quick")
        .in(project)
        .with("ALEMBIC_SQUASH", "echo")
        .with("GITHUB_OUTPUT", output.toString())
        .check();
  }

  private static void comment(Path bin, Path report) {
    Processes.command(Checkout.root() + "/ci/comment", "me/app", "12", report.toString())
        .with("PATH", bin + File.pathSeparator + System.getenv("PATH"))
        .check();
  }

  private static void revision(Path project, String name) throws Exception {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "revision = '" + name + "'\n");
  }

  private static String committed(Path project) {
    git(project, "add", ".");
    git(project, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x");
    return git(project, "rev-parse", "HEAD").strip();
  }

  private static String git(Path project, String... words) {
    List<String> line = new ArrayList<>(List.of("git"));
    line.addAll(List.of(words));
    return Processes.command(line).in(project).check().output();
  }
}
