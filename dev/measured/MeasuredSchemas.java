package measured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import postgres.ThrowawayDatabase;

/** What the databases hold that are compared. */
final class MeasuredSchemas {
  /** What one round of the loop makes, in entries of a dump. */
  private static final int OBJECTS_OF_A_TABLE = 10;

  private static final int ROWS_OF_A_TABLE = 10;
  private static final int TABLES_OF_MANY_ROWS = 10;

  /** As applications have them; a CHECK and a view of each read differently when restored. */
  private static final String TABLE =
      """
      CREATE TABLE item_$N (
        id serial PRIMARY KEY,
        parent integer REFERENCES item_$PARENT,
        name varchar(40) NOT NULL,
        state varchar(10) DEFAULT 'new' CHECK (state IN ('new', 'gone')),
        made timestamptz DEFAULT '2020-01-01 00:00:00Z');
      CREATE INDEX item_$N_name ON item_$N (lower(name)) WHERE state IN ('new', 'gone');
      CREATE VIEW item_$N_new AS SELECT id, name FROM item_$N WHERE state IN ('new', 'gone');
      CREATE FUNCTION item_$N_check() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.name := trim(NEW.name);
        RETURN NEW;
      END $$;
      CREATE TRIGGER item_$N_check BEFORE INSERT ON item_$N
        FOR EACH ROW EXECUTE FUNCTION item_$N_check();
      INSERT INTO item_$N (name) SELECT 'item ' || n FROM generate_series(1, $ROWS) n;
      """;

  private MeasuredSchemas() {}

  /** The SQL of a schema with so many objects, and as many rows. */
  static String objects(int objects) {
    return tables(objects / OBJECTS_OF_A_TABLE, ROWS_OF_A_TABLE);
  }

  /** The SQL of a few tables with so many rows together. */
  static String rows(int rows) {
    return tables(TABLES_OF_MANY_ROWS, rows / TABLES_OF_MANY_ROWS);
  }

  private static String tables(int tables, int rows) {
    return IntStream.rangeClosed(1, tables)
        .mapToObj(
            number ->
                TABLE
                    .replace("$N", "" + number)
                    .replace("$PARENT", "" + Math.max(1, number / 2))
                    .replace("$ROWS", "" + rows))
        .collect(Collectors.joining("\n"));
  }

  /** Makes the base of the proof's tests; returns what its copies need besides. */
  static String base(Path root, ThrowawayDatabase database) throws IOException {
    Path folder = root.resolve("test/proof");
    String globals =
        Files.readString(folder.resolve("globals.sql"))
            .replaceAll("LOCATION :'ts\\d'", "LOCATION ''");
    ComparisonRow.load(
        database.sibling("postgres"), "SET allow_in_place_tablespaces = on;\n" + globals);
    ComparisonRow.make(database, "TEMPLATE template0");
    String sql = Files.readString(folder.resolve("base.sql"));
    ComparisonRow.load(database, sql);
    return sql.lines()
        .filter(line -> line.contains(":\"DBNAME\""))
        .collect(Collectors.joining("\n"));
  }
}
