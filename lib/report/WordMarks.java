package report;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Two texts in pieces, those marked that only one of them has.
 *
 * @param before the pieces of the first text
 * @param after the pieces of the second
 */
record WordMarks(List<Piece> before, List<Piece> after) {
  private static final Pattern WORD =
      Pattern.compile("\\s+|[\\p{L}\\p{N}_]+|.", Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

  /** Beyond this many words on either side a marked word tells a reader no more. */
  private static final int MOST_WORDS = 2_000;

  /**
   * A stretch of text.
   *
   * @param text what it says
   * @param changed whether the other side has it differently
   */
  record Piece(String text, boolean changed) {}

  /** Compares line by line, and the lines that differ word by word. */
  static WordMarks between(String before, String after) {
    List<String> old = lines(before);
    List<String> now = lines(after);
    WordMarks marks = new WordMarks(new ArrayList<>(), new ArrayList<>());
    for (AbstractDelta<String> delta : DiffUtils.diff(old, now, true).getDeltas()) {
      String was = joined(delta.getSource());
      String is = joined(delta.getTarget());
      if (delta.getType() == DeltaType.EQUAL) {
        add(marks.before, was, false);
        add(marks.after, is, false);
      } else {
        marks.addChanged(was, is);
      }
    }
    return marks;
  }

  private void addChanged(String was, String is) {
    List<String> old = words(was);
    List<String> now = words(is);
    if (old.isEmpty() || now.isEmpty() || Math.max(old.size(), now.size()) > MOST_WORDS) {
      add(before, was, true);
      add(after, is, true);
      return;
    }
    for (AbstractDelta<String> delta : DiffUtils.diff(old, now, true).getDeltas()) {
      boolean changed = delta.getType() != DeltaType.EQUAL;
      add(before, joined(delta.getSource()), changed);
      add(after, joined(delta.getTarget()), changed);
    }
  }

  private static void add(List<Piece> pieces, String text, boolean changed) {
    if (text.isEmpty()) {
      return;
    }
    int last = pieces.size() - 1;
    if (last >= 0 && pieces.get(last).changed() == changed) {
      pieces.set(last, new Piece(pieces.get(last).text() + text, changed));
    } else {
      pieces.add(new Piece(text, changed));
    }
  }

  /** Lines with their ends, so that joined they are the text. */
  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }

  private static String joined(Chunk<String> chunk) {
    return String.join("", chunk.getLines());
  }
}
