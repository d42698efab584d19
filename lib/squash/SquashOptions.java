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
 */
public record SquashOptions(
    boolean inline, boolean commit, Downgrade downgrade, Optional<HistoryMode> history) {
  /** With a revision that refuses to be downgraded, and without history. */
  public SquashOptions(boolean inline, boolean commit) {
    this(inline, commit, Downgrade.REFUSE);
  }

  /** Without history. */
  public SquashOptions(boolean inline, boolean commit, Downgrade downgrade) {
    this(inline, commit, downgrade, Optional.of(HistoryMode.DROP));
  }
}
