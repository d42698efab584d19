package git;

import console.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Follows symbolic links of a tree, as far as they stay in it. */
public final class Links {
  /** As many as Linux follows. */
  private static final int MOST = 40;

  private final SourceTree tree;
  private final String path;
  private final Deque<String> open = new ArrayDeque<>();
  private final List<String> real = new ArrayList<>();

  private Links(SourceTree tree, String path) {
    this.tree = tree;
    this.path = path;
  }

  /**
   * The path that a path stands for, without links on the way; the same if there are none.
   *
   * @throws Failure if a link leads out of the repository, to nothing, or back to itself
   */
  public static String real(SourceTree tree, String path) {
    return new Links(tree, path).followed();
  }

  /** Whether there is one on the way to a path, or at its end. */
  public static boolean areOnTheWay(SourceTree tree, String path) {
    return new Links(tree, path).first().isPresent();
  }

  private String followed() {
    push(path);
    int links = 0;
    while (!open.isEmpty()) {
      String name = open.pop();
      if (name.equals("..")) {
        up();
      } else if (!name.isEmpty() && !name.equals(".")) {
        real.add(name);
        Optional<String> target = tree.link(joined());
        if (target.isPresent()) {
          check(++links <= MOST, "which leads back to itself");
          check(!target.get().startsWith("/"), "which is outside the repository");
          real.remove(real.size() - 1);
          push(target.get());
        }
      }
    }
    check(links == 0 || isThere(joined()), "and there is no such file in " + tree.describe());
    return joined();
  }

  private void up() {
    check(!real.isEmpty(), "which is outside the repository");
    real.remove(real.size() - 1);
  }

  private void push(String names) {
    List<String> all = new ArrayList<>(List.of(names.split("/")));
    Collections.reverse(all);
    all.forEach(open::push);
  }

  private String joined() {
    return String.join("/", real);
  }

  private boolean isThere(String found) {
    return tree.read(found).isPresent() || !tree.list(found, true).isEmpty();
  }

  private void check(boolean right, String wrong) {
    if (!right) {
      throw new Failure(
          firstLink() + ", " + wrong,
          "Squashing needs the revision scripts in the repository: put the files in place of the"
              + " link, or have it lead to where they are.");
    }
  }

  /** In words: where the path first leads elsewhere. */
  private String firstLink() {
    return first()
        .map(link -> link + " is a symbolic link to " + tree.link(link).orElseThrow())
        .orElse(path + " is no path of the repository");
  }

  private Optional<String> first() {
    List<String> names = List.of(path.split("/"));
    return Stream.iterate(1, count -> count <= names.size(), count -> count + 1)
        .map(count -> String.join("/", names.subList(0, count)))
        .filter(part -> tree.link(part).isPresent())
        .findFirst();
  }
}
