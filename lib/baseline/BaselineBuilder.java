package baseline;

import answers.Secret;
import catalog.ChecksAfterRows;
import catalog.ClusterObjects;
import catalog.CopyToInsert;
import catalog.DatabaseState;
import catalog.MigratingRole;
import catalog.Relation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import pgdump.DefinedSecrets;
import pgdump.DumpEntry;
import postgres.Sql;
import preexisting.Alteration;
import preexisting.BaselineTask;
import preexisting.GuardedGrants;
import preexisting.GuardedObjects;
import preexisting.PreexistingObjects;
import preexisting.PreexistingRowStatements;
import preexisting.ScratchLoad;
import preexisting.Stage;
import preexisting.TypeAlteration;
import statements.Baseline;
import statements.BaselineStatement;
import statements.SessionSettings;
import statements.SqlStatement;
import statements.StorageSettings;

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
  private static final Pattern XML = Pattern.compile("(?i)\\bxml");
  private static final Set<String> ROUTINES = Set.of("FUNCTION", "PROCEDURE");
  private static final String PUBLIC = "public";

  private final BaselineTask task;
  private final BaselineVariant variant;
  private final DatabaseState cut;
  private final DatabaseState before;
  private final PreexistingObjects environment;
  private final PreexistingRowStatements rows;
  private final GuardedObjects guarded;
  private final GuardedGrants grants;
  private final ChecksAfterRows checks;
  private final MigratingRole role;
  private final ClusterObjects.Difference cluster;
  private final List<BaselineStatement> committed = new ArrayList<>();
  private final List<BaselineStatement> statements = new ArrayList<>();
  private final List<SqlStatement> late = new ArrayList<>();
  private final List<SqlStatement> afterRows = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<Secret> secrets = new LinkedHashSet<>();
  private final StorageSettings storage = new StorageSettings();

  /** A baseline to be built, in one of the variants in which it may be. */
  BaselineBuilder(BaselineTask task, BaselineVariant variant) {
    this.task = task;
    this.variant = variant;
    this.cut = task.cut();
    this.before = task.before();
    this.environment = new PreexistingObjects(before, cut);
    this.rows = new PreexistingRowStatements(task, environment, variant.restsTriggers());
    this.guarded = GuardedObjects.of(task.guarded());
    this.grants = GuardedGrants.of(task.guarded());
    this.checks = cut.database().map(ChecksAfterRows::of).orElseGet(ChecksAfterRows::none);
    this.role = task.role();
    this.cluster = task.cluster();
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
      if (AFTER_DATA.contains(entry.type())) {
        flush(afterRows);
      }
      add(entry);
    }
    if (!rowsChanged) {
      changeRows();
    }
    flush(afterRows);
    statements.addAll(cluster.last());
    cluster.passwords().forEach(role -> secrets.add(Secret.ofRole(role)));
    if (task.again().isPresent()) {
      secrets.forEach(secret -> warnings.add("nothing gives back " + secret.title()));
      secrets.clear();
    }
    List<String> all = new ArrayList<>(warnings);
    all.addAll(cluster.warnings());
    guarded.warning().ifPresent(all::add);
    rows.warning().ifPresent(all::add);
    return new Baseline(inSession(), all, List.copyOf(secrets), rows.left());
  }

  /** Whether triggers of the environment fire at the baseline's rows, or rest. */
  boolean concernsTriggers() {
    return rows.concernsTriggers();
  }

  /** The tables whose triggers rest, each with its owner. */
  Map<Relation.Name, String> owners() {
    return rows.owners();
  }

  /** Whether an enum of the environment gets values. */
  boolean addsValues() {
    return statements.stream()
        .filter(SqlStatement.class::isInstance)
        .anyMatch(said -> TypeAlteration.repeatable(said.sql()).isPresent());
  }

  /** What is committed ahead needs no settings, and would lose those of the transaction. */
  private List<BaselineStatement> inSession() {
    List<BaselineStatement> all = new ArrayList<>(committed);
    all.addAll(SessionSettings.around(statements, settings()));
    return all;
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

  /** Types are named by definitions; rows, which may be many, need not be read for them. */
  private boolean hasXml() {
    return cut.dump().entries().stream()
        .filter(entry -> !DATA.contains(entry.type()))
        .flatMap(entry -> entry.statements().stream())
        .anyMatch(XML.asPredicate());
  }

  private Set<String> settings() {
    Set<String> needed = new TreeSet<>(storage.changed());
    cut.database().map(SessionSettings::unusual).ifPresent(needed::addAll);
    if (hasBodies()) {
      needed.add(SessionSettings.BODIES);
    }
    if (hasXml()) {
      needed.add(SessionSettings.XML);
    }
    return needed;
  }

  private void say(SqlStatement statement) {
    role.unnamed(List.of(statement.sql())).forEach(sql -> put(statement.title(), sql));
  }

  private void say(DumpEntry entry, List<String> wanted) {
    String title = entry.key().toString();
    ChecksAfterRows.Parts parts = checks.parts(entry, role.unnamed(wanted));
    parts.first().forEach(sql -> put(title, grants.tolerant(sql)));
    parts.late().forEach(sql -> afterRows.add(new SqlStatement(title, sql)));
  }

  private void put(String title, String sql) {
    DefinedSecrets found = DefinedSecrets.of(sql);
    secrets.addAll(found.secrets().keySet());
    if (!found.without().isEmpty()) {
      statements.add(new SqlStatement(title, found.without()));
    }
  }

  /** When the environment's rows are changed, and what they have to satisfy can be said. */
  private void sayLater(DumpEntry entry, List<String> wanted) {
    String title = entry.key().toString();
    ChecksAfterRows.Parts parts = checks.parts(entry, wanted);
    parts.first().forEach(sql -> late.add(new SqlStatement(title, sql)));
    parts.late().forEach(sql -> afterRows.add(new SqlStatement(title, sql)));
  }

  /** The one schema that every database has from the start; a dump is silent where it is gone. */
  private void dropPublic() {
    if (before.hasSchema(PUBLIC) && !cut.hasSchema(PUBLIC)) {
      statements.add(new SqlStatement("DROP SCHEMA public", "DROP SCHEMA IF EXISTS public;"));
    }
  }

  /**
   * The environment's default privileges for what the migrating role makes rest until the dump sets
   * them again: it writes the privileges that differ from PostgreSQL's own defaults, and no others.
   */
  private void restDefaultPrivileges() {
    before.dump().entries().stream()
        .filter(entry -> isOwnDefault(entry) && environment.isPresent(entry))
        .forEach(entry -> say(entry, PreexistingObjects.undo(entry.statements())));
  }

  private boolean isOwnDefault(DumpEntry entry) {
    return entry.type().equals("DEFAULT ACL") && role.sets(entry.statements());
  }

  private void add(DumpEntry entry) {
    if (!environment.isMade(entry) && !isOwnDefault(entry)) {
      alter(entry);
      return;
    }
    if (cut.extensions().commentsAnyway(entry)) {
      return;
    }
    if (entry.type().equals(ROWS)) {
      addRows(entry);
      return;
    }
    List<String> wanted = new ArrayList<>(guarded.of(entry, entry.statements()));
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
      sayLater(entry, wanted);
    } else if (!wanted.isEmpty()) {
      statements.addAll(storage.of(entry));
      say(entry, wanted);
    }
  }

  private void addRows(DumpEntry entry) {
    if (CopyToInsert.hasRows(entry)) {
      statements.addAll(storage.of(entry));
      statements.addAll(rows.made(entry));
    }
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
      say(entry, rows.moves(entry, alteration.statements()));
      return;
    }
    say(entry, ahead(entry, guarded.ofColumns(entry, alteration.statements())));
    sayLater(entry, alteration.late());
    alteration.last().forEach(sql -> afterRows.add(new SqlStatement(entry.key().toString(), sql)));
    warnings.addAll(alteration.warnings());
  }

  /** Commits what has to be, and returns the rest. */
  private List<String> ahead(DumpEntry entry, List<String> wanted) {
    if (!variant.commitsValues()) {
      return wanted;
    }
    wanted.stream()
        .flatMap(sql -> TypeAlteration.repeatable(sql).stream())
        .forEach(sql -> committed.add(new SqlStatement(entry.key().toString(), sql, true)));
    return wanted.stream().filter(sql -> TypeAlteration.repeatable(sql).isEmpty()).toList();
  }

  /** The environment's rows, then what the rows have to satisfy. */
  private void changeRows() {
    statements.addAll(rows.statements(this::stage));
    rows.tables().forEach(table -> warnOfUse("rows of " + table));
    flush(late);
  }

  private void flush(List<SqlStatement> waiting) {
    waiting.forEach(this::say);
    waiting.clear();
  }

  /** A database in which all was run that is said so far. */
  private Stage stage() throws SQLException {
    ScratchLoad rehearsal =
        task.rehearsal().orElseThrow(() -> new SQLException("there is no place to rehearse in"));
    return rehearsal.stage(new Baseline(inSession(), List.of()), role.name());
  }

  /** On the way back from a database in use, what was there first is not ours alone to change. */
  private void warnOfUse(String what) {
    if (task.again().isPresent()) {
      warnings.add(what + " would be as before the first migration, whatever changed since");
    }
  }
}
