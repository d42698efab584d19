package baseline;

import database.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What migrations did to one entry of the environment, as statements.
 *
 * @param statements in order
 * @param late to run once the environment's rows are as the migrations left them
 * @param warnings what cannot be said in SQL
 */
record Alteration(List<String> statements, List<String> late, List<String> warnings) {
  private static final Set<String> WITH_COLUMNS = Set.of("TABLE", "FOREIGN TABLE");
  private static final String CREATE = "CREATE ";

  /**
   * Finds the statements.
   *
   * @param entry as it is at the cut
   * @param known the environment's own of the same key
   */
  static Alteration of(
      DumpEntry entry, List<DumpEntry> known, DatabaseState before, DatabaseState cut) {
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
    List<String> statements = new ArrayList<>();
    List<String> late = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (made.isPresent() && old.isPresent()) {
      added = new ArrayList<>(added);
      added.remove(made.get());
      Optional<List<String>> altered = altered(entry, old.get(), made.get(), before, cut, late);
      altered.ifPresent(statements::addAll);
      if (altered.isEmpty()) {
        warnings.add(
            "a migration altered "
                + entry.key()
                + ", which the environment makes, in a way that no statement repeats");
      }
    }
    List<String> all =
        new ArrayList<>(Subjects.isDescription(entry) ? List.of() : Environment.undo(gone));
    all.addAll(statements);
    store(entry, known, all);
    all.addAll(added);
    return new Alteration(all, late, warnings);
  }

  private static Optional<List<String>> altered(
      DumpEntry entry,
      String old,
      String made,
      DatabaseState before,
      DatabaseState cut,
      List<String> late) {
    return switch (entry.type()) {
      case "FUNCTION", "PROCEDURE", "VIEW" ->
          Optional.of(List.of(made.replaceFirst("^CREATE (OR REPLACE )?", "CREATE OR REPLACE ")));
      case "SEQUENCE" -> Optional.of(List.of(TypeAlteration.ofSequence(made)));
      case "DOMAIN" -> TypeAlteration.ofDomain(old, made);
      case "EXTENSION" -> Optional.of(List.of(moved(made)));
      case "TYPE" ->
          made.contains(" AS ENUM (")
              ? TypeAlteration.ofEnum(old, made)
              : columns(entry, before, cut, late);
      default ->
          WITH_COLUMNS.contains(entry.type())
              ? columns(entry, before, cut, late)
              : Optional.empty();
    };
  }

  private static Optional<List<String>> columns(
      DumpEntry entry, DatabaseState before, DatabaseState cut, List<String> late) {
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
    TableAlteration alteration = TableAlteration.of(qualified(entry), then.get(), now.get(), apart);
    late.addAll(alteration.late());
    return Optional.of(alteration.statements());
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
