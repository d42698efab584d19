package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baseline.BaselineDump;
import engine.LocalClusters;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.ConnectionParameters;
import postgres.PostgresInstallation;
import postgres.Server;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import proof.Comparison;
import proof.DatabaseComparison;
import snapshot.Snapshot;
import statements.BaselineFile;

/** Baselines print as the originals print, wherever a text for that is known. */
@Tag("slow")
class RoundTripTextTest {
  private static final String LISTS =
      """
      CREATE TYPE mood AS ENUM ('sad', 'ok');
      CREATE DOMAIN country AS varchar(2) CHECK (VALUE IN ('fr', 'de'));
      CREATE TABLE t (
        v varchar(40) CHECK (v IN ('a', 'b''s', '(ARRAY[1])::text[]', 'it, ]')),
        w varchar CHECK (w NOT IN ('x', 'y') OR w = ANY (ARRAY['p', 'q'])),
        c char(3) CHECK (c IN ('abc', 'def')),
        n numeric CHECK (n IN (1, 2.5)),
        m mood CHECK (m::text IN ('sad', 'ok')),
        a varchar(5)[] CHECK (a <@ ARRAY['a', 'b']::varchar[]),
        g boolean GENERATED ALWAYS AS (v IN ('a', 'b')) STORED);
      CREATE INDEX t_part ON t (v) WHERE v IN ('a', 'b');
      CREATE INDEX t_expr ON t ((CASE WHEN v IN ('a', 'b') THEN v ELSE 'z' END));
      CREATE STATISTICS t_stats ON (v IN ('a', 'b')), n FROM t;
      CREATE VIEW seen AS SELECT v, count(*) FILTER (WHERE w IN ('x', 'y')) AS n FROM t
        WHERE v IN ('a', 'b') GROUP BY v;
      CREATE MATERIALIZED VIEW kept AS SELECT v FROM t WHERE v NOT IN ('a', 'b');
      CREATE FUNCTION in_list(x varchar) RETURNS boolean LANGUAGE sql RETURN x IN ('a', 'b');
      CREATE FUNCTION text_of_it() RETURNS text LANGUAGE sql
        AS $$ SELECT '(ARRAY[''a''::character varying])::text[]' $$;
      ALTER TABLE t ENABLE ROW LEVEL SECURITY;
      CREATE POLICY p ON t USING (v IN ('a', 'b'));
      INSERT INTO t (v) VALUES ('(ARRAY[1])::text[]');
      REFRESH MATERIALIZED VIEW kept;
      """;

  @BeforeAll
  static void needs() {
    Engines.assumeLocal();
  }

  @Test
  void lists_over_varchar_are_printed_as_before_and_strings_are_left_alone() {
    try (LocalClusters clusters = new LocalClusters(PostgresInstallation.find().orElseThrow())) {
      ThrowawayDatabase cut = database(clusters.start(), LISTS);
      ThrowawayDatabase prepared = database(clusters.start(), "");
      BaselineFile file =
          BaselineFile.of(BaselineDump.take(cut, Optional.of(prepared)), List.of("test"));
      assertEquals(Optional.empty(), file.loadInto(prepared));
      Comparison found = DatabaseComparison.of(Snapshot.of(cut), Snapshot.of(prepared));
      assertEquals(List.of(), found.differences());
      assertEquals(List.of(), found.equivalences());
    }
  }

  @Test
  void the_base_schema_is_printed_as_before() throws IOException {
    try (BaseSchema schema = new BaseSchema(PostgresInstallation.find().orElseThrow())) {
      schema.run("postgres", "CREATE DATABASE empty TEMPLATE template0");
      ThrowawayDatabase empty = schema.database("empty");
      BaselineFile file =
          BaselineFile.of(BaselineDump.take(schema.base(), Optional.of(empty)), List.of("test"));
      assertEquals(Optional.empty(), file.loadInto(empty));
      Comparison found = DatabaseComparison.of(Snapshot.of(schema.base()), Snapshot.of(empty));
      assertEquals(
          List.of(), found.equivalences().stream().map(Comparison.Equivalence::object).toList());
    }
  }

  private static ThrowawayDatabase database(Server server, String sql) {
    ConnectionParameters superuser = server.superuser().orElseThrow();
    ThrowawayDatabase there =
        new ThrowawayDatabase(server, superuser, Optional.empty(), Map.of(), Duration.ZERO);
    assertEquals(
        Optional.empty(), there.load(superuser, "CREATE DATABASE " + Sql.identifier("app")));
    ThrowawayDatabase app = there.sibling("app");
    assertEquals(Optional.empty(), app.load(app.owner(), sql));
    return app;
  }
}
