package proof;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;

/** Two texts as a unified diff. */
public final class TextDiff {
  private static final int CONTEXT = 3;
  private static final int MOST_LINES = 2000;

  private TextDiff() {}

  /**
   * Compares line by line.
   *
   * @return the lines of the diff, its header first; none where the texts are the same
   */
  public static List<String> unified(String name, String before, String after) {
    List<String> old = lines(before);
    List<String> now = lines(after);
    return UnifiedDiffUtils.generateUnifiedDiff(
        "before: " + name, "after: " + name, old, DiffUtils.diff(old, now), CONTEXT);
  }

  /** Of a text with more lines than anybody reads, the first ones and how many follow. */
  private static List<String> lines(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> lines = List.of(text.split("\n", -1));
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, MOST_LINES));
    first.add("... and " + (lines.size() - MOST_LINES) + " lines more");
    return first;
  }
}
