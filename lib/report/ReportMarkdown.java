package report;

import console.Console;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import proof.Comparison;
import proof.Verdict;

/**
 * A report as Markdown for a pull request. GitHub takes 65,536 characters: differences and
 * equivalences that find no room are counted instead.
 */
final class ReportMarkdown {
  private static final int MOST_BYTES = 60_000;
  private static final int SLOWEST = 5;

  private final Report report;
  private final Verdict verdict;
  private final StringBuilder text = new StringBuilder();

  private ReportMarkdown(Report report) {
    this.report = report;
    this.verdict = report.verdict();
  }

  /** The text. */
  static String text(Report report) {
    ReportMarkdown markdown = new ReportMarkdown(report);
    markdown.addHead();
    markdown.addWays();
    markdown.addReleases();
    markdown.addNumbers();
    markdown.addLists();
    String end = markdown.end();
    markdown.addDifferences(MOST_BYTES - bytes(end));
    markdown.addEquivalences(MOST_BYTES - bytes(end));
    return markdown.text + end;
  }

  private void addHead() {
    text.append(sign(verdict.kind()))
        .append(" **")
        .append(verdict.kind().name())
        .append("**: ")
        .append(MarkdownText.plain(report.reason()))
        .append("\n\n");
    String became = HumanNumbers.squash(report);
    if (!became.isEmpty()) {
      text.append(MarkdownText.plain(became)).append("\n\n");
    }
    text.append(MarkdownText.plain(report.dumps())).append("\n\n");
  }

  private void addWays() {
    text.append("| Way | Verdict | Definitions | Facts | Rows | Differences |\n");
    text.append("|:--|:--|--:|--:|--:|--:|\n");
    for (Verdict.Way way : verdict.ways()) {
      Comparison found = way.comparison();
      row(
          "**" + MarkdownText.plain(way.name()) + "**: " + MarkdownText.plain(way.meaning()),
          sign(found.kind()) + " " + found.kind().name(),
          HumanNumbers.number(HumanNumbers.total(found.objects())),
          HumanNumbers.number(HumanNumbers.total(found.facts())),
          HumanNumbers.number(HumanNumbers.rows(found)),
          HumanNumbers.number(found.differences().size()));
    }
    text.append("\n");
  }

  private void addReleases() {
    if (report.releases().isEmpty()) {
      return;
    }
    text.append("| A database of | at | is | Proof |\n|:--|:--|:--|:--|\n");
    for (ReleaseRow release : report.releases()) {
      row(
          MarkdownText.plain(release.name()),
          MarkdownText.plain(release.revisions()),
          MarkdownText.plain(release.outcome()),
          MarkdownText.plain(release.proof()));
    }
    text.append("\n");
  }

  private void addNumbers() {
    text.append("| | Before | After | |\n|:--|--:|--:|:--|\n");
    int before = report.before().revisions().size();
    int after = report.after().revisions().size();
    if (before + after > 0) {
      row("Revisions", HumanNumbers.number(before), HumanNumbers.number(after), "");
    }
    Timings timings = report.timings();
    if (timings.freshBefore().isPresent() || timings.freshAfter().isPresent()) {
      row(
          "A fresh database",
          timings.freshBefore().map(HumanNumbers::seconds).orElse(""),
          timings.freshAfter().map(HumanNumbers::seconds).orElse(""),
          HumanNumbers.speedup(timings));
    }
    Report.FileCount files = report.files();
    row("Files", "−" + files.removed(), "+" + files.added(), "removed and added");
    text.append("\n");
  }

