package docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import process.Processes;
import process.ShutdownHooks;
import process.TemporaryFolder;

/**
 * An image that is built for us, with what its build leaves behind. Closing it, or the end of the
 * process, removes by their ids the images and containers that this build made, and no others.
 */
public final class BuiltImage implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int LOOKS = 10;

  /** What the classic builder says of each step; BuildKit makes nothing that could be left. */
  private static final Pattern STEP = Pattern.compile("Step \\d+/\\d+ : (\\S+)\\s*(\\S*).*");

  private static final Pattern MADE = Pattern.compile(" ---> ([0-9a-f]{12})");
  private static final Pattern RUNS = Pattern.compile(" ---> Running in ([0-9a-f]{12})");
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[\\d*m");
  private static final String CACHED = " ---> Using cache";

  private final Thread hook = new Thread(this::remove, "remove image");
  private final Deque<String> images = new ArrayDeque<>();
  private Optional<String> container = Optional.empty();

  /** The image that what was begun would be made on; empty if nothing was. */
  private String last = "";

  /** What the images have that were made since the label's line; empty if none has one. */
  private Optional<String> label = Optional.empty();

  private Instant since = Instant.now();
  private boolean finished;
  private boolean made;
  private boolean removed;

  /** Nothing is built yet. */
  public BuiltImage() {
    ShutdownHooks.add(hook);
  }

  /**
   * Builds it.
   *
   * @param file what to build; it must hold a label of its own, so that nobody else's build has the
   *     same result
   * @param context the folder that COPY copies from
   * @param log where the build's output goes
   * @return the image's id
   * @throws console.Failure with the last lines and the log where the build fails
   */
  public String build(Dockerfile file, Path context, Path log) {
    synchronized (this) {
      label = file.ownLabel();
      last = file.base();
      since = Instant.now().minus(POLL);
    }
    try (TemporaryFolder folder = new TemporaryFolder("build")) {
      Path id = folder.path().resolve("id");
      Path written = folder.path().resolve(file.path().getFileName());
      Files.writeString(written, file.text());
      copyIgnored(file.path(), written);
      Docker.command(
              List.of(
                  "build",
                  "--force-rm",
                  "--iidfile",
                  id.toString(),
                  "--file",
                  written.toString(),
                  context.toString()))
          .named("docker build --file " + file.path())
          .log(log)
          .eachLine(this::note)
          .check();
      String built = Files.readString(id).strip();
      finish(built);
      return built;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Makes it of a container as that is now.
   *
   * @return the image's id
   */
  public String commit(BuildContainer of) {
    synchronized (this) {
      container = Optional.of(of.id());
      last = of.image();
      since = Instant.now().minus(POLL);
    }
    String made = Docker.command(List.of("commit", of.id())).check().output().strip();
    finish(made);
    return made;
  }

  @Override
  public void close() {
    remove();
    ShutdownHooks.remove(hook);
  }

  /** BuildKit reads what to leave out of the context from a file beside the Dockerfile. */
  private static void copyIgnored(Path from, Path to) throws IOException {
    Path ignored = from.resolveSibling(from.getFileName() + ".dockerignore");
    if (Files.exists(ignored)) {
      Files.copy(ignored, to.resolveSibling(to.getFileName() + ".dockerignore"));
    }
  }

  private synchronized void note(String coloured) {
    String line = COLOUR.matcher(coloured).replaceAll("");
    Matcher begins = STEP.matcher(line);
    Matcher runs = RUNS.matcher(line);
    Matcher image = MADE.matcher(line);
    since = Instant.now().minus(POLL);
    if (begins.matches()) {
      made = !begins.group(1).equalsIgnoreCase("FROM");
      last = made ? last : begins.group(2);
      container = Optional.empty();
    } else if (line.equals(CACHED)) {
      made = false;
    } else if (runs.matches()) {
      container = Optional.of(runs.group(1));
    } else if (image.matches()) {
      last = image.group(1);
      container = Optional.empty();
      if (made) {
        images.push(last);
      }
    }
  }

  private synchronized void finish(String id) {
    images.push(id);
    container = Optional.empty();
    finished = true;
  }

  /** The last made goes first: an image stays as long as another one is made of it. */
  private void remove() {
    List<String> made;
    synchronized (this) {
      if (removed) {
        return;
      }
      removed = true;
      made = List.copyOf(images);
    }
    long deadline = System.nanoTime() + GRACE.toNanos();
    if (!finished && !last.isEmpty()) {
      removeUnfinished(deadline);
    }
    // With the last go those that it is made of, unless another one is made of them too.
    made.stream().limit(1).forEach(image -> remove(image, deadline));
    Docker.thoseThere(made).forEach(image -> remove(image, deadline));
    label.ifPresent(own -> removeLabelled(own, deadline));
  }

  /**
   * On top of cached images there may be one that nobody read of; and where several are removed at
   * the same time, Docker may refuse one because of another.
   */
  private static void removeLabelled(String label, long deadline) {
    List<String> left = Docker.unnamedImagesLabelled(label);
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      left.forEach(Docker::removeImage);
      ShutdownHooks.pause(POLL);
      left = Docker.unnamedImagesLabelled(label);
    }
  }

  /**
   * A build that was cut short: Docker may still make an image of the container that ran, which is
   * paused meanwhile, or, where a step copies and has none, on top of the last image.
   */
  private void removeUnfinished(long deadline) {
    while (container.filter(Docker::isPaused).isPresent() && System.nanoTime() < deadline) {
      ShutdownHooks.pause(POLL);
    }
    for (int look = 0; look < LOOKS; look++) {
      container.ifPresent(
          one -> {
            Docker.removeContainer(one);
            Docker.unnamedImagesOf(one).forEach(image -> remove(image, deadline));
          });
      Docker.unnamedImagesOn(last, since).forEach(image -> remove(image, deadline));
      ShutdownHooks.pause(POLL);
    }
  }

  /**
   * A container that is being removed at the same time may still use it; or another build has gone
   * on from it meanwhile, and removes it with its own.
   */
  private static void remove(String image, long deadline) {
    while (Docker.hasUnnamedImage(image) && System.nanoTime() < deadline) {
      Processes.Result result = Docker.removeImage(image);
      if (result.exitCode() == 0 || result.errors().contains("dependent child images")) {
        return;
      }
      ShutdownHooks.pause(POLL);
    }
  }
}
