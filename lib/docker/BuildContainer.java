//FILES templates/build_server.py=../../templates/build_server.py

package docker;

import console.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import postgres.ConnectionParameters;
import process.Processes;
import process.RunningProcess;
import process.ShutdownHooks;
import process.TemporaryFolder;

/**
 * A container in which a build goes on: its steps run with the words, as the user, in the folder
 * and with the variables that they have in {@code docker build}, and what still runs when a step
 * ends is killed, as there. Its first process is Python and waits.
 */
public final class BuildContainer implements AutoCloseable {
  private static final String WAITS =
      "import signal\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\nwhile True: signal.pause()";

  private static final String PYTHON = "python3";
  private static final String SCRIPT = "build_server.py";
  private static final String PLACE = "/var/lib/alembic_squash";
  private static final String RECORD = PLACE + "/server.json";
  private static final String READY = "@@alembic_squash ready";
  private static final String STOPPED = "@@alembic_squash stopped";
  private static final int CANNOT_GO_ON = 3;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);
  private static final List<String> AS_ROOT = List.of("--user", "0");

  /** Long migrations of large histories end within it, and what hangs does as well. */
  private static final Duration ENDS_WITHIN = Duration.ofHours(2);

  private final OwnContainer own;
  private final String from;
  private final ImageConfig image;
  private Optional<RunningProcess> server = Optional.empty();
  private boolean hadServer;
  private boolean isGiven;

  /**
   * Starts one.
   *
   * @param image the image's id
   * @param config what it says
   * @param port of the database in it
   */
  public BuildContainer(String image, ImageConfig config, int port) {
    from = image;
    this.image = config;
    List<String> options =
        new ArrayList<>(List.of("--user", "0", "--no-healthcheck", "--entrypoint", PYTHON));
    options.addAll(OwnContainer.publishing(port));
    own = new OwnContainer(options, image, List.of("-c", WAITS), Map.of());
  }

  /** Its number. */
  String id() {
    return own.id();
  }

  /** The image that it was started from. */
  String image() {
    return from;
  }

  /**
   * Runs a step.
   *
   * @param at says how: a state of the build
   * @param log where its output goes
   * @throws Failure if it fails
   */
  public void step(StoppedBuild.Step step, ImageConfig at, Path log) {
    makeFolder(at);
    List<String> options = new ArrayList<>(at.options(image));
    at.arguments().forEach((name, value) -> options.addAll(List.of("--env", name + "=" + value)));
    own.execute(options, step.words(at))
        .named("RUN (in a container)")
        .log(log)
        .within(ENDS_WITHIN)
        .check();
  }

  /** WORKDIR makes its folder. */
  private void makeFolder(ImageConfig at) {
    if (!at.folder().equals(image.folder())) {
      String make = "import os, sys\nos.makedirs(sys.argv[1], exist_ok=True)";
      own.execute(AS_ROOT, List.of(PYTHON, "-c", make, at.folder())).check();
    }
  }

  /** Kills what still runs, as the end of a step of a build does. */
  public void endStep() {
    own.execute(AS_ROOT, List.of(PYTHON, "-c", "import os\nos.kill(-1, 9)")).run();
    server.ifPresent(RunningProcess::close);
    server = Optional.empty();
  }

  /**
   * Stops the server that a step left, so that it can be started again.
   *
   * @return why the build cannot go on in other containers; empty if it can
   */
  public Optional<String> stopServer(Path log) {
    copyScript();
    Processes.Command stop =
        own.execute(AS_ROOT, List.of(PYTHON, PLACE + "/" + SCRIPT, "stop", RECORD)).log(log);
    Processes.Result result = stop.run();
    if (result.exitCode() == CANNOT_GO_ON) {
      return Optional.of(
          "what its RUN does before the upgrade cannot be kept: "
              + result.output().replace(STOPPED, "").strip());
    }
    if (result.exitCode() != 0) {
      throw stop.failed(result);
    }
    hadServer = result.output().contains(STOPPED);
    return Optional.empty();
  }

  /** Whether there was a server to stop. */
  public boolean hadServer() {
    return hadServer;
  }

  private void copyScript() {
    try (TemporaryFolder folder = new TemporaryFolder("build");
        InputStream script = BuildContainer.class.getResourceAsStream("/templates/" + SCRIPT)) {
      Files.copy(script, folder.path().resolve(SCRIPT));
      Docker.command("cp", folder.path().toString(), own.name() + ":" + PLACE).check();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Starts that server again, and waits until it answers.
   *
   * @throws Failure if it does not
   */
  public void startServer(Path log) {
    AtomicBoolean ready = new AtomicBoolean();
    RunningProcess started =
        own.execute(AS_ROOT, List.of(PYTHON, PLACE + "/" + SCRIPT, "start", RECORD))
            .log(log)
            .eachLine(line -> ready.compareAndSet(false, line.equals(READY)))
            .start();
    server = Optional.of(started);
    Instant deadline = Instant.now().plus(STARTED_WITHIN);
    while (!ready.get()) {
      if (!started.isAlive() || Instant.now().isAfter(deadline)) {
        throw new Failure(
            "the server of the build does not start again", String.join("\n", started.lastLines()));
      }
      ShutdownHooks.pauseOrFail(POLL, "the server of the build started");
    }
  }

  /**
   * Has it serve as a container of the finished image would.
   *
   * @param finished what that image says
   * @param name what it is called by in failures
   * @return the container, which is closed with what this is
   */
  public Container serving(
      ImageConfig finished, String name, ConnectionParameters login, Duration readyWithin) {
    makeFolder(finished);
    List<String> options = finished.options(image);
    RunningProcess serves = own.execute(options, finished.started()).start();
    server = Optional.of(serves);
    isGiven = true;
    return new Container(
        own, name, () -> finished, options, login, Optional.of(new Server(serves)), readyWithin);
  }

  private record Server(RunningProcess process) implements Serving {
    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public List<String> lastLines() {
      return process.lastLines();
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /** Removes it, but for one that serves, which its new owner removes. */
  @Override
  public void close() {
    if (!isGiven) {
      own.close();
      server.ifPresent(RunningProcess::close);
    }
  }
}
