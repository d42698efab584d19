package proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The answer to the whole question: is the squashed repository's database that of the originals?
 * Console, files and pages only render it.
 *
 * @param ways each way to the database, with what its comparison found
 * @param controls what shows that the comparison can tell a difference
 * @param notCompared what was not looked at, and why, in sentences
 */
public record Verdict(List<Way> ways, List<Control> controls, List<String> notCompared) {

  /** Keeps copies. */
  public Verdict {
    ways = List.copyOf(ways);
    controls = List.copyOf(controls);
    notCompared = List.copyOf(notCompared);
  }

  /**
   * One way to a database.
   *
   * @param name a few words: {@code fresh}, {@code deployed at the cut}
   * @param meaning what is compared with what, in a sentence
   * @param comparison what was found
   */
  public record Way(String name, String meaning, Comparison comparison) {}

  /**
   * A deliberate difference, or a deliberate sameness, that the comparison was shown.
   *
   * @param name what was done
   * @param passed whether the comparison said what it had to
   */
  public record Control(String name, boolean passed) {}

  /** The same, with more that was not looked at. */
  public Verdict notComparing(List<String> sentences) {
    List<String> all = new ArrayList<>(notCompared);
    all.addAll(sentences);
    return new Verdict(ways, controls, all);
  }

  /** The worst answer of all ways. A control that failed makes it DIFFERENT: nothing is proven. */
  public Comparison.Kind kind() {
    if (controls.stream().anyMatch(control -> !control.passed())) {
      return Comparison.Kind.DIFFERENT;
    }
    return ways.stream()
        .map(way -> way.comparison().kind())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The reason for the answer, in a sentence without its full stop. */
  public String reason() {
    List<Control> failed = controls.stream().filter(control -> !control.passed()).toList();
    if (!failed.isEmpty()) {
      return "the comparison failed its own control: " + failed.get(0).name();
    }
    return switch (kind()) {
      case IDENTICAL -> "all definitions and rows are the same as they stand";
      case EQUIVALENT ->
          equivalent()
              + " differently and became the same when dumped and restored;"
              + " all else is the same";
      case DIFFERENT -> different();
    };
  }

  private String equivalent() {
    int most =
        ways.stream().mapToInt(way -> way.comparison().equivalences().size()).max().orElse(0);
    return most == 1 ? "1 definition reads" : most + " definitions read";
  }

  /** A difference that several ways share is one. */
  private String different() {
    List<String> where =
        ways.stream()
            .filter(way -> !way.comparison().differences().isEmpty())
            .map(Way::name)
            .toList();
    long count =
        ways.stream().flatMap(way -> way.comparison().differences().stream()).distinct().count();
    return count
        + (count == 1 ? " difference" : " differences")
        + (ways.size() == 1
            ? ""
            : ", seen in %d of %d ways: ".formatted(where.size(), ways.size())
                + String.join(", ", where));
  }
}
