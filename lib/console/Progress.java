package console;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is being done right now, on the last line of a terminal: the running steps with their
 * seconds, redrawn until they end. Steps may run side by side.
 */
final class Progress {
  private static final String FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final long REDRAW_MILLIS = 120;
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintStream err;
  private final int width;
  private final Map<Object, Running> running = new LinkedHashMap<>();
  private Thread painter;

  private record Running(String what, Instant since) {}

  /**
   * @param err the terminal
   * @param width its columns; a longer line would wrap and could not be wiped
   */
  Progress(PrintStream err, int width) {
    this.err = err;
    this.width = width;
  }

  /** Starts a step and returns the handle that {@link #end} takes. */
  synchronized Object begin(String what) {
    Object handle = new Object();
    running.put(handle, new Running(what, Instant.now()));
    if (painter == null) {
      painter = new Thread(this::paint, "progress");
      painter.setDaemon(true);
      painter.start();
    }
    return handle;
  }

  /** Ends a step and wipes its line. */
  synchronized void end(Object handle) {
    running.remove(handle);
    wipe();
    if (running.isEmpty() && painter != null) {
      painter.interrupt();
      painter = null;
    }
  }

  /** Wipes the line so that something else can be printed; it is redrawn after. */
  synchronized void wipe() {
    err.print(CLEAR_LINE);
    err.flush();
  }

  private void paint() {
    int frame = 0;
    while (true) {
      synchronized (this) {
        if (running.isEmpty() || Thread.currentThread() != painter) {
          return;
        }
        err.print(CLEAR_LINE + shortened(FRAMES.charAt(frame++ % FRAMES.length()) + " " + now()));
        err.flush();
      }
      try {
        Thread.sleep(REDRAW_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private String now() {
    return running.values().stream()
        .map(step -> step.what() + " " + seconds(Duration.between(step.since(), Instant.now())))
        .collect(Collectors.joining(" · "));
  }

  private String shortened(String line) {
    return line.length() < width ? line : line.substring(0, width - 2) + "…";
  }

  /** A duration as people read it: {@code 0.3 s}, {@code 41.0 s}. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
