package proof;

import java.util.List;

/**
 * What a comparison has to say of one damage, and of no other.
 *
 * @param damage what was done: {@code a lost check}
 * @param subject a part of the difference's subject
 * @param words what stands, all on one line, in what the damage changed
 */
public record ExpectedDifference(String damage, String subject, List<String> words) {

  /** Keeps a copy. */
  public ExpectedDifference {
    words = List.copyOf(words);
  }

  /** Whether a comparison says it. */
  boolean isIn(Comparison found) {
    return found.differences().stream()
        .anyMatch(
            it ->
                it.subject().contains(subject)
                    && (words.isEmpty() || !lines(it.before()).equals(lines(it.after()))));
  }

  /** The last column of a table has no comma, whichever it is. */
  private List<String> lines(String text) {
    return text.lines()
        .filter(line -> words.stream().allMatch(line::contains))
        .map(line -> line.replaceFirst(",$", ""))
        .sorted()
        .toList();
  }
}
