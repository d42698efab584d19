package deployed;

import console.Console;
import console.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import snapshot.ObjectKey;

/**
 * What a database's schema looks like, and how its version table is made to say so.
 *
 * @param found what it looks like
 * @param stamps for each revision that may be meant, what to type
 */
record Identified(Identification found, List<String> stamps) {
  private static final String NOTHING = "-";

  /** With the commands for a database that has this state now. */
  static Identified of(Identification found, DatabaseState state, KnownRevisions known) {
    return new Identified(
        found, found.nearest().stream().map(stop -> stamp(stop, state, known)).toList());
  }

  private static String stamp(Stop stop, DatabaseState state, KnownRevisions known) {
    if (stop.heads().isEmpty()) {
      return known.upgrade();
    }
    if (stop.heads().equals(state.revisions())) {
      return NOTHING;
    }
    boolean isPlaceable = state.kind().exit() != ExitCode.UNCLEAR || state.revisions().isEmpty();
    String command =
        known.alembic(
            "stamp "
                + (isPlaceable && state.kind() != DatabaseState.Kind.OLDER ? "" : "--purge ")
                + String.join(" ", new TreeSet<>(stop.heads())));
    return known.present().ids().containsAll(stop.heads())
        ? command
        : known
            .ladder()
            .from(stop.heads(), Set.of())
            .map(releases -> command + " with " + releases.get(0).name() + " installed")
            .orElse(command + " with the originals checked out");
  }

  /** What to type, for a column. */
  String stamp() {
    return stamps.contains(NOTHING)
        ? "nothing: its version table fits"
        : String.join(", or ", stamps);
  }

  /** What else is to be known, in sentences. */
  List<String> notes(String database) {
    List<String> notes = new ArrayList<>();
    if (found.isAmbiguous()) {
      List<Stop> later = found.nearest().subList(1, found.nearest().size());
      notes.add(
          database
              + ": its definitions do not tell "
              + found.titles()
              + " apart; look whether "
              + String.join(
                  ", ",
                  later.stream()
                      .flatMap(stop -> stop.revision().stream())
                      .map(script -> script.path())
                      .toList())
              + (later.size() == 1 ? " has" : " have")
              + " run, which may have changed rows");
    }
    if (!found.besides().isEmpty()) {
      notes.add(
          database
              + ": of no revision, and left out: "
              + Console.counted(found.besides().size(), "object")
              + ", "
              + Identification.named(found.besides()));
    }
    return notes;
  }

  /** The objects that differ, by name. */
  List<String> differences() {
    return found.differing().stream().map(ObjectKey::toString).toList();
  }
}
