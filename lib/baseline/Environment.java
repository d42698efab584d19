package baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the environment made, and which of it the migrations left alone, altered, made anew or
 * dropped. What cannot be altered in place is dropped first and made anew, together with its
 * comment, its privileges and what hangs on it.
 */
final class Environment {
  private static final Set<String> ALTERED_IN_PLACE =
      Set.of(
          "TABLE",
          "FOREIGN TABLE",
          "TYPE",
          "DOMAIN",
          "SEQUENCE",
          "SCHEMA",
          "EXTENSION",
          "BLOB",
          "BLOB METADATA");
  private static final Set<String> ROUTINES = Set.of("FUNCTION", "PROCEDURE");
  private static final Set<String> HANGS_ON_A_VIEW =
      Set.of("INDEX", "VIEW", "MATERIALIZED VIEW", "MATERIALIZED VIEW DATA", "RULE", "TRIGGER");
  private static final Pattern VIEW =
      Pattern.compile(
          "CREATE (?:MATERIALIZED )?VIEW (.*?)(?: WITH \\(.*?\\))? AS\n.*", Pattern.DOTALL);

  private final DatabaseState before;
  private final DatabaseState cut;
  private final Map<DumpEntry.Key, List<DumpEntry>> known = new HashMap<>();
  private final Set<DumpEntry.Key> present = new HashSet<>();
  private final Set<DumpEntry.Key> anew = new HashSet<>();
  private final Subjects subjects = new Subjects();
  private final Subjects remade = new Subjects();

  Environment(DatabaseState before, DatabaseState cut) {
    this.before = before;
    this.cut = cut;
    before
        .dump()
        .entries()
        .forEach(entry -> known.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry));
    for (DumpEntry entry : cut.dump().entries()) {
      present.add(entry.key());
      subjects.add(entry);
    }
    cut.dump().entries().stream().filter(this::mustBeRemade).forEach(this::remake);
  }

  /** The environment's own entries of this key. */
  List<DumpEntry> entries(DumpEntry.Key key) {
    return known.getOrDefault(key, List.of());
  }

  /** Whether an entry is made by the baseline, and not the environment's as it stands. */
  boolean isMade(DumpEntry entry) {
    return entries(entry.key()).isEmpty()
        || anew.contains(entry.key())
        || remade.describedBy(entry);
  }

  /** Whether this trigger is there from the start to the end. */
  boolean keepsTrigger(Relation.Name table, String trigger) {
    DumpEntry.Key key =
        new DumpEntry.Key(
            "TRIGGER", table.schema(), table.name() + " " + trigger.replace("\"", ""));
    return present.contains(key) && !anew.contains(key);
  }

  /** The statements that remove what is gone and what is made anew, in an order that works. */
  List<BaselineStatement> removals() {
    List<BaselineStatement> removals = new ArrayList<>();
    List<DumpEntry> entries = before.dump().entries();
    for (int i = entries.size() - 1; i >= 0; i--) {
      DumpEntry entry = entries.get(i);
      boolean isGone = !present.contains(entry.key());
      Optional<String> drop = before.drops().of(entry);
      if (drop.isPresent() && (isGone || anew.contains(entry.key()))) {
        removals.add(new BaselineStatement("DROP " + entry.key(), drop.get()));
      } else if (isGone && isAboutWhatIsThere(entry)) {
        undo(entry.statements())
            .forEach(undone -> removals.add(new BaselineStatement(entry.key().toString(), undone)));
      } else if (entry.type().equals("ACL") && !isMade(entry)) {
        undo(gone(entry))
            .forEach(undone -> removals.add(new BaselineStatement(entry.key().toString(), undone)));
      }
    }
    return removals;
  }

  /** Privileges that are no more; they go before their object may get another owner. */
  private List<String> gone(DumpEntry privileges) {
    List<String> gone = new ArrayList<>(privileges.statements());
    cut.dump().entries().stream()
        .filter(entry -> entry.key().equals(privileges.key()))
        .forEach(entry -> gone.removeAll(entry.statements()));
    return gone;
  }

  /** The statements that take these back, the last first. */
  static List<String> undo(List<String> statements) {
    List<String> undone = new ArrayList<>();
    for (String statement : statements) {
      Inverse.of(statement).ifPresent(inverse -> undone.add(0, inverse));
    }
    return undone;
  }

  private boolean isAboutWhatIsThere(DumpEntry entry) {
    if (Subjects.isDescription(entry)) {
      return subjects.describedBy(entry)
          && !remade.describedBy(entry)
          && Subjects.column(entry).map(column -> hasColumn(entry.schema(), column)).orElse(true);
    }
    return switch (entry.type()) {
      case "DEFAULT ACL" -> true;
      case "SEQUENCE OWNED BY" ->
          present.contains(new DumpEntry.Key("SEQUENCE", entry.schema(), entry.name()));
      case "PUBLICATION TABLE" ->
          isRelation(entry.schema(), entry.name().substring(entry.name().indexOf(' ') + 1));
      default -> isRelation(entry.schema(), entry.name());
    };
  }

  private boolean isRelation(String schema, String name) {
    return cut.relations().get(new Relation.Name(schema, name)).isPresent();
  }

  private boolean hasColumn(String schema, String column) {
    int dot = column.lastIndexOf('.');
    String name = column.substring(dot + 1);
    return cut
        .relations()
        .get(new Relation.Name(schema, column.substring(0, Math.max(dot, 0))))
        .stream()
        .flatMap(relation -> relation.all().stream())
        .anyMatch(found -> found.name().replace("\"", "").equals(name.replace("\"", "")));
  }

  /** Whether an entry has to be dropped to become what it is. */
  private boolean mustBeRemade(DumpEntry entry) {
    List<DumpEntry> then = entries(entry.key());
    if (then.isEmpty()
        || before.drops().of(entry).isEmpty()
        || ALTERED_IN_PLACE.contains(entry.type())
        || then.stream().anyMatch(made -> made.definition().equals(entry.definition()))) {
      return false;
    }
    if (ROUTINES.contains(entry.type())) {
      return !signature(entry).equals(signature(then.get(0)));
    }
    return !entry.type().equals("VIEW") || !isReplaceable(entry);
  }

  /** Name, arguments and result: pg_dump writes them on the lines before the language. */
  private static String signature(DumpEntry routine) {
    String text = routine.statements().get(0);
    int language = text.indexOf("\n    LANGUAGE ");
    return language < 0 ? text : text.substring(0, language);
  }

  private boolean isReplaceable(DumpEntry view) {
    Relation.Name name = Relation.Name.of(view);
    Optional<Relation> then = before.relations().get(name);
    Optional<Relation> now = cut.relations().get(name);
    return then.isPresent() && now.isPresent() && then.get().isPrefixOf(now.get());
  }

  private void remake(DumpEntry entry) {
    if (!anew.add(entry.key())) {
      return;
    }
    remade.add(entry);
    entry.statements().stream()
        .map(VIEW::matcher)
        .filter(Matcher::matches)
        .map(view -> naming(view.group(1)))
        .forEach(
            naming ->
                cut.dump().entries().stream()
                    .filter(other -> HANGS_ON_A_VIEW.contains(other.type()))
                    .filter(other -> !entries(other.key()).isEmpty())
                    .filter(other -> other.statements().stream().anyMatch(naming.asPredicate()))
                    .forEach(this::remake));
  }

  /** Finds a view's qualified name in statements. */
  private static Pattern naming(String view) {
    return Pattern.compile("(?<![\\w$\"])" + Pattern.quote(view) + "(?![\\w$\"])");
  }
}
