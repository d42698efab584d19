package phases;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import database.Engine;
import database.ThrowawayDatabase;
import git.DiffStat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import proof.Verdict;
import report.History;
import report.Report;
import report.Timings;

/** Gathers what a report tells. */
final class Story {
  private final Project project;
  private final Optional<Squashplan> plan;
  private final RevisionGraph before;
  private final RevisionGraph after;

  /**
   * A story to tell.
   *
   * @param plan the squash; empty where two states of a repository were compared
   * @param before the revisions of the originals
   * @param after the revisions that took their place
   */
  Story(Project project, Optional<Squashplan> plan, RevisionGraph before, RevisionGraph after) {
    this.project = project;
    this.plan = plan;
    this.before = before;
    this.after = after;
  }

  /** The report of a verdict. */
  Report told(Verdict verdict, Engine engine, Builds builds) {
    return new Report(
        project.folder().getFileName().toString(),
        plan.map(this::squash),
        Instant.now(),
        engine.describe(),
        "PostgreSQL " + builds.snapshot(Builds.BEFORE).serverVersion(),
        verdict,
        plan.isPresent() ? history(before, false) : History.none(),
        plan.isPresent() ? history(after, true) : History.none(),
        timings(builds),
        files(),
        project.console().warnings());
  }

  private Report.Squash squash(Squashplan squashed) {
    String message = before.find(squashed.cut()).map(RevisionScript::message).orElse("");
    return new Report.Squash(squashed.tag(), squashed.cut(), message, squashed.commit());
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
    Set<String> gone = plan.map(Squashplan::revs).map(Set::copyOf).orElse(Set.of());
    boolean isCut = plan.filter(squash -> squash.cut().equals(revision)).isPresent();
    if (isCut) {
      return squashed ? History.Role.BASELINE : History.Role.CUT;
    }
    return gone.contains(revision) ? History.Role.SQUASHED : History.Role.KEPT;
  }

  private Timings timings(Builds builds) {
    ThrowawayDatabase originals = builds.database(Builds.BEFORE);
    Map<String, Double> seconds = originals.seconds();
    List<Timings.RevisionTime> slowest =
        plan.map(Squashplan::revs).orElse(List.of()).stream()
            .filter(seconds::containsKey)
            .map(
                id ->
                    new Timings.RevisionTime(
                        id,
                        before.find(id).map(RevisionScript::message).orElse(""),
                        Duration.ofNanos((long) (seconds.get(id) * 1e9))))
            .toList();
    return new Timings(
        builds.freshSeconds(Builds.BEFORE), builds.freshSeconds(Builds.AFTER), slowest);
  }

  private Report.FileCount files() {
    if (plan.isEmpty()) {
      return new Report.FileCount(0, 0);
    }
    List<DiffStat.Changed> changed =
        DiffStat.since(project.repository(), plan.get().commit()).files();
    int added = (int) changed.stream().filter(file -> file.deleted() == 0).count();
    int removed = (int) changed.stream().filter(file -> file.added() == 0).count();
    return new Report.FileCount(added, removed);
  }
}
