package migrations;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import process.Processes;
import process.RunningProcess;
import process.TemporaryFolder;
import python.PythonInterpreter;

/**
 * A Python process that has Alembic imported and runs each command in a process forked from it (see
 * {@code templates/fork_server.py}): to import SQLAlchemy takes longer than many a migration.
 * Started by its first command. It may itself be forked from another one.
 */
final class ForkServer implements AutoCloseable {
  static final String SCRIPT = "fork_server.py";
  static final String CLIENT = "fork_client.py";

  private final PythonInterpreter python;
  private final UnaryOperator<Processes.Command> surroundings;
  private final Optional<ForkServer> parent;
  private final Optional<Wanted> wanted;
  private TemporaryFolder folder;
  private RunningProcess process;

  /**
   * What it imports besides.
   *
   * @param imported what a command imported
   * @param clock what day it is meanwhile
   * @param tree where the project's own modules are; empty to import the libraries alone
   * @param walled whether variables with the URL of a database show none meanwhile
   */
  record Wanted(
      ImportedModules imported, LaterClock clock, Optional<ProjectTree> tree, boolean walled) {
    String json() throws IOException {
      Map<String, Object> words =
          new HashMap<>(Map.of("imported", imported, "clock", clock, "walled", walled));
      if (tree.isPresent()) {
        words.put("request", RunnerRequest.place(tree.get()));
      }
      return new Gson().toJson(words);
    }
  }

  /**
   * Starts nothing yet.
   *
   * @param surroundings gives a command the variables that all commands have
   */
  ForkServer(PythonInterpreter python, UnaryOperator<Processes.Command> surroundings) {
    this(python, surroundings, Optional.empty(), Optional.empty());
  }

  private ForkServer(
      PythonInterpreter python,
      UnaryOperator<Processes.Command> surroundings,
      Optional<ForkServer> parent,
      Optional<Wanted> wanted) {
    this.python = python;
    this.surroundings = surroundings;
    this.parent = parent;
    this.wanted = wanted;
  }

  /** One that is forked from this one and imports more. Starts nothing yet. */
  ForkServer serving(Wanted more) {
    return new ForkServer(python, surroundings, Optional.of(this), Optional.of(more));
  }

  /** A command that has a script of the runner's run with these arguments. */
  Processes.Command command(String script, String... arguments) {
    RunningProcess started = started();
    // It needs nothing but the standard library.
    List<String> words = new ArrayList<>(List.of("-S", scripts().resolve(CLIENT).toString()));
    words.addAll(List.of("" + workingFolder(), "" + started.pid(), script));
    words.addAll(List.of(arguments));
    return surroundings.apply(python.command(words.toArray(String[]::new)));
  }

  private synchronized RunningProcess started() {
    if (folder == null) {
      folder = new TemporaryFolder("python");
      try {
        RunnerRequest.writeScripts(Files.createDirectory(scripts()));
        Files.createDirectory(workingFolder());
        if (wanted.isPresent()) {
          Files.writeString(imported(), wanted.get().json());
        }
      } catch (IOException full) {
        throw new UncheckedIOException(full);
      }
    }
    if (process == null || !process.isAlive()) {
      process = server().in(workingFolder()).start();
    }
    return process;
  }

  private Processes.Command server() {
    return parent
        .map(from -> from.command(SCRIPT, imported().toString()))
        .orElseGet(() -> surroundings.apply(python.command(scripts().resolve(SCRIPT).toString())));
  }

  private Path imported() {
    return folder.path().resolve("imported.json");
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
