package generated;

import answers.ColumnOrDefinition;
import catalog.Relation;
import catalog.Relations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postgres.Queries;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import rows.BuildWindow;
import rows.UuidText;
import statements.BaselineStatement;

/**
 * Expressions that give a value anew each time: the defaults of columns, as the database at the cut
 * evaluates them, and functions that it has.
 */
final class Generators {
  private static final String FUNCTIONS =
      """
      SELECT p.proname, n.nspname = 'pg_catalog', quote_ident(n.nspname)
      FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE p.pronargs = 0 AND p.prorettype = 'pg_catalog.uuid'::pg_catalog.regtype
        AND p.proname IN
          ('gen_random_uuid', 'uuid_generate_v4', 'uuid_generate_v1', 'uuid_generate_v1mc', 'uuidv7')
      ORDER BY 2, 3 DESC
      """;

  /** For each version, what gives one, the best first. */
  private static final Map<Integer, List<String>> BY_VERSION =
      Map.of(
          1,
          List.of("uuid_generate_v1", "uuid_generate_v1mc"),
          4,
          List.of("gen_random_uuid", "uuid_generate_v4"),
          7,
          List.of("uuidv7"),
          UuidText.ANY_VERSION,
          List.of("gen_random_uuid", "uuid_generate_v4"));

  /** What gives a uuid of no version on any server. */
  private static final String DIGEST = "md5(random()::text || clock_timestamp()::text)::uuid";

  private static final int ATTEMPTS = 20;

  private final ThrowawayDatabase cut;
  private final Map<String, Relation> relations = new HashMap<>();
  private final Map<String, String> written = new HashMap<>();
  private final Map<String, String> functions = new HashMap<>();
  private final Map<ColumnOrDefinition, Optional<Relation.Column>> columns = new HashMap<>();
  private final Map<ColumnOrDefinition, String> types = new HashMap<>();
  private final Map<ColumnOrDefinition, Optional<Default>> defaults = new HashMap<>();

  /**
   * A default that gives another value each time.
   *
   * @param expression as the catalog has it
   * @param type the type of the expression itself
   * @param sample a value of it
   * @param moment whether that was the moment at which it was asked for
   */
  private record Default(String expression, String type, String sample, boolean moment) {}

  Generators(ThrowawayDatabase cut) {
    this.cut = cut;
    Relations.of(cut)
        .byName()
        .forEach(
            (name, relation) -> {
              String table = table(name.schema(), name.name());
              relations.put(table, relation);
              written.put(table, Sql.identifier(name.schema(), name.name()));
            });
    try (Connection connection = cut.mostPrivileged().connect();
        PreparedStatement query = connection.prepareStatement(FUNCTIONS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        String schema = row.getBoolean(2) ? "" : row.getString(3) + ".";
        functions.put(row.getString(1), schema + row.getString(1) + "()");
      }
    } catch (SQLException refused) {
      throw Queries.unreadable(cut, refused);
    }
  }

  /** A table's name as titles of statements have it. */
  static String table(String schema, String name) {
    return BaselineStatement.onOneLine(schema + "." + name);
  }

  /** A table of the database at the cut as SQL writes it, with its schema. */
  String written(String table) {
    return written.get(table);
  }

  /** The type of a column, with its length; empty if there is no such column. */
  String type(ColumnOrDefinition place) {
    return types.computeIfAbsent(
        place,
        asked ->
            column(asked).map(found -> found.type().replaceFirst(" COLLATE .*", "")).orElse(""));
  }

  /** Whether rows are inserted with a value for a column. */
  boolean isStored(ColumnOrDefinition place) {
    return Optional.ofNullable(relations.get(place.table()))
            .filter(relation -> !relation.kind().equals("m"))
            .isPresent()
        && column(place).filter(found -> !found.isGenerated()).isPresent();
  }

  /** Whether a column alone is the primary key. */
  boolean isKey(ColumnOrDefinition place) {
    return column(place)
        .filter(found -> relations.get(place.table()).key().equals(List.of(found.number())))
        .isPresent();
  }

