package tests;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import alembic.RevisionScripts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A history of revisions as several people make it: forks, merges, dependencies, labels, bases. */
final class RandomHistory {
  private final Random random;
  private final List<String> ids = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final Map<String, Set<String>> lineages = new HashMap<>();
  private final Map<String, String> labelled = new HashMap<>();
  private final List<RevisionScript> scripts = new ArrayList<>();

  private final double unrest;

  private RandomHistory(Random random, double unrest) {
    this.random = random;
    this.unrest = unrest;
  }

  /**
   * One with so many revisions.
   *
   * @param unrest how much of the forking and depending there is, 1 for a lot and 0 for none
   */
  static RevisionGraph of(Random random, int revisions, double unrest) {
    RandomHistory history = new RandomHistory(random, unrest);
    for (int i = 0; i < revisions; i++) {
      history.add("r%03d".formatted(i));
    }
    return RevisionGraph.of(history.scripts);
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }

  private void add(String id) {
    List<String> down = down();
    Set<String> lineage = new HashSet<>(Set.of(id));
    down.forEach(parent -> lineage.addAll(lineages.get(parent)));
    List<String> depends = new ArrayList<>();
    if (!ids.isEmpty() && chance(0.15 * unrest)) {
      String name = labels.isEmpty() || chance(0.7) ? any(ids) : any(labels);
      Set<String> wanted = lineages.get(labelled.getOrDefault(name, name));
      // Alembic loses count of its rows where a revision depends on one that it comes after anyway.
      if (!lineage.containsAll(wanted)) {
        depends.add(name);
        lineage.addAll(wanted);
      }
    }
    List<String> own = new ArrayList<>();
    if (chance(0.12 * Math.max(unrest, 0.3))) {
      own.add("label" + labels.size());
      labelled.put(own.get(0), id);
    }
    lineages.put(id, lineage);
    labels.addAll(own);
    ids.add(id);
    String text = text(id, down, depends, own);
    scripts.add(RevisionScripts.parse(id + ".py", text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Mostly the newest, sometimes an older one: people work side by side. */
  private List<String> down() {
    if (ids.isEmpty() || chance(0.06 * unrest)) {
      return List.of();
    }
    String one = recent();
    String other = recent();
    boolean areApart = !lineages.get(one).contains(other) && !lineages.get(other).contains(one);
    return areApart && chance(0.6) ? List.of(one, other) : List.of(one);
  }

  private String recent() {
    int back = (int) Math.abs(random.nextGaussian() * (0.6 + 1.9 * unrest));
    return ids.get(Math.max(0, ids.size() - 1 - back));
  }

  private String any(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  /** The text of a revision script. */
  static String text(String id, List<String> down, List<String> depends, List<String> labels) {
    return """
    \"""step %1$s\"""
    revision = '%1$s'
    down_revision = %2$s
    branch_labels = %3$s
    depends_on = %4$s


    def upgrade():
        pass
    """
        .formatted(id, value(down), value(labels), value(depends));
  }

  private static String value(List<String> names) {
    return names.isEmpty()
        ? "None"
        : names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "(", ",)"));
  }
}
