package console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where a failure becomes text on stderr and an exit code. */
public final class FailureHandler
    implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final long MEGABYTE = 1 << 20;

  private final Supplier<Console> console;
  private final Supplier<Console> plainConsole;

  /**
   * @param console gives the console to print on; asked only when something failed, after the
   *     options that shape it have been parsed as far as they could
   * @param plainConsole gives one that no option shapes, for when these contradict themselves
   */
  public FailureHandler(Supplier<Console> console, Supplier<Console> plainConsole) {
    this.console = console;
    this.plainConsole = plainConsole;
  }

  @Override
  public int handleExecutionException(
      Exception exception, picocli.CommandLine command, ParseResult parsed) {
    return handle(exception);
  }

  /** Says what was thrown, and which exit code it ends the process with. */
  int handle(Throwable unread) {
    Throwable thrown =
        unread instanceof InvalidPathException invalid
            ? LocaleCharset.of(invalid).<Throwable>map(failure -> failure).orElse(unread)
            : unread;
    Console talk = consoleOrPlain();
    Optional<IOException> io = io(thrown);
    if (thrown instanceof Failure failure) {
      talk.failure(failure.getMessage(), failure.hint());
    } else if (isOutOfMemory(thrown)) {
      sayOutOfMemory(talk);
    } else if (io.isPresent()) {
      talk.failure(sentence(io.get()), "Run again with -v to see where this happened.");
    } else {
      talk.failure(
          "unexpected " + thrown.getClass().getSimpleName() + ": " + thrown.getMessage(),
          "This is a defect of alembic_squash; run again with -v for the trace to report it.");
    }
    for (Throwable also : thrown.getSuppressed()) {
      if (also instanceof Failure failure) {
        talk.failure(failure.getMessage(), failure.hint());
      }
    }
    talk.trace(thrown);
    return thrown instanceof Failure failure ? failure.exitCode().value() : ExitCode.FAILED.value();
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    Failure usage = WrongUsage.of(exception);
    consoleOrPlain().failure(usage.getMessage(), usage.hint());
    return ExitCode.USAGE.value();
  }

  /** What shapes the console may be what is wrong. */
  private Console consoleOrPlain() {
    try {
      return console.get();
    } catch (Failure wrong) {
      return plainConsole.get();
    }
  }

  /** Whoever calls a command wraps what it throws. */
  private static boolean isOutOfMemory(Throwable thrown) {
    Throwable cause = thrown;
    while (cause != null && !(cause instanceof OutOfMemoryError)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  private static void sayOutOfMemory(Console talk) {
    long megabytes = Runtime.getRuntime().maxMemory() / MEGABYTE;
    talk.failure(
        "there is not enough memory: Java's heap may have " + megabytes + " MB, and needs more",
        "Give it more with the environment variable JAVA_TOOL_OPTIONS=-Xmx"
            + 2 * megabytes
            + "m, if the machine has that; run again with -v for the place where it ended.");
  }

  private static Optional<IOException> io(Throwable thrown) {
    if (thrown instanceof UncheckedIOException unchecked) {
      return Optional.of(unchecked.getCause());
    }
    return thrown instanceof IOException io ? Optional.of(io) : Optional.empty();
  }

  private static String sentence(IOException thrown) {
    if (thrown instanceof NoSuchFileException missing) {
      return "there is no file or folder " + missing.getFile();
    }
    if (thrown instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read or written";
    }
    if (thrown instanceof FileSystemException failed) {
      String reason = Optional.ofNullable(failed.getReason()).orElse("it is of another kind");
      return failed.getFile() + " cannot be read or written: " + reason;
    }
    return "reading or writing failed: " + thrown.getMessage();
  }
}
