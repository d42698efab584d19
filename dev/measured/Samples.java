package measured;

import java.util.List;

/**
 * The same number, measured several times.
 *
 * @param values in the order in which they were measured
 */
record Samples(List<Double> values) {

  /** Keeps a copy. */
  Samples {
    values = List.copyOf(values);
  }

  /** Whether nobody measured it. */
  boolean isNone() {
    return values.stream().anyMatch(value -> value.isNaN());
  }

  /** The one in the middle; of an even number, the mean of both. */
  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double least() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double most() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
