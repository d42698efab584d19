package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.RevisionScripts;
import alembic.ScriptTexts;
import answers.AnswerLine;
import answers.Answers;
import answers.ColumnOrDefinition;
import answers.Secret;
import answers.ValueAnswer;
import baseline.BaselineRevision;
import console.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plan.Squashplan;
import squash.BaselineHeading;
import statements.Baseline;
import statements.BaselineFile;
import statements.SqlStatement;

/** Answers as lines of the squashplan and at the top of a baseline's file. */
class AnswerLinesTest {
  private static final Answers ODD =
      answers(
          Map.of(
              "hash", "sql:md5(random()::text || ' = keep \\n: \\\\ \"\"\"')",
              "a=sql:null", "keep",
              "a", "null",
              "a=keep", "sql:$$ value:x=keep $$ /* -- 100% */",
              "\"quoted\"", "keep",
              " blanks :\ttoo ", "null",
              "über\u2028\u0085", "sql:'é'"));

  @TempDir Path folder;

  private static Answers answers(Map<String, String> texts) {
    Answers answers = Answers.NONE;
    for (Map.Entry<String, String> each : texts.entrySet()) {
      ColumnOrDefinition place = new ColumnOrDefinition("public.t", each.getKey());
      ValueAnswer answer = ValueAnswer.parse(each.getValue()).orElseThrow();
      answers = answers.plus(Answers.of(List.of(place), answer));
    }
    return answers;
  }

  private static Squashplan plan(Answers answers) {
    return new Squashplan("v1", List.of("a1"), List.of(), "a1", "", "", "", Map.of(), answers);
  }

  private static BaselineFile file(List<String> heading, String sql) {
    return BaselineFile.of(new Baseline(List.of(new SqlStatement("a", sql)), List.of()), heading);
  }

  @Test
  void they_read_well() {
    Answers answers = answers(Map.of("salt", "sql:md5('=')", "a=b \"c\"", "null"));
    assertEquals(
        List.of(
            "Squashed baseline v1, made of 1 revision.",
            "  cut:a1",
            "The database just after that revision,",
            "without what was there before the first migration.",
            "What a maintainer answered, for a later squash to go by:",
            "  value:\"t.a=b \"\"c\"\"\"=null",
            "  value:t.salt=sql:md5('=')"),
        BaselineHeading.of(plan(answers), List.of(), answers));
    assertEquals(4, BaselineHeading.of(plan(answers), List.of(), Answers.NONE).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1;", "SELECT '\"\"\"\\\n--;; x\n--   value:t.x=keep\n';"})
  void they_are_read_back_exactly_from_a_file_and_from_a_revision(String sql) {
    BaselineFile file = file(BaselineHeading.of(plan(ODD), List.of(), ODD), sql);
    assertEquals(ODD, BaselineFile.read(file.text()).answers());
    assertEquals(ODD, BaselineFile.read(file.text().replace("\n", "\r\n")).answers());
    String revision =
        new BaselineRevision(
                "a1",
                Optional.empty(),
                "squashed",
                Optional.empty(),
                List.of(),
                List.of(),
                "2",
                "v1",
                Optional.empty(),
                false)
            .holding(file, "a1.py");
    List<Answers> read =
        ScriptTexts.of(RevisionScripts.parse("a1.py", revision.getBytes(StandardCharsets.UTF_8)))
            .stream()
            .filter(BaselineFile::isOne)
            .map(text -> BaselineFile.read(text).answers())
            .toList();
    assertEquals(List.of(ODD), read);
  }

  @Test
  void the_plan_reads_them_back_exactly() {
    plan(ODD).write(Squashplan.path(folder));
    assertEquals(ODD, Squashplan.read(Squashplan.path(folder)).answers());
  }

  @Test
  void other_texts_have_none() {
    String line = "--   value:t.x=keep\n";
    assertFalse(BaselineFile.isOne(line));
    assertFalse(BaselineFile.isOne("SELECT 1;\n" + line + "--;; a\n"));
    assertTrue(BaselineFile.isOne(line + "\n--;; a\n"));
    List<String> none = List.of("value:t.x=no", "value:t.x=none", "value:role:x.password=keep");
    assertEquals(Answers.NONE, file(none, line).answers());
  }

  /** A table may be called public, and a secret's names be written in several ways. */
  @ParameterizedTest
  @CsvSource({
    "public.t.a, public.t, a",
    "t.a, public.t, a",
    "public.t.odd  one, public.t, odd one",
    "public.a, public.public, a",
    "public.public.a, public.public, a",
    "other.t.a, other.t, a"
  })
  void a_column_may_be_named_with_its_schema(String named, String table, String column) {
    Answers answers = Answers.in(List.of(named + "=keep"));
    assertTrue(answers.isKept(new ColumnOrDefinition(table, column)), answers.toString());
    assertFalse(answers.has(new ColumnOrDefinition("elsewhere.t", column)), answers.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nosuch( | opens a parenthesis",
        "f(1)) | closes a parenthesis",
        "1); DROP TABLE t; -- | nothing ends the --",
        "1; DROP TABLE t | ends a statement",
        "'open | nothing ends the '",
        "E'it\\'s | nothing ends the '",
        "$x$ a $y$ | nothing ends the $x$",
        "1 /* open | nothing ends the /*",
        "\"open | nothing ends the \"",
        "now() -- today | nothing ends the --"
      })
  void what_would_reach_into_the_statement_around_it_is_no_expression(String sql, String why) {
    Failure refused = assertThrows(Failure.class, () -> AnswerLine.told("t.h", "sql:" + sql));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
    assertTrue(refused.getMessage().contains("t.h"), refused.getMessage());
    assertTrue(AnswerLine.parse("t.h=sql:" + sql).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "md5(random()::text)",
        "'a;(b'",
        "E'it\\'s (;'",
        "$$ ( ; ' $$ || $b$ $$ $b$",
        "\"odd(;name\" /* ( */",
        "$1",
        "a$b$c"
      })
  void what_closes_all_that_it_opens_may_be_one(String sql) {
    assertEquals(Optional.of(sql), AnswerLine.told("t.h", "sql:" + sql).answer().sql());
  }

  @Test
  void a_secret_may_be_named_in_several_ways() {
    ColumnOrDefinition place =
        new Secret(Secret.Kind.MAPPING, List.of("far", Secret.WHOEVER), "password").place();
    Answers answers = Answers.in(List.of("mapping:\"far\".current_user.password=env:FAR"));
    assertEquals(List.of("mapping:far.CURRENT_USER.password=env:FAR"), answers.lines());
    assertTrue(answers.has(place), answers.toString());
  }

  @Test
  void what_is_said_first_comes_first_however_the_column_is_named() {
    Answers planned = Answers.in(List.of("t.a=null", "t.b=keep"));
    Answers told = Answers.in(List.of("public.t.a=keep"));
    assertEquals(List.of("t.a=keep", "t.b=keep"), planned.plus(told).lines());
  }
}
