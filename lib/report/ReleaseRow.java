package report;

import java.util.List;

/**
 * What happens to a database of a release.
 *
 * @param name the release, or several of the same revisions
 * @param heads the revisions that such a database is at
 * @param outcome what happens to it when it meets the squashed revisions, in words
 * @param proof how that was seen, in words: a verdict, or that it was not tried
 */
public record ReleaseRow(String name, List<String> heads, String outcome, String proof) {

  /** Keeps a copy. */
  public ReleaseRow {
    heads = List.copyOf(heads);
  }

  /** The revisions, for a table. */
  public String revisions() {
    return String.join(", ", heads);
  }
}
