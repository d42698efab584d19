package verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import migrations.AlembicRun;
import proof.Comparison;
import proof.Verdict;

/** What Alembic itself says of the originals and of the squashed revisions, compared. */
final class AlembicView {
  /** What `check` answers, as a failure, where the project's metadata are not the database's. */
  private static final String DETECTED = "New upgrade operations detected";

  /** Commands that list revisions, and the labels of each, as sets: in any order. */
  private static final Set<String> LISTS = Set.of("heads", "current");

  /** The branch labels of a revision: {@code 1a2b (core, plugin) (head)}. */
  private static final Pattern LABELS = Pattern.compile("\\(([^()]+)\\)");

  private final List<Comparison.Difference> differences = new ArrayList<>();
  private final List<String> notCompared = new ArrayList<>();
  private int compared;

  /** Compares what a command says before and after. */
  void ask(String command, AlembicRun before, AlembicRun after) {
    if (!before.isPossible() || !after.isPossible()) {
      notCompared.add("`" + command + "`: " + (before.isPossible() ? after : before).output());
      return;
    }
    compared++;
    String was = answer(before);
    String is = answer(after);
    boolean isSame =
        LISTS.contains(command) ? inOneOrder(was).equals(inOneOrder(is)) : was.equals(is);
    if (!isSame) {
      differences.add(new Comparison.Difference("alembic " + command, was, is));
    } else if (!before.succeeded() && !was.contains(DETECTED)) {
      notCompared.add("`" + command + "` fails before and after alike: " + before.output());
    }
  }

  /** Alembic's view as a way to the database. */
  Verdict.Way way() {
    int same = compared - differences.size();
    return new Verdict.Way(
        "Alembic's view",
        "`heads`, `current` and `check` say the same",
        comparison(
            List.of(new Comparison.Count("command", compared, same)), differences, notCompared));
  }

  /** A way that ended before there was a database to compare. */
  static Verdict.Way failed(String name, String meaning, AlembicRun run) {
    Comparison.Difference failure =
        new Comparison.Difference(name, "it works", "it fails: " + run.output());
    return new Verdict.Way(name, meaning, comparison(List.of(), List.of(failure), List.of()));
  }

  private static String answer(AlembicRun run) {
    return (run.succeeded() ? "" : "failed: ") + run.output().strip();
  }

  private static String inOneOrder(String listed) {
    return listed
        .lines()
        .map(
            line ->
                LABELS
                    .matcher(line)
                    .replaceAll(
                        found ->
                            Matcher.quoteReplacement(
                                Stream.of(found.group(1).split(", "))
                                    .sorted()
                                    .collect(Collectors.joining(", ", "(", ")")))))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static Comparison comparison(
      List<Comparison.Count> commands,
      List<Comparison.Difference> differences,
      List<String> notCompared) {
    return new Comparison(
        List.of(), commands, List.of(), List.of(), differences, List.of(), notCompared);
  }
}
