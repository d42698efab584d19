//FILES templates/catalog_facts.sql=../../templates/catalog_facts.sql
//FILES templates/cluster_facts.sql=../../templates/cluster_facts.sql

package snapshot;

import java.util.List;
import java.util.Optional;
import postgres.Session;
import process.ShippedText;

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
  static List<Fact> read(Session session, String resource) {
    return ask(session, ShippedText.of(resource));
  }

  /** As {@link #read}, with the query itself. */
  static List<Fact> ask(Session session, String query) {
    return session.rows(
        query,
        row ->
            new Fact(
                row.getString(1),
                row.getString(2),
                Optional.ofNullable(row.getString(3)).orElse("(none)")));
  }
}
