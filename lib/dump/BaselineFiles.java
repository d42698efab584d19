package dump;

import answers.Answers;
import console.Console;
import console.ExitCode;
import console.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plan.Squashplan;
import postgres.ThrowawayDatabase;
import project.Project;
import squash.BaselineDowngrade;
import squash.BaselineHeading;
import statements.BaselineFile;
import statements.HeaderLine;

/**
 * The files that are written for a plan.
 *
 * @param upgrade the baseline
 * @param downgrade its way back, where that is wanted
 */
record BaselineFiles(Squashplan plan, BaselineFile upgrade, Optional<BaselineFile> downgrade) {
  /** Works out their texts. */
  static BaselineFiles of(
      Squashplan plan, AnsweredBaseline answered, Optional<BaselineDowngrade> back) {
    List<String> heading = heading(plan, answered, answered.known());
    return back.map(
            way ->
                BaselineFile.pair(
                    answered.baseline(),
                    heading,
                    way.statements(),
                    BaselineDowngrade.heading(plan)))
        .map(pair -> new BaselineFiles(plan, pair.upgrade(), Optional.of(pair.downgrade())))
        .orElseGet(
            () ->
                new BaselineFiles(
                    plan, BaselineFile.of(answered.baseline(), heading), Optional.empty()));
  }

  /** One to try: secrets need variables, which nobody has to set before the baseline is there. */
  static BaselineFile withoutSecrets(Squashplan plan, AnsweredBaseline answered) {
    return BaselineFile.of(
        answered.baseline(), heading(plan, answered, answered.known().withoutSecrets()));
  }

  private static List<String> heading(Squashplan plan, AnsweredBaseline answered, Answers answers) {
    return BaselineHeading.of(plan, answered.values(), answers);
  }

  /**
   * Runs the baseline and goes the way back.
   *
   * @param way what the way back was made of
   * @param prepared the database before the first migration
   * @return the same files; the way back's says if it does not lead to what was there
   */
  BaselineFiles tried(BaselineDowngrade way, ThrowawayDatabase prepared) {
    upgrade
        .loadInto(prepared)
        .ifPresent(
            why -> {
              throw new Failure("the baseline does not load by psql", why);
            });
    return new BaselineFiles(plan, upgrade, downgrade.map(file -> way.tried(file, prepared)));
  }

  /**
   * Writes them. A way back of an earlier run does not belong to the baseline any more.
   *
   * @return where the baseline is
   */
  Path write(Project project) {
    Path written = write(project, upgrade, BaselineFile.name(plan.name()));
    String name = BaselineDowngrade.fileName(plan);
    downgrade.ifPresentOrElse(
        file -> {
          write(project, file, name);
          file.fact(HeaderLine.OBSTACLE)
              .ifPresent(why -> project.console().warn("--downgrade=drop is not possible: " + why));
        },
        () -> project.delete(name));
    return written;
  }

  /** Compares the baseline with those that are there, and writes nothing. */
  ExitCode check(Project project) {
    return new BaselineCheck(project)
        .of(plan, BaselineFile.name(plan.name()), upgrade.content().text());
  }

  private static Path write(Project project, BaselineFile file, String name) {
    project.plan().keepSum(name, Optional.empty());
    Path path = project.write(name, file.content());
    project.plan().keepSum(name, Optional.of(file.content().sum()));
    project
        .console()
        .good("wrote " + project.shown(path) + ": " + Console.counted(file.lines(), "line"));
    return path;
  }
}
