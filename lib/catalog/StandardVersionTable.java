package catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pgdump.Dump;
import pgdump.DumpEntry;
import postgres.VersionTable;

/**
 * Alembic's own table as Alembic makes it where nobody saw it made: one column, which is its key,
 * and an owner who is the one that it still has.
 */
public final class StandardVersionTable {
  private static final String COLUMN = "version_num";
  private static final String TYPE = "character varying(32)";
  private static final String MADE = "CREATE TABLE %s (" + COLUMN + " " + TYPE + " NOT NULL);";
  private static final String KEY = "PRIMARY KEY (" + COLUMN + ")";

  private StandardVersionTable() {}

  /**
   * A state with the table in it.
   *
   * @param before the state, which is returned as it is where it has the table already
   * @param cut where migrations may have changed the table
   */
  public static DatabaseState in(DatabaseState before, DatabaseState cut, VersionTable table) {
    Relation.Name name = new Relation.Name(table.schema(), table.name());
    if (before.relations().get(name).isPresent()) {
      return before;
    }
    List<DumpEntry> entries = new ArrayList<>(before.dump().entries());
    cut.dump().entries().stream()
        .filter(entry -> entry.schema().equals(name.schema()))
        .flatMap(entry -> asMade(entry, table).stream())
        .forEach(entries::add);
    Map<Relation.Name, Relation> relations = new HashMap<>(before.relations().byName());
    cut.relations().get(name).ifPresent(now -> relations.put(name, asMade(now)));
    return before.with(new Dump(entries), new Relations(relations));
  }

  private static Optional<DumpEntry> asMade(DumpEntry entry, VersionTable table) {
    boolean isKey =
        entry.type().equals("CONSTRAINT")
            && entry.name().startsWith(table.name() + " ")
            && entry.definition().contains(KEY);
    if (isKey) {
      return Optional.of(entry);
    }
    if (!entry.type().equals("TABLE") || !entry.name().equals(table.name())) {
      return Optional.empty();
    }
    List<String> statements = new ArrayList<>(entry.statements());
    statements.set(0, MADE.formatted(table));
    return Optional.of(entry.with(statements));
  }

  private static Relation asMade(Relation now) {
    int number =
        now.all().stream()
            .filter(column -> column.name().equals(COLUMN))
            .map(Relation.Column::number)
            .findFirst()
            .orElse(1);
    Relation.Column column =
        new Relation.Column(
            number, COLUMN, TYPE, true, Optional.empty(), "", "", false, Optional.empty());
    return new Relation(
        "r",
        Map.of(number, column),
        Map.of(),
        Map.of(),
        "p",
        List.of(),
        Map.of(),
        List.of(number),
        List.of(),
        Set.of(),
        Optional.empty());
  }
}