  /** An expression for a uuid: the column's default, where it gives uuids of that version. */
  Optional<String> uuid(ColumnOrDefinition place, int version) {
    return generating(place)
        .filter(found -> isOf(version, version(found.sample())))
        .map(
            found ->
                found.type().equals("uuid")
                    ? found.expression()
                    : "(" + found.expression() + ")::uuid");
  }

  /** Whether an expression is a column's default as it stands. */
  boolean isOwnDefault(ColumnOrDefinition place, String expression) {
    return column(place).flatMap(Relation.Column::value).filter(expression::equals).isPresent();
  }

  /** An expression for a uuid of a version: a function of the server's or of an extension. */
  Optional<String> uuid(int version) {
    return BY_VERSION.getOrDefault(version, List.of()).stream()
        .filter(functions::containsKey)
        .map(functions::get)
        .findFirst()
        .or(() -> version == UuidText.ANY_VERSION ? Optional.of(DIGEST) : Optional.empty());
  }

  private static boolean isOf(int version, int sample) {
    return version == UuidText.ANY_VERSION ? sample > 0 : sample == version;
  }

  /** The default of a column, where it gives the present moment. */
  Optional<String> moment(ColumnOrDefinition place) {
    return generating(place).filter(Default::moment).map(Default::expression);
  }

  /** The default of a column, where it gives another value each time that is no moment. */
  Optional<String> random(ColumnOrDefinition place) {
    return generating(place).filter(found -> !found.moment()).map(Default::expression);
  }

  /** Whether an expression gives another value each time, within one transaction too. */
  boolean isEachAnother(String expression) {
    String query = "SELECT (" + expression + ")::text, NULL";
    try (Connection connection = cut.mostPrivileged().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET TRANSACTION READ ONLY");
      String first = row(statement, query)[0];
      return first != null && isVolatile(statement, query, first);
    } catch (SQLException refused) {
      return true;
    }
  }

  /** Of a text that is a uuid; 0 if it is none. */
  private static int version(String text) {
    List<UuidText> found = UuidText.in(text);
    if (found.size() != 1 || !found.get(0).text().equals(text)) {
      return 0;
    }
    return found.get(0).version() > 0 ? found.get(0).version() : UuidText.ANY_VERSION;
  }

  private Optional<Relation.Column> column(ColumnOrDefinition place) {
    return columns.computeIfAbsent(
        place,
        asked ->
            Optional.ofNullable(relations.get(asked.table())).stream()
                .flatMap(relation -> relation.all().stream())
                .filter(column -> Sql.unquoted(column.name()).equals(asked.column()))
                .findFirst());
  }

  private Optional<Default> generating(ColumnOrDefinition place) {
    String type = type(place);
    return column(place)
        .filter(found -> !found.isGenerated())
        .flatMap(Relation.Column::value)
        .flatMap(
            expression -> defaults.computeIfAbsent(place, asked -> evaluated(expression, type)));
  }

  /** One that changes something, a sequence's next value for one, is none. */
  private Optional<Default> evaluated(String expression, String type) {
    String query = "SELECT (%1$s)::%2$s::text, pg_typeof(%1$s)::text".formatted(expression, type);
    try (Connection connection = cut.mostPrivileged().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SET default_transaction_read_only = on; SET search_path = ''; SET TimeZone = 'UTC'");
      Instant from = Instant.now();
      String[] first = row(statement, query);
      if (first[0] == null) {
        return Optional.empty();
      }
      boolean moment =
          BuildWindow.isMoment(type) && new BuildWindow(from, Instant.now()).holds(first[0], type);
      return moment || isVolatile(statement, query, first[0])
          ? Optional.of(new Default(expression, first[1], first[0], moment))
          : Optional.empty();
    } catch (SQLException refused) {
      return Optional.empty();
    }
  }

  /** One of few values, a random digit say, can come twice in a row. */
  private static boolean isVolatile(Statement statement, String query, String first)
      throws SQLException {
    for (int i = 0; i < ATTEMPTS; i++) {
      if (!first.equals(row(statement, query)[0])) {
        return true;
      }
    }
    return false;
  }

  private static String[] row(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return new String[] {row.getString(1), row.getString(2)};
    }
  }
}
