package report;

import console.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import proof.Comparison;

/**
 * A job of GitHub Actions that this runs in: what its page shows of a verdict, in the words of
 * GitHub's "Workflow commands for GitHub Actions".
 *
 * @param summary the file whose Markdown the job's page shows
 * @param output the file of the step's outputs
 */
public record GithubJob(Optional<Path> summary, Optional<Path> output) {
  /** GitHub shows nothing of a longer summary. */
  private static final int MOST_BYTES = 1024 * 1024 - 1024;

  /** GitHub shows no more of one step. */
  private static final int MOST_ERRORS = 10;

  /** The job that this process is a step of, if it is one. */
  public static Optional<GithubJob> of(Map<String, String> environment) {
    return "true".equals(environment.get("GITHUB_ACTIONS"))
        ? Optional.of(
            new GithubJob(
                file(environment, "GITHUB_STEP_SUMMARY"), file(environment, "GITHUB_OUTPUT")))
        : Optional.empty();
  }

  /**
   * Adds the report to the job's summary, and the outputs {@code verdict} and {@code report}.
   *
   * @throws Failure if the runner's files cannot be written
   */
  public void tell(Comparison.Kind kind, ReportFiles report) {
    summary.ifPresent(file -> append(file, shortened(report)));
    output.ifPresent(file -> append(file, "verdict=" + kind + "\nreport=" + report.html() + "\n"));
  }

  /**
   * The lines that mark a difference at the revisions that may have made it.
   *
   * @param paths their files, relative to the repository's root; without one the job is marked
   * @param sentence what differs
   */
  public static List<String> errors(List<String> paths, String sentence) {
    String text = escaped(sentence);
    return paths.isEmpty()
        ? List.of("::error title=alembic_squash::" + text)
        : paths.stream()
            .limit(MOST_ERRORS)
            .map(path -> "::error file=" + property(path) + ",title=alembic_squash::" + text)
            .toList();
  }

  private static Optional<Path> file(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(set -> !set.isEmpty())
        .map(Path::of);
  }

  private static String shortened(ReportFiles report) {
    try {
      String text = Files.readString(report.markdown());
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length <= MOST_BYTES) {
        return text + "\n";
      }
      String start = new String(bytes, 0, MOST_BYTES, StandardCharsets.UTF_8);
      return start.substring(0, start.lastIndexOf('\n'))
          + "\n\nThe rest is in "
          + report.markdown().getFileName()
          + ", which is longer than GitHub shows.\n";
    } catch (IOException unreadable) {
      throw new Failure(
          report.markdown() + " cannot be read: " + unreadable,
          "It was written a moment ago: see who removed it.",
          unreadable);
    }
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new Failure(
          file + " cannot be written: " + unwritable,
          "GITHUB_STEP_SUMMARY and GITHUB_OUTPUT name files of GitHub's runner; outside of a job"
              + " set GITHUB_ACTIONS to nothing.",
          unwritable);
    }
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return escaped(text).replace(":", "%3A").replace(",", "%2C");
  }
}
