package console;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.fusesource.jansi.AnsiConsole;
import org.fusesource.jansi.internal.CLibrary;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that say how to talk: a picocli mixin that both scripts share. */
public final class TalkOptions {
  private static final int USUAL_COLUMNS = 100;
  private static final int STDIN = 0;
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

  /**
   * The console that these options and the terminal ask for. Colour follows picocli's own rule: a
   * terminal, and no NO_COLOR.
   */
  public Console console() {
    boolean terminal = isTerminal(STDIN) && isTerminal(STDERR);
    int columns = AnsiConsole.getTerminalWidth();
    return new Console(
        new Console.Settings(
            System.out,
            System.err,
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
            Ansi.AUTO.enabled() && isTerminal(STDERR),
            terminal,
            columns > 0 ? columns : USUAL_COLUMNS,
            verbosity(),
            yes));
  }

  /** {@code System.console()} is no test: since JDK 22 it answers for pipes too. */
  private static boolean isTerminal(int descriptor) {
    return CLibrary.isatty(descriptor) == 1;
  }

  private Console.Verbosity verbosity() {
    if (quiet) {
      return Console.Verbosity.QUIET;
    }
    return verbose ? Console.Verbosity.VERBOSE : Console.Verbosity.NORMAL;
  }
}
