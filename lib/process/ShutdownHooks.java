package process;

import console.Failure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What runs when this process ends, asked for or not: by Ctrl-C, by a signal. */
public final class ShutdownHooks {
  private ShutdownHooks() {}

  /**
   * Has a thread run at the end of this process. What it removes is made only after this returned.
   *
   * @throws Failure if this process is ending already
   */
  public static void add(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException ending) {
      throw new Failure("interrupted", "", ending);
    }
  }

  /** Takes it back; it runs all the same where this process is ending already. */
  public static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      return;
    }
  }

  /**
   * Removes something in a thread that nobody interrupts, and waits for it. A build that is stopped
   * because another one failed has to remove what it has begun: commands and pauses in a thread
   * that is interrupted would end at once. This thread is interrupted afterwards if it was.
   */
  public static void undisturbed(Runnable removal) {
    FutureTask<Boolean> done = new FutureTask<>(removal, true);
    new Thread(done, "remove").start();
    boolean interrupted = false;
    try {
      while (!done.isDone()) {
        try {
          done.get();
        } catch (InterruptedException again) {
          interrupted = true;
        } catch (ExecutionException failed) {
          throw failed.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(failed.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits, so long or until this thread is interrupted, which then still is. */
  public static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** As {@link #pause}, for work that an interrupted thread gives up. */
  public static void pauseOrFail(Duration time, String during) {
    pause(time);
    if (Thread.currentThread().isInterrupted()) {
      throw new Failure("interrupted while " + during, "");
    }
  }
}
