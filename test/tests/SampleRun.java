package tests;

import console.ExitCode;
import deployed.CheckDatabasePhase;
import dump.DumpBaselinePhase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import phases.RunPhase;
import phases.SchemaInfoPhase;
import picocli.CommandLine;
import plan.CutChoice;
import plan.PlanPhase;
import plan.Squashplan;
import process.Processes;
import project.Project;
import project.ProjectOptions;
import sample.SampleProject;
import squash.Downgrade;
import squash.SquashOptions;
import squash.SquashPhase;
import statements.BaselineFile;
import tests.BuiltHistory.Talk;
import verify.VerifyPhase;

/**
 * The sample project in a folder of its own, and the phases on it, in this process.
 *
 * @param root the project's folder
 * @param options what every phase is given, as on the command line
 */
record SampleRun(Path root, List<String> options) {
  static final String VERSIONS = "alembic/versions/";

  /** Makes the sample in a new folder. */
  static SampleRun create(Path folder, String... options) {
    Path root = folder.resolve("hearthd");
    SampleProject.create(root);
    return new SampleRun(root, List.of(options));
  }

  /** With this machine's PostgreSQL. */
  static SampleRun local(Path folder) {
    Engines.assumeLocal();
    SampleRun sample = create(folder);
    return new SampleRun(
        sample.root(),
        List.of(
            "--engine=local",
            "--python=" + Engines.python().executable(),
            "--init-sql=" + sample.root().resolve("contribs/init.sql")));
  }

  /** A copy of this state, plan and baseline included, to do something else with. */
  SampleRun copy(Path folder) {
    Path copy = folder.resolve("copies").resolve(String.valueOf(System.nanoTime()));
    try {
      Files.createDirectories(copy);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    Processes.command("cp", "-a", root.toString(), copy.toString()).check();
    return at(copy.resolve(root.getFileName()));
  }

  /** The same options elsewhere. */
  SampleRun at(Path other) {
    return new SampleRun(other, options);
  }

  /** The same project with further options. */
  SampleRun with(String... further) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(further));
    return new SampleRun(root, all);
  }

  String plan(String ref) {
    return plan(ref, false);
  }

  String plan(String ref, boolean again) {
    return said(
        (project, talk) -> {
          new PlanPhase(
                  talk.console(),
                  project.repository(),
                  project.folder(),
                  project.conditions(),
                  project.plan().options(Optional.of(ref), again))
              .run();
        });
  }

  /** Plans some of the revisions that a name has. */
  String plan(String ref, CutChoice choice) {
    return said(
        (project, talk) ->
            new PlanPhase(
                    talk.console(),
                    project.repository(),
                    project.folder(),
                    project.conditions(),
                    project.plan().options(Optional.of(ref), false).choosing(choice))
                .run());
  }

  String planKeepingImported(String ref) {
    return said(
        (project, talk) ->
            new PlanPhase(
                    talk.console(),
                    project.repository(),
                    project.folder(),
                    project.conditions(),
                    project.plan().options(Optional.of(ref), false).keepingImported())
                .run());
  }

  String dump() {
    return dump(Downgrade.REFUSE);
  }

  String dump(Downgrade downgrade) {
    return said((project, talk) -> new DumpBaselinePhase(project, downgrade).run());
  }

  /** Writes a baseline for the plan without building a database. */
  SampleRun handmadeBaseline() {
    Squashplan plan = Squashplan.read(Squashplan.path(root));
    write(
        Squashplan.FOLDER + "/" + BaselineFile.name(plan.name()),
        """
        -- cut:%s
        -- One statement follows each line that starts with --;;.

        --;; TABLE made_by_hand
        CREATE TABLE made_by_hand (id int);

        --;; END OF FILE
        """
            .formatted(plan.cut()));
    return this;
  }

  String squash(boolean inline, boolean commit) {
    return squash(new SquashOptions(inline, commit));
  }

  String squash(SquashOptions how) {
    return said((project, talk) -> new SquashPhase(project, how).run());
  }

  /** What verify answers and says; stdout comes first. */
  Answer verify() {
    return verify(VerifyPhase.Options.OF_THE_PLAN);
  }

  Answer verify(VerifyPhase.Options options) {
    return answer(project -> new VerifyPhase(project, options).run());
  }

  /** What check-database answers. */
  Answer check(CheckDatabasePhase.Options options) {
    return answer(project -> new CheckDatabasePhase(project, options).run());
  }

  /** Describes the work tree's database. */
  String schemaInfo(String tag) {
    return said((project, talk) -> new SchemaInfoPhase(project).run(tag));
  }

  Answer run(String ref) {
    return answer(
        project ->
            new RunPhase(project)
                .run(
                    project.plan().options(Optional.of(ref), false),
                    new SquashOptions(false, true),
                    false));
  }

  /**
   * What a phase answers.
   *
   * @param exit the exit code of the process
   * @param data what went to stdout
   * @param said what went to stderr
   */
  record Answer(ExitCode exit, String data, String said) {}

  /** Does something else with the project. */
  void work(Consumer<Project> doing) {
    said((project, talk) -> doing.accept(project));
  }

  interface Work {
    void on(Project project, Talk talk);
  }

  String said(Work work) {
    Talk talk = Talk.sayingYes(true);
    try (Project project = project(talk)) {
      work.on(project, talk);
    }
    return talk.said();
  }

  /** Does something else, and tells these. */
  void work(Talk talk, Consumer<Project> doing) {
    try (Project project = project(talk)) {
      doing.accept(project);
    }
  }

  /** What something else answers. */
  Answer answer(Function<Project, ExitCode> work) {
    Talk talk = Talk.sayingYes(true);
    try (Project project = project(talk)) {
      ExitCode exit = work.apply(project);
      return new Answer(exit, talk.data(), talk.said());
    }
  }

  private Project project(Talk talk) {
    List<String> words = new ArrayList<>(options);
    words.addAll(List.of("-C", root.toString()));
    ProjectOptions parsed =
        CommandLine.populateCommand(new ProjectOptions(), words.toArray(String[]::new));
    return new Project(talk.console(), parsed);
  }

  /** Runs on a project that a test has written, with this machine's PostgreSQL. */
  static SampleRun localOn(Path root) {
    Engines.assumeLocal();
    return new SampleRun(
            root, List.of("--engine=local", "--python=" + Engines.python().executable()))
        .initialised();
  }

  /** Makes the project's folder a repository without a commit, of somebody who can make one. */
  SampleRun initialised() {
    git("init", "--quiet", "--initial-branch=main");
    git("config", "user.name", "A Tester");
    git("config", "user.email", "tester@example.org");
    return this;
  }

  /** Commits all that is there. */
  void commitAll(String message) {
    git("add", ".");
    git("commit", "--quiet", "-m", message);
  }

  /** Runs git in it. */
  String git(String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return Processes.command(command).in(root).check().output();
  }

  Path path(String relative) {
    return root.resolve(relative);
  }

  String text(String relative) {
    try {
      return Files.readString(path(relative));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  void write(String relative, String text) {
    try {
      Files.createDirectories(path(relative).getParent());
      Files.writeString(path(relative), text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Writes a revision that does nothing. */
  void revision(String id, String down) {
    write(
        VERSIONS + id + "_step.py",
        """
        revision = '%s'
        down_revision = '%s'


        def upgrade():
            pass
        """
            .formatted(id, down));
  }
}
