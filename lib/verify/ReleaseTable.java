package verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import proof.Verdict;
import report.ReleaseRow;

/** What happens to a database of each release, and how that was seen. */
final class ReleaseTable {
  private final Stops stops;
  private final OldHistory old;
  private final Set<String> head;
  private final Optional<String> cut;

  ReleaseTable(Stops stops, OldHistory old, TwoStates states) {
    this.stops = stops;
    this.old = old;
    this.head = states.before().headsInVersionTable();
    this.cut = states.cut();
  }

  /** The releases with what ways of the verdict say of them. */
  List<ReleaseRow> rows(Verdict verdict) {
    return stops.releases().stream()
        .map(
            stop ->
                new ReleaseRow(
                    stop.name(),
                    List.copyOf(new TreeSet<>(stop.heads())),
                    stop.heads().equals(head) ? "at head already" : old.outcome(stop),
                    proof(stop, verdict)))
        .toList();
  }

  private String proof(Stop stop, Verdict verdict) {
    String way =
        stop.heads().equals(head)
            ? UpgradeWays.AT_HEAD
            : cut.filter(id -> stop.heads().equals(Set.of(id))).isPresent()
                ? UpgradeWays.DEPLOYED
                : stop.way();
    return verdict.ways().stream()
        .filter(tried -> tried.name().equals(way))
        .map(tried -> tried.comparison().kind().name() + " (" + tried.name() + ")")
        .findFirst()
        .orElse("not tried");
  }
}
