package report;

import java.nio.file.Path;
import process.OwnFile;

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
   * @throws console.Failure if one cannot be written
   */
  public void write(Report report) {
    OwnFile.folder(folder);
    OwnFile.write(html(), ReportHtml.text(report));
    OwnFile.write(markdown(), ReportMarkdown.text(report));
    OwnFile.write(json(), ReportJson.text(report) + "\n");
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
