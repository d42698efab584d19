package tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import report.Report;
import report.ReportFiles;

/** The page in a real browser, if there is one. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageTest {
  private static final int DESKTOP = 1280;
  private static final int PHONE = 390;
  private static final int TAB = 9;
  private static final int ENTER = 13;

  private static final String OPEN_ALL =
      "document.querySelectorAll('details').forEach((one) => { one.open = true; })";

  /** Contrast of every visible text with what is behind it, as WCAG 2 computes it. */
  private static final String FAINT_TEXTS =
      """
      (() => {
        const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
        const part = (c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        const light = ([r, g, b]) =>
            0.2126 * part(r / 255) + 0.7152 * part(g / 255) + 0.0722 * part(b / 255);
        const behind = (node) => {
          for (let at = node; at; at = at.parentElement) {
            const colour = numbers(getComputedStyle(at).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour;
          }
          throw new Error('no background');
        };
        const faint = new Set();
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const node = texts.currentNode.parentElement;
          if (!texts.currentNode.data.trim() || !node.checkVisibility()) continue;
          if (node.closest('script, style, .unseen, .skip')) continue;
          const a = light(numbers(getComputedStyle(node).color));
          const b = light(behind(node));
          const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (contrast < 4.5) faint.add(contrast.toFixed(2) + ' ' + node.outerHTML.slice(0, 80));
        }
        return [...faint].join('\\n');
      })()
      """;

  /** Lists and tables of which a part lies outside of the window. */
  private static final String SIDEWAYS =
      """
      [...document.querySelectorAll('li, td, th, dd, h1, h2, h3, p, summary')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .filter((one) => !one.closest('.unseen, .skip, .diff'))
        .map((one) => one.tagName + ' ' + one.textContent.slice(0, 40)).join(', ')
      """;

  private Browser browser;
  private final Map<String, Path> pages = new LinkedHashMap<>();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path program = Browser.installed().orElse(null);
    Assumptions.assumeTrue(program != null, "this machine has no Chromium");
    Map<String, Report> reports =
        Map.of(
            "identical", SampleReports.identical(),
            "equivalent", SampleReports.equivalent(),
            "different", SampleReports.different(),
            "large", SampleReports.large(),
            "hostile", SampleReports.hostile(),
            "long names", SampleReports.longNames(),
            "bare", SampleReports.bare());
    reports.forEach(
        (name, report) -> {
          ReportFiles files = new ReportFiles(folder.resolve(name));
          files.write(report);
          pages.put(name, files.html());
        });
    browser = new Browser(program, Files.createDirectory(folder.resolve("browser")));
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void no_page_complains_or_asks_for_anything() throws Exception {
    for (Path page : pages.values()) {
      browser.open(page, DESKTOP, 900, false);
      browser.evaluate(OPEN_ALL);
      assertEquals(List.of(), browser.complaints(), page.toString());
      assertEquals(List.of(page.toUri().toString()), browser.requests());
    }
  }

  @Test
  void no_page_is_wider_than_its_window() throws Exception {
    for (int width : List.of(PHONE, 320, 768, DESKTOP)) {
      for (Path page : pages.values()) {
        browser.open(page, width, 844, false);
        browser.evaluate(OPEN_ALL);
        JsonElement needed = browser.evaluate("document.scrollingElement.scrollWidth");
        assertTrue(needed.getAsInt() <= width, page + " needs " + needed + " of " + width);
        assertEquals("", browser.evaluate(SIDEWAYS).getAsString(), page.toString());
        assertEquals(width, browser.evaluate("innerWidth").getAsInt(), page.toString());
      }
    }
  }

  @Test
  void every_summary_is_reached_and_opened_from_the_keyboard() throws Exception {
    browser.open(pages.get("equivalent"), DESKTOP, 900, false);
    browser.evaluate(
        "document.querySelectorAll('details').forEach((one) => { one.open = false; })");
    int summaries = browser.evaluate("document.querySelectorAll('summary').length").getAsInt();
    String visible =
        "[...document.querySelectorAll('summary')].filter((one) => one.checkVisibility()).length";
    int reached = 0;
    browser.press("Tab", TAB, "");
    assertEquals("skip", browser.evaluate("document.activeElement.className").getAsString());
    for (int presses = 0; presses < 500; presses++) {
      browser.press("Tab", TAB, "");
      if (browser.evaluate("document.activeElement.tagName").getAsString().equals("BODY")) {
        break;
      }
      if (browser.evaluate("document.activeElement.matches('summary')").getAsBoolean()) {
        reached++;
        assertTrue(
            browser
                .evaluate("getComputedStyle(document.activeElement).outlineStyle === 'solid'")
                .getAsBoolean(),
            "the focus is seen");
        browser.press("Enter", ENTER, "\r");
        assertTrue(
            browser.evaluate("document.activeElement.parentElement.open").getAsBoolean(),
            "Enter opens it");
      }
    }
    assertEquals(summaries, browser.evaluate(visible).getAsInt());
    assertEquals(summaries, reached);
  }

  @Test
  void every_text_stands_out_by_light_and_in_the_dark() throws Exception {
    for (boolean dark : List.of(false, true)) {
      for (String name : List.of("identical", "equivalent", "different", "hostile")) {
        browser.open(pages.get(name), DESKTOP, 900, dark);
        browser.evaluate(OPEN_ALL);
        assertEquals("", browser.evaluate(FAINT_TEXTS).getAsString(), name + ", dark: " + dark);
      }
    }
  }

  @Test
  void headings_landmarks_and_ids_are_in_order() throws Exception {
    for (Path page : pages.values()) {
      browser.open(page, DESKTOP, 900, false);
      assertEquals(
          "",
          browser
              .evaluate(
                  """
                  (() => {
                    const wrong = [];
                    let last = 0;
                    for (const heading of document.querySelectorAll('h1, h2, h3')) {
                      const level = Number(heading.tagName[1]);
                      if (level > last + 1) wrong.push(heading.outerHTML);
                      last = level;
                    }
                    for (const tag of ['main', 'header', 'nav', 'footer', 'h1']) {
                      if (document.querySelectorAll(tag).length !== 1) wrong.push(tag);
                    }
                    for (const link of document.querySelectorAll('a')) {
                      if (!document.querySelector(link.hash)) wrong.push(link.hash);
                    }
                    const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
                    if (new Set(ids).size !== ids.length) wrong.push('an id twice');
                    if (document.documentElement.lang !== 'en') wrong.push('no language');
                    return wrong.join('\\n');
                  })()
                  """)
              .getAsString(),
          page.toString());
    }
  }

  @Test
  void names_are_found_by_typing_a_part_of_them() throws Exception {
    browser.open(pages.get("large"), DESKTOP, 900, false);
    String shown =
        "[...document.querySelectorAll('#differences .finding')]"
            + ".filter((one) => one.checkVisibility()).length";
    assertEquals(0, browser.evaluate(shown).getAsInt(), "folded by kind");
    browser.evaluate(
        "(() => { const input = document.getElementById('filter-differences');"
            + " input.value = 'Touch_2'; input.dispatchEvent(new Event('input')); })()");
    assertEquals(5, browser.evaluate(shown).getAsInt());
    assertEquals(
        "5 of 50",
        browser
            .evaluate("document.querySelector('#differences output').textContent")
            .getAsString());
  }

  @Test
  void all_is_expanded_by_one_button_and_on_paper() throws Exception {
    String open = "document.querySelectorAll('details[open]').length";
    browser.open(pages.get("equivalent"), DESKTOP, 900, false);
    int before = browser.evaluate(open).getAsInt();
    int all = browser.evaluate("document.querySelectorAll('details').length").getAsInt();
    byte[] pdf = browser.printed();
    assertArrayEquals("%PDF".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(pdf, 4));
    assertEquals(before, browser.evaluate(open).getAsInt(), "printing leaves it as it was");
    browser.evaluate("document.getElementById('expand').click()");
    assertEquals(all, browser.evaluate(open).getAsInt());
    browser.evaluate("document.getElementById('expand').click()");
    assertEquals(0, browser.evaluate(open).getAsInt());
    browser.evaluate("dispatchEvent(new Event('beforeprint'))");
    assertEquals(all, browser.evaluate(open).getAsInt());
  }
}
