package process;

import console.Failure;
import console.PrintableText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a process writes: kept per stream, and line by line logged, handed over and remembered. */
final class ProcessOutput implements AutoCloseable {
  private static final int LAST_LINES = 20;

  private static final String STARS = "***";

  private final Optional<Writer> log;
  private final List<String> hidden;
  private final Consumer<String> consumer;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final Lines output = new Lines();
  private final Lines errors = new Lines();

  /**
   * @param log the file that every line is appended to
   * @param secret shown as stars in every line, as it is or as a URL has it
   * @param consumer takes every line, one at a time
   */
  ProcessOutput(Optional<Path> log, Optional<String> secret, Consumer<String> consumer) {
    this.log = log.map(ProcessOutput::appending);
    this.hidden =
        secret.stream()
            .flatMap(text -> Stream.of(text, URLEncoder.encode(text, StandardCharsets.UTF_8)))
            .toList();
    this.consumer = consumer;
  }

  /** Takes the bytes of the process's stdout. */
  OutputStream output() {
    return output;
  }

  /** Takes the bytes of the process's stderr. */
  OutputStream errors() {
    return errors;
  }

  /** What was written up to now, with the exit code that followed. */
  Processes.Result result(int exitCode) {
    output.endLine();
    errors.endLine();
    return new Processes.Result(exitCode, output.kept(), errors.kept(), lastLines());
  }

  /** The last lines of both streams, in the order in which they came. */
  synchronized List<String> lastLines() {
    return List.copyOf(lastLines);
  }

  @Override
  public synchronized void close() {
    if (log.isPresent()) {
      try {
        log.get().close();
      } catch (IOException full) {
        throw new UncheckedIOException(full);
      }
    }
  }

  private synchronized void line(String written) {
    String line = written;
    for (String text : hidden) {
      line = line.replace(text, STARS);
    }
    if (lastLines.size() == LAST_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
    if (log.isPresent()) {
      try {
        log.get().append(PrintableText.text(line)).append('\n').flush();
      } catch (IOException full) {
        throw new UncheckedIOException(full);
      }
    }
    consumer.accept(line);
  }

  private static Writer appending(Path file) {
    try {
      OwnFile.ensure(file);
      return Files.newBufferedWriter(
          file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new Failure(
          "the log " + file + " cannot be written",
          "Its folder has to exist and to be writable.",
          unwritable);
    }
  }

  /** One of the two streams. */
  private final class Lines extends OutputStream {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) {
      all.write(octets, offset, length);
      int start = offset;
      for (int i = offset; i < offset + length; i++) {
        if (octets[i] == '\n') {
          line.write(octets, start, i - start);
          start = i + 1;
          takeLine();
        }
      }
      line.write(octets, start, offset + length - start);
    }

    synchronized void endLine() {
      if (line.size() > 0) {
        takeLine();
      }
    }

    private void takeLine() {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    synchronized String kept() {
      return all.toString(StandardCharsets.UTF_8);
    }
  }
}
