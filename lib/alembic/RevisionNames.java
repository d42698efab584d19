package alembic;

import console.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Names that Alembic's commands take for revisions besides ids and branch labels: {@code head},
 * {@code heads}, {@code base}, and {@code BRANCH@head} with a branch label or a revision of the
 * branch (Alembic's manual, "Working with Branches").
 */
public final class RevisionNames {
  private static final String HEAD = "head";
  private static final String HEADS = "heads";
  private static final String BASE = "base";

  private final RevisionGraph graph;

  /** Names of these revisions. */
  public RevisionNames(RevisionGraph graph) {
    this.graph = graph;
  }

  /**
   * What a name stands for.
   *
   * @return several revisions for {@code heads}, none for {@code base}; empty if it is no such name
   * @throws Failure if it stands for one revision, and there are several
   */
  public Optional<List<RevisionScript>> find(String name) {
    int at = name.indexOf('@');
    String branch = at < 0 ? "" : name.substring(0, at);
    String word = name.substring(at + 1);
    if (!Set.of(HEAD, HEADS, BASE).contains(word)) {
      return Optional.empty();
    }
    if (at < 0) {
      return Optional.of(named(name, word, id -> true));
    }
    return graph
        .resolve(branch)
        .map(
            script -> {
              Set<String> members = graph.branch(script.revision());
              return named(name, word, id -> id.equals(script.revision()) || members.contains(id));
            });
  }

  private List<RevisionScript> named(String name, String word, Predicate<String> isMember) {
    if (word.equals(BASE)) {
      return List.of();
    }
    List<RevisionScript> heads =
        graph.heads().stream().filter(head -> isMember.test(head.revision())).toList();
    if (word.equals(HEAD) && heads.size() > 1) {
      throw Failure.usage(
          "'"
              + name
              + "' stands for "
              + heads.size()
              + " heads: "
              + heads.stream().map(RevisionScript::title).collect(Collectors.joining(", ")),
          "Name one of them.");
    }
    return heads;
  }
}
