package manual;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page, as roff with man's macros (man-pages(7), groff_man(7)). */
public final class ManualPage {
  private final VisibleModel model;
  private final StringBuilder page = new StringBuilder();

  /**
   * @param tool the whole command line
   * @param order the names of its commands, as help lists them
   */
  public ManualPage(CommandLine tool, List<String> order) {
    this.model = new VisibleModel(tool.getCommandSpec(), List.copyOf(order));
  }

  /** The whole page. */
  public String text() {
    CommandSpec tool = model.tool();
    String name = Completion.PROGRAMS.get(0);
    macro(
        "TH", name.toUpperCase(java.util.Locale.ROOT), "1", "", tool.version()[0], "User commands");
    macro("SH", "NAME");
    line(
        tool.name() + " - squash Alembic migrations on PostgreSQL, and prove that nothing changed");
    macro("SH", "SYNOPSIS");
    macro("B", name);
    line("[OPTIONS] COMMAND [ARGUMENTS]");
    macro("SH", "DESCRIPTION");
    line(VisibleModel.text(tool.usageMessage().description()));
    macro("SH", "COMMANDS");
    model.commands().forEach(this::command);
    macro("SH", "OPTIONS OF EVERY COMMAND");
    model.shared().forEach(this::option);
    macro("SH", "ENVIRONMENT");
    line(
        "Each option of every command has a variable as its default: SQUASH_ENGINE for --engine,"
            + " SQUASH_PROJECT_ROOT for --project-root, and so on. NO_COLOR turns colour off.");
    macro("SH", "EXIT STATUS");
    exits();
    macro("SH", "FILES");
    macro("TP");
    macro("I", ".alembic_squash/");
    line("The plan, the baseline, logs and the report, in the project's folder. Git ignores it.");
    return page.toString();
  }

  private void exits() {
    Map<String, String> meanings =
        Map.of(
            "0", "done, or the verdict is IDENTICAL or EQUIVALENT",
            "1", "failed",
            "2", "wrong usage",
            "3", "the verdict is DIFFERENT",
            "4", "check-database: some databases need an older release first",
            "5", "check-database: somebody has to look",
            "130", "interrupted");
    for (String code : List.of("0", "1", "2", "3", "4", "5", "130")) {
      macro("TP");
      macro("B", code);
      line(meanings.get(code));
    }
  }

  private void command(String name, CommandSpec command) {
    String arguments =
        model.arguments(command).stream()
            .map(one -> one.arity().min() == 0 ? "[" + one.paramLabel() + "]" : one.paramLabel())
            .collect(Collectors.joining(" "));
    macro("SS", (name + " " + arguments).strip());
    line(VisibleModel.text(command.usageMessage().description()));
    model.own(command).forEach(this::option);
  }

  private void option(OptionSpec option) {
    String value = VisibleModel.takesValue(option) ? " " + option.paramLabel() : "";
    macro("TP");
    macro("B", String.join(", ", VisibleModel.names(option)) + value);
    line(VisibleModel.text(option.description()));
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    page.append('\n');
  }

  private void line(String text) {
    String escaped = escaped(text);
    page.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "");
    page.append(escaped).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga");
  }
}
