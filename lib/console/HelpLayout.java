package console;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * How {@code --help} looks: commands in the order of the flow, a command's own options only, and
 * all options of every command, by what they are about, in the help of the tool itself.
 */
final class HelpLayout {
  private static final int INDENT = 2;
  private static final int GAP = 2;
  private static final String VARIABLES =
      "each has a variable as its default,\nfor example SQUASH_ENGINE for --engine:";
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
  private final List<HelpSection> headed;

  private HelpLayout(List<String> order, List<HelpSection> headed) {
    this.order = order;
    this.headed = headed;
  }

  /**
   * Lays out the help of a tool and of its commands.
   *
   * @param order the names of the commands
   * @param headed what the options of every command are about; none if they are few
   */
  static void apply(CommandLine tool, List<String> order, List<HelpSection> headed) {
    Set<String> shown =
        tool.getSubcommands().entrySet().stream()
            .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (!shown.equals(Set.copyOf(order))) {
      throw new IllegalArgumentException("the commands are " + shown + ", and help lists " + order);
    }
    checkHeaded(tool.getCommandSpec(), headed);
    HelpLayout layout = new HelpLayout(order, headed);
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

  /** Each option stands under one heading. */
  private static void checkHeaded(CommandSpec tool, List<HelpSection> headed) {
    List<String> listed = headed.stream().flatMap(one -> one.options().stream()).sorted().toList();
    List<String> there =
        tool.options().stream()
            .filter(one -> !one.hidden())
            .map(OptionSpec::longestName)
            .sorted()
            .toList();
    if (!headed.isEmpty() && !listed.equals(there)) {
      throw new IllegalArgumentException("the options are " + there + ", and help lists " + listed);
    }
  }

  private String options(Help help) {
    CommandSpec command = help.commandSpec();
    if (command.parent() == null && !headed.isEmpty()) {
      return "\nOptions of every command; " + VARIABLES + "\n" + sections(help);
    }
    boolean inner = command.parent() != null;
    List<OptionSpec> shown =
        command.options().stream()
            .filter(option -> !option.hidden() && !(inner && isOfEveryCommand(option)))
            .toList();
    String list = shown.isEmpty() ? "" : "\nOptions:\n" + help.optionListExcludingGroups(shown);
    return inner
        ? list + "\nOptions of every command: " + command.root().name() + " --help\n"
        : list;
  }

  private String sections(Help help) {
    StringBuilder sections = new StringBuilder();
    for (HelpSection section : headed) {
      List<OptionSpec> options =
          section.options().stream().map(help.commandSpec()::findOption).toList();
      sections.append('\n').append(section.heading()).append(":\n");
      sections.append(help.optionListExcludingGroups(options));
    }
    return sections.toString();
  }

  private static boolean isOfEveryCommand(OptionSpec option) {
    return option.inherited() || option.usageHelp() || option.versionHelp();
  }
}
