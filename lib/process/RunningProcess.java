package process;

import console.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;

/**
 * A process that {@link Processes} started. Closing it, or the end of the JVM, destroys what still
 * runs of it and of its descendants.
 */
public final class RunningProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final String name;
  private final StartedProcess started;
  private final ProcessOutput talk;
  private final Thread hook;

  private RunningProcess(String name, StartedProcess started, ProcessOutput talk, Thread hook) {
    this.name = name;
    this.started = started;
    this.talk = talk;
    this.hook = hook;
  }

  /**
   * Starts a process whose end is ensured before it exists: a JVM that shuts down meanwhile waits
   * for the start.
   *
   * @param cleansUp whether it removes something: then it starts also while the JVM shuts down, and
   *     is not destroyed by that
   * @throws IOException where the program cannot be started
   * @throws Failure if the JVM is shutting down, and the process does not clean up
   */
  static RunningProcess start(
      String name, ProcessExecutor executor, ProcessOutput talk, boolean cleansUp)
      throws IOException {
    AtomicReference<StartedProcess> holder = new AtomicReference<>();
    Thread hook = new Thread(() -> destroyHeld(holder), "destroy " + name);
    synchronized (holder) {
      if (!cleansUp) {
        ShutdownHooks.add(hook);
      }
      try {
        holder.set(executor.start());
      } catch (IOException unstartable) {
        ShutdownHooks.remove(hook);
        throw unstartable;
      }
    }
    return new RunningProcess(name, holder.get(), talk, hook);
  }

  /** Its number. */
  public long pid() {
    return started.getProcess().pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return started.getProcess().isAlive();
  }

  /** The last lines that it wrote up to now. */
  public List<String> lastLines() {
    return talk.lastLines();
  }

  /**
   * Waits for its end.
   *
   * @throws Failure if this thread is interrupted; the process is destroyed before
   */
  public Processes.Result await() {
    return await(Duration.ofNanos(Long.MAX_VALUE)).orElseThrow();
  }

  /**
   * Waits for its end, at most so long.
   *
   * @return nothing where it still runs
   * @throws Failure if this thread is interrupted; the process is destroyed before
   */
  public Optional<Processes.Result> await(Duration atMost) {
    try {
      int exitCode = started.getFuture().get(atMost.toNanos(), TimeUnit.NANOSECONDS).getExitValue();
      return Optional.of(talk.result(exitCode));
    } catch (TimeoutException stillRunning) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      destroy(started.getProcess());
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while `" + name + "` ran", "", interrupted);
    } catch (ExecutionException lost) {
      throw new Failure("the output of `" + name + "` could not be read", "", lost.getCause());
    }
  }

  @Override
  public void close() {
    destroy(started.getProcess());
    talk.close();
    ShutdownHooks.remove(hook);
  }

  private static void destroyHeld(AtomicReference<StartedProcess> holder) {
    synchronized (holder) {
      Optional.ofNullable(holder.get()).ifPresent(started -> destroy(started.getProcess()));
    }
  }

  /** Asks the process and its descendants to end, and after a grace makes them. */
  private static void destroy(Process process) {
    if (!process.isAlive()) {
      return; // Whatever it left is no child of anybody's that could be found.
    }
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    family.add(process.toHandle());
    family.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + GRACE.toNanos();
    family.stream()
        .filter(member -> !endsBefore(member, deadline))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean endsBefore(ProcessHandle member, long deadline) {
    boolean interrupted = Thread.interrupted();
    try {
      member.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException stillRunning) {
      return false;
    } catch (InterruptedException again) {
      interrupted = true;
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
