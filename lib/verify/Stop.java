package verify;

import java.util.List;
import java.util.Set;

/**
 * A state of the originals in which databases are.
 *
 * @param name the release, or the revisions
 * @param heads the revisions that its version table has
 * @param isRelease whether a tag has it
 */
record Stop(String name, Set<String> heads, boolean isRelease) {
  /** Keeps a copy. */
  Stop {
    heads = Set.copyOf(heads);
  }

  /** One of these revisions. */
  static Stop of(List<String> revisions) {
    return new Stop(String.join(" and ", revisions), Set.copyOf(revisions), false);
  }

  /** What a way from it is called. */
  String way() {
    return "deployed at " + name;
  }
}
