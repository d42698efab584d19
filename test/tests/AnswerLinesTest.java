package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import alembic.RevisionScripts;
import alembic.ScriptTexts;
import answers.ColumnOrDefinition;
import answers.ValueAnswer;
import baseline.BaselineRevision;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import statements.AnswerLines;
import statements.Baseline;
import statements.BaselineFile;
import statements.SqlStatement;

/** Answers at the top of a baseline's file. */
class AnswerLinesTest {
  private static final Map<ColumnOrDefinition, ValueAnswer> ODD =
      answers(
          Map.of(
              "hash", "sql:md5(random()::text || ' = keep \\n: \\\\ \"\"\"')",
              "a=sql:null", "keep",
              "a", "null",
              "a=keep", "sql:$$ value:x=keep $$ -- 100%",
              "\"quoted\"", "keep",
              " blanks :\ttoo ", "null",
              "über\u2028\u0085", "sql:'é'"));

  private static Map<ColumnOrDefinition, ValueAnswer> answers(Map<String, String> texts) {
    Map<ColumnOrDefinition, ValueAnswer> answers = new LinkedHashMap<>();
    texts.forEach(
        (column, text) ->
            answers.put(
                new ColumnOrDefinition("public.t", column), ValueAnswer.parse(text).orElseThrow()));
    return answers;
  }

  private static BaselineFile file(List<String> heading, String sql) {
    return BaselineFile.of(new Baseline(List.of(new SqlStatement("a", sql)), List.of()), heading);
  }

  private static Map<String, ValueAnswer> shown(Map<ColumnOrDefinition, ValueAnswer> answers) {
    return answers.entrySet().stream()
        .collect(Collectors.toMap(answer -> answer.getKey().shown(), Map.Entry::getValue));
  }

  @Test
  void they_read_well() {
    assertEquals(
        List.of(
            "What a maintainer answered, for a later squash to go by:",
            "  value:\"t.a=b \"\"c\"\"\"=null",
            "  value:t.salt=sql:md5('=')"),
        AnswerLines.of(answers(Map.of("salt", "sql:md5('=')", "a=b \"c\"", "null"))));
    assertEquals(List.of(), AnswerLines.of(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1;", "SELECT '\"\"\"\\\n--;; x\n--   value:t.x=keep\n';"})
  void they_are_read_back_exactly_from_a_file_and_from_a_revision(String sql) {
    BaselineFile file = file(AnswerLines.of(ODD), sql);
    assertEquals(shown(ODD), AnswerLines.in(file.text()));
    assertEquals(shown(ODD), AnswerLines.in(file.text().replace("\n", "\r\n")));
    String revision =
        new BaselineRevision(
                "a1", "squashed", Optional.empty(), List.of(), List.of(), "2", "v1", false)
            .holding(file, "a1.py");
    Map<String, ValueAnswer> read = new LinkedHashMap<>();
    ScriptTexts.of(RevisionScripts.parse("a1.py", revision.getBytes(StandardCharsets.UTF_8)))
        .forEach(text -> read.putAll(AnswerLines.in(text)));
    assertEquals(shown(ODD), read);
  }

  @Test
  void other_texts_have_none() {
    String line = "--   value:t.x=keep\n";
    assertEquals(Map.of(), AnswerLines.in(line));
    assertEquals(Map.of(), AnswerLines.in(file(List.of("value:t.x=no"), line).text()));
  }
}
