package project;

import alembic.RevisionGraph;
import console.Console;
import engine.Engine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postgres.ThrowawayDatabase;
import process.OwnFile;

/** How far the build of a database has come, in a few words, and where its output goes. */
public final class BuildProgress {
  private static final int TAIL = 1 << 14;
  private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

  /** What Docker says of its steps, the older builder and BuildKit, and Alembic of its own. */
  private static final Pattern STEP =
      Pattern.compile(
          "(?m)^(?:Step (?<old>\\d+/\\d+ : .*)|#\\d+ \\[(?<new>.*)|.*Running (?<upgrade>upgrade"
              + " .*))$");

  private final Console console;
  private final String name;
  private final RevisionGraph graph;
  private final int expected;
  private final Path log;
  private volatile int count;
  private volatile String text = "";
  private Instant since = Instant.now();
  private String running = "";
  private Duration longest = WORTH_TELLING;
  private String slowest = "";

  /**
   * Starts its log anew.
   *
   * @param name what is built, for messages
   * @param graph the revisions that may run
   * @param expected how many of them will
   */
  BuildProgress(Console console, String name, Path log, RevisionGraph graph, int expected) {
    this.console = console;
    this.name = name;
    this.log = log;
    this.graph = graph;
    this.expected = expected;
    try {
      OwnFile.folder(log.getParent().getParent());
      OwnFile.folder(log.getParent());
      Files.deleteIfExists(log);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /**
   * Does the build as a step, which shows how far it has come.
   *
   * @param what is done, in a few words
   */
  public ThrowawayDatabase step(String what, Function<Engine.Watch, ThrowawayDatabase> build) {
    return console.step(
        what,
        shown -> {
          shown.accept(this::text);
          return build.apply(watch());
        });
  }

  /** What an engine tells of the build. */
  public Engine.Watch watch() {
    return new Engine.Watch(log, this::begun);
  }

  /** What is being done: a revision, where the engine tells them, else the last step of its log. */
  private String text() {
    if (count == 0) {
      lastStep();
    }
    return text;
  }

  private synchronized void begun(String revision) {
    Instant now = Instant.now();
    Duration took = Duration.between(since, now);
    if (count > 0 && took.compareTo(longest) > 0) {
      longest = took;
      slowest = ", slowest so far " + Console.seconds(longest) + running;
    }
    count++;
    since = now;
    running = graph.find(revision).map(script -> " " + script.message()).orElse("");
    text = "revision " + count + " of " + expected + running + slowest;
    console.detail(name + ": revision " + revision);
  }

  private void lastStep() {
    if (!Files.exists(log)) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] tail = new byte[(int) Math.min(TAIL, file.length())];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      Matcher step = STEP.matcher(new String(tail, StandardCharsets.UTF_8));
      while (step.find()) {
        text = step.group().replaceFirst("^Step |^#\\d+ |^.*Running ", "").replaceAll("\\s+", " ");
      }
    } catch (IOException goneMeanwhile) {
      text = "";
    }
  }
}
