package generated;

import rows.MomentText;
import rows.UuidText;

/** A part of a text that each installation generates for itself. */
sealed interface TextPart {
  /** Where it starts in the text. */
  int from();

  /** Where it ends. */
  int end();

  /** A uuid. */
  record Uuid(UuidText uuid) implements TextPart {
    @Override
    public int from() {
      return uuid.from();
    }

    @Override
    public int end() {
      return uuid.end();
    }
  }

  /** A moment of the build. */
  record Moment(MomentText moment) implements TextPart {
    @Override
    public int from() {
      return moment.from();
    }

    @Override
    public int end() {
      return moment.end();
    }
  }

  /** A text that no rule explains, and that stands alone in another cell. */
  record Value(String text, int from) implements TextPart {
    @Override
    public int end() {
      return from + text.length();
    }
  }
}
