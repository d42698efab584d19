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
   * Plans, asks once, and carries it out.
   *
   * @param isQuick as {@link VerifyPhase.Options#quick}
   * @return what {@link VerifyPhase} answers
   */
  public ExitCode run(PlanOptions plan, SquashOptions squash, boolean isQuick) {
    new PlanPhase(console, project.repository(), project.folder(), project.conditions(), plan)
        .run();
    new HistoryChoice(project).decide(squash.history());
    if (!console.questions().confirm("Dump the baseline, squash, and verify?")) {
      throw new Failure("stopped after the plan: the answer was no", "");
    }
    console.questions().assumeYes();
    SharedBuilds shared = project.share();
    try {
      new DumpBaselinePhase(project, squash.downgrade()).run();
      new SquashPhase(project, squash).run();
      return new VerifyPhase(project, VerifyPhase.Options.OF_THE_PLAN.quick(isQuick)).run();
    } finally {
      shared.close();
    }
  }
}
