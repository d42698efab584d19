package postgres;

import console.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A session of PostgreSQL: an open connection to one database. What the server refuses is a {@link
 * Failure} that says in words what was wanted of it.
 */
public final class Session implements AutoCloseable {
  private final Connection connection;
  private final Function<SQLException, Failure> refusal;

  /** What is made of one row, or of all. */
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** What is done with each row. */
  public interface Each {
    void take(ResultSet row) throws SQLException;
  }

  /** What needs JDBC itself. */
  public interface Use<T> {
    T of(Connection connection) throws SQLException;
  }

  /**
   * @param refusal the failure that a refusal of the server's is
   */
  Session(Connection connection, Function<SQLException, Failure> refusal) {
    this.connection = connection;
    this.refusal = refusal;
  }

  /** Begins a transaction, which ends with the session and changes nothing. */
  public void begin() {
    jdbc(
        here -> {
          here.setAutoCommit(false);
          return here;
        });
  }

  /** Executes statements. */
  public void execute(String... statements) {
    execute(List.of(statements));
  }

  /** As {@link #execute(String...)}. */
  public void execute(List<String> statements) {
    jdbc(
        here -> {
          try (Statement statement = here.createStatement()) {
            for (String sql : statements) {
              statement.execute(sql);
            }
          }
          return statements;
        });
  }

  /**
   * Executes a statement that the server may refuse; a transaction that is open stays usable.
   *
   * @return how many rows it changed; empty if it was refused
   */
  public OptionalInt attempt(String sql) {
    return jdbc(
        here -> {
          Savepoint before = here.getAutoCommit() ? null : here.setSavepoint();
          try (Statement statement = here.createStatement()) {
            statement.execute(sql);
            return OptionalInt.of(statement.getUpdateCount());
          } catch (SQLException refused) {
            // Which is an answer: the caller asked for it.
            if (before != null) {
              here.rollback(before);
            }
            return OptionalInt.empty();
          }
        });
  }

  /**
   * The rows of a query.
   *
   * @param reader what is made of a row
   * @param parameters values for the query's question marks
   */
  public <T> List<T> rows(String query, Reader<T> reader, Object... parameters) {
    List<T> all = new ArrayList<>();
    forEach(query, row -> all.add(reader.read(row)), parameters);
    return all;
  }

  /** The texts in the only column of a query. */
  public List<String> texts(String query, Object... parameters) {
    return rows(query, row -> row.getString(1), parameters);
  }

  /** What is made of a query's first row, which there has to be. */
  public <T> T one(String query, Reader<T> reader, Object... parameters) {
    return asked(
        query,
        rows -> {
          rows.next();
          return reader.read(rows);
        },
        parameters);
  }

  /** Whether it is so: the query has one row of one boolean. */
  public boolean isSo(String query, Object... parameters) {
    return one(query, row -> row.getBoolean(1), parameters);
  }

  /** Does something with each row of a query, in its order. */
  public void forEach(String query, Each each, Object... parameters) {
    asked(
        query,
        rows -> {
          int count = 0;
          for (; rows.next(); count++) {
            each.take(rows);
          }
          return count;
        },
        parameters);
  }

  /** A question mark is an operator if there are no parameters. */
  private <T> T asked(String query, Reader<T> reader, Object... parameters) {
    return jdbc(
        here -> {
          if (parameters.length == 0) {
            try (Statement statement = here.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
              return reader.read(rows);
            }
          }
          try (PreparedStatement statement = here.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
              statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
              return reader.read(rows);
            }
          }
        });
  }

  /** The server's major version. */
  public int majorVersion() {
    return jdbc(here -> here.getMetaData().getDatabaseMajorVersion());
  }

  /** What needs JDBC itself, and may fail as it does. */
  public <T> T jdbc(Use<T> use) {
    try {
      return use.of(connection);
    } catch (SQLException refused) {
      throw refusal.apply(refused);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException broken) {
      throw refusal.apply(broken);
    }
  }
}
