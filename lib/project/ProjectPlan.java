package project;

import alembic.RevisionGraph;
import answers.Answers;
import config.ConfigSection;
import console.Failure;
import engine.EngineSettings;
import engine.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import plan.PlanFit;
import plan.PlanOptions;
import plan.Squashplan;

/** The squashplan of a project: asked for, read, and kept up with what later phases are told. */
public final class ProjectPlan {
  private final Project project;
  private final ProjectOptions options;
  private final Path file;

  ProjectPlan(Project project, ProjectOptions options) {
    this.project = project;
    this.options = options;
    this.file = Squashplan.path(project.folder());
  }

  /** Asks for a plan with what the options say. */
  public PlanOptions options(Optional<String> ref, boolean again) {
    EngineSettings settings = project.settings().engine(Optional.empty());
    Optional<Squashplan> earlier = earlier();
    Answers answers =
        earlier
            .map(Squashplan::answers)
            .orElse(Answers.NONE)
            .plus(project.kept().options().answers())
            .plus(project.settings().told());
    Map<String, String> sums = earlier.map(Squashplan::sums).orElse(Map.of());
    Map<String, String> all = ProjectSettings.over(project.kept().planned(), options.settings());
    all.putAll(sums);
    return new PlanOptions(
        ref,
        options.ini().or(() -> project.kept().options().ini()),
        again,
        Engines.nameFor(settings, project.folder()),
        ProjectSettings.writable(all, answers),
        answers);
  }

  /** A plan that is made anew keeps what was answered, and what is known of written files. */
  private Optional<Squashplan> earlier() {
    if (!isThere()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read());
    } catch (Failure unreadable) {
      project
          .console()
          .warn("answers of the earlier plan are not kept: " + unreadable.getMessage());
      return Optional.empty();
    }
  }

  /** Whether one was made. */
  public boolean isThere() {
    return Files.isRegularFile(file);
  }

  /** The plan that was made. */
  public Squashplan read() {
    return Squashplan.read(file);
  }

  /**
   * The plan that was made, checked against the revisions of what is checked out: those that it was
   * made for, or those that its squash left.
   */
  public Squashplan fitting() {
    Squashplan plan = read();
    PlanFit fit = new PlanFit(plan, RevisionGraph.read(project.head(), plan.config()));
    if (!fit.isCarriedOut()) {
      fit.check(project.repository());
    }
    return plan;
  }

  /** The plan, if one was made. */
  public Optional<Squashplan> ifMade() {
    return isThere() ? Optional.of(read()) : Optional.empty();
  }

  /** The plan, if one was made that can be read; else {@code plan} makes it anew. */
  Optional<Squashplan> ifReadable() {
    try {
      return ifMade();
    } catch (Failure unreadable) {
      return Optional.empty();
    }
  }

  /** The configuration of Alembic that was planned with; empty if there is no plan. */
  Optional<ConfigSection> config() {
    return ifMade().map(Squashplan::config);
  }

  /** The name of Alembic's own table, on the command line, else in the plan, if one was made. */
  public Optional<String> versionTable() {
    return Setting.VERSION_TABLE
        .in(options.settings())
        .or(() -> ifMade().flatMap(plan -> Setting.VERSION_TABLE.in(plan.settings())))
        .or(() -> Setting.VERSION_TABLE.in(project.kept().settings()));
  }

  /** Writes answers into the plan, but for the variables that hold secrets. */
  public void keep(Answers answers) {
    Squashplan plan = read();
    Answers all = plan.answers().plus(answers);
    write(plan, plan.withAnswers(all).withOnly(ProjectSettings.writable(plan.settings(), all)));
  }

  /** Writes into the plan what was decided. */
  public void keep(Setting setting, String value) {
    Squashplan plan = read();
    write(plan, plan.with(Map.of(setting.key(), value)));
  }

  /** Writes into the plan what a file's SHA-256 is, by its name; empty while it is written. */
  public void keepSum(String name, Optional<String> sum) {
    Squashplan plan = read();
    write(plan, plan.withSum(name, sum));
  }

  private void write(Squashplan plan, Squashplan changed) {
    if (!changed.equals(plan)) {
      changed.write(file);
    }
  }

  /**
   * Writes into the plan what the options say of how databases are built, for later phases. To be
   * called once databases were built so: what nothing can be built with does not stick.
   */
  public void keepOptions() {
    Squashplan plan = read();
    write(
        plan,
        options
            .engine()
            .map(plan::withEngine)
            .orElse(plan)
            .withOnly(project.settings().buildingOver(plan)));
  }
}
