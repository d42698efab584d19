//FILES templates/catalog_facts.sql=../../templates/catalog_facts.sql
//FILES templates/cluster_facts.sql=../../templates/cluster_facts.sql

package snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that a catalog says and no dump does.
 *
 * @param kind what it is about: {@code index state}
 * @param identity the object that it is said of
 * @param value what is said
 */
public record Fact(String kind, String identity, String value) {

  /**
   * Asks a query of ours, which has these three columns.
   *
   * @param resource the query's file among the templates
   */
  static List<Fact> read(Connection connection, String resource) throws SQLException {
    return ask(connection, query(resource));
  }

  /** As {@link #read}, with the query itself. */
  static List<Fact> ask(Connection connection, String query) throws SQLException {
    List<Fact> facts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        String value = rows.getString(3);
        facts.add(new Fact(rows.getString(1), rows.getString(2), value == null ? "(none)" : value));
      }
    }
    return facts;
  }

  /** The first column of a query's rows. */
  public static List<String> names(Connection connection, String query) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static String query(String resource) {
    try (InputStream in = Fact.class.getResourceAsStream("/templates/" + resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
