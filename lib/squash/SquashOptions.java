package squash;

import archive.HistoryMode;
import java.util.Optional;

/**
 * How the squash is written down.
 *
 * @param inline whether the revision holds its SQL, instead of a file beside it
 * @param commit whether the change is committed once it is staged
 * @param downgrade what the revision does when it is downgraded
 * @param history what becomes of databases at squashed revisions; asked for where empty
 * @param edited whether the baseline may be another than was dumped: somebody edited it
 */
public record SquashOptions(
    boolean inline,
    boolean commit,
    Downgrade downgrade,
    Optional<HistoryMode> history,
    boolean edited) {
  /** With a revision that refuses to be downgraded, of the baseline that was dumped. */
  public SquashOptions(boolean inline, boolean commit) {
    this(inline, commit, Downgrade.REFUSE);
  }

  /** Of the baseline that was dumped, and without history. */
  public SquashOptions(boolean inline, boolean commit, Downgrade downgrade) {
    this(inline, commit, downgrade, Optional.of(HistoryMode.DROP));
  }

  /** Of the baseline that was dumped. */
  public SquashOptions(
      boolean inline, boolean commit, Downgrade downgrade, Optional<HistoryMode> history) {
    this(inline, commit, downgrade, history, false);
  }

  /** The same, where somebody may have edited the baseline. */
  public SquashOptions takingEdited() {
    return new SquashOptions(inline, commit, downgrade, history, true);
  }
}
