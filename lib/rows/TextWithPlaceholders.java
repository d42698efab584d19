package rows;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with a mark in place of each uuid, and of each moment of a build that is both a day and a
 * time.
 *
 * @param text with the marks
 * @param uuids what the one kind stands for, in order
 * @param moments what the other stands for, in order
 */
public record TextWithPlaceholders(String text, List<UuidText> uuids, List<MomentText> moments) {
  private static final String UUID = "\u0001";
  private static final String MOMENT = "\u0002";

  /** Keeps copies. */
  public TextWithPlaceholders {
    uuids = List.copyOf(uuids);
    moments = List.copyOf(moments);
  }

  /**
   * Marks a text.
   *
   * @param window when builds ran: other moments stay
   */
  public static TextWithPlaceholders of(String text, BuildWindow window) {
    List<MomentText> moments =
        MomentText.in(text).stream()
            .filter(moment -> moment.isComplete() && window.holds(moment))
            .toList();
    List<UuidText> uuids = UuidText.in(text);
    StringBuilder marked = new StringBuilder();
    List<UuidText> left = new ArrayList<>(uuids);
    int done = 0;
    for (MomentText moment : moments) {
      done = mark(text, done, moment.from(), left, marked);
      marked.append(MOMENT);
      done = moment.end();
    }
    mark(text, done, text.length(), left, marked);
    return new TextWithPlaceholders(marked.toString(), uuids, moments);
  }

  /** Adds a stretch of the text with its uuids marked. */
  private static int mark(
      String text, int from, int end, List<UuidText> uuids, StringBuilder marked) {
    int done = from;
    while (!uuids.isEmpty() && uuids.get(0).end() <= end) {
      UuidText uuid = uuids.remove(0);
      marked.append(text, done, uuid.from()).append(UUID);
      done = uuid.end();
    }
    marked.append(text, done, end);
    return end;
  }

  /** Whether there is a mark. */
  public boolean isMarked() {
    return !uuids.isEmpty() || !moments.isEmpty();
  }
}
