package dump;

import alembic.RevisionGraph;
import conditions.Outcome;
import conditions.PlaceCondition;
import console.Console;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plan.Squashplan;
import postgres.ThrowawayDatabase;
import project.Project;

/** Tells which conditions of the place a baseline has one outcome of. */
final class ConditionWarnings {
  private static final int SHOWN = 10;
  private static final String KEEP = "put that part into a kept revision";

  private final Project project;
  private final Squashplan plan;
  private final Console console;

  ConditionWarnings(Project project, Squashplan plan) {
    this.project = project;
    this.plan = plan;
    this.console = project.console();
  }

  /**
   * Warns of each, but for variables that somebody gave a value: that was decided.
   *
   * @param prepared the database before the first migration
   */
  void tell(ThrowawayDatabase prepared) {
    List<PlaceCondition> conditions =
        project
            .conditions()
            .of(
                plan.commit(),
                plan.config(),
                plan.cut(),
                plan.from(),
                () -> RevisionGraph.read(project.repository().tree(plan.commit()), plan.config()));
    Map<String, String> given = project.settings().givenVariables(plan);
    Outcome outcome = new Outcome(project.settings().environment(Optional.of(plan)), prepared);
    List<PlaceCondition> open =
        conditions.stream().filter(condition -> !Outcome.isGiven(condition, given)).toList();
    conditions.stream()
        .filter(condition -> Outcome.isGiven(condition, given))
        .forEach(condition -> console.say("  " + told(condition, outcome)));
    open.stream()
        .limit(SHOWN)
        .forEach(condition -> console.warn(told(condition, outcome) + ". " + advice(condition)));
    if (open.size() > SHOWN) {
      console.warn(
          "squashed revisions depend on "
              + (open.size() - SHOWN)
              + " more conditions of the place where they run; `plan "
              + plan.name()
              + " -v` lists them");
    }
  }

  private static String told(PlaceCondition condition, Outcome outcome) {
    return condition.reader()
        + " depends on "
        + condition.words()
        + outcome.of(condition).map(how -> ", " + how).orElse("")
        + (outcome.isRoleThere(condition)
            ? ": the baseline grants to it if it is there, and has all else of that outcome"
            : ": the baseline has that outcome")
        + " wherever it runs";
  }

  private static String advice(PlaceCondition condition) {
    String build =
        switch (condition.kind()) {
          case VARIABLE ->
              "Build it as production does, with --env "
                  + condition.name().orElse("NAME")
                  + "=VALUE";
          case ROLE, EXTENSION, OBJECT, MADE, DROPPED, SETTING ->
              "Build it from what production has, with --init-sql FILE";
          case VERSION, OFFERED_EXTENSION -> "Build it on a server like production's";
          default -> "Build it where that is as in production";
        };
    return build + ", or " + KEEP;
  }
}
