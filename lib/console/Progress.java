package console;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What is being done right now, on the last lines of a terminal: a line a running step, with what
 * it has come to and its seconds, redrawn until it ends. Steps may run side by side.
 */
final class Progress {
  private static final String FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final long REDRAW_MILLIS = 120;
  private static final String CLEAR_LINE = "\r\033[K";
  private static final String UP = "\033[1A";

  private final PrintStream err;
  private final int width;
  private final List<Running> running = new ArrayList<>();
  private Thread painter;
  private int frame;
  private int drawn;
  private boolean stopped;

  /** A step that runs. */
  final class Running {
    private final String what;
    private final Instant since = Instant.now();
    private volatile Supplier<String> now = () -> "";

    private Running(String what) {
      this.what = what;
    }

    /** What it has come to, asked for whenever the line is drawn. */
    void shows(Supplier<String> text) {
      now = text;
    }

    /** The seconds stay in sight, however long the rest is. */
    private String line(char sign) {
      String time = "  " + seconds(Duration.between(since, Instant.now()));
      String come = now.get();
      String text =
          PrintableText.onOneLine(sign + " " + what + (come.isEmpty() ? "" : " · " + come));
      int room = width - 1 - time.length();
      int length = text.codePointCount(0, text.length());
      return length <= room
          ? text + time
          : text.substring(0, text.offsetByCodePoints(0, Math.max(0, room - 1))) + "…" + time;
    }
  }

  /**
   * @param err the terminal
   * @param width its columns; a longer line would wrap and could not be wiped
   */
  Progress(PrintStream err, int width) {
    this.err = err;
    this.width = width;
  }

  /** Starts a step; {@link #end} takes what it returns. */
  synchronized Running begin(String what) {
    Running step = new Running(what);
    running.add(step);
    if (painter == null && !stopped) {
      painter = new Thread(this::paint, "progress");
      painter.setDaemon(true);
      painter.start();
    }
    return step;
  }

  /** Ends a step and wipes its line. */
  synchronized void end(Running step) {
    running.remove(step);
    wipe();
    if (running.isEmpty() && painter != null) {
      painter.interrupt();
      painter = null;
    }
  }

  /** Ends all steps, for good. */
  synchronized void stop() {
    stopped = true;
    List.copyOf(running).forEach(this::end);
  }

  /** Does something with the screen while nothing is drawn; the steps are redrawn after it. */
  synchronized void without(Runnable printing) {
    wipe();
    printing.run();
  }

  private void wipe() {
    if (drawn > 0) {
      err.print(CLEAR_LINE + (UP + CLEAR_LINE).repeat(drawn - 1));
      err.flush();
      drawn = 0;
    }
  }

  private void paint() {
    while (true) {
      synchronized (this) {
        if (running.isEmpty() || Thread.currentThread() != painter) {
          return;
        }
        draw();
      }
      try {
        Thread.sleep(REDRAW_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void draw() {
    char sign = FRAMES.charAt(frame++ % FRAMES.length());
    wipe();
    err.print(String.join("\n", running.stream().map(step -> step.line(sign)).toList()));
    err.flush();
    drawn = running.size();
  }

  /** A duration as people read it: {@code 0.3 s}, {@code 41.0 s}. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
