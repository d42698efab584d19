//FILES templates/before_migrations.py=../../templates/before_migrations.py
//FILES templates/flask_application.py=../../templates/flask_application.py
//FILES templates/fork_client.py=../../templates/fork_client.py
//FILES templates/fork_server.py=../../templates/fork_server.py
//FILES templates/guarded_statements.py=../../templates/guarded_statements.py
//FILES templates/imported_modules.py=../../templates/imported_modules.py
//FILES templates/missing_variables.py=../../templates/missing_variables.py
//FILES templates/one_database.py=../../templates/one_database.py
//FILES templates/outside_connections.py=../../templates/outside_connections.py
//FILES templates/redirection.py=../../templates/redirection.py
//FILES templates/revision_graph.py=../../templates/revision_graph.py
//FILES templates/run_failures.py=../../templates/run_failures.py
//FILES templates/runner.py=../../templates/runner.py
//FILES templates/schema_choice.py=../../templates/schema_choice.py
//FILES templates/session_settings.py=../../templates/session_settings.py
//FILES templates/shifted_clock.py=../../templates/shifted_clock.py
//FILES templates/source_tree.py=../../templates/source_tree.py
//FILES templates/version_hooks.py=../../templates/version_hooks.py
//FILES templates/x_arguments.py=../../templates/x_arguments.py

package migrations;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import postgres.ConnectionParameters;

/**
 * What {@code templates/runner.py} is asked to run, in the words of its JSON.
 *
 * @param origin the work tree, where the project may be installed from
 * @param root the tree to run
 * @param project the project's folder in it
 * @param folder where Alembic is typed
 * @param config Alembic's configuration
 * @param section of the configuration
 * @param target the only database that it can reach
 * @param x what {@code alembic -x} takes, in order
 * @param clock what day it is for the migrations
 * @param network what it can reach besides; null if nobody looks
 * @param command what is typed behind {@code alembic}
 */
public record RunnerRequest(
    String origin,
    String root,
    String project,
    String folder,
    String config,
    String section,
    Map<String, Object> target,
    List<String> x,
    LaterClock clock,
    NetworkAccess.Told network,
    List<String> command) {
  /** The script to start. */
  public static final String SCRIPT = "runner.py";

  /** The file that the request is written to. */
  public static final String FILE = "request.json";

  private static final List<String> SCRIPTS =
      List.of(
          SCRIPT,
          AlembicGraph.SCRIPT,
          SchemaChoice.SCRIPT,
          StopPoint.SCRIPT,
          "flask_application.py",
          ForkServer.CLIENT,
          ForkServer.SCRIPT,
          "guarded_statements.py",
          "imported_modules.py",
          "missing_variables.py",
          "one_database.py",
          "outside_connections.py",
          "redirection.py",
          "run_failures.py",
          "session_settings.py",
          "shifted_clock.py",
          "source_tree.py",
          "version_hooks.py",
          "x_arguments.py");
  private static final String PASSWORD = "password";

  /** Keeps copies. */
  public RunnerRequest {
    target = Map.copyOf(target);
    x = List.copyOf(x);
    command = List.copyOf(command);
  }

  /** Of a tree on this machine. */
  static RunnerRequest of(
      ProjectTree tree,
      ConnectionParameters to,
      List<String> x,
      LaterClock clock,
      NetworkAccess network,
      List<String> command)
      throws IOException {
    return new RunnerRequest(
        tree.origin().toRealPath().toString(),
        tree.root().toRealPath().toString(),
        tree.project().toString(),
        tree.workingFolder().toString(),
        tree.config().toString(),
        tree.section(),
        withoutPassword(target(to)),
        x,
        clock,
        network.isOpen() ? null : network.told(),
        command);
  }

  /** Where a tree is, in the words of the request. */
  static Map<String, String> place(ProjectTree tree) throws IOException {
    return Map.of(
        "origin",
        tree.origin().toRealPath().toString(),
        "root",
        tree.root().toRealPath().toString(),
        "project",
        tree.project().toString());
  }

  /** Writes the runner, and the scripts that it can be started by, into a folder. */
  public static void writeScripts(Path folder) throws IOException {
    for (String script : SCRIPTS) {
      try (InputStream template = RunnerRequest.class.getResourceAsStream("/templates/" + script)) {
        Files.copy(template, folder.resolve(script));
      }
    }
  }

  /** Writes what is asked into a folder. */
  public Path write(Path folder) throws IOException {
    return Files.writeString(folder.resolve(FILE), text());
  }

  /** What is asked, as the runner reads it. */
  public String text() {
    return new Gson().toJson(this);
  }

  /** A database in the words of the request. */
  public static Map<String, Object> target(ConnectionParameters to) {
    return Map.of(
        "host",
        to.host(),
        "port",
        to.port(),
        "user",
        to.user(),
        PASSWORD,
        to.password(),
        "database",
        to.database());
  }

  /** The runner has it from PGPASSWORD: files outlive a process that is killed. */
  private static Map<String, Object> withoutPassword(Map<String, Object> target) {
    Map<String, Object> known = new HashMap<>(target);
    known.remove(PASSWORD);
    return known;
  }
}
