package preexisting;

import catalog.DatabaseState;
import catalog.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pgdump.DumpEntry;
import pgdump.DumpEntryNames;
import pgdump.UndoStatements;
import statements.SqlStatement;

/**
 * What the environment made, and which of it the migrations left alone, altered, made anew or
 * dropped. What cannot be altered in place is dropped first and made anew, together with its
 * comment, its privileges and what hangs on it.
 */
public final class PreexistingObjects {
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
  private static final Set<String> TYPES =
      Set.of("TYPE", "DOMAIN", "TABLE", "FOREIGN TABLE", "EXTENSION");
  private static final Set<String> INDEXES = Set.of("INDEX", "CONSTRAINT");
  private static final Set<String> VIEWS = Set.of("VIEW", "MATERIALIZED VIEW");
  private static final Set<String> ROUTINES = Set.of("FUNCTION", "PROCEDURE");
  private static final Set<String> HANGS_ON_A_VIEW =
      Set.of("INDEX", "VIEW", "MATERIALIZED VIEW", "MATERIALIZED VIEW DATA", "RULE", "TRIGGER");
  private static final Pattern VIEW =
      Pattern.compile(
          "CREATE (?:MATERIALIZED )?VIEW (.*?)(?: WITH \\(.*?\\))? AS\n.*", Pattern.DOTALL);

  private static final Pattern CREATED =
      Pattern.compile(
          "^CREATE (?:UNLOGGED |FOREIGN )*(?:TABLE|TYPE|DOMAIN)"
              + " ((?:\"(?:[^\"]|\"\")*+\"|[^\\s\".(;]+)\\.(?:\"(?:[^\"]|\"\")*+\"|[^\\s\".(;]+))");

  private final DatabaseState before;
  private final DatabaseState cut;
  private final Map<DumpEntry.Key, List<DumpEntry>> known = new HashMap<>();
  private final Set<DumpEntry.Key> present = new HashSet<>();
  private final Set<DumpEntry.Key> attached = new HashSet<>();
  private final Set<DumpEntry.Key> anew = new HashSet<>();
  private final DumpEntryNames subjects = new DumpEntryNames();
  private final DumpEntryNames remade = new DumpEntryNames();

  public PreexistingObjects(DatabaseState before, DatabaseState cut) {
    this.before = before;
    this.cut = cut;
    before
        .dump()
        .entries()
        .forEach(
            entry -> known.computeIfAbsent(identity(entry), key -> new ArrayList<>()).add(entry));
    before.dump().entries().stream()
        .filter(entry -> entry.type().equals("INDEX ATTACH"))
        .forEach(entry -> attached.add(entry.key()));
    for (DumpEntry entry : cut.dump().entries()) {
      present.add(identity(entry));
      subjects.add(entry);
    }
    cut.dump().entries().stream().filter(this::mustBeRemade).forEach(this::remake);
    cut.dump().entries().stream().filter(this::isRetyped).forEach(this::remakeViewsOf);
  }

  /** Whether a type is one of a database's own that is dropped, or of an extension that is. */
  public boolean isGone(String type) {
    String plain = type.replaceFirst("(?:\\(.*\\))?(?:\\[\\])*( COLLATE .*)?$", "");
    return before.dump().entries().stream()
        .filter(entry -> TYPES.contains(entry.type()) && !isPresent(entry))
        .anyMatch(
            entry ->
                entry.type().equals("EXTENSION")
                    ? plain.contains(".") && !isOwnType(plain)
                    : isNamed(entry, plain));
  }

  private boolean isOwnType(String type) {
    return before.dump().entries().stream()
        .anyMatch(entry -> TYPES.contains(entry.type()) && isNamed(entry, type));
  }

  private static boolean isNamed(DumpEntry entry, String name) {
    return created(entry).filter(name::equals).isPresent();
  }

  /** The qualified name of a table or type, in quotes where PostgreSQL needs them. */
  private static Optional<String> created(DumpEntry entry) {
    return entry.statements().stream()
        .map(CREATED::matcher)
        .filter(Matcher::find)
        .map(created -> created.group(1))
        .findFirst();
  }

  /** No view that stands on a column lets its type change. */
  private boolean isRetyped(DumpEntry entry) {
    Optional<Relation> now = cut.relations().get(Relation.Name.of(entry));
    return entry.type().equals("TABLE")
        && now.isPresent()
        && before.relations().get(Relation.Name.of(entry)).stream()
            .anyMatch(then -> then.isRetypedIn(now.get()));
  }

  /** The environment's own entries of what an entry is about. */
  public List<DumpEntry> entries(DumpEntry entry) {
    return known.getOrDefault(identity(entry), List.of());
  }

  /** Whether an entry is there at the cut. */
  public boolean isPresent(DumpEntry entry) {
    return present.contains(identity(entry));
  }

