package archive;

import alembic.RevisionScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a revision said of its place in history before a squash, as far as that was changed.
 *
 * @param values the names of Alembic's variables with the ids or labels that they held
 */
record Place(Map<String, List<String>> values) {
  static final String DOWN = "down_revision";
  static final String DEPENDS = "depends_on";
  static final String LABELS = "branch_labels";

  /** Keeps a copy. */
  Place {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** What differs between a revision and what a squash makes of it. */
  static Place changed(RevisionScript before, RevisionScript after) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    note(values, DOWN, before.downRevisions(), after.downRevisions());
    note(values, DEPENDS, before.dependsOn(), after.dependsOn());
    note(values, LABELS, before.branchLabels(), after.branchLabels());
    return new Place(values);
  }

  private static void note(
      Map<String, List<String>> values, String name, List<String> before, List<String> after) {
    if (!before.equals(after)) {
      values.put(name, before);
    }
  }

  /** Whether nothing was changed. */
  boolean isSame() {
    return values.isEmpty();
  }

  /** This, and where it says nothing what a later squash found. */
  Place before(Place later) {
    Map<String, List<String>> all = new LinkedHashMap<>(later.values);
    all.putAll(values);
    return new Place(all);
  }

  /** A revision as it was there. */
  RevisionScript of(RevisionScript now) {
    return new RevisionScript(
        now.revision(),
        values.getOrDefault(DOWN, now.downRevisions()),
        values.getOrDefault(DEPENDS, now.dependsOn()),
        values.getOrDefault(LABELS, now.branchLabels()),
        now.message(),
        now.createDate(),
        now.code());
  }
}
