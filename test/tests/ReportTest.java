package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import proof.Comparison;
import proof.VerdictJson;
import report.Report;
import report.ReportFiles;
import report.ReportJson;
import report.Timings;

class ReportTest {
  @TempDir Path folder;

  private record Pages(String html, String markdown, String json) {}

  @Test
  void the_verdict_and_its_reason_come_first_everywhere() throws Exception {
    for (Report report :
        List.of(SampleReports.identical(), SampleReports.equivalent(), SampleReports.different())) {
      Pages pages = written(report);
      String kind = report.verdict().kind().name();
      String word = kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT);
      assertTrue(
          heading(pages.html()).startsWith(word + ". " + report.reason()), heading(pages.html()));
      assertTrue(pages.html().contains("<title>" + word + ": hearthd"), kind);
      assertEquals(
          (kind.equals("DIFFERENT") ? "❌" : "✅") + " **" + kind + "**: " + report.reason(),
          pages.markdown().lines().findFirst().orElseThrow());
      for (String page : List.of(pages.html(), pages.markdown())) {
        assertTrue(
            page.contains(SampleReports.DUMPS.replace("_", page.startsWith("<") ? "_" : "\\_")));
      }
      JsonObject json = new Gson().fromJson(pages.json(), JsonObject.class);
      assertEquals(
          List.of("verdict", "reason", "format"), List.copyOf(json.keySet()).subList(0, 3));
      assertEquals(kind, json.get("verdict").getAsString());
    }
  }

  @Test
  void what_json_holds_makes_the_same_report_again() {
    for (Report report :
        List.of(SampleReports.different(), SampleReports.hostile(), SampleReports.bare())) {
      assertEquals(report, ReportJson.read(ReportJson.text(report)));
    }
  }

  @Test
  void the_fields_of_json_keep_their_names_and_order() {
    JsonObject json =
        new Gson().fromJson(ReportJson.text(SampleReports.different()), JsonObject.class);
    assertEquals(
        "[verdict, reason, format, project, squash, made, engine, server, dumps, proof, before,"
            + " after, timings, files, warnings, releases]",
        json.keySet().toString());
    assertEquals("[tag, cut, message, commit]", json.getAsJsonObject("squash").keySet().toString());
    JsonObject proof = json.getAsJsonObject("proof");
    assertEquals(
        "[verdict, reason, format, ways, controls, notCompared]", proof.keySet().toString());
    JsonObject way = proof.getAsJsonArray("ways").get(0).getAsJsonObject();
    assertEquals("[name, meaning, verdict, comparison]", way.keySet().toString());
    assertEquals(
        "[objects, facts, tables, equivalences, differences, generated, notCompared]",
        way.getAsJsonObject("comparison").keySet().toString());
    JsonObject revision =
        json.getAsJsonObject("before").getAsJsonArray("revisions").get(0).getAsJsonObject();
    assertEquals("[id, message, downRevisions, role]", revision.keySet().toString());
    JsonObject timings = json.getAsJsonObject("timings");
    assertEquals(
        "[freshBeforeSeconds, freshAfterSeconds, withinNoise, timesFaster, slowest]",
        timings.keySet().toString());
    assertEquals("14.312", timings.get("freshBeforeSeconds").getAsString());
    assertEquals("13.68", timings.get("timesFaster").getAsString());
    JsonObject bare = new Gson().fromJson(ReportJson.text(SampleReports.bare()), JsonObject.class);
    assertTrue(bare.get("squash").isJsonNull());
    assertTrue(bare.getAsJsonObject("timings").get("timesFaster").isJsonNull());
  }

  @Test
  void a_difference_that_builds_of_the_same_have_too_is_none() {
    Timings apart = timings(List.of(900, 1000), List.of(300, 500));
    assertFalse(apart.withinNoise());
    assertEquals(Optional.of(Duration.ofMillis(900)), apart.freshBefore());
    assertTrue(timings(List.of(900, 1000), List.of(600, 1300)).withinNoise());
    assertTrue(timings(List.of(900), List.of(990)).withinNoise());
    assertFalse(timings(List.of(), List.of(990)).withinNoise());
    assertEquals(
        Optional.of(Duration.ofMillis(2)), timings(List.of(3, 1, 2), List.of()).freshBefore());
  }

  private static Timings timings(List<Integer> before, List<Integer> after) {
    return Timings.of(
        before.stream().map(Duration::ofMillis).toList(),
        after.stream().map(Duration::ofMillis).toList(),
        List.of());
  }

  @Test
  void the_proof_in_json_is_the_document_that_a_verdict_is_printed_as() {
    Report report = SampleReports.hostile();
    JsonObject json = new Gson().fromJson(ReportJson.text(report), JsonObject.class);
    assertEquals(
        new Gson().fromJson(VerdictJson.text(report.verdict()), JsonObject.class),
        json.getAsJsonObject("proof"));
  }

  @Test
  void the_page_needs_no_other_file_and_allows_no_script_but_its_own() throws Exception {
    String html = written(SampleReports.equivalent()).html();
    assertEquals(List.of(), all("(?:src|href)=\"(?!#|data:,)[^\"]*\"", html));
    assertEquals(List.of(), all("url\\(|@import|\\son\\w+=|\\sstyle=", html));
    assertTrue(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"));
  }

  @Test
  void every_finding_is_on_the_page_once_with_its_full_name_and_ways() throws Exception {
    String html = written(SampleReports.different()).html();
    for (Comparison.Difference difference :
        SampleReports.different().verdict().ways().get(0).comparison().differences()) {
      assertEquals(
          1, all("<code class=\"name\">" + Pattern.quote(difference.subject()), html).size());
    }
    assertTrue(html.contains("<mark>128</mark>"), "the changed word of a difference is marked");
    assertTrue(html.contains("<mark>64</mark>"));
    assertTrue(html.contains("-- Keeps the time of the last change."));
    assertTrue(html.contains("fresh, deployed at the cut"));
    assertTrue(html.contains("<mark class=\"come\">)::text</mark>"), "and of an equivalence");
    assertTrue(html.contains("public.home.<wbr>uuid"));
  }

  @Test
  void long_straight_runs_of_a_history_are_folded_with_their_count() throws Exception {
    String html = written(SampleReports.identical()).html();
    assertEquals(
        List.of("12 squashed revisions", "24 squashed revisions"),
        all("(?<=<span class=\"toggle\">)[^<]*", html));
    assertEquals(58, all("<circle", html).size(), "every revision before and after is drawn once");
    assertTrue(html.contains("after <bdi>"), "a merge names what it merges");
  }

  @Test
  void five_hundred_revisions_in_branches_are_folded_whole() throws Exception {
    String html = written(SampleReports.large()).html();
    assertTrue(html.contains("479 squashed revisions in branches"));
    assertEquals(521, all("<circle", html).size());
    assertTrue(html.length() < 1_000_000, html.length() + " characters");
  }

  @Test
  void a_pull_request_has_room_for_the_markdown_and_what_is_left_out_is_counted() throws Exception {
    String markdown = written(SampleReports.large()).markdown();
    assertTrue(markdown.length() < 65_536, markdown.length() + " characters");
    assertTrue(markdown.contains("### Differences (50)"));
    assertTrue(
        Pattern.compile("There is no room here for \\d+ more: see `report.html`.")
            .matcher(markdown)
            .find());
    assertEquals(
        all("<details>", markdown).size(), all("</details>", markdown).size(), "all are closed");
  }

  @Test
  void names_cannot_leave_their_place() throws Exception {
    Pages pages = written(SampleReports.hostile());
    assertEquals(1, all("<script", pages.html()).size());
    for (String text : List.of(pages.html(), pages.markdown())) {
      assertEquals(List.of(), all("[\u0000-\u0008\u000B-\u001F\u202A-\u202E\uFEFF]", text));
      assertTrue(text.contains("⟨U+202E⟩gnp.exe⟨U+202C⟩ ⟨U+0007⟩"));
      assertTrue(text.contains("شقة"));
    }
    String prose =
        pages.markdown().replaceAll("(?s)(`{3,}).*?\\1", "").replaceAll("(`+)(?!`).*?\\1", "");
    assertFalse(prose.contains("<script"), prose);
    assertTrue(pages.markdown().contains("````diff"), "a fence is longer than those inside");
    assertTrue(pages.json().contains("\\u202e") || pages.json().contains("\u202E"));
  }

  @Test
  void a_difference_of_line_ends_alone_is_seen() throws Exception {
    Report report = SampleReports.withDifference("a\r\nb\n", "a\nb\n");
    assertTrue(written(report).html().contains("<mark>⟨U+000D⟩</mark>"));
    assertTrue(written(report).markdown().contains("-a⟨U+000D⟩\n+a\n"));
    assertTrue(written(SampleReports.withDifference("a\n", "a")).markdown().contains("\n-\n"));
  }

  @Test
  void a_difference_too_long_to_read_says_what_it_leaves_out() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      rows.add("id='" + i + "'");
    }
    Report report = SampleReports.withDifference(String.join("\n", rows), "");
    assertTrue(written(report).html().contains("199,000 more lines in <code>report.json</code>"));
    assertEquals(report, ReportJson.read(Files.readString(files().json())));
  }

  @Test
  void what_there_is_nothing_to_say_about_is_left_out() throws Exception {
    Pages pages = written(SampleReports.bare());
    for (String absent : List.of("differences", "equivalences", "history", "timings", "warnings")) {
      assertFalse(pages.html().contains("id=\"" + absent + "\""), absent);
    }
    assertFalse(pages.markdown().contains("Optional"), pages.markdown());
    assertFalse(pages.html().contains("Optional"), pages.html());
  }

  @Test
  void a_folder_that_cannot_be_written_is_named() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Failure failure =
        Assertions.assertThrows(
            Failure.class, () -> new ReportFiles(file).write(SampleReports.bare()));
    assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
  }

  private ReportFiles files() {
    return new ReportFiles(folder.resolve("report"));
  }

  private Pages written(Report report) throws Exception {
    files().write(report);
    return new Pages(
        Files.readString(files().html()),
        Files.readString(files().markdown()),
        Files.readString(files().json()));
  }

  private static String heading(String html) {
    Optional<String> heading = all("(?s)<h1>.*?</h1>", html).stream().findFirst();
    return heading.orElseThrow().replaceAll("<[^>]*>", "");
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }
}
