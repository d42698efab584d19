package status;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import console.Console;
import console.ExitCode;
import console.Failure;
import console.SideBySide;
import console.Style;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import plan.Squashplan;
import project.KeptSettings;
import project.ProjectOptions;

/** Says what of this machine the tool would use, and what to do about what is not there. */
public final class Doctor {
  private final Console console;
  private final ProjectOptions options;

  /** Of this machine, for the project that the options name; that need be no repository. */
  public Doctor(Console console, ProjectOptions options) {
    this.console = console;
    this.options = options;
  }

  /**
   * Prints what it finds.
   *
   * @param json as JSON: {@code works}, {@code engines}, {@code checks} with the fields of {@link
   *     Check}
   * @return {@link ExitCode#FAILED} if nothing can work
   */
  public ExitCode run(boolean json) {
    List<Check> checks = checks();
    List<String> engines = engines(checks);
    boolean works = !engines.isEmpty();
    if (json) {
      Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
      JsonObject object = new JsonObject();
      object.addProperty("works", works);
      object.add("engines", gson.toJsonTree(engines));
      object.add("checks", gson.toJsonTree(checks));
      console.data(gson.toJson(object));
    } else {
      checks.forEach(this::print);
      console.text(
          works
              ? "Engines that can work here: " + String.join(", ", engines)
              : "Nothing can be squashed here: see what is missing.");
    }
    return works ? ExitCode.DONE : ExitCode.FAILED;
  }

  private List<Check> checks() {
    List<Check> settings = new ArrayList<>();
    Path folder = options.root();
    Machine machine = new Machine(folder, python(folder, settings));
    List<Callable<List<Check>>> looks =
        List.of(
            () -> List.of(machine.java()),
            () -> List.of(machine.jbang()),
            () -> List.of(machine.git()),
            machine::python,
            () -> List.of(machine.postgres()),
            () -> List.of(machine.docker()),
            () -> List.of(machine.network()),
            () -> List.of(machine.memory()),
            () -> List.of(machine.disk()));
    List<List<Check>> found = console.step("looking at this machine", () -> SideBySide.run(looks));
    return Stream.concat(found.stream().flatMap(List::stream), settings.stream()).toList();
  }

  /** The one that is named, here or in the project's files. */
  private Optional<String> python(Path folder, List<Check> settings) {
    try {
      KeptSettings kept = KeptSettings.of(folder, Optional.empty(), System.getenv());
      kept.place().ifPresent(place -> settings.add(Check.ready("settings", place, "")));
      return options.python().or(() -> planned(folder)).or(() -> kept.options().python());
    } catch (Failure wrong) {
      settings.add(Check.lacking("settings", "", "", wrong.getMessage() + ". " + wrong.hint()));
      return options.python();
    }
  }

  private static Optional<String> planned(Path folder) {
    Path plan = Squashplan.path(folder);
    return Files.isRegularFile(plan)
        ? Optional.ofNullable(Squashplan.read(plan).settings().get("python"))
        : Optional.empty();
  }

  /** Those that have what they need; all need git, and one does without the project's Python. */
  private static List<String> engines(List<Check> checks) {
    boolean hasPython = isReady(checks, Set.of(Machine.PYTHON, Machine.ALEMBIC, Machine.DRIVER));
    boolean hasDocker = isReady(checks, Set.of(Machine.DOCKER));
    List<String> engines = new ArrayList<>();
    if (hasPython) {
      engines.addAll(List.of("local", "server"));
    }
    if (hasDocker) {
      engines.add("dockerfile");
    }
    if (hasPython && hasDocker) {
      engines.add("docker");
    }
    return isReady(checks, Set.of(Machine.GIT)) ? engines : List.of();
  }

  private static boolean isReady(List<Check> checks, Set<String> names) {
    return checks.stream()
            .filter(check -> names.contains(check.name()))
            .filter(Check::isReady)
            .count()
        == names.size();
  }

  private void print(Check check) {
    Style style = console.style();
    String sign =
        switch (check.state()) {
          case READY -> style.good("✓");
          case LACKING -> style.odd("!");
          case MISSING -> style.bad("✗");
        };
    String what =
        Stream.of(check.version(), check.found(), check.advice())
            .filter(text -> !text.isEmpty())
            .reduce((one, other) -> one + "  " + other)
            .orElse("");
    console.text(String.format(Locale.ROOT, "%s %-18s %s", sign, check.name(), what));
  }
}
