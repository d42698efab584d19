package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import git.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which folders of lib use which, as the imports of their classes say. */
class RoomsTest {
  private static final Pattern USED = Pattern.compile("(?m)^import (?:static )?(\\w+)\\.");

  /** With the package's own; a room that has more says why there. */
  private static final int MOST_FILES = 26;

  private static final String REASON = "<p>More than 25 files, since";

  private final Path lib = Checkout.root().resolve("lib");
  private final Map<String, Set<String>> uses = new TreeMap<>();

  @BeforeEach
  void read() throws IOException {
    try (Stream<Path> files = Files.walk(lib, 2)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        uses.computeIfAbsent(room(file), none -> new TreeSet<>())
            .addAll(
                USED.matcher(Files.readString(file)).results().map(used -> used.group(1)).toList());
      }
    }
    uses.forEach(
        (room, used) -> {
          used.retainAll(uses.keySet());
          used.remove(room);
        });
    assertTrue(uses.get("phases").contains("proof"), uses.toString());
  }

  private static String room(Path file) {
    return file.getParent().getFileName().toString();
  }

  @Test
  void no_room_reaches_itself() {
    List<String> circles =
        uses.keySet().stream().filter(room -> reached(room).contains(room)).toList();
    assertEquals(List.of(), circles);
  }

  @Test
  void what_proves_does_not_reach_what_it_judges() {
    Set<String> judged = new TreeSet<>(reached("proof"));
    judged.retainAll(Set.of("baseline", "generated", "preexisting", "statements", "squash"));
    assertEquals(Set.of(), judged);
  }

  @Test
  void a_room_is_seen_at_a_glance() throws IOException {
    for (String room : uses.keySet()) {
      try (Stream<Path> files = Files.list(lib.resolve(room))) {
        long count = files.count();
        String about = Files.readString(lib.resolve(room).resolve("package-info.java"));
        assertEquals(count > MOST_FILES, about.contains(REASON), count + " files in lib/" + room);
      }
    }
  }

  @Test
  void the_page_of_the_house_says_what_each_is_for() throws IOException {
    assertEquals(uses.keySet(), inHouse("lib/(\\w+)/"));
  }

  @Test
  void nothing_lies_at_the_top_that_the_page_of_the_house_does_not_name() throws IOException {
    Path top = Checkout.root();
    assumeTrue(Files.exists(top.resolve(".git")), "these files are no clone");
    try (GitRepository repository = GitRepository.containing(top)) {
      Set<String> folders =
          repository.trackedFiles().stream()
              .filter(path -> path.contains("/") && !path.startsWith("."))
              .map(path -> path.substring(0, path.indexOf('/')))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(inHouse("(\\w+)/(?:\\w+/)?"), folders);
    }
  }

  /** What the lines of the drawing in docs/house.md have at their start. */
  private Set<String> inHouse(String path) throws IOException {
    return Pattern.compile("(?m)^" + path + " +\\S")
        .matcher(Files.readString(lib.resolveSibling("docs/house.md")))
        .results()
        .map(line -> line.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All rooms that one uses, and what those use. */
  private Set<String> reached(String room) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(uses.get(room));
    while (!open.isEmpty()) {
      String next = open.remove();
      if (reached.add(next)) {
        open.addAll(uses.get(next));
      }
    }
    return reached;
  }
}
