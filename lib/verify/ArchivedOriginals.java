package verify;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import archive.OriginalRevisions;
import console.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import migrations.AlembicRun;
import plan.SquashedHistory;
import postgres.ThrowawayDatabase;
import proof.Comparison;
import snapshot.Snapshot;

/** Whether an archive has the originals, as they were, and builds what they build. */
final class ArchivedOriginals {
  private static final String WAY = "the archive";
  private static final String MEANING =
      "the originals are kept byte for byte with their place in history, and an empty database that"
          + " asks for them is upgraded to head by them";

  private final Builds builds;
  private final OriginalRevisions archive;
  private final RevisionGraph after;
  private final Set<String> archivedBefore;

  /**
   * @param archive what the judged state keeps
   * @param after its revisions
   * @param archivedBefore the ids that the state before had in an archive already
   */
  ArchivedOriginals(
      Builds builds, OriginalRevisions archive, RevisionGraph after, Set<String> archivedBefore) {
    this.builds = builds;
    this.archive = archive;
    this.after = after;
    this.archivedBefore = archivedBefore;
  }

  /** Compares them. */
  void compare(Findings found) {
    List<Comparison.Difference> differences = new ArrayList<>();
    int compared = compareScripts(differences);
    Comparison built = built(found);
    differences.addAll(built.differences());
    List<Comparison.Count> facts = new ArrayList<>(built.facts());
    facts.add(new Comparison.Count("archived revision", compared, compared));
    found.add(
        WAY,
        MEANING,
        new Comparison(
            built.objects(),
            facts,
            built.tables(),
            built.equivalences(),
            differences,
            built.generated(),
            built.notCompared()));
  }

  private Comparison built(Findings found) {
    try {
      ThrowawayDatabase database = builds.askingForOriginals();
      Set<String> ran = database.seconds().keySet();
      if (!ran.isEmpty() && !ran.containsAll(archive.ids())) {
        return AlembicView.failed(
                WAY, MEANING, AlembicRun.failed("others ran: " + String.join(", ", ran)))
            .comparison();
      }
      return found.atHead(Snapshot.of(database));
    } catch (Failure refused) {
      return AlembicView.failed(WAY, MEANING, AlembicRun.failed(refused.getMessage())).comparison();
    }
  }

  private int compareScripts(List<Comparison.Difference> differences) {
    RevisionGraph before = builds.original().graph();
    int compared = 0;
    for (RevisionScript original : before.newestFirst()) {
      Optional<RevisionScript> kept =
          archive.archived().stream()
              .filter(script -> script.revision().equals(original.revision()))
              .findFirst();
      if (kept.isPresent() && !archivedBefore.contains(original.revision())) {
        compared++;
        if (!Arrays.equals(kept.get().source(), original.source())) {
          differences.add(
              new Comparison.Difference(
                  "archived " + kept.get().path(),
                  original.code().text(original.code().root()),
                  kept.get().code().text(kept.get().code().root())));
        }
      }
    }
    if (archivedBefore.isEmpty()) {
      compareHistory(before, differences);
    }
    return compared;
  }

  private void compareHistory(RevisionGraph before, List<Comparison.Difference> differences) {
    try {
      RevisionGraph original = archive.graph(after);
      if (!new SquashedHistory(original, Set.of(), Map.of()).isOf(before)) {
        differences.add(
            new Comparison.Difference(
                "the history of the archive", places(before), places(original)));
      }
    } catch (Failure unsound) {
      differences.add(
          new Comparison.Difference("the history of the archive", "", unsound.getMessage()));
    }
  }

  private static String places(RevisionGraph graph) {
    StringBuilder text = new StringBuilder();
    graph
        .newestFirst()
        .forEach(
            script ->
                text.append(script.revision())
                    .append(" after ")
                    .append(script.parents())
                    .append(script.branchLabels())
                    .append('\n'));
    return text.toString();
  }
}
