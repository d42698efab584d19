package console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli found wrong with a command line, in our words, with the nearest names. */
final class WrongUsage {
  private WrongUsage() {}

  /** A sentence, and what to type instead. */
  static Failure of(ParameterException exception) {
    CommandSpec command = exception.getCommandLine().getCommandSpec();
    if (exception instanceof UnmatchedArgumentException unmatched) {
      return unmatched(command, unmatched.getUnmatched().get(0));
    }
    return Failure.usage(message(exception), see(command));
  }

  private static Failure unmatched(CommandSpec command, String word) {
    if (word.startsWith("-")) {
      List<String> names = new ArrayList<>();
      command.options().forEach(option -> names.addAll(Arrays.asList(option.names())));
      String name = word.replaceFirst("=.*", "");
      return unknown("there is no option " + name, command, SimilarNames.nearest(name, names));
    }
    if (!command.subcommands().isEmpty()) {
      return unknown(
          "there is no command " + word,
          command,
          SimilarNames.nearest(word, command.subcommands().keySet()));
    }
    String wanted =
        command.positionalParameters().isEmpty()
            ? " takes no argument"
            : " takes no more than "
                + String.join(
                    " ",
                    command.positionalParameters().stream()
                        .map(PositionalParamSpec::paramLabel)
                        .toList());
    return Failure.usage(
        "'" + word + "' is one argument too many: " + command.qualifiedName() + wanted,
        see(command));
  }

  private static Failure unknown(String sentence, CommandSpec command, List<String> nearest) {
    String hint =
        nearest.isEmpty() ? see(command) : "Did you mean " + String.join(" or ", nearest) + "?";
    return Failure.usage(sentence, hint);
  }

  private static String message(ParameterException exception) {
    Optional<String> variable =
        Optional.ofNullable(exception.getArgSpec())
            .flatMap(OptionDefaults::variable)
            .filter(name -> System.getenv().getOrDefault(name, "").equals(exception.getValue()));
    String sentence =
        exception
            .getMessage()
            .replaceFirst("^Error: ", "")
            .replaceFirst("^Value for option option ", "Value for option ")
            .replaceFirst("KEY=VALUE format but was (.*)$", "NAME=VALUE format but was '$1'")
            .replaceFirst("is not an int$", "is not a whole number, or too large a one");
    return variable.map(name -> sentence + " (from " + name + ")").orElse(sentence);
  }

  private static String see(CommandSpec command) {
    return "See `" + command.qualifiedName() + " --help`.";
  }
}
