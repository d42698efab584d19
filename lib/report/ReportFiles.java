package report;

import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A report on disk: {@code report.html} for colleagues, {@code report.md} for the pull request,
 * {@code report.json} for programs.
 *
 * @param folder where the files go
 */
public record ReportFiles(Path folder) {

  /**
   * Writes the three files anew.
   *
   * @throws Failure where the folder cannot be written
   */
  public void write(Report report) {
    try {
      Files.createDirectories(folder);
      Files.writeString(html(), ReportHtml.text(report));
      Files.writeString(markdown(), ReportMarkdown.text(report));
      Files.writeString(json(), ReportJson.text(report) + "\n");
    } catch (IOException unwritable) {
      throw new Failure(
          "the report cannot be written to " + folder + ": " + unwritable,
          "Make room there, or let this user write it, and verify again.",
          unwritable);
    }
  }

  /** The page. */
  public Path html() {
    return folder.resolve("report.html");
  }

  /** The text for a pull request. */
  public Path markdown() {
    return folder.resolve("report.md");
  }

  /** The data. */
  public Path json() {
    return folder.resolve("report.json");
  }
}
