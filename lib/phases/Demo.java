package phases;

import console.Console;
import console.ExitCode;
import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import process.TemporaryFolder;
import project.Project;
import project.ProjectOptions;
import python.PythonInterpreter;
import python.ToolVirtualEnvironment;
import sample.SampleProject;
import squash.SquashOptions;

/** Squashes the bundled sample project, to show what happens. */
public final class Demo {
  private static final String NAME = "hearthd";
  private static final String TAG = "hearthd-24.11";

  private final Console console;
  private final ProjectOptions options;

  /**
   * @param options an engine and a Python that the user named are used; the rest is the demo's own
   */
  public Demo(Console console, ProjectOptions options) {
    this.console = console;
    this.options = options;
  }

  /**
   * Makes the sample's repository, installs what is missing into the user's cache, and squashes.
   *
   * @param keep the folder to make the repository in, where the user wants to look at it
   */
  public ExitCode run(Optional<Path> keep) {
    keep.ifPresent(Demo::checkFree);
    try (TemporaryFolder folder = new TemporaryFolder("demo")) {
      Path root = keep.orElse(folder.path()).toAbsolutePath().resolve(NAME);
      console.heading("A sample project: " + NAME);
      console.step("make its git repository", () -> SampleProject.create(root));
      ProjectOptions sample =
          options.forSample(root, python(root), root.resolve("contribs/init.sql"));
      try (Project project = new Project(console, sample)) {
        project.begin("demo", true);
        console.questions().assumeYes();
        ExitCode exit =
            new RunPhase(project)
                .run(
                    project.plan().options(Optional.of(TAG), false),
                    new SquashOptions(false, true),
                    false);
        console.say(
            keep.isPresent()
                ? "The repository is in " + root + "; look at it with git show."
                : "The repository was temporary and is gone; its report is kept in "
                    + kept(project.file("report.html"))
                    + ". `demo FOLDER` keeps both.");
        return exit;
      }
    }
  }

  private static Path kept(Path report) {
    try {
      Path copy = Files.createTempFile(NAME + "-report-", ".html");
      return Files.copy(report, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private static void checkFree(Path folder) {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isEmpty()) {
          return;
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    } else if (!Files.exists(folder)) {
      return;
    }
    throw Failure.usage(
        folder + " is there already, and is not an empty folder",
        "Name a new folder for the sample's repository.");
  }

  private String python(Path root) {
    PythonInterpreter found = PythonInterpreter.find(options.python(), root);
    if (found.contents().runsMigrations()) {
      return found.executable().toString();
    }
    ToolVirtualEnvironment environment = ToolVirtualEnvironment.of(found);
    PythonInterpreter ready =
        environment.isReady()
            ? environment.python()
            : console.step(
                "install Alembic and a driver into the tool's own environment",
                environment::python);
    return ready.executable().toString();
  }
}
