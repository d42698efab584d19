package plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import alembic.CodeEdits;
import alembic.Cut;
import alembic.RevisionScript;
import alembic.RevisionScripts;
import conditions.PlaceCondition;
import console.Console;
import console.Table;
import git.Commit;
import git.Folders;
import git.History;
import git.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what a plan would do. */
final class PlanReport {
  private static final int MESSAGE_LENGTH = 50;
  private static final Set<String> SHORTENED = Set.of("message", "file");
  private static final int NAMED = 3;
  private static final int CONDITIONS = 10;

  private final Console console;
  private final History history;

  PlanReport(Console console, History history) {
    this.console = console;
    this.history = history;
  }

  /** Lists what goes and what stays, and warns of what may differ between databases. */
  void say(PlanTarget target, Cut cut) {
    console.heading(
        target.brief()
            + " squashes "
            + Console.counted(cut.squashed().size(), "revision")
            + " and keeps "
            + cut.kept().size());
    String folder = folder(cut);
    if (!folder.isEmpty()) {
      console.say("Their files are in " + folder + "/");
    }
    Table squashed = new Table(SHORTENED, "revision", "message", "file", "added by", "first in");
    for (RevisionScript script : cut.squashed()) {
      squashed.row(
          script.revision(),
          shortened(script.message()),
          below(folder, script),
          history.addedBy(script.revision()).map(Commit::brief).orElse("-"),
          history.firstTagHolding(script.revision()).map(Tag::name).orElse("-"));
    }
    console.say(squashed);
    console.say("");
    console.say("The cut, whose id the baseline keeps: " + cut.revision().title());
    sayKept(cut, folder);
    warnOfEdits(target, cut);
    warnOfXArguments(cut);
  }

  /** The folder that all of its files share. */
  private static String folder(Cut cut) {
    return Folders.shared(
        Stream.of(cut.squashed(), cut.kept())
            .flatMap(List::stream)
            .map(RevisionScript::path)
            .toList());
  }

  private static String below(String folder, RevisionScript script) {
    return folder.isEmpty() ? script.path() : script.path().substring(folder.length() + 1);
  }

  private void sayKept(Cut cut, String folder) {
    if (cut.kept().isEmpty()) {
      console.say("Nothing stays on top of it.");
      return;
    }
    console.say("These stay:");
    Table kept = new Table(SHORTENED, "revision", "message", "file");
    for (RevisionScript script : cut.kept()) {
      kept.row(script.revision(), shortened(script.message()), below(folder, script));
    }
    console.say(kept);
  }

  /** What a database that was upgraded earlier has otherwise comes first. */
  private void warnOfEdits(PlanTarget target, Cut cut) {
    Map<RevisionScript, CodeEdits> edits = new LinkedHashMap<>();
    cut.squashed().forEach(script -> edits.put(script, edits(target, script)));
    List<String> upgrading =
        edits.keySet().stream()
            .filter(script -> !edits.get(script).upgrading().isEmpty())
            .map(script -> edited(script, edits.get(script).upgrading()))
            .toList();
    List<String> others =
        edits.keySet().stream()
            .filter(script -> edits.get(script).upgrading().isEmpty())
            .filter(script -> !edits.get(script).isNone())
            .map(script -> edited(script, edits.get(script).others()))
            .toList();
    if (!upgrading.isEmpty()) {
      console.warn(
          Console.counted(upgrading.size(), "squashed revision")
              + " whose upgrade() was edited after "
              + target.brief()
              + ", so databases that ran the older text may differ: "
              + upgrading.stream().limit(NAMED).collect(Collectors.joining("; "))
              + (upgrading.size() > NAMED
                  ? " and " + (upgrading.size() - NAMED) + " more (-v tells which)"
                  : ""));
      upgrading.stream().skip(NAMED).forEach(console::detail);
    }
    if (!others.isEmpty()) {
      console.say(
          Console.counted(others.size(), upgrading.isEmpty() ? "squashed revision" : "other")
              + " edited outside of what upgrade() runs, as in downgrade() (-v tells which)");
      others.forEach(console::detail);
    }
  }

  private static String edited(RevisionScript script, List<String> parts) {
    return script.path() + " (" + script.revision() + "): " + String.join(", ", parts);
  }

  private static CodeEdits edits(PlanTarget target, RevisionScript script) {
    byte[] then = target.sources().getOrDefault(script.revision(), script.source());
    return RevisionScripts.isBaselineOf(script, then)
        ? CodeEdits.NONE
        : CodeEdits.between(script.path(), then, script.source());
  }

  /** A revision that asks how Alembic was called makes several databases, and a baseline one. */
  private void warnOfXArguments(Cut cut) {
    List<RevisionScript> reading =
        cut.squashed().stream()
            .filter(script -> new String(script.source(), UTF_8).contains("get_x_argument("))
            .toList();
    if (!reading.isEmpty()) {
      console.warn(
          Console.counted(reading.size(), "squashed revision")
              + " with code that reads the arguments of `alembic -x`; the baseline has for"
              + " everybody what it does with those that are given: "
              + named(reading));
    }
  }

  /** Lists what decides, where they run, what squashed revisions do. */
  void sayConditions(List<PlaceCondition> conditions) {
    if (conditions.isEmpty()) {
      return;
    }
    console.say("");
    console.say(
        "Squashed revisions depend on "
            + Console.counted(conditions.size(), "condition")
            + " of the place where they run; a baseline has one outcome of each:");
    conditions.stream().limit(CONDITIONS).forEach(one -> console.say("  " + one));
    if (conditions.size() > CONDITIONS) {
      console.say("  and " + (conditions.size() - CONDITIONS) + " more (-v tells which)");
      conditions.stream().skip(CONDITIONS).forEach(one -> console.detail("  " + one));
    }
  }

  private static String named(List<RevisionScript> scripts) {
    int more = scripts.size() - NAMED;
    return scripts.stream()
            .limit(NAMED)
            .map(script -> script.path() + " (" + script.revision() + ")")
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String shortened(String message) {
    int length = message.codePointCount(0, message.length());
    return length <= MESSAGE_LENGTH
        ? message
        : message.substring(0, message.offsetByCodePoints(0, MESSAGE_LENGTH - 1)) + "…";
  }
}
