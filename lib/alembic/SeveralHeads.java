package alembic;

import console.Console;
import console.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says why revisions with several heads have no cut, and which cuts near them would work. */
final class SeveralHeads {
  private final RevisionGraph graph;
  private final List<RevisionScript> heads;

  private SeveralHeads(RevisionGraph graph, List<RevisionScript> heads) {
    this.graph = graph;
    this.heads = heads;
  }

  static Failure failure(
      RevisionGraph graph, List<RevisionScript> heads, List<String> singleHeadTags) {
    SeveralHeads several = new SeveralHeads(graph, heads);
    List<String> hint = new ArrayList<>();
    hint.add("The heads:");
    heads.forEach(head -> hint.add("  " + line(head)));
    hint.add("Name one revision instead, `plan <id>`:");
    several.lastBelow().forEach(script -> hint.add("  " + line(script) + ", before they part"));
    several.firstAbove().forEach(script -> hint.add("  " + line(script) + ", which merges them"));
    if (hint.size() == heads.size() + 2) {
      hint.add("  one of the heads; the others then stay as they are");
    }
    if (!singleHeadTags.isEmpty()) {
      hint.add("Tags with a single head: " + String.join(", ", singleHeadTags));
    }
    return new Failure(
        "the revisions to squash have "
            + Console.counted(heads.size(), "head")
            + ": "
            + heads.stream().map(RevisionScript::revision).collect(Collectors.joining(", ")),
        String.join("\n", hint));
  }

  /** The newest revisions that all heads come after. */
  private List<RevisionScript> lastBelow() {
    return graph.headsOf(shared(graph::ancestors));
  }

  /** The oldest revisions that come after all heads. */
  private List<RevisionScript> firstAbove() {
    Set<String> above = shared(graph::descendants);
    return graph.newestFirst().stream()
        .filter(script -> above.contains(script.revision()))
        .filter(script -> graph.ancestors(script.revision()).stream().noneMatch(above::contains))
        .toList();
  }

  private Set<String> shared(Function<String, Set<String>> relatives) {
    Set<String> shared = new HashSet<>(relatives.apply(heads.get(0).revision()));
    heads.forEach(head -> shared.retainAll(relatives.apply(head.revision())));
    return shared;
  }

  private static String line(RevisionScript script) {
    return script.revision() + " " + script.message();
  }
}
