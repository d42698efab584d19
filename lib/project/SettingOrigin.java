package project;

import answers.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import plan.Squashplan;

/**
 * A setting that holds.
 *
 * @param name its name, as an option has it
 * @param value what is set; of a variable no more than that it is
 * @param from where that is said
 */
public record SettingOrigin(String name, String value, String from) {
  private static final String ENGINE = "engine";
  private static final String PLAN = "the plan";
  private static final String COMMAND_LINE = "the command line";
  private static final String CHECKSUM = "sha256.";

  /**
   * What holds, and where each of it is said: on the command line or in its variable, else in the
   * plan, else in the project's files.
   *
   * @param environment the process' variables
   */
  public static List<SettingOrigin> of(
      ProjectSettings settings, Optional<Squashplan> plan, Map<String, String> environment) {
    Map<String, String> said = settings.options().settings();
    Map<String, String> planned = plan.map(Squashplan::settings).orElse(Map.of());
    String file = settings.kept().place().orElse(PLAN);
    List<SettingOrigin> origins = new ArrayList<>();
    engine(settings, plan, environment).ifPresent(origins::add);
    ProjectSettings.over(ProjectSettings.over(settings.kept().settings(), planned), said)
        .forEach(
            (name, value) -> {
              String from =
                  value.equals(said.get(name))
                      ? commandLine(name, value, environment)
                      : value.equals(planned.get(name)) ? PLAN : file;
              boolean isVariable = name.startsWith(ProjectOptions.ENVIRONMENT);
              if (!name.startsWith(CHECKSUM)) {
                origins.add(new SettingOrigin(name, isVariable ? "(set)" : value, from));
              }
            });
    settings
        .kept()
        .history()
        .filter(mode -> !planned.containsKey(Setting.HISTORY.key()))
        .ifPresent(
            mode -> origins.add(new SettingOrigin(Setting.HISTORY.key(), mode.word(), file)));
    answers(settings, plan, file, origins);
    return origins;
  }

  private static Optional<SettingOrigin> engine(
      ProjectSettings settings, Optional<Squashplan> plan, Map<String, String> environment) {
    return settings
        .options()
        .engine()
        .map(name -> new SettingOrigin(ENGINE, name, commandLine(ENGINE, name, environment)))
        .or(() -> plan.map(made -> new SettingOrigin(ENGINE, made.engine(), PLAN)))
        .or(
            () ->
                settings
                    .kept()
                    .options()
                    .engine()
                    .map(
                        name ->
                            new SettingOrigin(
                                ENGINE, name, settings.kept().place().orElseThrow())));
  }

  private static void answers(
      ProjectSettings settings,
      Optional<Squashplan> plan,
      String file,
      List<SettingOrigin> origins) {
    Answers planned = plan.map(Squashplan::answers).orElse(Answers.NONE);
    Answers told = settings.told();
    settings
        .kept()
        .options()
        .answers()
        .plus(planned)
        .plus(told)
        .byName()
        .forEach(
            (name, answer) -> {
              String elsewhere = planned.byName().containsKey(name) ? PLAN : file;
              String from = told.byName().containsKey(name) ? COMMAND_LINE : elsewhere;
              origins.add(new SettingOrigin("value " + name, answer.text(), from));
            });
  }

  private static String commandLine(String name, String value, Map<String, String> environment) {
    String variable = "SQUASH_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    return value.equals(environment.get(variable)) ? variable : COMMAND_LINE;
  }
}
