package tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import process.Processes;
import python.PythonInterpreter;
import sample.SampleProject;

/**
 * A project on which the commands of a page run, as a reader would: with the names of the tool on
 * the PATH, and each question answered with yes.
 *
 * @param folder where the commands are typed
 * @param variables what the environment has besides
 * @param end what stops what runs for it
 */
record DocumentedProject(Path folder, Map<String, String> variables, Runnable end)
    implements AutoCloseable {
  private static final List<String> NAMES = List.of("alembic_squash", "alembic-squash");

  private static final String DATED = "2023-01-01T00:00:00Z";

  /**
   * Makes one.
   *
   * @param name what the page calls it
   * @param folder an empty one
   */
  static DocumentedProject create(String name, Path folder) {
    return switch (name) {
      case "checkout" -> new DocumentedProject(Checkout.root(), Map.of(), () -> {});
      case "clone" -> {
        Path clone = folder.resolve("alembic_squash");
        Processes.command("cp", "-r", Checkout.root().toString(), clone.toString()).check();
        yield new DocumentedProject(clone, Map.of(), () -> {});
      }
      case "empty" -> new DocumentedProject(folder, Map.of(), () -> {});
      case "sample" -> sample(folder);
      case "sample-image" -> {
        Engines.assumeDocker();
        SampleProject.create(folder.resolve("hearthd"));
        yield new DocumentedProject(folder.resolve("hearthd"), Map.of(), () -> {});
      }
      case "deployed" -> deployed(DeployedSample.create(folder));
      case "releases" -> on(ServiceProjects.releases(folder), Engines.python());
      case "fastapi" -> on(ServiceProjects.fastapi(folder), ServiceProjects.async());
      case "flask" -> on(ServiceProjects.flask(folder), FlaskProject.Packages.NEW.python());
      case "monorepo" -> on(ServiceProjects.monorepo(folder), Engines.python());
      case "two-databases" -> on(ServiceProjects.twoDatabases(folder), Engines.python());
      default -> throw new IllegalArgumentException("no test makes a project " + name);
    };
  }

  private static DocumentedProject sample(Path folder) {
    Engines.assumeLocal();
    SampleProject.create(folder.resolve("hearthd"));
    return on(folder.resolve("hearthd"), Engines.python());
  }

  private static DocumentedProject deployed(DeployedSample deployed) {
    DocumentedProject plain = on(deployed.sample().root(), Engines.python());
    Map<String, String> variables = new HashMap<>(plain.variables());
    variables.putAll(deployed.login());
    variables.put("ALEMBIC_DB_URI", deployed.old());
    variables.put("SQUASH_INIT_SQL", "contribs/init.sql");
    variables.put("SQUASH_ENGINE", "local");
    return new DocumentedProject(plain.folder(), variables, deployed.clusters()::close);
  }

  private static DocumentedProject on(Path folder, PythonInterpreter python) {
    Engines.assumeLocal();
    Map<String, String> variables = new HashMap<>();
    Path environment = python.executable().getParent().getParent();
    if (Files.exists(environment.resolve("pyvenv.cfg"))) {
      variables.put("VIRTUAL_ENV", environment.toString());
    }
    return new DocumentedProject(folder, variables, () -> {});
  }

  /** A shell in it. */
  Processes.Command shell(Path programs) {
    Script script = Script.of("alembic_squash");
    NAMES.forEach(name -> program(programs.resolve(name), script.words()));
    program(programs.resolve("dump_baseline"), Script.of("dump_baseline").words());
    Processes.Command shell =
        Processes.command("bash")
            .with("SQUASH_YES", "1")
            .with("GIT_AUTHOR_DATE", DATED)
            .with("GIT_COMMITTER_DATE", DATED)
            .with("PATH", path(programs));
    System.getenv().keySet().stream()
        .filter(variable -> variable.startsWith("SQUASH_") && !variable.equals("SQUASH_YES"))
        .forEach(shell::without);
    return shell.with(variables);
  }

  @Override
  public void close() {
    end.run();
  }

  private String path(Path programs) {
    String environment =
        Optional.ofNullable(variables.get("VIRTUAL_ENV")).map(at -> at + "/bin:").orElse("");
    return programs + ":" + environment + System.getenv("PATH");
  }

  private static void program(Path file, List<String> words) {
    try {
      StringBuilder text = new StringBuilder("#!/bin/sh\nexec");
      words.forEach(word -> text.append(" '").append(word).append('\''));
      Files.writeString(file, text + " \"$@\"\n");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    file.toFile().setExecutable(true);
  }
}
