package packaging;

import git.Change;

/** What was found of the SQL of a version location. */
public sealed interface Finding {

  /** One sentence. */
  String sentence();

  /** It is shipped, or nothing has to be done for it. */
  record Shipped(String sentence) implements Finding {}

  /**
   * It is left out, and an edit puts it in.
   *
   * @param path the file to edit, or to make
   * @param change the edit
   * @param added the text that is added
   */
  record Edit(String path, Change change, String added, String sentence) implements Finding {}

  /**
   * It may be left out, and only a person can tell or put it in.
   *
   * @param text what to add, or to check
   */
  record Advice(String sentence, String text) implements Finding {}
}
