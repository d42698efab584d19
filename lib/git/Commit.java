package git;

import java.time.Instant;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * A commit.
 *
 * @param id all 40 hexadecimal digits
 * @param time when it was committed, to the second
 * @param subject the first paragraph of its message, on one line
 */
public record Commit(String id, Instant time, String subject) {
  private static final int SHORT = 10;

  static Commit of(RevCommit parsed) {
    return new Commit(
        parsed.name(), Instant.ofEpochSecond(parsed.getCommitTime()), parsed.getShortMessage());
  }

  /** The digits of the id that people read. */
  public String shortId() {
    return id.substring(0, SHORT);
  }
}
