package verify;

import java.util.ArrayList;
import java.util.List;
import proof.AnsweredValues;
import proof.Comparison;
import proof.DatabaseComparison;
import proof.Verdict;
import snapshot.Snapshot;

/** What the comparisons with the originals' databases found, while they are made. */
final class Findings {
  private final Builds builds;
  private final AnsweredValues answered;
  private final List<Verdict.Way> ways = new ArrayList<>();
  private final List<Verdict.Control> controls = new ArrayList<>();
  private final List<String> notCompared = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param answered the columns whose generated values somebody decided on
   */
  Findings(Builds builds, AnsweredValues answered) {
    this.builds = builds;
    this.answered = answered;
  }

  /** All that several found, in their order; there is at least one. */
  static Findings joined(List<Findings> parts) {
    Findings all = new Findings(parts.get(0).builds, parts.get(0).answered);
    for (Findings part : parts) {
      all.ways.addAll(part.ways);
      all.controls.addAll(part.controls);
      all.notCompared.addAll(part.notCompared);
    }
    return all;
  }

  /** Compares a database with the originals' at head. */
  Comparison atHead(Snapshot judged) {
    return with(Builds.BEFORE, Builds.AGAIN, judged);
  }

  /** Compares a database with the originals' at the cut. */
  Comparison atTheCut(Snapshot judged) {
    return with(Builds.CUT, Builds.CUT_AGAIN, judged);
  }

  private Comparison with(String originals, String again, Snapshot judged) {
    return DatabaseComparison.of(
        builds.snapshot(originals), builds.snapshot(again), judged, answered, builds.window());
  }

  /** Keeps what was found in a way; what is meant by it, in a sentence. */
  void add(String name, String meaning, Comparison comparison) {
    add(new Verdict.Way(name, meaning, comparison));
  }

  /** Keeps what was found in a way. */
  void add(Verdict.Way way) {
    ways.add(way);
  }

  /** Keeps what the comparison was shown, and whether it saw it. */
  void add(Verdict.Control control) {
    controls.add(control);
  }

  /** Keeps what was not compared, and why, in a sentence. */
  void notCompared(String sentence) {
    notCompared.add(sentence);
  }

  /** The answer to all of it. */
  Verdict verdict() {
    return new Verdict(ways, controls, notCompared);
  }
}