  /** Default privileges are those of a role, whose name stands elsewhere in the dump. */
  private static DumpEntry.Key identity(DumpEntry entry) {
    return entry.type().equals("DEFAULT ACL")
        ? new DumpEntry.Key(entry.type(), entry.schema(), entry.name() + " of " + entry.owner())
        : entry.key();
  }

  /** Whether an entry is made by the baseline, and not the environment's as it stands. */
  public boolean isMade(DumpEntry entry) {
    return entries(entry).isEmpty() || anew.contains(entry.key()) || remade.describedBy(entry);
  }

  /** Whether this trigger is there from the start to the end. */
  boolean keepsTrigger(Relation.Name table, String trigger) {
    DumpEntry.Key key =
        new DumpEntry.Key(
            "TRIGGER", table.schema(), table.name() + " " + trigger.replace("\"", ""));
    return present.contains(key) && !anew.contains(key);
  }

  /**
   * The statements that remove what is gone and what is made anew, in an order that works.
   *
   * @param released what an entry that stays needs to let go of what is removed after it
   */
  public List<SqlStatement> removals(Function<DumpEntry.Key, List<String>> released) {
    List<SqlStatement> removals = new ArrayList<>();
    List<DumpEntry> entries = before.dump().entries();
    for (int i = entries.size() - 1; i >= 0; i--) {
      DumpEntry entry = entries.get(i);
      boolean isGone = !isPresent(entry);
      released
          .apply(entry.key())
          .forEach(sql -> removals.add(new SqlStatement(entry.key().toString(), sql)));
      Optional<String> drop = before.drops().of(entry);
      if (isGone && goesWithItsParent(entry)) {
        continue;
      }
      if (drop.isPresent() && (isGone || anew.contains(entry.key()))) {
        removals.add(new SqlStatement("DROP " + entry.key(), drop.get()));
      } else if (isGone && isAboutWhatIsThere(entry)) {
        undo(entry.statements())
            .forEach(undone -> removals.add(new SqlStatement(entry.key().toString(), undone)));
      } else if (entry.type().equals("ACL") && !isMade(entry)) {
        undo(gone(entry))
            .forEach(undone -> removals.add(new SqlStatement(entry.key().toString(), undone)));
      }
    }
    return removals;
  }

  /** An index that is attached to that of a partitioned table cannot be dropped by itself. */
  private boolean goesWithItsParent(DumpEntry entry) {
    String name =
        entry.type().equals("CONSTRAINT")
            ? entry.name().substring(entry.name().indexOf(' ') + 1)
            : entry.name();
    return INDEXES.contains(entry.type())
        && attached.contains(new DumpEntry.Key("INDEX ATTACH", entry.schema(), name));
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
  public static List<String> undo(List<String> statements) {
    List<String> undone = new ArrayList<>();
    for (String statement : statements) {
      UndoStatements.of(statement).ifPresent(inverse -> undone.add(0, inverse));
    }
    return undone;
  }

  private boolean isAboutWhatIsThere(DumpEntry entry) {
    if (DumpEntryNames.isDescription(entry)) {
      return subjects.describedBy(entry)
          && !remade.describedBy(entry)
          && DumpEntryNames.column(entry)
              .map(column -> hasColumn(entry.schema(), column))
              .orElse(true);
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
    List<DumpEntry> then = entries(entry);
    if (then.isEmpty()
        || before.drops().of(entry).isEmpty()
        || ALTERED_IN_PLACE.contains(entry.type())
        || then.stream().anyMatch(made -> made.isSameAs(entry))
        || Alteration.isOfOptions(then, entry)) {
      return false;
    }
    if (ROUTINES.contains(entry.type())) {
      return !signature(entry).equals(signature(then.get(0)));
    }
    return true;
  }

  /** Name, arguments and result: pg_dump writes them on the lines before the language. */
  private static String signature(DumpEntry routine) {
    String text = routine.statements().get(0);
    int language = text.indexOf("\n    LANGUAGE ");
    return language < 0 ? text : text.substring(0, language);
  }

  private void remake(DumpEntry entry) {
    if (!anew.add(entry.key())) {
      return;
    }
    remade.add(entry);
    entry.statements().stream()
        .map(VIEW::matcher)
        .filter(Matcher::matches)
        .forEach(view -> remakeNaming(view.group(1), HANGS_ON_A_VIEW));
  }

  private void remakeViewsOf(DumpEntry table) {
    created(table).ifPresent(name -> remakeNaming(name, VIEWS));
  }

  private void remakeNaming(String relation, Set<String> types) {
    Predicate<String> names = naming(relation).asPredicate();
    cut.dump().entries().stream()
        .filter(other -> types.contains(other.type()))
        .filter(other -> !entries(other).isEmpty())
        .filter(other -> other.statements().stream().anyMatch(names))
        .forEach(this::remake);
  }

  /** Finds a relation's qualified name in statements. */
  private static Pattern naming(String view) {
    return Pattern.compile("(?<![\\w$\"])" + Pattern.quote(view) + "(?![\\w$\"])");
  }
}
