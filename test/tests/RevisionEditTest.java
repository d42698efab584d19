package tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import alembic.RevisionEdit;
import alembic.RevisionScripts;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import source.ProjectConstants;

/**
 * The cut is {@code cut}; {@code s1} to {@code s3} are squashed, {@code k1} and {@code k2} kept.
 */
class RevisionEditTest {
  private static final Set<String> SQUASHED = Set.of("cut", "s1", "s2", "s3");

  private static String edited(String source) {
    return edited(source, StandardCharsets.UTF_8);
  }

  private static String edited(String source, Charset charset) {
    byte[] bytes = source.getBytes(charset);
    return new String(
        RevisionEdit.repoint(RevisionScripts.parse("x.py", bytes), SQUASHED, "cut"), charset);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "'s1'|'cut'",
        "\"s1\"|\"cut\"",
        "'''s1'''|'''cut'''",
        "r's1'|r'cut'",
        "'cut'|'cut'",
        "'k1'|'k1'",
        "None|None",
        "'s' '1'|'cut'",
        "('s'\\n  \"1\")|('cut')",
        "('s1', 'k1')|('cut', 'k1')",
        "('k1', 's1')|('k1', 'cut')",
        "['s1',]|['cut',]",
        "'s1', 'k1'|'cut', 'k1'",
        "('s1', 's2')|('cut',)",
        "('s1', 's2',)|('cut',)",
        "['s1', 's2']|['cut']",
        "{'s1', 's2'}|{'cut'}",
        "['s1', 's2',]|['cut',]",
        "'s1', 's2'|'cut',",
        "('cut', 's2')|('cut',)",
        "('s2', 'cut')|('cut',)",
        "('s1', 'k1', 's2')|('cut', 'k1')",
        "('s1', 's2', 'k1')|('cut', 'k1')",
        "('s1', 's2', 's3')|('cut',)",
        "['s1', 's2', 's3']|['cut']",
        "('s2', 'cut', 's3')|('cut',)",
        "('k1', 's1', 'k2', 's2')|('k1', 'cut', 'k2')",
        "(\\n    's1',\\n    's2',\\n)|(\\n    'cut',\\n)",
        "(\\n    's1',  # one\\n    's2',  # two\\n)|(\\n    'cut',  # one  # two\\n)",
        "(\\n    's1',  # one\\n    's2'  # two\\n)|(\\n    'cut',  # one  # two\\n)",
        "(\\n    's1',\\n    's2'  # two\\n    ,\\n    'k1')|"
            + "(\\n    'cut',  # two\\n    \\n    'k1')",
        "('s1', 's1')|('cut',)",
      },
      delimiter = '|',
      quoteCharacter = '`')
  void only_the_literal_that_names_a_squashed_id_changes(String before, String after) {
    String text = "# s1\nrevision = 'x'\ndown_revision = %s # 's1'\nOTHER = ('s1', 's2')\n";
    assertEquals(
        text.formatted(after.replace("\\n", "\n")),
        edited(text.formatted(before.replace("\\n", "\n"))));
  }

  @ParameterizedTest
  @CsvSource(
      value = {"('s1', 's2')", "('s2', 'cut')", "'s1', 's2'", "('k1', 's1', 's3', 'cut')"},
      delimiter = '|',
      quoteCharacter = '`')
  void what_was_edited_can_be_read_and_names_the_cut_once(String down) {
    String source = edited("revision = 'x'\ndown_revision = " + down + "\n");
    List<String> read =
        RevisionScripts.parse("x.py", source.getBytes(StandardCharsets.UTF_8)).downRevisions();
    assertEquals(1, read.stream().filter("cut"::equals).count(), source);
    assertEquals(down.contains("k1") ? 2 : 1, read.size(), source);
  }

  @Test
  void depends_on_is_repointed_too_and_the_docstring_is_not() {
    String text =
        "'''x\n\nRevises: s1\n'''\nrevision = 'x'\ndown_revision = 'k1'\ndepends_on: str = %s\n";
    assertEquals(text.formatted("(\"cut\",)"), edited(text.formatted("(\"s2\",)")));
  }

  @Test
  void line_ends_and_text_that_is_not_ascii_stay() {
    String text =
        """
        \ufeff'''\u00c9t\u00e9 \ud83d\ude00'''
        revision = 'x'
        down_revision = (  # \u4e2d
            'k1',
            %s,
        )
        """
            .replace("\n", "\r\n");
    assertEquals(text.formatted("'cut'"), edited(text.formatted("'s1'")));
  }

  @Test
  void another_encoding_stays() {
    String text = "# coding: latin-1\n'''\u00e9t\u00e9'''\nrevision = 'x'\ndown_revision = %s\n";
    assertEquals(
        text.formatted("'cut'"), edited(text.formatted("'s1'"), StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_name_is_replaced_where_it_is_used() {
    assertEquals(
        "revision = 'x'\nBEFORE = 's1'\ndown_revision = (\"cut\", 'k1')\n",
        edited("revision = 'x'\nBEFORE = 's1'\ndown_revision = (BEFORE, 'k1')\n"));
  }

  @Test
  void nothing_to_change_changes_no_byte() {
    byte[] bytes = "revision='x'\ndown_revision=('k1','cut')\n".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(
        bytes, RevisionEdit.repoint(RevisionScripts.parse("x.py", bytes), SQUASHED, "cut"));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "branch_labels = None|branch_labels = ('core',)",
        "branch_labels = 'own'|branch_labels = ('own', 'core')",
        "branch_labels = ('own',)  # mine|branch_labels = ('own', 'core')  # mine",
        "branch_labels: Any = ['own']|branch_labels: Any = ('own', 'core')",
        "x = 1|branch_labels = ('core',)\\nx = 1",
      },
      delimiter = '|',
      quoteCharacter = '`')
  void a_label_is_added_to_those_that_are_there(String written, String expected) {
    String start = "revision = 'k1'\ndown_revision = 'cut'  # first\n";
    byte[] source = (start + written + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] edited =
        RevisionEdit.of(
            RevisionScripts.parse("k1.py", source),
            ProjectConstants.none(),
            Set.of(),
            "cut",
            List.of("core"));
    assertEquals(
        start + expected.replace("\\n", "\n") + "\n", new String(edited, StandardCharsets.UTF_8));
  }

  @Test
  void a_label_has_the_quotes_and_the_line_ends_of_the_script() {
    byte[] source =
        "revision = \"k1\"\r\ndown_revision = \"cut\"\r\n".getBytes(StandardCharsets.UTF_8);
    byte[] edited =
        RevisionEdit.of(
            RevisionScripts.parse("k1.py", source),
            ProjectConstants.none(),
            Set.of(),
            "cut",
            List.of("a", "b"));
    assertEquals(
        "revision = \"k1\"\r\ndown_revision = \"cut\"\r\nbranch_labels = (\"a\", \"b\")\r\n",
        new String(edited, StandardCharsets.UTF_8));
  }

  private static final Map<String, String> MODULES =
      Map.of("app/ids.py", "OLD = 's1'\nNEW = 'k1'\nALL = (OLD, 's2', NEW)\nLABEL = 'own'\n");

  private static String edited(String source, List<String> labels) {
    ProjectConstants constants = ProjectConstants.of(new FileTree(MODULES));
    byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
    return new String(
        RevisionEdit.of(
            RevisionScripts.parse("app/versions/x.py", bytes, constants),
            constants,
            SQUASHED,
            "cut",
            labels),
        StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "ids.OLD|\"cut\"",
        "(ids.OLD, 'k2')|(\"cut\", 'k2')",
        "(ids.OLD, 's2', ids.NEW)|(\"cut\", ids.NEW)",
        "('cut', ids.OLD)|('cut',)",
        "ids.ALL|('cut', 'k1')",
        "(*ids.ALL, 'k2')|('cut', 'k1', 'k2')",
        "'s' + '1'|\"cut\"",
        "ids.NEW|ids.NEW",
        "[ids.NEW,]|[ids.NEW,]",
      },
      delimiter = '|',
      quoteCharacter = '`')
  void a_constant_of_another_module_that_names_a_squashed_id_gives_way_to_a_literal(
      String before, String after) {
    String text =
        """
        from app import ids
        revision = 'x'
        down_revision = %s  # why
        branch_labels = (ids.LABEL,)
        """;
    assertEquals(text.formatted(after), edited(text.formatted(before), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "(ids.LABEL,)|('own', 'core')",
        "ids.LABEL|('own', 'core')",
        "('mine', ids.LABEL)|('mine', 'own', 'core')",
      },
      delimiter = '|',
      quoteCharacter = '`')
  void a_label_is_added_to_constants_of_another_module(String before, String after) {
    String text =
        """
        from app import ids
        revision = 'x'
        down_revision = 'cut'
        branch_labels = %s
        """;
    assertEquals(text.formatted(after), edited(text.formatted(before), List.of("core")));
  }
}
