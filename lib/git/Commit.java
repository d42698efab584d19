package git;

import java.time.Instant;
import java.util.regex.Pattern;
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
  private static final Pattern WHOLE = Pattern.compile("[0-9a-f]{40}", Pattern.CASE_INSENSITIVE);

  static Commit of(RevCommit parsed) {
    return new Commit(
        parsed.name(), Instant.ofEpochSecond(parsed.getCommitTime()), parsed.getShortMessage());
  }

  /** The digits of the id that people read. */
  public String shortId() {
    return brief(id);
  }

  /** Whether a name is a commit's whole id. */
  public static boolean isWhole(String name) {
    return WHOLE.matcher(name).matches();
  }

  /** A name that may be a commit's whole id, as people read it: then its first digits. */
  public static String brief(String name) {
    return isWhole(name) ? name.substring(0, SHORT) : name;
  }
}
