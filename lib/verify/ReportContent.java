package verify;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import engine.Engine;
import git.DiffStat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import postgres.ThrowawayDatabase;
import project.Project;
import project.SquashedRevisions;
import proof.SchemaDumps;
import proof.Verdict;
import report.History;
import report.ReleaseRow;
import report.Report;
import report.Timings;

/** Gathers what a report tells. */
final class ReportContent {
  private final Project project;
  private final TwoStates states;
  private final List<ReleaseRow> releases;
  private final Optional<SquashedRevisions> squash;

  /** What is to tell of two states that were compared, and of databases of releases. */
  ReportContent(Project project, TwoStates states, List<ReleaseRow> releases) {
    this.project = project;
    this.states = states;
    this.releases = releases;
    this.squash = states.squash();
  }

  /** The report of a verdict. */
  Report told(Verdict verdict, SchemaDumps dumps, Engine engine, Builds builds) {
    return new Report(
        project.folder().getFileName().toString(),
        squash.map(this::told),
        Instant.now(),
        engine.describe(),
        "PostgreSQL " + builds.snapshot(Builds.BEFORE).serverVersion(),
        verdict,
        dumps.compared(verdict.kind()) + ".",
        squash.isPresent() ? history(states.before(), false) : History.none(),
        squash.isPresent() ? history(states.after(), true) : History.none(),
        timings(builds),
        files(),
        project.console().warnings(),
        releases);
  }

  private Report.Squash told(SquashedRevisions squashed) {
    String message = states.before().find(squashed.cut()).map(RevisionScript::message).orElse("");
    return new Report.Squash(squashed.name(), squashed.cut(), message, states.commit());
  }

  private History history(RevisionGraph graph, boolean squashed) {
    return new History(
        graph.newestFirst().stream()
            .map(
                script ->
                    new History.Revision(
                        script.revision(),
                        script.message(),
                        downRevisions(graph, script),
                        role(script.revision(), squashed)))
            .toList());
  }

  /** Down revisions may be named by their branch labels. */
  private static List<String> downRevisions(RevisionGraph graph, RevisionScript script) {
    return script.downRevisions().stream()
        .flatMap(name -> graph.resolve(name).stream())
        .map(RevisionScript::revision)
        .toList();
  }

  private History.Role role(String revision, boolean squashed) {
    if (squash.filter(made -> made.cut().equals(revision)).isPresent()) {
      return squashed ? History.Role.BASELINE : History.Role.CUT;
    }
    return squash.map(SquashedRevisions::gone).orElse(Set.of()).contains(revision)
        ? History.Role.SQUASHED
        : History.Role.KEPT;
  }

  private Timings timings(Builds builds) {
    ThrowawayDatabase originals = builds.database(Builds.BEFORE);
    Map<String, Double> seconds = originals.seconds();
    List<Timings.RevisionTime> slowest =
        squash.map(SquashedRevisions::revs).orElse(List.of()).stream()
            .filter(seconds::containsKey)
            .map(
                id ->
                    new Timings.RevisionTime(
                        id,
                        states.before().find(id).map(RevisionScript::message).orElse(""),
                        Duration.ofNanos((long) (seconds.get(id) * 1e9))))
            .toList();
    return Timings.of(
        builds.fresh(Builds.BEFORE, Builds.AGAIN),
        builds.fresh(Builds.AFTER, Builds.AFTER_AGAIN),
        slowest);
  }

  private Report.FileCount files() {
    if (squash.isEmpty()) {
      return new Report.FileCount(0, 0);
    }
    List<DiffStat.Changed> changed = states.changed(project.repository()).files();
    int added = (int) changed.stream().filter(file -> file.status() == 'A').count();
    int removed = (int) changed.stream().filter(file -> file.status() == 'D').count();
    return new Report.FileCount(added, removed);
  }
}
