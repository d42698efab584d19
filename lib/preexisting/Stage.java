package preexisting;

import catalog.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import postgres.Sql;
import postgres.ThrowawayDatabase;

/**
 * A scratch database in the middle of a baseline: what the baseline says before its first row was
 * run in it. What is run in it from here on is one transaction, which never ends.
 */
public final class Stage implements AutoCloseable {
  /** Counts what triggers did as well, in this transaction. */
  private static final String WRITTEN =
      """
      SELECT schemaname, relname, n_tup_ins + n_tup_upd + n_tup_del
      FROM pg_catalog.pg_stat_xact_user_tables
      """;

  /** A literal is the same everywhere, and a position of a sequence would be lost. */
  private static final Pattern COMPUTED =
      Pattern.compile("^(?!.*nextval\\()(?=.*(?:\\(|CURRENT_|SESSION_|USER))", Pattern.DOTALL);

  private final ThrowawayDatabase scratch;
  private final Connection connection;
  private final String role;

  /**
   * Takes over a database.
   *
   * @param scratch dropped when the stage is closed
   * @param role that runs the baseline
   */
  Stage(ThrowawayDatabase scratch, String role) throws SQLException {
    this.scratch = scratch;
    this.role = role;
    this.connection = scratch.mostPrivileged().connect();
    connection.setAutoCommit(false);
  }

  /** Runs statements as the role that runs the baseline. */
  void run(List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("SET SESSION AUTHORIZATION " + Sql.identifier(role));
      for (String sql : statements) {
        statement.execute(sql);
      }
      statement.execute("RESET SESSION AUTHORIZATION");
    }
  }

  /**
   * What the defaults of a table's columns give here, by the columns' numbers: those that are
   * computed, and not from a sequence.
   */
  Map<Integer, Optional<String>> defaults(Relation table) throws SQLException {
    Map<Integer, Optional<String>> defaults = new HashMap<>();
    for (Relation.Column column : table.all()) {
      Optional<String> expression = column.value().filter(value -> !column.isGenerated());
      if (expression.filter(value -> COMPUTED.matcher(value).find()).isPresent()) {
        value(expression.get(), column.type()).ifPresent(it -> defaults.put(column.number(), it));
      }
    }
    return defaults;
  }

  private Optional<Optional<String>> value(String expression, String type) throws SQLException {
    Savepoint before = connection.setSavepoint();
    String plain = type.replaceFirst(" COLLATE .*", "");
    try (Statement query = connection.createStatement()) {
      query.setEscapeProcessing(false);
      query.execute("SET SESSION AUTHORIZATION " + Sql.identifier(role));
      try (ResultSet row = query.executeQuery("SELECT (" + expression + ")::" + plain + "::text")) {
        row.next();
        return Optional.of(Optional.ofNullable(row.getString(1)));
      }
    } catch (SQLException notByItself) {
      return Optional.empty();
    } finally {
      connection.rollback(before);
    }
  }

  /** For reading, as a role that sees all. */
  Connection connection() {
    return connection;
  }

  /** How many rows of each table were written so far. */
  Map<Relation.Name, Long> written() throws SQLException {
    Map<Relation.Name, Long> written = new HashMap<>();
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(WRITTEN)) {
      while (row.next()) {
        written.put(new Relation.Name(row.getString(1), row.getString(2)), row.getLong(3));
      }
      return written;
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      connection.close();
    } finally {
      scratch.drop();
    }
  }
}
