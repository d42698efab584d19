package console;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * How {@code --help} looks: commands in the order of the flow, a command's own options only, and
 * all options of every command, with their variables, in the help of the tool itself.
 */
final class HelpLayout {
  private static final int INDENT = 2;
  private static final int GAP = 2;
  private static final List<String> SECTIONS =
      List.of(
          UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS,
          UsageMessageSpec.SECTION_KEY_DESCRIPTION_HEADING,
          UsageMessageSpec.SECTION_KEY_DESCRIPTION,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
          UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST,
          UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
          UsageMessageSpec.SECTION_KEY_FOOTER);

  private final List<String> order;

  private HelpLayout(List<String> order) {
    this.order = order;
  }

  /**
   * Lays out the help of a tool and of its commands.
   *
   * @param order the names of the commands
   */
  static void apply(CommandLine tool, List<String> order) {
    if (!tool.getSubcommands().keySet().equals(Set.copyOf(order))) {
      throw new IllegalArgumentException(
          "the commands are " + tool.getSubcommands().keySet() + ", and help lists " + order);
    }
    HelpLayout layout = new HelpLayout(order);
    Map<String, IHelpSectionRenderer> sections = new HashMap<>(tool.getHelpSectionMap());
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, layout::options);
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, layout::commands);
    // Both hold for its commands too.
    tool.setHelpSectionMap(sections);
    tool.setHelpSectionKeys(SECTIONS);
    word(tool);
    tool.getSubcommands().values().forEach(HelpLayout::word);
  }

  private static void word(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.abbreviateSynopsis(true);
    usage.synopsisSubcommandLabel("COMMAND");
    usage.descriptionHeading("%n");
    usage.parameterListHeading("%nParameters:%n");
    usage.commandListHeading("%nCommands:%n");
    usage.footerHeading("%nExample:%n");
  }

  private String commands(Help help) {
    if (help.commandSpec().subcommands().isEmpty()) {
      return "";
    }
    int width = help.commandSpec().usageMessage().width();
    int first = INDENT + longest() + GAP;
    Help.TextTable table =
        Help.TextTable.forColumns(
            help.colorScheme(),
            new Help.Column(first, INDENT, Help.Column.Overflow.SPAN),
            new Help.Column(width - first, 0, Help.Column.Overflow.WRAP));
    for (String name : order) {
      UsageMessageSpec usage = help.subcommands().get(name).commandSpec().usageMessage();
      table.addRowValues(
          help.colorScheme().commandText(name), help.colorScheme().text(usage.description()[0]));
    }
    return table.toString();
  }

  private int longest() {
    return order.stream().max(Comparator.comparingInt(String::length)).orElse("").length();
  }

  private String options(Help help) {
    CommandSpec command = help.commandSpec();
    boolean inner = command.parent() != null;
    List<OptionSpec> shown =
        command.options().stream()
            .filter(option -> !option.hidden() && !(inner && isOfEveryCommand(option)))
            .map(HelpLayout::withVariable)
            .toList();
    String heading =
        command.subcommands().isEmpty() ? "\nOptions:\n" : "\nOptions of every command:\n";
    String list = shown.isEmpty() ? "" : heading + help.optionListExcludingGroups(shown);
    return inner
        ? list + "\nOptions of every command: " + command.root().name() + " --help\n"
        : list;
  }

  private static boolean isOfEveryCommand(OptionSpec option) {
    return option.inherited() || option.usageHelp() || option.versionHelp();
  }

  private static OptionSpec withVariable(OptionSpec option) {
    return OptionDefaults.variable(option)
        .map(
            variable -> {
              String[] description =
                  Arrays.copyOf(option.description(), option.description().length);
              description[description.length - 1] += " [" + variable + "]";
              return OptionSpec.builder(option).description(description).build();
            })
        .orElse(option);
  }
}
