package project;

import engine.EngineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import plan.Deployed;
import plan.Squashplan;

/**
 * What is said of a project: on the command line, else in its plan.
 *
 * @param options the command line's
 * @param folder the project's
 */
public record ProjectSettings(ProjectOptions options, Path folder) {
  private static final String USUAL_SECONDS = "60";

  /**
   * What is answered about generated values: on the command line, else in the plan, else in
   * baselines.
   */
  public KnownAnswers answers(Optional<Squashplan> plan, BaselineAnswers baselines) {
    return KnownAnswers.of(
        options.settings(), plan.map(Squashplan::settings).orElse(Map.of()), baselines);
  }

  /** What is said of sessions' settings, on the command line or in the plan. */
  public Optional<String> sessionSettings(Squashplan plan) {
    return Setting.SESSION_SETTINGS.in(over(Optional.of(plan)));
  }

  /** The variables that migrations are given, and those that they inherit on this machine. */
  public Map<String, String> environment(Optional<Squashplan> plan) {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(ProjectOptions.environment(over(plan)));
    return all;
  }

  /** At what databases are that exist. */
  public Deployed deployed(Optional<Squashplan> plan) {
    return Deployed.in(over(plan));
  }

  /** What engines are told. */
  EngineSettings engine(Optional<Squashplan> plan) {
    Map<String, String> all = over(plan);
    return new EngineSettings(
        options.engine().or(() -> plan.map(Squashplan::engine)),
        folder.getFileName().toString(),
        Setting.DOCKERFILE.in(all).map(Path::of),
        Setting.UPGRADE_COMMAND.in(all),
        Setting.PYTHON.in(all),
        Setting.DB_USER.in(all),
        Setting.DB_NAME.in(all),
        options.password(),
        Setting.INIT_SQL.in(all).map(Path::of),
        ProjectOptions.environment(all),
        XArguments.in(all),
        Setting.VERSION_TABLE.in(all),
        Duration.ofSeconds(Long.parseLong(Setting.TIMEOUT.in(all).orElse(USUAL_SECONDS))),
        Setting.IMAGE.in(all),
        options.serverUrl().or(() -> Setting.SERVER_URL.in(all)));
  }

  private Map<String, String> over(Optional<Squashplan> plan) {
    return options.over(plan.map(Squashplan::settings).orElse(Map.of()));
  }
}
