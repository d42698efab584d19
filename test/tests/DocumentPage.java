package tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation. Its code stands in fences; a comment {@code <!-- project: NAME -->}
 * says which project the commands after it run on.
 *
 * @param path from the top of the checkout
 * @param lines its text
 */
record DocumentPage(String path, List<String> lines) {
  /** What stands above a block that no test runs, with the reason after it. */
  static final String NOT_RUN = "*Not run by a test:*";

  private static final String FENCE = "```";
  private static final Pattern PROJECT = Pattern.compile("<!-- project: ([a-z-]+) -->");
  private static final Pattern LINK =
      Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)|src(?:set)?=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("#+ +(.*)");

  /**
   * A fenced block.
   *
   * @param page the path of its page
   * @param line where it starts, from 1
   * @param language what stands behind the fence
   * @param lines what is in it
   * @param project the project that was named last above it
   * @param notRun why no test runs it, if the page says so
   */
  record Block(
      String page,
      int line,
      String language,
      List<String> lines,
      Optional<String> project,
      Optional<String> notRun) {
    /** Whether it has commands. */
    boolean isCommands() {
      return language.equals("console") || language.equals("sh");
    }

    String place() {
      return page + ":" + line;
    }
  }

  /**
   * A link.
   *
   * @param line where it stands, from 1
   * @param target the address, with its anchor
   */
  record Link(int line, String target) {}

  /** The README and every page under docs, and what else people read. */
  static List<DocumentPage> all() {
    try (Stream<Path> docs = Files.list(Checkout.root().resolve("docs"))) {
      List<Path> pages =
          new ArrayList<>(
              Stream.of("README.md", "CONTRIBUTING.md").map(Checkout.root()::resolve).toList());
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      return pages.stream().map(DocumentPage::read).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** One of them. */
  static DocumentPage read(Path file) {
    try {
      return new DocumentPage(
          Checkout.root().relativize(file).toString(), Files.readAllLines(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  String text() {
    return String.join("\n", lines);
  }

  /** All fenced blocks, in order. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Optional<String> project = Optional.empty();
    int from = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        if (from >= 0) {
          String language = lines.get(from).substring(FENCE.length());
          List<String> inside = lines.subList(from + 1, i);
          blocks.add(new Block(path, from + 1, language, inside, project, notRun(from)));
        }
        from = from >= 0 ? -1 : i;
      } else if (from < 0) {
        Matcher named = PROJECT.matcher(lines.get(i));
        project = named.matches() ? Optional.of(named.group(1)) : project;
      }
    }
    if (from >= 0) {
      throw new IllegalStateException(path + ":" + (from + 1) + ": the fence does not end");
    }
    return blocks;
  }

  /** The reason in the paragraph right above. */
  private Optional<String> notRun(int fence) {
    for (int i = fence - 1; i >= 0 && i >= fence - 4; i--) {
      if (lines.get(i).startsWith(NOT_RUN)) {
        return Optional.of(lines.get(i).substring(NOT_RUN.length()).strip());
      }
    }
    return Optional.empty();
  }

  /** The lines outside of fences; those in them are empty. */
  List<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      boolean fence = line.startsWith(FENCE);
      prose.add(inside || fence ? "" : line);
      inside ^= fence;
    }
    return prose;
  }

  /** All links and images. */
  List<Link> links() {
    List<Link> links = new ArrayList<>();
    List<String> prose = prose();
    for (int i = 0; i < prose.size(); i++) {
      int line = i + 1;
      LINK.matcher(prose.get(i).replaceAll("`[^`]*`", "`code`"))
          .results()
          .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
          .forEach(target -> links.add(new Link(line, target)));
    }
    return links;
  }

  /** The anchors that GitHub gives its headings. */
  Set<String> anchors() {
    Set<String> anchors = new TreeSet<>();
    for (String line : prose()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String words = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "");
        anchors.add(words.strip().replace(' ', '-'));
      }
    }
    return anchors;
  }
}
