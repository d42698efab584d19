package migrations;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import process.Processes;
import process.RunningProcess;
import process.TemporaryFolder;
import python.PythonInterpreter;

/**
 * A Python process that has Alembic imported and runs each command in a process forked from it (see
 * {@code templates/fork_server.py}): to import SQLAlchemy takes longer than many a migration.
 * Started by its first command.
 */
final class ForkServer implements AutoCloseable {
  static final String SCRIPT = "fork_server.py";
  static final String CLIENT = "fork_client.py";

  private final PythonInterpreter python;
  private final UnaryOperator<Processes.Command> surroundings;
  private final Optional<Preload> preload;
  private TemporaryFolder folder;
  private RunningProcess process;

  /**
   * What it imports besides.
   *
   * @param clock what day it is meanwhile
   * @param libraries the names of modules
   */
  record Preload(LaterClock clock, List<String> libraries) {}

  /**
   * Starts nothing yet.
   *
   * @param surroundings gives a command the variables that all commands have
   */
  ForkServer(
      PythonInterpreter python,
      UnaryOperator<Processes.Command> surroundings,
      Optional<Preload> preload) {
    this.python = python;
    this.surroundings = surroundings;
    this.preload = preload;
  }

  /** A command that has a script of the runner's run with these arguments. */
  Processes.Command command(String script, String... arguments) {
    Path started = started();
    // It needs nothing but the standard library.
    List<String> words = new ArrayList<>(List.of("-S", scripts().resolve(CLIENT).toString()));
    words.addAll(List.of(started.toString(), script));
    words.addAll(List.of(arguments));
    return surroundings.apply(python.command(words.toArray(String[]::new)));
  }

  private synchronized Path started() {
    if (folder == null) {
      folder = new TemporaryFolder("python");
      try {
        RunnerRequest.writeScripts(Files.createDirectory(scripts()));
        Files.createDirectory(workingFolder());
        if (preload.isPresent()) {
          Files.writeString(libraries(), new Gson().toJson(preload.get()));
        }
      } catch (IOException full) {
        throw new UncheckedIOException(full);
      }
    }
    if (process == null || !process.isAlive()) {
      process = surroundings.apply(python.command(words())).in(workingFolder()).start();
    }
    return workingFolder();
  }

  private String[] words() {
    String script = scripts().resolve(SCRIPT).toString();
    return preload.isEmpty() ? new String[] {script} : new String[] {script, "" + libraries()};
  }

  private Path libraries() {
    return folder.path().resolve("libraries.json");
  }

  private Path scripts() {
    return folder.path().resolve("scripts");
  }

  private Path workingFolder() {
    return folder.path().resolve("here");
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.close();
      process = null;
    }
    if (folder != null) {
      folder.close();
      folder = null;
    }
  }
}
