package baseline;

import database.Sql;
import database.ThrowawayDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the baseline of a database at the cut and the one before the first migration. */
final class BaselineBuilder {
  private static final String ROWS = "TABLE DATA";
  private static final Set<String> DATA = Set.of(ROWS, "SEQUENCE SET", "BLOBS");
  private static final Set<String> AFTER_DATA =
      Set.of(
          "INDEX",
          "CONSTRAINT",
          "FK CONSTRAINT",
          "TRIGGER",
          "RULE",
          "POLICY",
          "ROW SECURITY",
          "STATISTICS",
          "PUBLICATION",
          "EVENT TRIGGER",
          "MATERIALIZED VIEW DATA",
          "DEFAULT ACL");
  private static final Set<String> HOLDING = Set.of("TABLE", "FOREIGN TABLE", "TYPE");
  private static final Set<String> ROUTINES = Set.of("FUNCTION", "PROCEDURE");
  private static final String PUBLIC = "public";

  private final DatabaseState cut;
  private final DatabaseState before;
  private final Environment environment;
  private final RestingTriggers resting;
  private final Optional<ThrowawayDatabase> again;
  private final MigratingRole role;
  private final ClusterObjects.Difference cluster;
  private final List<BaselineStatement> statements = new ArrayList<>();
  private final List<BaselineStatement> late = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private String tablespace = "";
  private String accessMethod = "";

  /**
   * @param again the one before, built a second time, where it holds what each build generates
   * @param role runs the migrations: what it owns needs no word, since whoever runs the baseline
   *     owns what it makes
   * @param cluster what migrations did outside of the database
   */
  BaselineBuilder(
      DatabaseState cut,
      DatabaseState before,
      Optional<ThrowawayDatabase> again,
      MigratingRole role,
      ClusterObjects.Difference cluster) {
    this.cut = cut;
    this.before = before;
    this.environment = new Environment(before, cut);
    this.resting = new RestingTriggers(before, cut, environment);
    this.again = again;
    this.role = role;
    this.cluster = cluster;
  }

  /** The baseline, its statements in an order that loads. */
  Baseline build() {
    statements.addAll(cluster.first());
    environment.removals(this::released).forEach(this::say);
    dropPublic();
    restDefaultPrivileges();
    boolean rowsChanged = false;
    for (DumpEntry entry : cut.dump().entries()) {
      if (!rowsChanged && (DATA.contains(entry.type()) || AFTER_DATA.contains(entry.type()))) {
        changeRows();
        rowsChanged = true;
      }
      add(entry);
    }
    if (!rowsChanged) {
      changeRows();
    }
    statements.addAll(cluster.last());
    List<String> all = new ArrayList<>(warnings);
    all.addAll(cluster.warnings());
    return new Baseline(SessionSettings.around(statements, hasBodies()), all, cluster.passwords());
  }

  /** What an entry that is altered lets go of. */
  private List<String> released(DumpEntry.Key key) {
    if (!HOLDING.contains(key.type())) {
      return List.of();
    }
    return cut.dump().entries().stream()
        .filter(entry -> entry.key().equals(key) && !environment.isMade(entry))
        .flatMap(entry -> alteration(entry).first().stream())
        .toList();
  }

  private Alteration alteration(DumpEntry entry) {
    return Alteration.of(entry, environment.entries(entry), before, cut, environment::isGone);
  }

  private boolean hasBodies() {
    return cut.dump().entries().stream().anyMatch(entry -> ROUTINES.contains(entry.type()));
  }

  private void say(BaselineStatement statement) {
    role.unnamed(List.of(statement.sql()))
        .forEach(sql -> statements.add(new BaselineStatement(statement.title(), sql)));
  }

  private void say(DumpEntry entry, List<String> wanted) {
    role.unnamed(wanted)
        .forEach(sql -> statements.add(new BaselineStatement(entry.key().toString(), sql)));
  }

  /** The one schema that every database has from the start; a dump is silent where it is gone. */
  private void dropPublic() {
    if (before.hasSchema(PUBLIC) && !cut.hasSchema(PUBLIC)) {
      statements.add(new BaselineStatement("DROP SCHEMA public", "DROP SCHEMA IF EXISTS public;"));
    }
  }

