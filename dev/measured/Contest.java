package measured;

import console.Console;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What is measured beside each other, on equal terms: in each round all take their turn, so that a
 * busy machine is busy for all.
 */
final class Contest {
  private static final double NANOS = 1e9;

  private final String name;
  private final List<Contender> contenders = new ArrayList<>();

  private record Contender(
      String name, boolean isFloor, Callable<?> preparation, Callable<Usage> work) {}

  /**
   * @param name what of, as {@code plan-500-20000}
   */
  Contest(String name) {
    this.name = name;
  }

  /** Adds what the others are told as multiples of. */
  Contest floor(String contender, Callable<Usage> work) {
    return floor(contender, () -> true, work);
  }

  /** As the other, where something has to be done before each turn, which is not measured. */
  Contest floor(String contender, Callable<?> preparation, Callable<Usage> work) {
    contenders.add(new Contender(contender, true, preparation, work));
    return this;
  }

  /** Adds one that nothing has to be done before. */
  Contest add(String contender, Callable<Usage> work) {
    return add(contender, () -> true, work);
  }

  /** Adds one that something has to be done before, likewise. */
  Contest add(String contender, Callable<?> preparation, Callable<Usage> work) {
    contenders.add(new Contender(contender, false, preparation, work));
    return this;
  }

  /**
   * Measures all of them.
   *
   * @param rounds how often each has its turn
   */
  List<Result> measured(int rounds, Console console) throws Exception {
    List<List<Usage>> usages = new ArrayList<>();
    contenders.forEach(contender -> usages.add(new ArrayList<>()));
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Contender contender = contenders.get(i);
        contender.preparation().call();
        Usage used = contender.work().call();
        usages.get(i).add(used);
        Duration wall = Duration.ofNanos((long) (used.wallSeconds() * NANOS));
        console.say(
            "%s, %d of %d: %s %s"
                .formatted(name, round, rounds, contender.name(), Console.seconds(wall)));
      }
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      Contender contender = contenders.get(i);
      results.add(Result.of(name, contender.name(), contender.isFloor(), usages.get(i)));
    }
    return results;
  }
}
