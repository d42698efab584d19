package console;

import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where a failure becomes text on stderr and an exit code. */
public final class FailureHandler
    implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Supplier<Console> console;

  /**
   * @param console gives the console to print on; asked only when something failed, after the
   *     options that shape it have been parsed as far as they could
   */
  public FailureHandler(Supplier<Console> console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    Console talk = console.get();
    if (exception instanceof Failure failure) {
      talk.failure(failure.getMessage(), failure.hint());
      if (failure.getCause() != null) {
        talk.trace(failure.getCause());
      }
      return failure.exitCode().value();
    }
    talk.failure(
        "unexpected " + exception.getClass().getSimpleName() + ": " + exception.getMessage(),
        "This is a defect of alembic_squash; run again with -v for the trace to report it.");
    talk.trace(exception);
    return ExitCode.FAILED.value();
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    console.get().failure(exception.getMessage(), "See `" + name + " --help`.");
    return ExitCode.USAGE.value();
  }
}
