package baseline;

import database.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the squashed revisions made, as statements: the dump at the cut without what the environment
 * provides and without what belongs to the dump alone.
 *
 * @param statements in an order that loads
 * @param warnings what the migrations did that these statements do not do again, in sentences
 */
public record Baseline(List<BaselineStatement> statements, List<String> warnings) {
  private static final Set<String> DROPPABLE =
      Set.of(
          "EXTENSION",
          "SCHEMA",
          "TABLE",
          "VIEW",
          "MATERIALIZED VIEW",
          "SEQUENCE",
          "TYPE",
          "DOMAIN");
  private static final Set<String> REPLACEABLE = Set.of("FUNCTION", "PROCEDURE", "VIEW");
  private static final Set<String> TRANSACTION_COMMANDS = Set.of("BEGIN;", "COMMIT;");
  private static final Set<String> WITH_A_BODY = Set.of("FUNCTION", "PROCEDURE");

  public Baseline {
    statements = List.copyOf(statements);
    warnings = List.copyOf(warnings);
  }

  /**
   * Makes the baseline of a dump.
   *
   * @param cut the database at the cut, dumped with its rows as INSERTs
   * @param before the database just before its first migration, dumped the same way
   * @param owner the role that runs the migrations: what it owns needs no word, since whoever runs
   *     the baseline owns what it makes
   */
  public static Baseline of(Dump cut, Dump before, String owner) {
    return new Builder(cut, before, owner).build();
  }

  private static final class Builder {
    private final Dump cut;
    private final Map<DumpEntry.Key, List<DumpEntry>> environment = new HashMap<>();
    private final Dump before;
    private final String ownership;
    private final List<BaselineStatement> statements = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String tablespace = "";
    private String accessMethod = "";

    Builder(Dump cut, Dump before, String owner) {
      this.cut = cut;
      this.before = before;
      this.ownership = " OWNER TO " + plain(owner) + ";";
      before
          .entries()
          .forEach(
              entry ->
                  environment.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry));
    }

    Baseline build() {
      dropWhatIsGone();
      cut.entries().forEach(this::add);
      if (!tablespace.isEmpty() || !accessMethod.isEmpty()) {
        store("", "");
      }
      return new Baseline(SessionSettings.around(statements, bodies()), warnings);
    }

    private boolean bodies() {
      return statements.stream()
          .anyMatch(made -> WITH_A_BODY.contains(made.title().split(" ", 2)[0]));
    }

    /** What the environment made and a migration dropped must not come back. */
    private void dropWhatIsGone() {
      Set<DumpEntry.Key> kept = new HashSet<>();
      cut.entries().forEach(entry -> kept.add(entry.key()));
      List<DumpEntry> gone = new ArrayList<>();
      before.entries().stream()
          .filter(entry -> !kept.contains(entry.key()))
          .forEach(entry -> gone.add(0, entry));
      for (DumpEntry entry : gone) {
        if (DROPPABLE.contains(entry.type())) {
          statements.add(
              new BaselineStatement(
                  "DROP " + entry.key(),
                  "DROP " + entry.type() + " IF EXISTS " + name(entry) + ";"));
        } else if (isMadeAlone(entry)) {
          warnings.add(
              "a migration dropped "
                  + entry.key()
                  + ", which the environment makes; the baseline does not");
        }
      }
    }

    private void add(DumpEntry entry) {
      List<String> wanted = new ArrayList<>(entry.statements());
      wanted.removeIf(statement -> statement.endsWith(ownership));
      if (entry.type().equals("BLOBS")) {
        wanted.removeAll(TRANSACTION_COMMANDS);
      }
      List<DumpEntry> known = environment.getOrDefault(entry.key(), List.of());
      if (!known.isEmpty()) {
        subtract(entry, wanted, known);
      }
      if (wanted.isEmpty()) {
        return;
      }
      store(entry.tablespace(), entry.accessMethod());
      wanted.forEach(
          statement -> statements.add(new BaselineStatement(entry.key().toString(), statement)));
    }

    /** Leaves what the migrations added to an object that the environment made. */
    private void subtract(DumpEntry entry, List<String> wanted, List<DumpEntry> known) {
      for (DumpEntry made : known) {
        made.statements().forEach(wanted::remove);
      }
      for (int i = 0; i < wanted.size(); i++) {
        String statement = wanted.get(i);
        if (!statement.startsWith("CREATE ")) {
          continue;
        }
        if (REPLACEABLE.contains(entry.type())) {
          wanted.set(i, statement.replaceFirst("^CREATE (OR REPLACE )?", "CREATE OR REPLACE "));
        } else {
          warnings.add(
              "a migration altered "
                  + entry.key()
                  + ", which the environment makes; the baseline makes it anew, which fails where"
                  + " the environment did");
        }
      }
    }

    private void store(String wantedSpace, String wantedMethod) {
      if (!tablespace.equals(wantedSpace)) {
        set("default_tablespace", wantedSpace.isEmpty() ? "''" : wantedSpace);
        tablespace = wantedSpace;
      }
      if (!accessMethod.equals(wantedMethod)) {
        set("default_table_access_method", wantedMethod.isEmpty() ? "heap" : wantedMethod);
        accessMethod = wantedMethod;
      }
    }

    private void set(String setting, String value) {
      statements.add(
          new BaselineStatement("session " + setting, "SET " + setting + " = " + value + ";"));
    }

    private static boolean isMadeAlone(DumpEntry entry) {
      return entry.statements().stream().anyMatch(statement -> statement.startsWith("CREATE "));
    }

    private static String name(DumpEntry entry) {
      return entry.schema().equals("-")
          ? Sql.identifier(entry.name())
          : Sql.identifier(entry.schema(), entry.name());
    }

    /** As pg_dump writes a role: quoted where its characters need it. */
    private static String plain(String role) {
      return role.matches("[a-z_][a-z0-9_]*") ? role : Sql.identifier(role);
    }
  }
}
