package deployed;

import console.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What `upgrade` means to a database that exists.
 *
 * @param kind the state
 * @param revisions what its version table holds
 * @param release the release that has them, in words; empty if no tag does
 * @param meaning why it is that state, in a sentence without its full stop; may be empty
 * @param action what happens, or what to do
 * @param install the releases to install first, in this order
 */
record DatabaseState(
    Kind kind,
    Set<String> revisions,
    Optional<String> release,
    String meaning,
    String action,
    List<String> install) {

  /** The states, in the words that JSON has too. */
  enum Kind {
    EMPTY("empty", ExitCode.DONE),
    AT_HEAD("at head", ExitCode.DONE),
    AT_CUT("at the cut", ExitCode.DONE),
    BEFORE_HEAD("before head", ExitCode.DONE),
    SQUASHED("squashed", ExitCode.DONE),
    OLDER("squashed, not kept", ExitCode.OLDER_RELEASE_FIRST),
    PARTED("parted below the cut", ExitCode.OLDER_RELEASE_FIRST),
    OVERLAPPING("overlapping", ExitCode.UNCLEAR),
    REMOVED("removed", ExitCode.UNCLEAR),
    UNKNOWN("unknown", ExitCode.UNCLEAR),
    UNVERSIONED("no version", ExitCode.UNCLEAR),
    UNREADABLE("not read", ExitCode.FAILED);

    private final String word;
    private final ExitCode exit;

    Kind(String word, ExitCode exit) {
      this.word = word;
      this.exit = exit;
    }

    /** What it is called. */
    String word() {
      return word;
    }

    /** What a script is answered where this is the worst of all databases. */
    ExitCode exit() {
      return exit;
    }
  }

  /** One without more to say. */
  static DatabaseState of(Kind kind, Set<String> revisions, String meaning, String action) {
    return new DatabaseState(kind, revisions, Optional.empty(), meaning, action, List.of());
  }

  /** The same, of a release. */
  DatabaseState of(Optional<String> name) {
    return new DatabaseState(kind, revisions, name, meaning, action, install);
  }

  /** The same, with releases to install. */
  DatabaseState installing(List<String> releases) {
    return new DatabaseState(kind, revisions, release, meaning, action, releases);
  }

  /** Where it is, in a few words. */
  String at() {
    String named = String.join(", ", revisions);
    return named.isEmpty() ? "-" : named + release.map(name -> " (" + name + ")").orElse("");
  }

  /** What is to be known of it, in one sentence. */
  String sentence() {
    return meaning.isEmpty() ? action : meaning + ": " + action;
  }
}