  /**
   * The environment's default privileges for what the migrating role makes rest until the dump sets
   * them again: it writes the privileges that differ from PostgreSQL's own defaults, and no others.
   */
  private void restDefaultPrivileges() {
    before.dump().entries().stream()
        .filter(entry -> isOwnDefault(entry) && environment.isPresent(entry))
        .forEach(entry -> say(entry, Environment.undo(entry.statements())));
  }

  private boolean isOwnDefault(DumpEntry entry) {
    return entry.type().equals("DEFAULT ACL") && role.sets(entry.statements());
  }

  private void add(DumpEntry entry) {
    if (!environment.isMade(entry) && !isOwnDefault(entry)) {
      alter(entry);
      return;
    }
    List<String> wanted = new ArrayList<>(entry.statements());
    if (!wanted.isEmpty() && !role.isOwnership(wanted.get(0))) {
      wanted.removeIf(role::isOwnership);
    }
    if (entry.type().equals("EXTENSION")) {
      cut.extensions()
          .pinned(entry.name())
          .ifPresent(
              version ->
                  wanted.replaceAll(
                      made -> made.replaceFirst(";$", " VERSION " + Sql.literal(version) + ";")));
    }
    if (isIdentity(wanted) && !before.relations().byName().isEmpty()) {
      wanted.forEach(sql -> late.add(new BaselineStatement(entry.key().toString(), sql)));
    } else if (!wanted.isEmpty()) {
      store(entry.tablespace(), entry.accessMethod());
      if (entry.type().equals(ROWS)) {
        addRows(Relation.Name.of(entry), wanted);
      } else {
        say(entry, wanted);
      }
    }
  }

  private void addRows(Relation.Name table, List<String> wanted) {
    statements.addAll(ChangedRows.of(cut.relations().holder(table), resting.around(table, wanted)));
  }

  /** A column that rows are there for already has to be filled before it can be an identity. */
  private static boolean isIdentity(List<String> sequence) {
    return !sequence.isEmpty()
        && sequence.get(0).startsWith("ALTER TABLE ")
        && sequence.get(0).contains(" ADD GENERATED ");
  }

  private void alter(DumpEntry entry) {
    if (entry.type().equals(ROWS)) {
      return;
    }
    if (entry.type().equals("EXTENSION")) {
      cut.extensions()
          .updated(entry.name(), before.extensions())
          .ifPresent(
              version ->
                  say(
                      entry,
                      List.of(
                          "ALTER EXTENSION %s UPDATE TO %s;"
                              .formatted(Sql.identifier(entry.name()), Sql.literal(version)))));
    }
    Alteration alteration = alteration(entry);
    if (entry.type().equals("SEQUENCE SET") && !alteration.statements().isEmpty()) {
      warnOfUse("the position of sequence " + entry.schema() + "." + entry.name());
    }
    say(entry, alteration.statements());
    alteration.late().forEach(sql -> late.add(new BaselineStatement(entry.key().toString(), sql)));
    warnings.addAll(alteration.warnings());
  }

  /** The environment's rows, then what the rows have to satisfy. */
  private void changeRows() {
    ChangedRows changed = new ChangedRows(before, cut, again, environment, resting);
    changed.tables().forEach(table -> warnOfUse("rows of " + table));
    statements.addAll(changed.statements());
    late.forEach(this::say);
    late.clear();
  }

  /** On the way back from a database in use, what was there first is not ours alone to change. */
  private void warnOfUse(String what) {
    if (again.isPresent()) {
      warnings.add(what + " would be as before the first migration, whatever changed since");
    }
  }

  private void store(String wantedSpace, String wantedMethod) {
    if (!tablespace.equals(wantedSpace)) {
      statements.add(SessionSettings.change("default_tablespace", wantedSpace.replace("\"", "")));
      tablespace = wantedSpace;
    }
    if (!accessMethod.equals(wantedMethod)) {
      statements.add(
          SessionSettings.change(
              "default_table_access_method",
              wantedMethod.isEmpty() ? "heap" : wantedMethod.replace("\"", "")));
      accessMethod = wantedMethod;
    }
  }
}
