package generated;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rows.BuildWindow;
import statements.Baseline;
import statements.BaselineStatement;

/**
 * Finds definitions that may be computed from the day of the build: partitions of this month, a
 * default of today, a view of the last year, names with a day in them.
 */
public final class DefinedDates {
  private static final String NAME = "((?:\"(?:[^\"]|\"\")*\"|[^\" ])+)";
  private static final Pattern PARTITION =
      Pattern.compile(
          "ALTER TABLE (?:ONLY )?" + NAME + " ATTACH PARTITION " + NAME + " (FOR VALUES .*)",
          Pattern.DOTALL);

  /** Rows, positions and numbers of objects; a version of an extension is no day. */
  private static final Pattern OTHER =
      Pattern.compile("(TABLE DATA|SEQUENCE SET|BLOBS?|EXTENSION)\\b.*", Pattern.DOTALL);

  private final ComputedDays days;
  private final DatedNames names;
  private final Map<String, Finding> findings = new LinkedHashMap<>();

  /** Names that need no sentence of their own. */
  private final Set<String> told = new TreeSet<>();

  /**
   * What was found of an object.
   *
   * @param subject what has the day, as a sentence starts
   * @param rest how it has it
   * @param more how many more of its kind have such days
   */
  private record Finding(String subject, String rest, int more) {
    Finding another() {
      return new Finding(subject, rest, more + 1);
    }

    String sentence() {
      return subject
          + (more == 0 ? "" : " (and " + more + " more)")
          + rest
          + ", which no squashed revision spells out: it may be computed from the day of the"
          + " build, and every installation would get this one. It is right if older installations"
          + " have the same; else edit the migration, or the baseline.";
    }
  }

  private DefinedDates(BuildWindow window, LiteralsInSource spelled) {
    this.days = new ComputedDays(window, spelled::hasDay);
    this.names = new DatedNames(days, spelled);
  }

  /**
   * A sentence for each object with such a day in its definition or name, and one for all
   * partitions of a table.
   *
   * @param baseline what migrations made
   * @param window when the databases were built
   * @param spelled what the squashed revisions spell out
   */
  public static List<String> warnings(
      Baseline baseline, BuildWindow window, LiteralsInSource spelled) {
    DefinedDates found = new DefinedDates(window, spelled);
    List<BaselineStatement> definitions =
        baseline.statements().stream()
            .filter(statement -> !OTHER.matcher(statement.title()).matches())
            .toList();
    definitions.forEach(found::look);
    definitions.forEach(statement -> found.lookAtName(statement.title()));
    return found.findings.values().stream().map(Finding::sentence).toList();
  }

  private void look(BaselineStatement statement) {
    Matcher partition = PARTITION.matcher(statement.sql());
    if (partition.lookingAt()) {
      lookAtBounds(partition.group(1), partition.group(2), partition.group(3));
    } else {
      days.firstInDefinition(statement.sql())
          .ifPresent(
              day ->
                  findings.putIfAbsent(
                      statement.title(),
                      new Finding(statement.title(), " has " + day + " in its definition", 0)));
    }
  }

  /** A partition is often called by its bounds, and tables of one parent are made alike. */
  private void lookAtBounds(String parent, String partition, String bounds) {
    if (ComputedDays.areIn(bounds)) {
      DatedNames.dated(partition).ifPresent(told::add);
    }
    days.firstInDefinition(bounds)
        .ifPresent(
            day ->
                findings.merge(
                    "ATTACH " + parent,
                    new Finding(
                        "partition " + partition + " of " + parent, " is bounded by " + day, 0),
                    (first, another) -> first.another()));
  }

  private void lookAtName(String title) {
    if (told.stream().noneMatch(title::contains)) {
      names
          .first(title)
          .ifPresent(
              dated -> {
                told.add(dated.name());
                findings.putIfAbsent(
                    title, new Finding(title, " has " + dated.date() + " in its name", 0));
              });
    }
  }
}
