package catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import statements.DoBlock;
import statements.SqlStatement;

/**
 * What migrations can change outside of a database's own objects, and no dump of it tells: roles,
 * their memberships and settings, privileges on parameters, and the settings, comment and
 * privileges of the database itself.
 *
 * @param facts by their identity, in an order that loads
 */
public record ClusterObjects(Map<String, Fact> facts) {

  /** What a fact is about, which decides how and when it is said. */
  private enum Kind {
    /** Said first, where the role is not there already. */
    ROLE,
    /** Said first. */
    MEMBERSHIP,
    /** Said last. */
    SETTING,
    /** Said last, with the database's name in place of {@code %I}. */
    DATABASE,
    /** A role's, which no statement may tell; the fact is the role's name. */
    PASSWORD,
    /** Cannot be said in a baseline. */
    WARNING
  }

  /**
   * One fact.
   *
   * @param made the statement that makes it so
   * @param altered the statement that makes it so where another fact of that identity was true
   * @param undone the statement that ends it
   */
  private record Fact(Kind kind, String identity, String made, String altered, String undone) {}

  /**
   * What the migrations changed.
   *
   * @param first statements that go before all others
   * @param last statements that go after all others
   * @param warnings what no statement can repeat
   * @param passwords roles that have a password now, and had none
   */
  public record Difference(
      List<SqlStatement> first,
      List<SqlStatement> last,
      List<String> warnings,
      List<String> passwords) {
    public static Difference none() {
      return new Difference(
          new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** All of them. */
    public Set<SqlStatement> statements() {
      Set<SqlStatement> all = new HashSet<>(first);
      all.addAll(last);
      return all;
    }
  }

  /**
   * Reads the facts.
   *
   * @param role the migrating one, which the facts call {@code CURRENT_USER}
   */
  public static ClusterObjects of(ThrowawayDatabase database, String role) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    try (Session session = database.session()) {
      boolean readsPasswords =
          session.isSo("SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')");
      for (String query : ClusterQueries.of(session.majorVersion(), readsPasswords)) {
        session
            .rows(query, ClusterObjects::fact, role)
            .forEach(fact -> facts.put(fact.identity(), fact));
      }
      return new ClusterObjects(facts);
    }
  }

  private static Fact fact(ResultSet row) throws SQLException {
    return new Fact(
        Kind.valueOf(row.getString(1)),
        row.getString(2),
        row.getString(3),
        Optional.ofNullable(row.getString(4)).orElse(row.getString(3)),
        Optional.ofNullable(row.getString(5)).orElse(""));
  }

  /** What became of the facts since. */
  public Difference since(ClusterObjects before) {
    Difference said = Difference.none();
    facts.forEach(
        (identity, fact) -> {
          Optional<Fact> then = Optional.ofNullable(before.facts().get(identity));
          if (then.isEmpty()) {
            say(fact, fact.made(), said);
          } else if (!then.get().made().equals(fact.made())) {
            say(fact, fact.altered(), said);
          }
        });
    List<Fact> gone = new ArrayList<>();
    before.facts().values().stream()
        .filter(fact -> !facts.containsKey(fact.identity()) && !fact.undone().isEmpty())
        .forEach(fact -> gone.add(0, fact));
    gone.forEach(fact -> said.last().add(undone(fact)));
    return said;
  }

  /** The way back to the facts before. */
  public Difference backTo(ClusterObjects before) {
    Difference back = before.since(this);
    List<String> lost =
        before.facts().values().stream()
            .filter(fact -> fact.kind() == Kind.WARNING || fact.kind() == Kind.PASSWORD)
            .filter(fact -> !facts.containsKey(fact.identity()))
            .map(fact -> "nothing gives back " + fact.identity())
            .toList();
    return new Difference(back.first(), back.last(), lost, List.of());
  }

  private static void say(Fact fact, String sql, Difference said) {
    switch (fact.kind()) {
      case ROLE ->
          said.first()
              .add(
                  new SqlStatement(
                      fact.identity(),
                      sql.equals(fact.made()) ? guarded(fact.identity(), sql) : sql + ";"));
      case MEMBERSHIP -> said.first().add(statement(fact, sql));
      case SETTING, DATABASE -> said.last().add(statement(fact, sql));
      case PASSWORD -> said.passwords().add(sql);
      case WARNING -> said.warnings().add(sql);
    }
  }

  /** Another database of a cluster may have made the role. */
  private static String guarded(String identity, String sql) {
    return DoBlock.of(
        """
        BEGIN
          IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = %s) THEN
            %s;
          END IF;
        END\
        """
            .formatted(Sql.literal(identity.substring("ROLE ".length())), sql));
  }

  private static SqlStatement undone(Fact fact) {
    return fact.kind() == Kind.ROLE
        ? new SqlStatement("DROP " + fact.identity(), unlessUsedElsewhere(fact))
        : statement(fact, fact.undone());
  }

  /** Another database of a cluster may still need the role. */
  private static String unlessUsedElsewhere(Fact role) {
    return DoBlock.of(
        """
        BEGIN
          IF NOT EXISTS (
            SELECT FROM pg_catalog.pg_roles r
            JOIN pg_catalog.pg_shdepend d
              ON d.refclassid = 'pg_catalog.pg_authid'::regclass AND d.refobjid = r.oid
            JOIN pg_catalog.pg_database here ON here.datname = current_database()
            WHERE r.rolname = %s AND (d.dbid NOT IN (0, here.oid)
              OR d.classid = 'pg_catalog.pg_database'::regclass AND d.objid <> here.oid)
          ) THEN
            %s;
          END IF;
        END\
        """
            .formatted(Sql.literal(role.identity().substring("ROLE ".length())), role.undone()));
  }

  private static SqlStatement statement(Fact fact, String sql) {
    return new SqlStatement(
        fact.identity(), fact.kind() == Kind.DATABASE ? inThisDatabase(sql) : sql + ";");
  }

  private static String inThisDatabase(String sql) {
    return DoBlock.of(
        """
        BEGIN
          EXECUTE format(%s, current_database());
        END\
        """
            .formatted(Sql.literal(sql)));
  }
}
