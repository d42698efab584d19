package console;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Starts a command line: what both scripts share. */
public final class Launcher {
  private final CommandLine command;
  private final TalkOptions talk;

  /** A tool whose help needs no headings. */
  public Launcher(Object tool, TalkOptions talk, List<String> order) {
    this(tool, talk, order, List.of());
  }

  /**
   * @param tool an object with picocli's annotations
   * @param talk its mixin
   * @param order the names of its commands, as help lists them
   * @param headed what the options of every command are about
   */
  public Launcher(Object tool, TalkOptions talk, List<String> order, List<HelpSection> headed) {
    this.talk = talk;
    FailureHandler failures = new FailureHandler(talk::console, talk::plainConsole);
    this.command =
        new CommandLine(tool)
            .setExecutionStrategy(Launcher::execute)
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures)
            .setColorScheme(CommandLine.Help.defaultColorScheme(TalkOptions.ansiOfStdout()));
    command.setDefaultValueProvider(new OptionDefaults(System.getenv()));
    HelpLayout.apply(command, order, headed);
    Invocation invocation = invocation(command.getCommandName(), order);
    talk.startedAs(invocation);
    name(invocation);
  }

  private static Invocation invocation(String tool, List<String> commands) {
    return Invocation.of(
        tool,
        commands,
        System.getenv(),
        System.getProperty("java.class.path"),
        Path.of("").toAbsolutePath());
  }

  /** Help names what was typed, too. */
  private void name(Invocation invocation) {
    List<CommandLine> all = new ArrayList<>(command.getSubcommands().values());
    all.add(command);
    for (CommandLine each : all) {
      UsageMessageSpec usage = each.getCommandSpec().usageMessage();
      usage.footer(
          Stream.of(usage.footer())
              .map(line -> "  " + invocation.command(line.strip()).replace("%", "%%"))
              .toArray(String[]::new));
    }
    invocation.typed().ifPresent(command::setCommandName);
  }

  /** Runs the command that the arguments name, and ends the process with its exit code. */
  public void run(String... arguments) {
    AtomicBoolean done = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(done), "say interrupted"));
    int exit = execute(arguments);
    done.set(true);
    System.exit(exit);
  }

  private static int execute(CommandLine.ParseResult parsed) {
    RepeatedOptions.gather(parsed);
    return new CommandLine.RunLast().execute(parsed);
  }

  private int execute(String... arguments) {
    try {
      LocaleCharset.checkCommandLine(arguments);
      return command.execute(arguments);
    } catch (Failure | LinkageError | StackOverflowError | OutOfMemoryError broken) {
      return new FailureHandler(talk::console, talk::plainConsole).handle(broken);
    }
  }

  private void interrupt(AtomicBoolean done) {
    if (!done.get()) {
      talk.console().interrupted();
    }
  }
}
