package preexisting;

import catalog.DatabaseState;
import catalog.MigratingRole;
import catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import pgdump.DumpEntry;
import pgdump.DumpEntryNames;
import pgdump.OptionList;
import postgres.Sql;

/**
 * What migrations did to one entry of the environment, as statements.
 *
 * @param first to run before what it must no longer name is dropped
 * @param statements in order
 * @param late to run once the environment's rows are as the migrations left them
 * @param last to run once sequences stand where the migrations left them
 * @param warnings what cannot be said in SQL
 */
public record Alteration(
    List<String> first,
    List<String> statements,
    List<String> late,
    List<String> last,
    List<String> warnings) {
  private static final Set<String> WITH_COLUMNS = Set.of("TABLE", "FOREIGN TABLE");
  private static final String CREATE = "CREATE ";

  /**
   * Finds the statements.
   *
   * @param entry as it is at the cut
   * @param known the environment's own of the same key
   * @param isGone whether a type is dropped
   */
  public static Alteration of(
      DumpEntry entry,
      List<DumpEntry> known,
      DatabaseState before,
      DatabaseState cut,
      Predicate<String> isGone) {
    List<String> then = known.stream().flatMap(made -> made.statements().stream()).toList();
    List<String> gone = new ArrayList<>(then);
    entry.statements().forEach(gone::remove);
    List<String> added = new ArrayList<>(entry.statements());
    then.forEach(added::remove);
    if (entry.statements().stream().anyMatch(MigratingRole::isGrantedByAnother)) {
      added = added.isEmpty() ? added : entry.statements();
    }
    Optional<String> made = creation(added);
    Optional<String> old = creation(gone);
    List<String> first = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    List<String> late = new ArrayList<>();
    List<String> last = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (made.isPresent() && old.isPresent()) {
      added = new ArrayList<>(added);
      added.remove(made.get());
      Optional<TableAlteration> altered =
          altered(entry, old.get(), made.get(), before, cut, isGone);
      altered.ifPresent(
          alteration -> {
            first.addAll(alteration.first());
            statements.addAll(alteration.statements());
            late.addAll(alteration.late());
            last.addAll(alteration.last());
          });
      if (altered.isEmpty()) {
        warnings.add(
            "a migration altered "
                + entry.key()
                + ", which the environment makes, and no statement can");
      }
    }
    List<String> all =
        new ArrayList<>(
            DumpEntryNames.isDescription(entry) ? List.of() : PreexistingObjects.undo(gone));
    all.addAll(statements);
    store(entry, known, all);
    all.addAll(added);
    return new Alteration(first, all, late, last, warnings);
  }

  private static Optional<TableAlteration> altered(
      DumpEntry entry,
      String old,
      String made,
      DatabaseState before,
      DatabaseState cut,
      Predicate<String> isGone) {
    boolean hasColumns =
        WITH_COLUMNS.contains(entry.type())
            || (entry.type().equals("TYPE") && !made.contains(" AS ENUM ("));
    if (hasColumns) {
      return columns(entry, before, cut, isGone);
    }
    Optional<List<String>> statements =
        switch (entry.type()) {
          case "FUNCTION", "PROCEDURE" ->
              Optional.of(
                  List.of(made.replaceFirst("^CREATE (OR REPLACE )?", "CREATE OR REPLACE ")));
          case "SEQUENCE" -> Optional.of(List.of(TypeAlteration.ofSequence(made)));
          case "DOMAIN" -> TypeAlteration.ofDomain(old, made);
          case "EXTENSION" -> Optional.of(List.of(moved(made)));
          case "TYPE" -> TypeAlteration.ofEnum(old, made);
          case "SERVER", "USER MAPPING", "FOREIGN DATA WRAPPER" -> options(old, made);
          default -> Optional.empty();
        };
    return statements.map(said -> new TableAlteration(List.of(), said, List.of(), List.of()));
  }

  private static Optional<List<String>> options(String old, String made) {
    Optional<OptionList> then = OptionList.parse(old);
    return OptionList.parse(made)
        .flatMap(now -> then.flatMap(now::changing))
        .map(change -> List.of(change.text()));
  }

  /** Whether other options are all that something of the environment's needs. */
  static boolean isOfOptions(List<DumpEntry> known, DumpEntry entry) {
    Optional<String> made = creation(entry.statements());
    return known.stream()
        .flatMap(then -> creation(then.statements()).stream())
        .findFirst()
        .flatMap(old -> made.flatMap(now -> options(old, now)))
        .isPresent();
  }

  private static Optional<TableAlteration> columns(
      DumpEntry entry, DatabaseState before, DatabaseState cut, Predicate<String> isGone) {
    Relation.Name name = Relation.Name.of(entry);
    Optional<Relation> then = before.relations().get(name);
    Optional<Relation> now = cut.relations().get(name);
    if (then.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    Set<String> apart =
        cut.dump().entries().stream()
            .filter(other -> other.type().equals("DEFAULT"))
            .filter(other -> other.schema().equals(entry.schema()))
            .filter(other -> other.name().startsWith(entry.name() + " "))
            .map(other -> other.name().substring(entry.name().length() + 1))
            .collect(Collectors.toSet());
    return Optional.of(TableAlteration.of(qualified(entry), then.get(), now.get(), apart, isGone));
  }

  private static void store(DumpEntry entry, List<DumpEntry> known, List<String> statements) {
    DumpEntry then = known.get(0);
    String table = "ALTER TABLE " + qualified(entry);
    if (!then.tablespace().equals(entry.tablespace()) && entry.type().equals("TABLE")) {
      statements.add(
          table
              + " SET TABLESPACE "
              + (entry.tablespace().isEmpty() ? "pg_default" : entry.tablespace())
              + ";");
    }
    if (!then.accessMethod().equals(entry.accessMethod()) && entry.type().equals("TABLE")) {
      statements.add(
          table
              + " SET ACCESS METHOD "
              + (entry.accessMethod().isEmpty() ? "heap" : entry.accessMethod())
              + ";");
    }
  }

  private static String qualified(DumpEntry entry) {
    return Sql.identifier(entry.schema(), entry.name());
  }

  private static String moved(String made) {
    return made.replaceFirst(
        "^CREATE EXTENSION (?:IF NOT EXISTS )?(.*) WITH SCHEMA (.*);$",
        "ALTER EXTENSION $1 SET SCHEMA $2;");
  }

  private static Optional<String> creation(List<String> statements) {
    return statements.stream().filter(statement -> statement.startsWith(CREATE)).findFirst();
  }
}
