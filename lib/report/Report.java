package report;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import proof.Verdict;

/**
 * All that a proof has to tell: what was squashed, the verdict, and what both histories cost. Pages
 * and files only render it.
 *
 * @param project its name
 * @param squash what was squashed; none where two states of a repository were compared
 * @param made when the comparison ended
 * @param engine where the databases came from, in words
 * @param server the server's version, in words: {@code PostgreSQL 15.14}
 * @param verdict the answer, with all that was compared
 * @param dumps how the dumps of both compare byte by byte, as a sentence
 * @param before the history of the originals
 * @param after the history that took its place
 * @param timings what building a database took
 * @param files how many files of the repository came and went
 * @param warnings sentences that were said on the way
 * @param releases what happens to a database of each release, the oldest first
 */
public record Report(
    String project,
    Optional<Squash> squash,
    Instant made,
    String engine,
    String server,
    Verdict verdict,
    String dumps,
    History before,
    History after,
    Timings timings,
    FileCount files,
    List<String> warnings,
    List<ReleaseRow> releases) {

  /** Keeps copies. */
  public Report {
    warnings = List.copyOf(warnings);
    releases = List.copyOf(releases);
  }

  /**
   * What was squashed.
   *
   * @param tag the release up to which history is squashed
   * @param cut the revision whose id the baseline keeps
   * @param message the cut's message
   * @param commit the full id of the commit that has the originals
   */
  public record Squash(String tag, String cut, String message, String commit) {}

  /**
   * What the squash did to the repository's files.
   *
   * @param added how many are new
   * @param removed how many are gone
   */
  public record FileCount(int added, int removed) {}

  /** The reason for the verdict, as a sentence. */
  public String reason() {
    String reason = verdict.reason();
    return reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1) + ".";
  }
}
