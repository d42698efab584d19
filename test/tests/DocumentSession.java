package tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import process.Processes;
import tests.DocumentPage.Block;

/**
 * The commands of a page on one project, run one after the other in one shell.
 *
 * <p>In a {@code console} block a command stands behind a dollar sign and its output below it. A
 * line {@code ...} stands for any lines, and … for anything within a line; seconds are not
 * compared. In a {@code sh} block each line is a command. A command has to end with 0, unless
 * {@code echo $?} comes next.
 */
final class DocumentSession {
  private static final String END = "\u001e";
  private static final String SECONDS = "\\d+(\\.\\d+)? s\\b";
  private static final String STATUS = "echo $?";

  /**
   * A command of a page.
   *
   * @param place its page and line
   * @param words what is typed
   * @param expected its output, or null if it does not matter
   */
  private record Step(String place, String words, List<String> expected) {}

  private final List<Step> steps = new ArrayList<>();

  DocumentSession(List<Block> blocks) {
    blocks.forEach(this::read);
  }

  private void read(Block block) {
    boolean console = block.language().equals("console");
    for (int i = 0; i < block.lines().size(); i++) {
      String line = block.lines().get(i);
      String place = block.page() + ":" + (block.line() + i + 1);
      if (console ? line.startsWith("$ ") : !line.isBlank()) {
        StringBuilder words = new StringBuilder(console ? line.substring(2) : line);
        while (words.toString().endsWith("\\")) {
          words.append('\n').append(block.lines().get(++i));
        }
        steps.add(new Step(place, words.toString(), console ? new ArrayList<>() : null));
      } else if (console && steps.isEmpty()) {
        throw new IllegalStateException(place + ": output without a command");
      } else if (console) {
        steps.get(steps.size() - 1).expected().add(line);
      }
    }
  }

  /**
   * Runs all of them.
   *
   * @param folder where
   * @param shell what runs the script that is given to its stdin
   * @return what is not as the page says, a paragraph each
   */
  List<String> run(Path folder, Processes.Command shell) {
    StringBuilder script = new StringBuilder("exec 2>&1\nstatus=0\n");
    for (Step step : steps) {
      script.append("command=").append(quoted(step.words())).append('\n');
      script.append("(exit $status); eval \"$command\" </dev/null; status=$?\n");
      script.append("printf '\\n" + END + "%d\\n' $status\n");
    }
    String said = shell.in(folder).stdin(script.toString()).run().output();
    String[] parts = said.split("\n" + END, -1);
    List<String> wrong = new ArrayList<>();
    String output = parts[0];
    for (int i = 0; i < steps.size(); i++) {
      if (i + 1 >= parts.length) {
        wrong.add(
            steps.get(i).place() + ": `" + steps.get(i).words() + "` did not end:\n" + output);
        break;
      }
      String[] statusAndNext = parts[i + 1].split("\n", 2);
      wrong.addAll(faults(i, output, Integer.parseInt(statusAndNext[0])));
      output = statusAndNext.length > 1 ? statusAndNext[1] : "";
    }
    return wrong;
  }

  private List<String> faults(int index, String output, int status) {
    Step step = steps.get(index);
    boolean asked = index + 1 < steps.size() && steps.get(index + 1).words().equals(STATUS);
    if (status != 0 && !asked) {
      return List.of(
          step.place() + ": `" + step.words() + "` ends with " + status + ":\n" + output);
    }
    if (step.expected() != null && !pattern(step.expected()).matcher(trimmed(output)).matches()) {
      return List.of(
          step.place()
              + ": `"
              + step.words()
              + "` does not say what the page shows, but:\n"
              + output);
    }
    return List.of();
  }

  private static String trimmed(String output) {
    return output
            .replaceAll("\u001b\\[[0-9;]*m", "")
            .lines()
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n"))
            .strip()
        + "\n";
  }

  /** What the lines of a page allow. */
  static Pattern pattern(List<String> expected) {
    String text = trimmed(String.join("\n", expected));
    StringBuilder pattern = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (line.equals("...")) {
        pattern.append("(?:[^\n]*\n)*?");
      } else {
        pattern.append(
            Arrays.stream(line.split("…", -1))
                .map(DocumentSession::literal)
                .collect(Collectors.joining("[^\n]*?")));
        pattern.append("\n");
      }
    }
    return Pattern.compile(pattern.substring(0, pattern.length() - 1));
  }

  private static String literal(String text) {
    return Arrays.stream(text.split(SECONDS, -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(SECONDS.replace("(", "(?:")));
  }

  private static String quoted(String words) {
    return "'" + words.replace("'", "'\\''") + "'";
  }
}
