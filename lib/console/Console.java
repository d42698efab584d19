package console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything that the user reads. Data goes to stdout, talk to stderr; without a terminal there is
 * no colour and no progress line.
 */
public final class Console {
  private final Settings settings;
  private final Style style;
  private final Optional<Progress> progress;
  private final Questions questions;
  private final List<String> warnings = new ArrayList<>();
  private boolean silent;

  /** Long work that tells what it has come to. */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it.
     *
     * @param progress takes what tells, in a few words, how far it has come; a terminal's last line
     *     asks for that again and again
     */
    T run(Consumer<Supplier<String>> progress) throws Exception;
  }

  /** How much is said. */
  public enum Verbosity {
    QUIET,
    NORMAL,
    VERBOSE
  }

  /**
   * What shapes a console.
   *
   * @param out where data goes
   * @param err where talk goes
   * @param in where answers come from
   * @param coloured whether escape codes may be written
   * @param terminal whether a person can see a progress line and answer a question
   * @param dataRead whether a person reads what goes to {@code out}: no program, and no file
   * @param columns the terminal's width
   * @param verbosity how much is said
   * @param assumeYes answer every yes-or-no question with yes
   * @param invocation what the user typed to start the tool
   */
  public record Settings(
      PrintStream out,
      PrintStream err,
      BufferedReader in,
      boolean coloured,
      boolean terminal,
      boolean dataRead,
      int columns,
      Verbosity verbosity,
      boolean assumeYes,
      Invocation invocation) {}

  /** A console as the options and the terminal ask for. */
  public Console(Settings settings) {
    this.settings = settings;
    this.style = new Style(settings.coloured());
    this.progress =
        settings.terminal() && settings.verbosity() != Verbosity.QUIET
            ? Optional.of(new Progress(settings.err(), settings.columns()))
            : Optional.empty();
    this.questions = new Questions(this, settings);
  }

  /** What the user can be asked. */
  public Questions questions() {
    return questions;
  }

  /** Says that a signal ends the work, and nothing after it: what is said then is of no use. */
  public void interrupted() {
    progress.ifPresent(Progress::stop);
    print(style.bad("✗ ") + "interrupted; what was started is being removed");
    silence();
  }

  private synchronized void silence() {
    silent = true;
  }

  /** The colours to draw with. */
  public Style style() {
    return style;
  }

  /**
   * Writes data to stdout, as it is, with a line end.
   *
   * @throws Failure if nobody takes it: a full disk, a closed pipe
   */
  public synchronized void data(String line) {
    written(line);
  }

  /**
   * Writes a line for a person to stdout: whatever would steer a terminal stands as its name.
   *
   * @throws Failure as {@link #data}
   */
  public synchronized void text(String line) {
    written(shown(line));
  }

  /**
   * Writes a line for a program that reads the talk as it stands, quiet or not: GitHub's runner.
   */
  public synchronized void command(String line) {
    onScreen(() -> settings.err().println(PrintableText.text(line)));
    settings.err().flush();
  }

  private String shown(String line) {
    String named = settings.invocation().in(line);
    return style.coloured() ? PrintableText.drawn(named) : PrintableText.text(named);
  }

  private void written(String line) {
    onScreen(() -> settings.out().println(line));
    if (settings.out().checkError()) {
      throw new Failure("stdout cannot be written", "Is the disk full, or the pipe closed?");
    }
  }

  /** Says a line, unless quiet. */
  public void say(String line) {
    if (settings.verbosity() != Verbosity.QUIET) {
      print(line);
    }
  }

  /** Says a heading with an empty line before it. */
  public void heading(String line) {
    say("");
    say(style.bold(line));
  }

  /** Says a line that only {@code -v} shows. */
  public void detail(String line) {
    if (settings.verbosity() == Verbosity.VERBOSE) {
      print(style.faint(line));
    }
  }

  /** Says that something went as it should. */
  public void good(String line) {
    say(style.good("✓") + " " + line);
  }

  /** Warns: said at once, quiet or not, and repeated at the end. */
  public void warn(String line) {
    synchronized (this) {
      if (warnings.contains(line)) {
        return;
      }
      warnings.add(line);
    }
    print(style.odd("! ") + line);
  }

  /** Says a table, in no more columns than the screen has. */
  public void say(Table table) {
    table.lines(style, settings.columns()).forEach(this::say);
  }

  /**
   * Writes a table for a person to stdout: in no more columns than the screen has if that is one,
   * else a line for each row.
   *
   * @throws Failure as {@link #data}
   */
  public void text(Table table) {
    int columns = settings.dataRead() ? settings.columns() : Integer.MAX_VALUE;
    table.lines(new Style(false), columns).forEach(this::text);
  }

  /**
   * Says how the command to type next looks.
   *
   * @param command with the tool's own name at its start
   */
  public void next(String command) {
    say("");
    say("Next: " + style.place(typed(command)));
  }

  /**
   * A command line of the tool as whoever started it can type it.
   *
   * @param command with the tool's own name at its start; another command stays as it is
   */
  public String typed(String command) {
    return settings.invocation().command(command);
  }

  /** Whether more than usual is said. */
  public boolean isVerbose() {
    return settings.verbosity() == Verbosity.VERBOSE;
  }

  /** What was warned of so far. */
  public synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Repeats the warnings with their count, where more than a few lines may hide them. */
  public void repeatWarnings() {
    if (!warnings.isEmpty()) {
      say("");
      say(style.odd(counted(warnings.size(), "warning") + ":"));
      warnings.forEach(warning -> say("  " + warning));
    }
  }

  /** Prints a failure: the sentence, then what to do. */
  public void failure(String message, String hint) {
    print(style.bad("✗ ") + message);
    if (!hint.isEmpty()) {
      hint.lines().forEach(line -> print("  " + line));
    }
  }

  /** Prints an exception's trace where {@code -v} asks for it. */
  public void trace(Throwable thrown) {
    if (settings.verbosity() == Verbosity.VERBOSE) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      trace.toString().lines().forEach(this::print);
    }
  }

  /**
   * Does one long thing: shows it running on a terminal, and says it done with its seconds.
   *
   * @param what the thing, in a few words
   * @return what the work returned
   */
  public <T> T step(String what, Callable<T> work) {
    return step(what, progress -> work.call());
  }

  /** As {@link #step(String, Callable)}, for work without a result. */
  public void step(String what, Runnable work) {
    step(what, Executors.callable(work));
  }

  /** As {@link #step(String, Callable)}, for work that tells what it has come to. */
  public <T> T step(String what, Work<T> work) {
    Instant start = Instant.now();
    Optional<Progress.Running> line = progress.map(lines -> lines.begin(what));
    boolean done = false;
    try {
      T result = work.run(text -> line.ifPresent(shown -> shown.shows(text)));
      done = true;
      return result;
    } catch (RuntimeException unchecked) {
      throw unchecked;
    } catch (IOException io) {
      throw new UncheckedIOException(io);
    } catch (Exception checked) {
      throw new IllegalStateException(checked.getMessage(), checked);
    } finally {
      line.ifPresent(shown -> progress.orElseThrow().end(shown));
      if (done) {
        good(what + style.faint("  " + seconds(Duration.between(start, Instant.now()))));
      }
    }
  }

  /** Prints the line that an answer is typed behind. */
  void prompt(String question) {
    onScreen(() -> settings.err().print(shown(question)));
    settings.err().flush();
  }

  /** Prints a line, quiet or not. */
  synchronized void print(String line) {
    if (!silent) {
      onScreen(() -> settings.err().println(shown(line)));
      settings.err().flush();
    }
  }

  private void onScreen(Runnable printing) {
    progress.ifPresentOrElse(lines -> lines.without(printing), printing);
  }

  /** A count with its noun in the right number: {@code 1 revision}, {@code 2 revisions}. */
  public static String counted(int count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  /** A duration as people read it: {@code 0.3 s}. */
  public static String seconds(Duration duration) {
    return Progress.seconds(duration);
  }
}
