package console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/** Independent work, done at the same time. */
public final class SideBySide {
  private static final long GRACE_SECONDS = 30;
  private static final int FEWEST = 4;

  private SideBySide() {}

  /**
   * Does all tasks, as many at the same time as the machine has room for.
   *
   * @return what they returned, in the order of the tasks
   * @throws RuntimeException the first that a task threw; the other tasks are interrupted then
   */
  public static <T> List<T> run(List<Callable<T>> tasks) {
    int most = Math.max(FEWEST, 2 * Runtime.getRuntime().availableProcessors());
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(most, tasks.size())));
    ExecutorCompletionService<T> completion = new ExecutorCompletionService<>(threads);
    List<Future<T>> futures = new ArrayList<>();
    try {
      tasks.forEach(task -> futures.add(completion.submit(task)));
      for (int done = 0; done < tasks.size(); done++) {
        completion.take().get();
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException failed) {
      throw unchecked(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", "", interrupted);
    } finally {
      stop(threads);
    }
  }

  /**
   * Does two things at the same time, as {@link #run(List)}.
   *
   * @param joined what becomes of what they return
   */
  public static <A, B, R> R run(Callable<A> one, Callable<B> other, BiFunction<A, B, R> joined) {
    AtomicReference<A> first = new AtomicReference<>();
    AtomicReference<B> second = new AtomicReference<>();
    run(List.of(() -> kept(first, one), () -> kept(second, other)));
    return joined.apply(first.get(), second.get());
  }

  private static <T> boolean kept(AtomicReference<T> result, Callable<T> work) throws Exception {
    result.set(work.call());
    return true;
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException(cause.getMessage(), cause);
  }

  /** What still runs is waited for: it removes what it has started. */
  private static void stop(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
