package tests;

/** Migrations whose results are hard to write down, to read back and to send. */
final class Hard {
  static final String SQL =
      """
      SET client_min_messages = error;
      CREATE TABLE hard (id int PRIMARY KEY, name text);
      INSERT INTO hard VALUES
        (1, ':name :1 ::x {:a}'), (2, '100% %s %(x)s %%'), (3, E'\\\\ \\\\n \\\\'), (4, '$1 $$ $a$ ?'),
        (5, '''quote'' "double" `back`'), (6, E'lines\\nand\\r\\ncarriage\\rreturns\\n'),
        (7, E'tab\\there\\ttrailing  \\n  \\n'), (8, 'emoji 😀 é\u2003x'), (9, repeat('1 MB; ', 170000)),
        (10, E'\\n--;; TABLE fake\\nDROP TABLE hard;\\n'), (11, E'\\\\.\\n\\\\N'), (12, '\"""x'),
        (13, NULL), (14, ''), (15, E'\\x01\\x0b\\x0c\\x7f');
      CREATE TABLE "Odd :name %s %(x)s $1 ? ""quoted"" é
      line" ("col :x %d \\" int, "select" int);
      INSERT INTO "Odd :name %s %(x)s $1 ? ""quoted"" é
      line" VALUES (1, 2);
      CREATE FUNCTION body() RETURNS text LANGUAGE plpgsql AS $body$
      BEGIN
      --;; TABLE fake
      --;;; TABLE fake
        -- a :comment with 100% of 'quotes" \\ and a tab:\t.
        RETURN format('%s %I %%', ':x', $t$ $$ ; $t$) || E'\\\\' || '?';  \s
      END $body$;
      CREATE FUNCTION standard(x int) RETURNS int BEGIN ATOMIC
        SELECT CASE WHEN x > 1 THEN 1 ELSE x % 2 END; SELECT 2; END;
      CREATE VIEW odd AS SELECT id, name LIKE '%:x\\%' AS "is :x" FROM hard WHERE name ~ E'^\\\\d{1,2}:\\\\w?$';
      COMMENT ON VIEW odd IS E':x %s\\n--;; fake\\n';
      CREATE TABLE folded (data jsonb DEFAULT '{"a": "b:c", "d": "%(x)s"}', n int,
        g int GENERATED ALWAYS AS (n % 7) STORED, CHECK (n % 2 = 0));
      INSERT INTO folded VALUES ('{"k": [1, "a:b"]}', 2);
      CREATE TABLE ident (id int GENERATED ALWAYS AS IDENTITY, parent int);
      INSERT INTO ident (parent) VALUES (1), (NULL);
      SELECT lo_from_bytea(4711, 'large');
      CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM hard;
      """;

  private Hard() {}
}
