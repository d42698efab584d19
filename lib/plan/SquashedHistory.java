package plan;

import alembic.Cut;
import alembic.RevisionGraph;
import alembic.RevisionScript;
import console.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The revisions as a squash leaves them, worked out before any file is written.
 *
 * @param graph the baseline in place of the squashed revisions, and the kept ones on top of it
 * @param gone names of revisions that are squashed: kept ones name the cut in their place. Those
 *     are ids, and branch labels that no longer are the baseline's
 * @param labels the branch labels of squashed revisions, by the revision that has them now: the cut
 *     or the first kept revision of the branch
 */
public record SquashedHistory(
    RevisionGraph graph, Set<String> gone, Map<String, List<String>> labels) {

  /**
   * Works it out.
   *
   * @param before the revisions
   * @throws Failure if a name of Alembic's would mean something else: a head would be gone, or a
   *     branch label would be that of other revisions
   */
  public static SquashedHistory of(RevisionGraph before, Cut cut) {
    checkHeads(before, cut);
    Map<String, List<String>> labels = labels(before, cut);
    String baseline = cut.revision().revision();
    Set<String> gone = new HashSet<>(cut.squashedIds());
    gone.remove(baseline);
    labels.forEach(
        (holder, moved) -> {
          if (!holder.equals(baseline)) {
            gone.addAll(moved);
          }
        });
    List<RevisionScript> scripts = new ArrayList<>();
    scripts.add(
        with(cut.revision(), cut.base().stream().toList(), List.of(), labelsOf(baseline, labels)));
    for (RevisionScript kept : cut.kept()) {
      List<String> own = new ArrayList<>(kept.branchLabels());
      own.addAll(labelsOf(kept.revision(), labels));
      scripts.add(
          with(
              kept,
              repointed(kept.downRevisions(), gone, baseline),
              repointed(kept.dependsOn(), gone, baseline),
              own));
    }
    return new SquashedHistory(RevisionGraph.of(scripts), gone, labels);
  }

  /** The branch labels that a revision gets from squashed ones. */
  public List<String> labelsOf(String revision) {
    return labelsOf(revision, labels);
  }

  /** Whether revisions are these: the same ids, parents and branch labels. */
  public boolean isOf(RevisionGraph other) {
    return shape(graph).equals(shape(other));
  }

  private record Shape(Set<String> down, Set<String> depends, Set<String> labels) {}

  private static Map<String, Shape> shape(RevisionGraph graph) {
    Map<String, Shape> shapes = new HashMap<>();
    graph
        .newestFirst()
        .forEach(
            script ->
                shapes.put(
                    script.revision(),
                    new Shape(
                        resolved(graph, script.downRevisions()),
                        resolved(graph, script.dependsOn()),
                        Set.copyOf(script.branchLabels()))));
    return shapes;
  }

  private static Set<String> resolved(RevisionGraph graph, List<String> names) {
    return names.stream().map(graph::id).collect(Collectors.toSet());
  }

  /** A dependency of the cut may be the head of another branch: no command could name it then. */
  private static void checkHeads(RevisionGraph before, Cut cut) {
    Set<String> squashed = cut.squashedIds();
    squashed.remove(cut.revision().revision());
    List<RevisionScript> lost =
        before.heads().stream().filter(head -> squashed.contains(head.revision())).toList();
    if (!lost.isEmpty()) {
      RevisionScript head = lost.get(0);
      throw new Failure(
          "the cut at "
              + cut.revision().title()
              + " would squash "
              + head.title()
              + ", which is a head of its own"
              + head.branchLabels().stream()
                  .findFirst()
                  .map(label -> " of the branch '" + label + "'")
                  .orElse(""),
          "`alembic heads` would no longer have it. The cut comes after it by depends_on: name a"
              + " revision below, `plan <id>`, or merge the heads first (`alembic merge`).");
    }
  }

  private static Map<String, List<String>> labels(RevisionGraph before, Cut cut) {
    String baseline = cut.revision().revision();
    Map<String, List<String>> labels = new HashMap<>();
    List<RevisionScript> labelled =
        cut.squashed().stream().filter(script -> !script.branchLabels().isEmpty()).toList();
    Set<String> onBaseline = labelled.isEmpty() ? Set.of() : onTop(before, cut);
    for (RevisionScript script : labelled) {
      Set<String> members = new HashSet<>(before.branch(script.revision()));
      members.removeAll(cut.squashedIds());
      for (String label : script.branchLabels()) {
        String holder =
            members.equals(onBaseline)
                ? baseline
                : first(before, cut, members)
                    .orElseThrow(() -> ambiguous(label, script, cut, members, onBaseline));
        labels.computeIfAbsent(holder, created -> new ArrayList<>()).add(label);
      }
    }
    return labels;
  }

  /** The kept revisions of the branch that starts with the baseline. */
  private static Set<String> onTop(RevisionGraph before, Cut cut) {
    Set<String> onTop = new HashSet<>();
    cut.squashed().forEach(script -> onTop.addAll(before.branch(script.revision())));
    onTop.removeAll(cut.squashedIds());
    return onTop;
  }

  /** The revision whose branch these are. */
  private static Optional<String> first(RevisionGraph before, Cut cut, Set<String> members) {
    return cut.kept().stream()
        .map(RevisionScript::revision)
        .filter(members::contains)
        .filter(
            id -> {
              Set<String> branch = new HashSet<>(before.branch(id));
              branch.add(id);
              return branch.equals(members);
            })
        .findFirst();
  }

  private static Failure ambiguous(
      String label, RevisionScript script, Cut cut, Set<String> members, Set<String> onBaseline) {
    Set<String> others = new HashSet<>(onBaseline);
    others.removeAll(members);
    return new Failure(
        "the branch label '"
            + label
            + "' of "
            + script.title()
            + " would be that of other revisions after a cut at "
            + cut.revision().title(),
        "On the baseline it would also be the label of "
            + others.stream().sorted().limit(3).collect(Collectors.joining(", "))
            + ", and its kept revisions have no first one that could have it. Name another"
            + " revision, `plan <id>`, or remove the label if nobody uses it.");
  }

  private static List<String> labelsOf(String revision, Map<String, List<String>> labels) {
    return labels.getOrDefault(revision, List.of());
  }

  private static List<String> repointed(List<String> names, Set<String> gone, String cut) {
    return names.stream().map(name -> gone.contains(name) ? cut : name).distinct().toList();
  }

  private static RevisionScript with(
      RevisionScript script, List<String> down, List<String> depends, List<String> labels) {
    return new RevisionScript(
        script.revision(),
        down,
        depends,
        labels,
        script.message(),
        script.createDate(),
        script.code());
  }
}
