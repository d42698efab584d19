package proof;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** Two texts as a unified diff. */
public final class TextDiff {
  private static final int CONTEXT = 3;

  private TextDiff() {}

  /**
   * Compares line by line.
   *
   * @return the lines of the diff, its header first; none where the texts are the same
   */
  public static List<String> unified(String name, String before, String after) {
    List<String> old = before.isEmpty() ? List.of() : before.lines().toList();
    List<String> now = after.isEmpty() ? List.of() : after.lines().toList();
    return UnifiedDiffUtils.generateUnifiedDiff(
        "before: " + name, "after: " + name, old, DiffUtils.diff(old, now), CONTEXT);
  }
}