  private void addLists() {
    list("Warnings", report.warnings().stream().map(MarkdownText::plain).toList());
    list(
        "Generated anew by each build, compared but for their values",
        new Findings(verdict)
            .generated().stream()
                .map(
                    cells ->
                        MarkdownText.code(cells.table() + "." + cells.column())
                            + " in "
                            + cells.rows()
                            + (cells.rows().equals("1") ? " row (" : " rows (")
                            + MarkdownText.plain(cells.foundBy())
                            + ")")
                .toList());
    list(
        "Controls",
        verdict.controls().stream()
            .map(control -> (control.passed() ? "✓ " : "✗ ") + MarkdownText.plain(control.name()))
            .toList());
    list(
        "Not compared",
        new Findings(verdict).notCompared().stream().map(MarkdownText::plain).toList());
    list(
        "The slowest squashed revisions",
        report.timings().slowest().stream()
            .limit(SLOWEST)
            .map(
                time ->
                    HumanNumbers.seconds(time.took())
                        + " "
                        + MarkdownText.code(time.id())
                        + " "
                        + MarkdownText.plain(time.message()))
            .toList());
  }

  private void addDifferences(int room) {
    List<String> blocks =
        FoundInWays.across(verdict, Comparison::differences).stream()
            .map(
                found -> {
                  String note =
                      FoundInWays.presence(found.what()) + " (" + found.shown(verdict) + ")";
                  DiffLines diff = DiffLines.of(found.what());
                  String more =
                      diff.left() == 0
                          ? ""
                          : Console.counted(diff.left(), "more line") + " in `report.json`.\n";
                  return details(found.what().subject(), note, diff) + more;
                })
            .toList();
    blocks("Differences", blocks, room);
  }

  private void addEquivalences(int room) {
    List<String> blocks =
        FoundInWays.across(verdict, Comparison::equivalences).stream()
            .map(
                found -> {
                  Comparison.Equivalence what = found.what();
                  String note =
                      HumanNumbers.round(what.round()) + " (" + found.shown(verdict) + ")";
                  Comparison.Difference texts =
                      new Comparison.Difference(what.object(), what.before(), what.after());
                  return details(what.object(), note, DiffLines.of(texts));
                })
            .toList();
    blocks("Read differently, the same when dumped and restored", blocks, room);
  }

  private static String details(String name, String note, DiffLines diff) {
    String lines =
        diff.lines().stream()
            .map(
                line ->
                    line.sign()
                        + line.pieces().stream()
                            .map(WordMarks.Piece::text)
                            .collect(Collectors.joining()))
            .collect(Collectors.joining("\n"));
    return "<details><summary><code>"
        + MarkdownText.html(name)
        + "</code> "
        + MarkdownText.html(note)
        + "</summary>\n\n"
        + MarkdownText.block("diff", lines)
        + "\n</details>\n\n";
  }

  /** As many as there is room for; the others are counted. */
  private void blocks(String title, List<String> blocks, int room) {
    if (blocks.isEmpty()) {
      return;
    }
    text.append("### ").append(title).append(" (").append(blocks.size()).append(")\n\n");
    int left = room - bytes(text.toString());
    int shown = 0;
    for (String block : blocks) {
      left -= bytes(block);
      if (left < 0) {
        break;
      }
      text.append(block);
      shown++;
    }
    if (shown < blocks.size()) {
      text.append("There is no room here for ")
          .append(HumanNumbers.number((long) blocks.size() - shown))
          .append(shown == 0 ? " of them" : " more")
          .append(": see `report.html`.\n\n");
    }
  }

  private String end() {
    String squash =
        report
            .squash()
            .map(
                what ->
                    "Squashed up to "
                        + MarkdownText.plain(what.tag())
                        + ", revision "
                        + MarkdownText.code(what.cut())
                        + " "
                        + MarkdownText.plain(what.message())
                        + ", originals at "
                        + MarkdownText.code(what.commit())
                        + ". ")
            .orElse("");
    return squash
        + "Compared on "
        + Stream.of(report.server(), report.engine(), HumanNumbers.moment(report.made()))
            .map(MarkdownText::plain)
            .collect(Collectors.joining(", "))
        + ".\n";
  }

  private void list(String title, List<String> items) {
    if (!items.isEmpty()) {
      text.append("<details><summary>")
          .append(title)
          .append(" (")
          .append(items.size())
          .append(")</summary>\n\n");
      items.forEach(item -> text.append("- ").append(item).append("\n"));
      text.append("\n</details>\n\n");
    }
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String sign(Comparison.Kind kind) {
    return kind == Comparison.Kind.DIFFERENT ? "❌" : "✅";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
