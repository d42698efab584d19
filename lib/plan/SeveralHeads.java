package plan;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import console.Console;
import console.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says why revisions with several heads have no cut, and which cuts near them would work. */
final class SeveralHeads {
  private final RevisionGraph graph;
  private final List<RevisionScript> heads;
  private final CleanCuts cuts;

  SeveralHeads(RevisionGraph graph, List<RevisionScript> heads) {
    this.graph = graph;
    this.heads = heads;
    this.cuts = new CleanCuts(graph);
  }

  static Failure failure(
      RevisionGraph graph, List<RevisionScript> heads, List<String> singleHeadTags) {
    SeveralHeads several = new SeveralHeads(graph, heads);
    List<String> hint = new ArrayList<>();
    hint.add("The heads:");
    heads.forEach(head -> hint.add("  " + line(head)));
    List<Offer> offers = several.offers();
    hint.add(
        offers.isEmpty()
            ? "No cut near them is clean; merge the heads first, `alembic merge`."
            : "Squash up to one revision instead:");
    offers.forEach(offer -> hint.add("  " + several.command(offer) + " " + offer.line()));
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

  /**
   * Has the user pick one of the clean cuts among a target's revisions; the target itself where it
   * has none.
   */
  PlanTarget ask(Console console, PlanTarget target) {
    List<Offer> offers =
        offers().stream()
            .filter(offer -> target.revisions().contains(offer.script().revision()))
            .toList();
    if (offers.isEmpty()) {
      return target;
    }
    List<String> lines = offers.stream().map(Offer::line).toList();
    String picked =
        console
            .questions()
            .choose(target.brief() + " has several heads. Squash up to which?", lines, "--cut");
    return target.upTo(List.of(offers.get(lines.indexOf(picked)).script()), graph);
  }

  /** Above the heads it is none that the user's REF has. */
  private String command(Offer offer) {
    String id = offer.script().revision();
    return heads.stream().anyMatch(head -> graph.lineage(head.revision()).contains(id))
        ? "--cut"
        : "plan";
  }

  /** A cut that would work, and what it is to the heads. */
  private record Offer(RevisionScript script, String what) {
    String line() {
      return SeveralHeads.line(script) + what;
    }
  }

  /** Clean cuts only: the others would be refused. */
  private List<Offer> offers() {
    List<Offer> offers = new ArrayList<>();
    lastBelow().stream()
        .flatMap(script -> cleanOr(script, cuts.nearestBelow(script.revision())).stream())
        .distinct()
        .forEach(script -> offers.add(new Offer(script, ", before they part")));
    firstAbove().stream()
        .flatMap(script -> cleanOr(script, cuts.nearestAbove(script.revision())).stream())
        .distinct()
        .forEach(script -> offers.add(new Offer(script, ", which merges them")));
    heads.stream()
        .filter(this::isPossible)
        .forEach(head -> offers.add(new Offer(head, "; the other heads stay as they are")));
    return offers;
  }

  private Optional<RevisionScript> cleanOr(
      RevisionScript script, Optional<RevisionScript> otherwise) {
    return isPossible(script) ? Optional.of(script) : otherwise;
  }

  private boolean isPossible(RevisionScript cut) {
    return cuts.size(cut) > 1 && cuts.isClean(cut.revision());
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
