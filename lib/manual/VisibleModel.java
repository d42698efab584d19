package manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The commands and options of a tool that a user sees.
 *
 * @param tool the command that has the others
 * @param order the names of those, as help lists them
 */
record VisibleModel(CommandSpec tool, List<String> order) {
  /** Each command by its name. */
  Map<String, CommandSpec> commands() {
    Map<String, CommandSpec> commands = new LinkedHashMap<>();
    Map<String, CommandLine> all = tool.subcommands();
    order.forEach(name -> commands.put(name, all.get(name).getCommandSpec()));
    return commands;
  }

  /** The options of every command. */
  List<OptionSpec> shared() {
    return tool.options().stream().filter(option -> !option.hidden()).toList();
  }

  /** The options that a command has besides. */
  List<OptionSpec> own(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden() && !option.inherited())
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .toList();
  }

  /** The arguments that a command takes. */
  List<PositionalParamSpec> arguments(CommandSpec command) {
    return command.positionalParameters().stream().filter(one -> !one.hidden()).toList();
  }

  /** What a command does, or an option means: plain text in one line. */
  static String text(String... description) {
    return Arrays.stream(description)
        .map(line -> Ansi.OFF.string(line.replace("%%", "%")))
        .collect(Collectors.joining(" "));
  }

  /** The words that an option or argument takes; empty if it takes any. */
  static List<String> choices(ArgSpec argument) {
    List<String> words = new ArrayList<>();
    Optional.ofNullable(argument.completionCandidates()).ifPresent(all -> all.forEach(words::add));
    return words;
  }

  /** Whether the value of an option is a file or a folder. */
  static boolean isPath(ArgSpec argument) {
    return List.of("FILE", "FOLDER", "PROGRAM").contains(argument.paramLabel());
  }

  /** An option's names, the short one first. */
  static List<String> names(OptionSpec option) {
    return Arrays.stream(option.names()).sorted(Comparator.comparingInt(String::length)).toList();
  }

  /** Whether a value belongs to an option. */
  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }
}
