package tests;

import java.util.List;
import java.util.Random;

/**
 * A statement that PostgreSQL accepts, put together by chance from everything that makes splitting
 * hard. SELECTs give a row that starts with their number.
 *
 * @param text with its semicolon
 */
record RandomStatement(String text) {
  static final String PREPARATION =
      """
      SET client_min_messages = error;
      CREATE TABLE t (a int, "b;""$x$" text);
      CREATE TABLE begin (atomic int, "end" int, "case" int);
      CREATE OPERATOR @- (leftarg = int, rightarg = int, function = int4mi);
      CREATE OPERATOR */ (leftarg = int, rightarg = int, function = int4mul);
      """;

  private static final List<String> HARD =
      List.of(
          ";",
          "'",
          "\"",
          "$$",
          "$a$",
          "--",
          "/*",
          "*/",
          "\\",
          "\n",
          "\t",
          "BEGIN ATOMIC",
          "END;",
          "CASE",
          "(",
          ")",
          "é",
          "😀",
          ":name",
          "%s",
          "%(x)s",
          "?",
          "$1",
          "\\restrict",
          "\r",
          " ",
          "--;; TABLE x",
          "{0}",
          "\u2003");

  RandomStatement(Random random, int number) {
    this(made(random, number));
  }

  private static String made(Random random, int number) {
    return switch (random.nextInt(10)) {
      case 0 ->
          "CREATE OR REPLACE FUNCTION f%d(x int) RETURNS int%sBEGIN ATOMIC %s END;"
              .formatted(random.nextInt(5), blank(random), atomic(random));
      case 1 ->
          "CREATE OR REPLACE RULE r%d AS ON DELETE TO t DO ALSO (DELETE FROM begin WHERE atomic = 1; %s)%s;"
              .formatted(number, "INSERT INTO begin VALUES (1)", blank(random));
      case 2 -> "DO " + dollar(random, "BEGIN PERFORM 1; END", "") + ";";
      case 3 -> "COMMENT ON TABLE t IS" + blank(random) + value(random) + ";";
      default -> select(random, number);
    };
  }

  /** What may stand between statements. */
  static String between(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "\n\n";
      case 1 -> "\n-- ; ' \" $$ /*\n";
      case 2 -> " /* ; ' -- /* $$ */ \" */\n";
      default -> "\n";
    };
  }

  private static String select(Random random, int number) {
    StringBuilder text = new StringBuilder("SELECT " + number);
    int columns = 1 + random.nextInt(4);
    for (int i = 0; i < columns; i++) {
      text.append(blank(random)).append(',').append(blank(random));
      text.append("md5(").append(expression(random)).append(")");
    }
    return text.append(blank(random)).append(";").toString();
  }

  private static String expression(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "(SELECT count(\"b;\"\"$x$\")::text FROM t)";
      case 1 -> "(1 @- 2)::text";
      case 2 -> "(3 */ 2)::text";
      case 3 -> "CASE WHEN true THEN CASE 1 WHEN 1 THEN 'x' END END";
      case 4 -> "(SELECT max(atomic)::text AS end FROM begin)";
      case 5 -> "(SELECT sum(begin.case)::text FROM begin)";
      default -> value(random);
    };
  }

  private static String value(Random random) {
    String hard = hard(random);
    return switch (random.nextInt(5)) {
      case 0 -> "'" + hard.replace("'", "''") + "'";
      case 1 ->
          "E'" + hard.replace("\\", "\\\\").replace("'", random.nextBoolean() ? "''" : "\\'") + "'";
      case 2 -> "E'a'" + "\n-- ; ' comment\n" + "'b\\';'";
      case 3 -> "U&'" + hard.replace("\\", "\\\\").replace("'", "''") + "'";
      default -> dollar(random, hard, "x");
    };
  }

  private static String dollar(Random random, String body, String none) {
    String tag = List.of("$$", "$a$", "$_1$", "$é$").get(random.nextInt(4));
    String clear = body.contains("$") ? "$only_here$" : tag;
    return clear + (body.isEmpty() ? none : body) + clear;
  }

  private static String atomic(Random random) {
    StringBuilder body = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      body.append("SELECT CASE WHEN x > 1 THEN ")
          .append(random.nextBoolean() ? "(CASE x WHEN 2 THEN 1 END)" : "CASE x WHEN 2 THEN 1 END")
          .append(" END")
          .append(blank(random))
          .append("; ");
    }
    return body.toString();
  }

  private static String hard(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append(HARD.get(random.nextInt(HARD.size())));
    }
    return text.toString();
  }

  private static String blank(Random random) {
    return List.of(" ", "\n", " /* ; ' /* nested */ */ ", " -- ; ' $$\n", "\t")
        .get(random.nextInt(5));
  }
}
