package process;

import console.Failure;
import console.LocaleCharset;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessInitException;

/**
 * The one place that runs other programs. A command is a list of words and never passes through a
 * shell. Its process is destroyed together with its descendants when the thread that waits for it
 * is interrupted and when the JVM shuts down.
 *
 * <pre>{@code
 * String version = Processes.command("pg_dump", "--version").check().output();
 * }</pre>
 */
public final class Processes {
  private Processes() {}

  /** A command of a program and its arguments. */
  public static Command command(String... words) {
    return command(List.of(words));
  }

  /** As {@link #command(String...)}. */
  public static Command command(List<String> words) {
    return new Command(words);
  }

  /**
   * What a process left behind.
   *
   * @param exitCode its exit code; 128 and the signal's number where a signal ended it
   * @param output its stdout as UTF-8; empty if {@link Command#outputTo} took it
   * @param errors its stderr as UTF-8
   * @param lastLines the last lines of both, in the order in which they came
   */
  public record Result(int exitCode, String output, String errors, List<String> lastLines) {}

  /** A command with its surroundings. Built once, run once. */
  public static final class Command {
    private final List<String> words;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String name;
    private Optional<Path> folder = Optional.empty();
    private Optional<InputStream> input = Optional.empty();
    private Optional<OutputStream> output = Optional.empty();
    private Optional<Path> log = Optional.empty();
    private Optional<String> secret = Optional.empty();
    private Consumer<String> lines = line -> {};
    private Optional<Duration> limit = Optional.empty();
    private Optional<NetworkNamespace> network = Optional.empty();
    private boolean cleansUp;

    private Command(List<String> words) {
      this.words = List.copyOf(words);
      this.name = Path.of(words.get(0)).getFileName().toString();
    }

    /** Calls the command so in failures; without it, by its program's file name. */
    public Command named(String newName) {
      name = newName;
      return this;
    }

    /** Sets environment variables besides those of this process. */
    public Command with(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    /** Sets one environment variable. */
    public Command with(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** Hides environment variables of this process from the command. */
    public Command without(String... variables) {
      for (String variable : variables) {
        environment.put(variable, null);
      }
      return this;
    }

    /** Runs in this folder; without it, in that of this process. */
    public Command in(Path workingFolder) {
      folder = Optional.of(workingFolder);
      return this;
    }

    /** Runs in this network namespace, if that can be had; without it, in that of this process. */
    public Command inside(NetworkNamespace namespace) {
      network = Optional.of(namespace);
      return this;
    }

    /** Gives these bytes as stdin; without them, stdin is empty. */
    public Command stdin(byte[] bytes) {
      return stdin(new ByteArrayInputStream(bytes));
    }

    /** Gives this text in UTF-8 as stdin. */
    public Command stdin(String text) {
      return stdin(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives this stream as stdin, to its end. */
    public Command stdin(InputStream stream) {
      input = Optional.of(stream);
      return this;
    }

    /** Writes stdout byte by byte to this stream, instead of keeping it for {@link Result}. */
    public Command outputTo(OutputStream stream) {
      output = Optional.of(stream);
      return this;
    }

    /** Appends both output streams line by line to this file; failures name it. */
    public Command log(Path file) {
      log = Optional.of(file);
      return this;
    }

    /** Shows stars in place of this text, in the log, in failures and to those who take lines. */
    public Command hiding(Optional<String> text) {
      secret = text;
      return this;
    }

    /** Hands over each line of both output streams as it comes, one at a time. */
    public Command eachLine(Consumer<String> consumer) {
      lines = consumer;
      return this;
    }

    /** Ends it where it still runs after so long; without a limit, it may run forever. */
    public Command within(Duration time) {
      limit = Optional.of(time);
      return this;
    }

    /** Lets it end by itself where this process is killed. */
    public Command outliving() {
      return with(Watchdog.VARIABLE, "");
    }

    /** Lets it start, and run to its end, while the JVM shuts down: it removes something. */
    public Command cleansUp() {
      cleansUp = true;
      return this;
    }

    /** As {@link #run()}, but any exit code other than 0 is a {@link Failure}. */
    public Result check() {
      Result result = run();
      if (result.exitCode() != 0) {
        throw failed(result);
      }
      return result;
    }

    /**
     * Runs to the end.
     *
     * @return whatever the exit code is
     * @throws Failure if the program cannot be started, does not end within its limit, or this
     *     thread is interrupted
     */
    public Result run() {
      try (RunningProcess running = start()) {
        return limit.isEmpty()
            ? running.await()
            : running.await(limit.get()).orElseThrow(() -> late(running.lastLines()));
      }
    }

    /**
     * Starts and returns at once.
     *
     * @throws Failure if the program cannot be started
     */
    public RunningProcess start() {
      folder.filter(path -> !Files.isDirectory(path)).ifPresent(this::noFolder);
      LocaleCharset.checkWritten(words);
      environment.computeIfAbsent(Watchdog.VARIABLE, unnamed -> Instance.own().token());
      ProcessOutput talk = new ProcessOutput(log, secret, lines);
      ProcessExecutor executor =
          new ProcessExecutor(network.map(inside -> inside.words(words, folder)).orElse(words))
              .environment(environment)
              .redirectOutput(output.orElse(talk.output()))
              .redirectError(talk.errors());
      folder.ifPresent(path -> executor.directory(path.toFile()));
      input.ifPresent(executor::redirectInput);
      try {
        return RunningProcess.start(name, executor, talk, cleansUp);
      } catch (Failure interrupted) {
        talk.close();
        throw interrupted;
      } catch (IOException unstartable) {
        talk.close();
        throw new Failure(
            "`" + words.get(0) + "` could not be started: " + reason(unstartable),
            "Install it, or put its folder on the PATH.",
            unstartable);
      }
    }

    /** The failure of this command: its name, its exit code, its last lines, and the log. */
    public Failure failed(Result result) {
      return new Failure(
          "`" + name + "` failed with exit code " + result.exitCode(), hint(result.lastLines()));
    }

    private Failure late(List<String> lastLines) {
      return new Failure(
          "`" + name + "` did not end within " + limit.orElseThrow().toSeconds() + " s",
          hint(lastLines));
    }

    private String hint(List<String> lastLines) {
      List<String> hint = new ArrayList<>(lastLines);
      log.ifPresent(file -> hint.add("All of its output is in " + file));
      return String.join("\n", hint);
    }

    private void noFolder(Path missing) {
      throw new Failure(
          "`" + name + "` could not be started: there is no folder " + missing, "Create it.");
    }

    private static String reason(IOException unstartable) {
      int errno = unstartable instanceof ProcessInitException init ? init.getErrorCode() : 0;
      return switch (errno) {
        case 2 -> "there is no such program";
        case 13 -> "it may not be executed";
        default -> String.valueOf(unstartable.getMessage());
      };
    }
  }
}
