package generated;

import console.PrintableText;

/**
 * What a cell has in one build and in the other, to show a person what a question is about.
 *
 * @param first as one build has it
 * @param second as the other has it
 * @param isSecret whether that looks like a secret
 * @param isReordered whether both builds have the same values in the column, in other rows
 */
record ValueInBothBuilds(String first, String second, boolean isSecret, boolean isReordered) {
  private static final int MOST = 40;

  /** In words; of what looks like a secret no more than whether it differs. */
  String shown() {
    String values =
        first.equals(second)
            ? "both builds have " + shown(first)
            : isSecret
                ? "the builds differ in what looks like a secret"
                : "one build has " + shown(first) + ", the other " + shown(second);
    return values
        + (isReordered ? "; both have the same values, in other rows: a set's order, say" : "");
  }

  private String shown(String value) {
    return isSecret ? "the same, which looks like a secret" : PrintableText.quoted(value, MOST);
  }
}
