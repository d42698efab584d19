package measured;

import java.util.concurrent.Callable;

/**
 * What something used once.
 *
 * @param wallSeconds from its start to its end
 * @param cpuSeconds processor time, of all that it started too; not a number where nobody counted
 * @param peakMemoryMebibytes the highest sum of what its processes held; not a number likewise
 */
record Usage(double wallSeconds, double cpuSeconds, double peakMemoryMebibytes) {
  private static final double NANOS = 1e9;

  /** The same without what Docker's own processes would add to it. */
  Usage wallAlone() {
    return new Usage(wallSeconds, Double.NaN, Double.NaN);
  }

  /** Of work in this process. The processor time is its own: what servers do meanwhile is not. */
  static Usage of(Callable<?> work) throws Exception {
    double cpu = ownSeconds();
    long begun = System.nanoTime();
    work.call();
    return new Usage((System.nanoTime() - begun) / NANOS, ownSeconds() - cpu, Double.NaN);
  }

  private static double ownSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(spent -> spent.toNanos() / NANOS)
        .orElse(Double.NaN);
  }
}
