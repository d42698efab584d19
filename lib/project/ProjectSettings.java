package project;

import answers.Answers;
import engine.EngineSettings;
import engine.EngineSettings.DockerfileChoice;
import engine.EngineSettings.LoginChoice;
import engine.EngineSettings.MigrationInput;
import engine.EngineSettings.ServerChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import plan.Deployed;
import plan.Squashplan;

/**
 * What is said of a project: on the command line, else in its plan, else in its files.
 *
 * @param options the command line's
 * @param told what it answers
 * @param kept what its files say
 * @param folder the project's
 */
public record ProjectSettings(
    ProjectOptions options, Answers told, KeptSettings kept, Path folder) {
  private static final String USUAL_SECONDS = "60";

  /**
   * What is answered about generated values: on the command line, else in the plan, else in
   * baselines.
   */
  public KnownAnswers answers(Optional<Squashplan> plan, BaselineAnswers baselines) {
    Answers planned =
        kept.options().answers().plus(plan.map(Squashplan::answers).orElse(Answers.NONE));
    return new KnownAnswers(told, planned, baselines);
  }

  /** What is said of sessions' settings, on the command line or in the plan. */
  public Optional<String> sessionSettings(Squashplan plan) {
    return Setting.SESSION_SETTINGS.in(over(Optional.of(plan)));
  }

  /** The variables that migrations are given, and those that they inherit on this machine. */
  public Map<String, String> environment(Optional<Squashplan> plan) {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(variables(over(plan)));
    return all;
  }

  /** The variables that migrations are given, on the command line or in the plan. */
  public Map<String, String> givenVariables(Squashplan plan) {
    return variables(over(Optional.of(plan)));
  }

  /** At what databases are that exist. */
  public Deployed deployed(Optional<Squashplan> plan) {
    return Deployed.in(over(plan));
  }

  /**
   * All that the command line and the project's files say, in one text that is the same for the
   * same words.
   */
  public String said() {
    return options.engine() + "\n" + options.settings() + "\n" + told.lines() + "\n" + kept.said();
  }

  /** What engines are told. */
  public EngineSettings engine(Optional<Squashplan> plan) {
    Map<String, String> all = over(plan);
    return new EngineSettings(
        new ServerChoice(
            options
                .engine()
                .or(() -> plan.map(Squashplan::engine))
                .or(() -> kept.options().engine()),
            Setting.IMAGE.in(all),
            options.serverUrl().or(() -> Setting.SERVER_URL.in(all)),
            Duration.ofSeconds(Long.parseLong(Setting.TIMEOUT.in(all).orElse(USUAL_SECONDS)))),
        new DockerfileChoice(
            Setting.DOCKERFILE.in(all).map(Path::of), Setting.UPGRADE_COMMAND.in(all)),
        new LoginChoice(
            folder.getFileName().toString(),
            Setting.DB_USER.in(all),
            Setting.DB_NAME.in(all),
            options.password()),
        new MigrationInput(
            Setting.PYTHON.in(all),
            variables(all),
            XArguments.in(all),
            Setting.INIT_SQL.in(all).map(Path::of),
            Setting.VERSION_TABLE.in(all),
            Setting.ALLOW_NETWORK.in(all).map(AllowedPlaces::read).orElse(List.of())));
  }

  private Map<String, String> over(Optional<Squashplan> plan) {
    return over(plan.map(Squashplan::settings).orElse(Map.of()));
  }

  /**
   * A plan's settings with what the user says now in place of them. The arguments of {@code -x} are
   * one thing: those that are given now are all that there are.
   */
  private Map<String, String> over(Map<String, String> planned) {
    return over(over(kept.settings(), planned), options.settings());
  }

  /**
   * A plan's settings with what the user says now of how databases are built: what a plan is for,
   * the section, stays, and what holds secrets is never kept.
   */
  Map<String, String> buildingOver(Squashplan plan) {
    Map<String, String> own = options.settings();
    own.remove(Setting.ALEMBIC_NAME.key());
    return writable(over(plan.settings(), own), plan.answers().plus(told));
  }

  /** Settings as files may have them: without the variables that hold secrets. */
  static Map<String, String> writable(Map<String, String> settings, Answers answers) {
    Map<String, String> rest = new TreeMap<>(settings);
    answers.variables().forEach(variable -> rest.remove(ProjectOptions.ENVIRONMENT + variable));
    return rest;
  }

  /** Settings with others in place of them. */
  static Map<String, String> over(Map<String, String> planned, Map<String, String> own) {
    Map<String, String> all = new TreeMap<>(planned);
    if (own.keySet().stream().anyMatch(XArguments::isOne)) {
      all.keySet().removeIf(XArguments::isOne);
    }
    all.putAll(own);
    return all;
  }

  /** The variables for env.py among settings. */
  static Map<String, String> variables(Map<String, String> settings) {
    Map<String, String> variables = new LinkedHashMap<>();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(ProjectOptions.ENVIRONMENT)) {
            variables.put(name.substring(ProjectOptions.ENVIRONMENT.length()), value);
          }
        });
    return variables;
  }
}
