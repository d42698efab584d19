package phases;

import console.Console;
import console.ExitCode;
import console.Failure;
import dump.DumpBaselinePhase;
import plan.PlanOptions;
import plan.PlanPhase;
import project.Project;
import project.SharedBuilds;
import squash.HistoryChoice;
import squash.SquashOptions;
import squash.SquashPhase;
import verify.VerifyPhase;

/** All four phases, one after the other, with one question. */
public final class RunPhase {
  private final Project project;
  private final Console console;

  public RunPhase(Project project) {
    this.project = project;
    this.console = project.console();
  }

  /**
   * Plans, asks once, and carries it out. Where a run of the same was killed, it goes on with the
   * phase that did not end.
   *
   * @param isQuick as {@link VerifyPhase.Options#quick}
   * @return what {@link VerifyPhase} answers
   */
  public ExitCode run(PlanOptions plan, SquashOptions squash, boolean isQuick) {
    RunRecord record = new RunRecord(project, plan, squash);
    boolean isSquashed = record.isSquashed();
    boolean isDumped = isSquashed || record.isDumped();
    if (isDumped) {
      console.say(
          "Goes on where it stopped: "
              + (isSquashed ? "the squash is in place" : "the baseline is dumped")
              + " (`undo` and `plan` begin anew)");
    } else {
      new PlanPhase(console, project.repository(), project.folder(), project.conditions(), plan)
          .run();
      new HistoryChoice(project).decide(squash.history());
    }
    if (!console.questions().confirm(question(isDumped, isSquashed))) {
      throw new Failure("stopped after the plan: the answer was no", "");
    }
    console.questions().assumeYes();
    SharedBuilds shared = project.share();
    try {
      if (!isDumped) {
        record.begin();
        new DumpBaselinePhase(project, squash.downgrade()).run();
        record.dumped();
      }
      new SquashPhase(project, squash).runInARun();
      return new VerifyPhase(project, VerifyPhase.Options.OF_THE_PLAN.quick(isQuick)).run();
    } finally {
      record.end();
      shared.close();
    }
  }

  private static String question(boolean isDumped, boolean isSquashed) {
    if (isSquashed) {
      return "Verify?";
    }
    return isDumped ? "Squash, and verify?" : "Dump the baseline, squash, and verify?";
  }
}
