package pgdump;

import java.util.Set;

/**
 * Follows the words of one statement into the body of an SQL-standard function, {@code BEGIN ATOMIC
 * ... END}, whose semicolons end nothing. Only {@code CREATE [OR REPLACE] FUNCTION | PROCEDURE} has
 * one.
 */
final class AtomicBody {
  /** After these, any word is a name: {@code AS end}, {@code t.case}. */
  private static final Set<String> LABEL_FOLLOWS = Set.of("as", ".");

  private static final Set<String> ROUTINES = Set.of("function", "procedure");
  private static final int WORDS_TO_ROUTINE = 4;

  private boolean creates;
  private boolean definesRoutine;
  private String previous = "";
  private int words;
  private int depth;

  /** Takes anything that is no word, but for blanks and comments. */
  void sign(char c) {
    previous = String.valueOf(c);
  }

  /**
   * Takes a word.
   *
   * @param word in lower case
   * @param isEnclosed whether it stands in parentheses
   */
  void word(String word, boolean isEnclosed) {
    words++;
    creates |= words == 1 && word.equals("create");
    definesRoutine |= creates && words <= WORDS_TO_ROUTINE && ROUTINES.contains(word);
    if (definesRoutine && !isEnclosed && !LABEL_FOLLOWS.contains(previous)) {
      follow(word);
    }
    previous = word;
  }

  /** Whether a body has begun that has not ended. */
  boolean isOpen() {
    return depth > 0;
  }

  private void follow(String word) {
    if (depth == 0) {
      depth = word.equals("atomic") && previous.equals("begin") ? 1 : 0;
    } else if (word.equals("case")) {
      depth++;
    } else if (word.equals("end")) {
      depth--;
    }
  }
}
