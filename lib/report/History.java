package report;

import java.util.List;
import java.util.Locale;

/**
 * The revisions of one state of a repository.
 *
 * @param revisions newest first; none if there is no history to show
 */
public record History(List<Revision> revisions) {

  /** Keeps a copy. */
  public History {
    revisions = List.copyOf(revisions);
  }

  /** A history that is not shown. */
  public static History none() {
    return new History(List.of());
  }

  /** What becomes of a revision. */
  public enum Role {
    /** It leaves the versions folder. */
    SQUASHED,
    /** The last of those that leave; the baseline has its id. */
    CUT,
    /** The one base revision that took their place. */
    BASELINE,
    /** It stays as it is. */
    KEPT;

    /** In lower case, for a sentence. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A revision.
   *
   * @param id its id
   * @param message its message, on one line
   * @param downRevisions ids of the revisions that it comes after; those not in the history are not
   *     drawn
   * @param role what becomes of it
   */
  public record Revision(String id, String message, List<String> downRevisions, Role role) {

    /** Keeps a copy. */
    public Revision {
      downRevisions = List.copyOf(downRevisions);
    }
  }

  /** How many revisions leave the versions folder, the cut among them. */
  int squashed() {
    return count(Role.SQUASHED) + count(Role.CUT);
  }

  /** How many revisions have a role. */
  int count(Role role) {
    return (int) revisions.stream().filter(revision -> revision.role() == role).count();
  }
}
