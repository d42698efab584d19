package deployed;

import console.Console;
import deployed.DatabaseState.Kind;
import git.Commit;
import git.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells a database's state from what it says of itself and what git knows. */
final class StateOfDatabase {
  private static final int NAMED = 3;
  private static final String COME_BACK = ", then come back";

  private final KnownRevisions known;

  StateOfDatabase(KnownRevisions known) {
    this.known = known;
  }

  /** The state. */
  DatabaseState of(DatabaseReading reading) {
    Set<String> revisions = reading.revisions();
    DatabaseState state = revisions.isEmpty() ? unversioned(reading) : versioned(revisions);
    return state.of(known.ladder().releaseAt(revisions));
  }

  private DatabaseState unversioned(DatabaseReading reading) {
    if (reading.tables() == 0) {
      return DatabaseState.of(
          Kind.EMPTY, Set.of(), "", applies(known.present().ids().size()) + ", from nothing");
    }
    String table =
        reading
            .versionTable()
            .map(found -> found + " has no row")
            .orElse("there is no table of Alembic's");
    return DatabaseState.of(
        Kind.UNVERSIONED,
        Set.of(),
        "it holds " + Console.counted(reading.tables(), "table") + ", and " + table,
        "if migrations made them, `check-database --identify` says what to stamp; if the"
            + " environment did, "
            + known.upgrade()
            + " is right");
  }

  private DatabaseState versioned(Set<String> revisions) {
    Set<String> gone = new TreeSet<>(revisions);
    gone.removeAll(known.present().ids());
    return gone.stream()
        .filter(id -> !known.isSquashed(id))
        .findFirst()
        .map(id -> elsewhere(revisions, id))
        .orElseGet(() -> gone.isEmpty() ? present(revisions) : squashed(revisions, gone));
  }

  private DatabaseState elsewhere(Set<String> revisions, String id) {
    Optional<String> removal = known.removedBy(id);
    if (removal.isPresent()) {
      String commit = Commit.brief(removal.get());
      return DatabaseState.of(
          Kind.REMOVED,
          revisions,
          id + " was taken away by the commit " + commit + ", and not squashed",
          "downgrade below it with the files of " + commit + "^, or restore it");
    }
    RevisionOrigin.Told told = known.origin().find(id);
    return DatabaseState.of(Kind.UNKNOWN, revisions, told.where(), told.action());
  }

  private DatabaseState squashed(Set<String> revisions, Set<String> gone) {
    String what = String.join(", ", gone) + (gone.size() == 1 ? " is" : " are") + " squashed";
    if (known.older().lead(gone)) {
      return DatabaseState.of(
          Kind.SQUASHED,
          revisions,
          what,
          known.upgrade() + " goes through the originals in the archive");
    }
    String refuses =
        what
            + ", and "
            + known.upgrade()
            + (known.older().guard(gone) ? " stops with what to do" : " cannot find it");
    return older(Kind.OLDER, revisions, Set.of(), refuses);
  }

  private DatabaseState present(Set<String> revisions) {
    Optional<String> overlapping = known.overlapping(revisions).map(script -> script.revision());
    Set<String> skipped = known.squash().map(last -> last.skippedAt(revisions)).orElse(Set.of());
    if (overlapping.isPresent()) {
      return DatabaseState.of(
          Kind.OVERLAPPING,
          revisions,
          "another of its revisions comes after "
              + overlapping.get()
              + ", and Alembic calls that"
              + " overlapping",
          skipped.isEmpty()
              ? "remove the row of " + overlapping.get() + " if all up to it has run"
              : "`check-database --identify` says what has run");
    }
    if (!skipped.isEmpty()) {
      return older(
          Kind.PARTED,
          revisions,
          skipped,
          "it never had "
              + named(skipped)
              + ", which "
              + known.upgrade()
              + " would skip in silence");
    }
    Set<String> ahead = known.ahead(revisions);
    if (ahead.isEmpty()) {
      return DatabaseState.of(Kind.AT_HEAD, revisions, "", known.upgrade() + " has nothing to do");
    }
    boolean isAtCut =
        known.squash().filter(last -> revisions.equals(Set.of(last.squash().cut()))).isPresent();
    return DatabaseState.of(
        isAtCut ? Kind.AT_CUT : Kind.BEFORE_HEAD, revisions, "", applies(ahead.size()));
  }

  private String applies(int count) {
    return known.upgrade() + " applies " + Console.counted(count, "revision");
  }

  /** What to install first: releases, else the commit ahead of the squash. */
  private DatabaseState older(
      Kind kind, Set<String> revisions, Set<String> missing, String meaning) {
    Optional<List<Tag>> steps = known.ladder().from(revisions, missing);
    List<String> releases = steps.orElse(List.of()).stream().map(Tag::name).toList();
    String install =
        releases.isEmpty()
            ? commit(revisions)
            : "install "
                + releases.stream()
                    .map(name -> name + " and upgrade with it")
                    .collect(Collectors.joining(", then "))
                + COME_BACK;
    return DatabaseState.of(kind, revisions, meaning, install).installing(releases);
  }

  private String commit(Set<String> revisions) {
    return known
        .squash()
        .filter(last -> last.before().ids().containsAll(revisions))
        .map(
            last ->
                "no tag leads there; check out "
                    + Commit.brief(last.commit())
                    + ", which has the originals, and upgrade with it"
                    + COME_BACK)
        .orElse("no tag leads there; upgrade with the last commit that has it" + COME_BACK);
  }

  private String named(Set<String> ids) {
    List<String> titles =
        known.squash().stream()
            .flatMap(last -> last.squash().revs().stream())
            .filter(ids::contains)
            .map(known::title)
            .toList();
    int more = titles.size() - NAMED;
    return String.join(", ", titles.subList(0, Math.min(NAMED, titles.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
