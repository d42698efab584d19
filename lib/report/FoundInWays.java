package report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import proof.Comparison;
import proof.Verdict;

/**
 * Something that one way to the database or several came upon.
 *
 * @param what what was found
 * @param ways the names of the ways
 */
record FoundInWays<T>(T what, List<String> ways) {
  private static final Pattern KIND =
      Pattern.compile("([A-Z][A-Z ]*[A-Z]|[a-z][a-z -]*?(?= of | in )) .*", Pattern.DOTALL);

  /** What all ways found, each thing once. */
  static <T> List<FoundInWays<T>> across(Verdict verdict, Function<Comparison, List<T>> finding) {
    Map<T, List<String>> found = new LinkedHashMap<>();
    for (Verdict.Way way : verdict.ways()) {
      for (T what : finding.apply(way.comparison())) {
        found.computeIfAbsent(what, first -> new ArrayList<>()).add(way.name());
      }
    }
    return found.entrySet().stream()
        .map(entry -> new FoundInWays<>(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  /** The ways in words: {@code every way}, or their names. */
  String shown(Verdict verdict) {
    if (ways.size() == verdict.ways().size() && ways.size() > 1) {
      return "every way";
    }
    return String.join(", ", ways);
  }

  /** The kind that a full name starts with: {@code TABLE public.a}, {@code rows of public.a}. */
  static String kindOf(String fullName) {
    Matcher matcher = KIND.matcher(fullName);
    String kind = matcher.matches() ? matcher.group(1) : "other";
    return kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
  }

  /** Where an object is only on one side, which; else that it changed. */
  static String presence(Comparison.Difference difference) {
    if (difference.after().isEmpty()) {
      return "only before";
    }
    return difference.before().isEmpty() ? "only after" : "changed";
  }
}
