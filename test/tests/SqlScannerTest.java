package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engine.LocalClusters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pgdump.SqlScanner;
import postgres.ThrowawayDatabase;

@Tag("slow")
class SqlScannerTest {
  private static final long SEED = 20260719;
  private static final int STATEMENTS = 4000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT $$;$$, $a$;$$;$a$, $ä_1$;$ä_1$;",
        "SELECT E'\\';', e'a\\\\';",
        "SELECT E'a'\n  -- ; comment\n  'b\\';';",
        "SELECT 'a'';', U&'d\\0061t;' UESCAPE '!', B'01', X'1f', N'a;';",
        "SELECT 'back\\';",
        "SELECT 1 AS \"a;\"\"b$x$;\", U&\"d;\\0061\";",
        "SELECT /* ; /* ; */ ; */ 1 -- ;\n + 2;",
        "SELECT 1 -- ;\r + 2;",
        "SELECT $1, $2$$;$$;",
        "SELECT a$b$c, a$$ FROM t$x$;",
        "SELECT 1 @- 2, 1 */ 2;",
        "SELECT 1 @--;\n 2;",
        "SELECT 1 @/* ; */ 2;",
        "SELECT 'é;', \"ü;\", ß$a$ FROM naïve;",
        "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b);",
        "CREATE FUNCTION f(x int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN x > 1 THEN CASE x WHEN"
            + " 2 THEN 1 END ELSE (CASE WHEN true THEN 1 END) END; SELECT 2; END;",
        "create or replace procedure p() begin /* c */ atomic select 1 as end; select t.case from"
            + " t; end;",
        "CREATE FUNCTION \"begin\"(\"end\" int, \"case\" int) RETURNS int LANGUAGE sql AS 'SELECT"
            + " 1;';",
        "CREATE FUNCTION begin(atomic int) RETURNS int LANGUAGE sql AS $_$ SELECT 1; $_$;",
        "SELECT begin, atomic FROM function;",
        "CREATE TABLE atomic (begin int, atomic int);",
        "BEGIN;",
        "END;",
        "SELECT '\n\\restrict x\n';",
        "SELECT 1 \f\u000b;",
        "SELECT '\u2003' AS a\u2003b;"
      })
  void one_statement_stays_one(String sql) {
    assertEquals(
        List.of("SELECT 0;", sql, "SELECT 9;"), texts("SELECT 0;\n" + sql + "\nSELECT 9;"));
  }

  @Test
  void comments_and_commands_between_statements_are_pieces_of_their_own() {
    String sql =
        "\\restrict k\n-- a\n\nSELECT 1; -- b\n/* c\n */ SELECT\n2;\n\\unrestrict k\n;;SELECT 3";
    List<String> pieces = new ArrayList<>();
    for (SqlScanner.Piece piece : SqlScanner.pieces(sql)) {
      pieces.add(piece.toString());
    }
    assertEquals(
        List.of(
            "MetaCommand[text=\\restrict k, line=1]",
            "Comment[text=-- a, line=2]",
            "Statement[text=SELECT 1;, line=4]",
            "Comment[text=-- b, line=4]",
            "Comment[text=/* c\n */, line=5]",
            "Statement[text=SELECT\n2;, line=6]",
            "MetaCommand[text=\\unrestrict k, line=8]",
            "Statement[text=;, line=9]",
            "Statement[text=;, line=9]",
            "Statement[text=SELECT 3, line=9]"),
        pieces);
  }

  @Test
  void rows_of_a_copy_are_no_statements() {
    String sql =
        """
        COPY public.t (a) FROM stdin;
        ;\\\\.
        --
        '
        \\.


        COPY t (a) FROM stdin;
        \\.

        SELECT 1;\
        """;
    assertEquals(
        List.of("COPY public.t (a) FROM stdin;", "COPY t (a) FROM stdin;", "SELECT 1;"),
        texts(sql));
    assertEquals(
        List.of(";\\\\.\n--\n'\n", ""),
        SqlScanner.pieces(sql).stream()
            .filter(SqlScanner.Rows.class::isInstance)
            .map(rows -> ((SqlScanner.Rows) rows).text())
            .toList());
  }

  @Test
  void random_statements_come_back_unchanged_and_psql_splits_them_likewise() {
    Random random = new Random(SEED);
    List<String> statements = new ArrayList<>();
    StringBuilder joined = new StringBuilder("SET client_min_messages = error;\n");
    for (int number = 0; number < STATEMENTS; number++) {
      String statement = new RandomStatement(random, number).text();
      statements.add(statement);
      joined.append(RandomStatement.between(random)).append(statement);
    }
    List<String> found = texts(joined.toString());
    assertEquals(statements, found.subList(1, found.size()));
    try (LocalClusters clusters = new LocalClusters(Engines.assumeLocal());
        ThrowawayDatabase database = Migrated.prepared(clusters, "shop", "")) {
      String file = Migrated.run(database, database.owner(), RandomStatement.PREPARATION + joined);
      StringBuilder alone = new StringBuilder();
      StringBuilder numbers = new StringBuilder();
      for (int number = 0; number < STATEMENTS; number++) {
        if (statements.get(number).startsWith("SELECT ")) {
          numbers.append(number).append('\n');
          alone.append(statements.get(number)).append('\n');
        }
      }
      assertEquals(numbers.toString(), file.replaceAll("(?m)^(\\d+)\\|.*$", "$1"), "seed " + SEED);
      assertTrue(alone.length() > 0);
    }
  }

  @Test
  void fifty_megabytes_take_seconds() {
    String part =
        """
        INSERT INTO t (a, b) VALUES
        \t(1, 'it''s; \\ $$ /* text'),
        \t(2, NULL);

        -- a
        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $_$ SELECT 1; $_$;
        """;
    String sql = part.repeat(50_000_000 / part.length());
    Instant start = Instant.now();
    int count = SqlScanner.pieces(sql).size();
    Duration took = Duration.between(start, Instant.now());
    System.out.printf("  scanned %,d characters in %,d ms%n", sql.length(), took.toMillis());
    assertEquals(50_000_000 / part.length() * 3, count);
    assertTrue(took.toSeconds() < 10, took.toString());
  }

  private static List<String> texts(String sql) {
    return SqlScanner.statements(sql).stream().map(SqlScanner.Statement::text).toList();
  }
}
