package manual;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion of fish, a line for each command and option. */
final class FishCompletion {
  private static final String TAGS = "(git tag --sort=-creatordate 2>/dev/null)";
  private static final String NO_COMMAND = "__fish_use_subcommand";

  private final VisibleModel model;
  private final StringBuilder script = new StringBuilder();

  FishCompletion(VisibleModel model) {
    this.model = model;
  }

  String script() {
    script.append("# Completion of alembic_squash for fish\n");
    Completion.PROGRAMS.forEach(this::program);
    return script.toString();
  }

  private void program(String program) {
    line(program, "--no-files");
    for (Map.Entry<String, CommandSpec> command : model.commands().entrySet()) {
      String condition = quoted("__fish_seen_subcommand_from " + command.getKey());
      CommandSpec spec = command.getValue();
      line(
          program,
          "--condition " + NO_COMMAND,
          "--arguments " + quoted(command.getKey()),
          described(spec.usageMessage().description()[0]));
      model.own(spec).forEach(option -> option(program, "--condition " + condition, option));
      model.arguments(spec).forEach(one -> argument(program, condition, one));
    }
    model.shared().forEach(option -> option(program, "", option));
  }

  private void argument(String program, String condition, ArgSpec argument) {
    List<String> choices = VisibleModel.choices(argument);
    if (argument.paramLabel().equals("REF")) {
      line(program, "--condition " + condition, "--arguments " + quoted(TAGS));
    } else if (!choices.isEmpty()) {
      line(program, "--condition " + condition, "--arguments " + quoted(String.join(" ", choices)));
    } else if (VisibleModel.isPath(argument)) {
      line(program, "--condition " + condition, "--force-files");
    }
  }

  private void option(String program, String condition, OptionSpec option) {
    String names =
        VisibleModel.names(option).stream()
            .map(
                name ->
                    name.startsWith("--")
                        ? "--long-option " + name.substring(2)
                        : "--short-option " + name.substring(1))
            .collect(Collectors.joining(" "));
    line(program, condition, names, value(option), described(option.description()));
  }

  private static String value(OptionSpec option) {
    List<String> choices = VisibleModel.choices(option);
    if (!VisibleModel.takesValue(option)) {
      return "";
    } else if (!choices.isEmpty()) {
      return "--exclusive --arguments " + quoted(String.join(" ", choices));
    }
    return VisibleModel.isPath(option) ? "--require-parameter --force-files" : "--exclusive";
  }

  private static String described(String... description) {
    return "--description " + quoted(VisibleModel.text(description));
  }

  private void line(String program, String... words) {
    script.append("complete --command ").append(program);
    for (String word : words) {
      if (!word.isEmpty()) {
        script.append(' ').append(word);
      }
    }
    script.append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
