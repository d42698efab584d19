//FILES templates/report.css=../../templates/report.css
//FILES templates/report.html.mustache=../../templates/report.html.mustache
//FILES templates/report.js=../../templates/report.js
//FILES templates/report_revisions.html.mustache=../../templates/report_revisions.html.mustache

package report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import console.Console;
import console.PrintableText;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import process.ShippedText;
import proof.Comparison;

/**
 * A report as one page without any other file. Whatever comes from the database or the repository
 * goes through the template's escaping; beyond that the page's own policy allows no script and no
 * style but ours, by their hashes.
 */
final class ReportHtml {
  private static final int WORTH_A_FILTER = 12;

  private ReportHtml() {}

  /** The page. */
  static String text(Report report) {
    return Mustache.compiler()
        .strictSections(true)
        .emptyStringIsFalse(true)
        .withEscaper(raw -> Escapers.HTML.escape(PrintableText.text(raw)))
        .withLoader(name -> new StringReader(ShippedText.of(name + ".html.mustache")))
        .compile(ShippedText.of("report.html.mustache"))
        .execute(values(report));
  }

  private static Map<String, Object> values(Report report) {
    Map<String, Object> values = new HashMap<>();
    String style = ShippedText.of("report.css");
    String script = ShippedText.of("report.js");
    values.put("styleText", style);
    values.put("styleHash", hash(style));
    values.put("scriptText", script);
    values.put("scriptHash", hash(script));
    values.put("verdictWord", HumanNumbers.kind(report.verdict().kind()));
    values.put("verdictStyle", Findings.style(report.verdict().kind()));
    values.put("reason", report.reason());
    values.put("project", report.project());
    values.put("squashes", report.squash().stream().toList());
    values.put("became", HumanNumbers.squash(report));
    values.put("made", HumanNumbers.moment(report.made()));
    values.put("madeExactly", report.made().toString());
    values.put("engine", report.engine());
    values.put("dumps", report.dumps());
    values.put("server", report.server());
    values.put("figures", figures(report));
    values.put("releases", report.releases());
    values.put("hasReleases", !report.releases().isEmpty());
    values.put("warnings", report.warnings());
    values.put("warningCount", Console.counted(report.warnings().size(), "warning"));
    addFindings(values, report);
    addHistory(values, report);
    TimingsView timings = TimingsView.of(report.timings());
    values.put("timings", timings);
    values.put("hasTimings", !timings.fresh().isEmpty() || !timings.slowest().isEmpty());
    return values;
  }

  private static void addFindings(Map<String, Object> values, Report report) {
    Findings findings = new Findings(report.verdict());
    int equivalences = FoundInWays.across(report.verdict(), Comparison::equivalences).size();
    int differences = FoundInWays.across(report.verdict(), Comparison::differences).size();
    values.put("ways", findings.ways());
    values.put("counts", findings.counts());
    values.put("equivalenceGroups", findings.equivalences());
    values.put("equivalenceCount", equivalences == 0 ? "" : HumanNumbers.number(equivalences));
    values.put("filterEquivalences", equivalences > WORTH_A_FILTER);
    values.put("differenceGroups", findings.differences());
    values.put("differenceCount", differences == 0 ? "" : HumanNumbers.number(differences));
    values.put("filterDifferences", differences > WORTH_A_FILTER);
    values.put("generated", findings.generated());
    values.put("controls", findings.controls());
    values.put("notCompared", findings.notCompared());
  }

  private static void addHistory(Map<String, Object> values, Report report) {
    List<HistoryView> histories = new ArrayList<>();
    if (!report.before().revisions().isEmpty()) {
      histories.add(HistoryView.of("Before", report.before()));
    }
    if (!report.after().revisions().isEmpty()) {
      histories.add(HistoryView.of("After", report.after()));
    }
    values.put("histories", histories);
    values.put("hasHistory", !histories.isEmpty());
  }

  /** What is worth a large number. */
  private static List<Figure> figures(Report report) {
    List<Figure> figures = new ArrayList<>();
    int before = report.before().revisions().size();
    int after = report.after().revisions().size();
    if (before + after > 0) {
      figures.add(
          new Figure(
              "Revisions",
              HumanNumbers.number(before),
              HumanNumbers.number(after),
              HumanNumbers.squash(report)));
    }
    Timings timings = report.timings();
    if (timings.freshBefore().isPresent() && timings.freshAfter().isPresent()) {
      figures.add(
          new Figure(
              "A fresh database",
              HumanNumbers.seconds(timings.freshBefore().get()),
              HumanNumbers.seconds(timings.freshAfter().get()),
              HumanNumbers.speedup(timings)));
    }
    Comparison first = report.verdict().ways().get(0).comparison();
    figures.add(
        new Figure(
            "Compared",
            Console.counted(HumanNumbers.total(first.objects()), "definition"),
            "",
            Console.counted(HumanNumbers.total(first.facts()), "catalog fact")
                + ", "
                + Console.counted(HumanNumbers.rows(first), "row")
                + " of "
                + Console.counted(first.tables().size(), "table")));
    if (report.files().added() + report.files().removed() > 0) {
      figures.add(
          new Figure(
              "Files",
              "+" + report.files().added() + " −" + report.files().removed(),
              "",
              "added and removed in the repository"));
    }
    return figures;
  }

  private record Figure(String label, String value, String then, String note) {}

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException unknown) {
      throw new IllegalStateException("every Java has SHA-256", unknown);
    }
  }
}
