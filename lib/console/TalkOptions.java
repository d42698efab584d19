package console;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.fusesource.jansi.internal.CLibrary;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that say how to talk: a picocli mixin that both scripts share. */
public final class TalkOptions {
  private static final int USUAL_COLUMNS = 80;
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  @Option(
      names = {"-y", "--yes"},
      scope = ScopeType.INHERIT,
      description = "Answer every yes-or-no question with yes.")
  private boolean yes;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say more: commands run, traces of failures.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Say nothing but warnings, failures and data.")
  private boolean quiet;

  private Optional<Console> console = Optional.empty();
  private Invocation invocation = Invocation.UNKNOWN;

  /** Hints name what was typed. */
  void startedAs(Invocation typed) {
    invocation = typed;
  }

  /**
   * The console that these options, their variables and the terminal ask for, made at the first
   * call. Colour follows picocli's own rule: a terminal, and no NO_COLOR.
   *
   * @throws Failure if options or variables contradict themselves
   */
  public Console console() {
    if (console.isEmpty()) {
      OptionDefaults environment = new OptionDefaults(System.getenv());
      console = Optional.of(console(verbosity(environment), yes || environment.flag("yes")));
    }
    return console.get();
  }

  /** Whether escape codes may go to stdout. */
  static Ansi ansiOfStdout() {
    return Ansi.AUTO.enabled() && isDataRead() ? Ansi.ON : Ansi.OFF;
  }

  /** Whether a person reads the data: no program, and no file. */
  public static boolean isDataRead() {
    return isTerminal(STDOUT);
  }

  /** A console that no option and no variable shapes. */
  Console plainConsole() {
    return console(Console.Verbosity.NORMAL, false);
  }

  private Console console(Console.Verbosity verbosity, boolean yes) {
    boolean terminal = isTerminal(STDIN) && isTerminal(STDERR);
    return new Console(
        new Console.Settings(
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
            Ansi.AUTO.enabled() && isTerminal(STDERR),
            terminal,
            isDataRead(),
            columns(),
            verbosity,
            yes,
            invocation));
  }

  private static int columns() {
    CLibrary.WinSize size = new CLibrary.WinSize();
    boolean known = CLibrary.ioctl(STDERR, CLibrary.TIOCGWINSZ, size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : USUAL_COLUMNS;
  }

  /** Whatever the locale is: a dump may hold any letter. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** {@code System.console()} is no test: since JDK 22 it answers for pipes too. */
  private static boolean isTerminal(int descriptor) {
    return CLibrary.isatty(descriptor) == 1;
  }

  private Console.Verbosity verbosity(OptionDefaults environment) {
    if (quiet && verbose) {
      throw Failure.usage("--quiet and --verbose exclude each other", "Pass one of them.");
    }
    boolean said = quiet || verbose;
    if (quiet || (!said && environment.flag("quiet"))) {
      return Console.Verbosity.QUIET;
    }
    return verbose || environment.flag("verbose")
        ? Console.Verbosity.VERBOSE
        : Console.Verbosity.NORMAL;
  }
}
