package verify;

import archive.HistoryMode;
import archive.OriginalRevisions;
import archive.SquashedHistoryFile;
import config.AlembicConfig;
import git.SourceTree;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is said of databases at squashed revisions by the state that is judged.
 *
 * @param squashed the revisions that it has no more
 * @param file what it says; empty if it says nothing
 * @param archive the originals that it keeps
 * @param archivedBefore the ids of those that the state before kept
 */
record OldHistory(
    Set<String> squashed,
    Optional<SquashedHistoryFile> file,
    Optional<OriginalRevisions> archive,
    Set<String> archivedBefore) {

  /** Of two states of a repository. */
  static OldHistory of(SourceTree before, SourceTree after, TwoStates states) {
    Set<String> gone = new HashSet<>(states.before().ids());
    gone.removeAll(states.after().ids());
    AlembicConfig config = AlembicConfig.read(after, states.config());
    return new OldHistory(
        gone,
        SquashedHistoryFile.read(after, config),
        OriginalRevisions.read(after, config).filter(archive -> !states.isOneTree()),
        OriginalRevisions.read(before, AlembicConfig.read(before, states.config()))
            .map(OriginalRevisions::ids)
            .orElse(Set.of()));
  }

  /** What becomes of a database. */
  enum Outcome {
    /** It is upgraded as ever. */
    UPGRADED("upgraded"),
    /** It is upgraded by the originals. */
    BY_ORIGINALS("upgraded by the archived originals"),
    /** It is told what to install first. */
    TOLD("told what to install first"),
    /** It gets Alembic's own error. */
    REFUSED("refused by Alembic");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** In words. */
    String words() {
      return words;
    }

    /** Whether it ends at head. */
    boolean isUpgraded() {
      return this == UPGRADED || this == BY_ORIGINALS;
    }
  }

  /** What becomes of a database of a stop. */
  Outcome of(Stop stop) {
    if (stop.heads().stream().noneMatch(squashed::contains)) {
      return Outcome.UPGRADED;
    }
    return switch (mode()) {
      case DROP -> Outcome.REFUSED;
      case GUARD -> Outcome.TOLD;
      case ARCHIVE -> Outcome.BY_ORIGINALS;
    };
  }

  private HistoryMode mode() {
    return file.map(known -> known.hasArchive() ? HistoryMode.ARCHIVE : HistoryMode.GUARD)
        .orElse(HistoryMode.DROP);
  }

  /** What a database of a stop is told, in part; empty if that is Alembic's. */
  Optional<String> sentence(Stop stop) {
    return file.flatMap(
        known ->
            known.rows().stream()
                .filter(row -> row.ids().stream().anyMatch(stop.heads()::contains))
                .findFirst()
                .map(
                    row ->
                        "(%s), and this version upgrades from %s on. Install %2$s and run"
                            .formatted(row.release(), row.bridge())));
  }

  /** What a database of a stop has to install first, for a table. */
  String outcome(Stop stop) {
    Outcome outcome = of(stop);
    return outcome.words()
        + file.filter(known -> outcome == Outcome.TOLD)
            .flatMap(
                known -> stop.heads().stream().flatMap(id -> known.row(id).stream()).findFirst())
            .map(row -> ": " + row.bridge())
            .orElse("");
  }
}
