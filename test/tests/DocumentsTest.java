package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tests.DocumentPage.Block;
import tests.DocumentPage.Link;

/** What can be seen of the documentation without running its commands. */
class DocumentsTest {
  /** As many lines as a page of a browser shows without much scrolling. */
  private static final int ONE_SCREEN = 90;

  private static final int WIDTH = 100;

  /** The languages of blocks; all but the two first are shown and not run. */
  private static final Set<String> LANGUAGES =
      Set.of("console", "sh", "text", "python", "sql", "toml", "ini", "yaml", "json", "dockerfile");

  /** Blocks of commands that no test can run: publishing needs accounts, CI needs its servers. */
  private static final int MOST_NOT_RUN = 12;

  private static final Pattern MESSAGE = Pattern.compile("### `(.*)`");

  private static final String ALEMBICS_OWN = "Can't locate revision identified by";

  private final List<DocumentPage> pages = DocumentPage.all();

  @Test
  void every_link_leads_to_a_file_and_to_a_heading_of_it() {
    List<String> broken = new ArrayList<>();
    for (DocumentPage page : pages) {
      for (Link link : page.links()) {
        if (!link.target().startsWith("https://") && !isThere(page, link.target())) {
          broken.add(page.path() + ":" + link.line() + ": " + link.target());
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  private static boolean isThere(DocumentPage page, String target) {
    String[] parts = target.split("#", 2);
    Path here = Checkout.root().resolve(page.path());
    Path file = parts[0].isEmpty() ? here : here.resolveSibling(parts[0]).normalize();
    return Files.isRegularFile(file)
        && (parts.length == 1 || DocumentPage.read(file).anchors().contains(parts[1]));
  }

  @Test
  void every_page_is_reached_from_the_readme_within_two_links() {
    DocumentPage readme = pages.get(0);
    Set<String> reached = new java.util.TreeSet<>(targets(readme));
    for (DocumentPage page : pages) {
      if (reached.contains(page.path())) {
        reached.addAll(targets(page));
      }
    }
    List<String> lost =
        pages.stream()
            .skip(1)
            .map(DocumentPage::path)
            .filter(path -> !reached.contains(path))
            .toList();
    assertEquals(List.of(), lost);
  }

  private static Set<String> targets(DocumentPage page) {
    Path here = Path.of(page.path());
    Set<String> targets = new java.util.TreeSet<>();
    for (Link link : page.links()) {
      Path folder = here.getParent() == null ? Path.of("") : here.getParent();
      targets.add(folder.resolve(link.target().replaceAll("#.*", "")).normalize().toString());
    }
    return targets;
  }

  @Test
  void the_readme_is_one_screen_and_has_the_commands_of_a_fresh_machine() {
    DocumentPage readme = pages.get(0);
    assertTrue(readme.lines().size() <= ONE_SCREEN, readme.lines().size() + " lines");
    assertTrue(readme.text().contains("\n./jbang alembic_squash.java demo "));
    assertTrue(readme.text().contains("\n./jbang test/tests.java "));
  }

  @Test
  void every_block_says_what_it_is_and_commands_run_on_a_project_or_say_why_not() {
    List<String> wrong = new ArrayList<>();
    int notRun = 0;
    for (DocumentPage page : pages) {
      for (Block block : page.blocks()) {
        if (!LANGUAGES.contains(block.language())) {
          wrong.add(block.place() + ": the block is of no language that we know");
        } else if (block.isCommands() && block.project().isEmpty() && block.notRun().isEmpty()) {
          wrong.add(block.place() + ": no project is named for these commands");
        } else if (!block.isCommands() && block.lines().stream().anyMatch(DocumentsTest::isTyped)) {
          wrong.add(block.place() + ": has a command, and is a block of " + block.language());
        }
        notRun += block.notRun().isPresent() ? 1 : 0;
        if (block.notRun().filter(String::isEmpty).isPresent()) {
          wrong.add(block.place() + ": does not say why it is not run");
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(notRun <= MOST_NOT_RUN, notRun + " blocks are not run");
  }

  private static boolean isTyped(String line) {
    return line.startsWith("$ ")
        || line.matches("((\\./)?jbang \\S+\\.java|alembic[_-]squash [a-z-]+)\\b.*");
  }

  @Test
  void lines_fit_an_editor() {
    List<String> wrong = new ArrayList<>();
    for (DocumentPage page : pages) {
      List<String> prose = page.prose();
      for (int i = 0; i < prose.size(); i++) {
        String line = prose.get(i);
        if (line.length() > WIDTH && !line.startsWith("|") && !line.contains("](")) {
          wrong.add(page.path() + ":" + (i + 1) + ": has " + line.length() + " letters");
        }
      }
      assertFalse(page.text().contains("\t"), page.path());
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void every_message_that_has_a_section_is_one_of_the_code() throws Exception {
    String sentences = code();
    List<String> unknown = new ArrayList<>();
    for (String line : page("docs/troubleshooting.md").lines()) {
      Matcher heading = MESSAGE.matcher(line);
      if (heading.matches()) {
        Stream.of(heading.group(1).split("…"))
            .map(String::strip)
            .filter(part -> part.length() > 3 && !sentences.contains(part))
            .filter(part -> !part.equals(ALEMBICS_OWN))
            .forEach(unknown::add);
      }
    }
    assertEquals(List.of(), unknown);
  }

  @Test
  void the_recording_is_of_a_whole_run_and_fits_a_terminal() throws Exception {
    String svg = Files.readString(Checkout.root().resolve("docs/run.svg"));
    List<String> shown = new ArrayList<>();
    NodeList lines =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getElementsByTagName("text");
    for (int i = 0; i < lines.getLength(); i++) {
      shown.add(lines.item(i).getTextContent());
    }
    assertTrue(shown.get(0).startsWith("$ alembic_squash run "), shown.get(0));
    assertTrue(shown.stream().anyMatch(line -> line.startsWith("IDENTICAL: ")), svg);
    assertEquals(List.of(), shown.stream().filter(line -> line.length() > 80).toList());
    assertFalse(svg.contains("/tmp/") || svg.contains("/home/"), "it names a folder of a machine");
  }

  /** All code of ours, with texts that are put together joined. */
  private static String code() throws IOException {
    StringBuilder code = new StringBuilder();
    for (String folder : List.of("lib", "templates")) {
      try (Stream<Path> files = Files.walk(Checkout.root().resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          code.append(Files.readString(file)).append('\n');
        }
      }
    }
    return code.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
  }

  private DocumentPage page(String path) {
    return pages.stream().filter(page -> page.path().equals(path)).findFirst().orElseThrow();
  }
}
