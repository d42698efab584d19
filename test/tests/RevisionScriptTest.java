package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.RevisionScript;
import alembic.RevisionScripts;
import console.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionScriptTest {

  private static RevisionScript parse(String source) {
    return RevisionScripts.parse("versions/x_y.py", source.getBytes(StandardCharsets.UTF_8));
  }

  private static Failure refused(String source) {
    return assertThrows(Failure.class, () -> parse(source));
  }

  @Test
  void the_usual_template_is_read() {
    RevisionScript script =
        parse(
            """
            \"""Add users
            and groups

            Revision ID: e700870ac284
            Revises: 1a2b
            Create Date: 2023-05-01 10:11:12.131415

            \"""
            from typing import Sequence, Union

            from alembic import op
            import sqlalchemy as sa

            # revision identifiers, used by Alembic.
            revision: str = 'e700870ac284'
            down_revision: Union[str, Sequence[str], None] = ('1a2b', "3c4d",)
            branch_labels: Union[str, Sequence[str], None] = ["users"]
            depends_on: Union[str, Sequence[str], None] = {'5e6f'}


            def upgrade() -> None:
                revision = compute()
            """);
    assertEquals("e700870ac284", script.revision());
    assertEquals(List.of("1a2b", "3c4d"), script.downRevisions());
    assertEquals(List.of("5e6f"), script.dependsOn());
    assertEquals(List.of("users"), script.branchLabels());
    assertEquals("Add users and groups", script.message());
    assertEquals(Optional.of("2023-05-01 10:11:12.131415"), script.createDate());
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "'ab' 'cd'|abcd",
        "('ab' # why\\n  \"cd\")|abcd",
        "(('ab'))|ab",
        "'''ab'''|ab",
        "''''''  'ab'|ab",
        "r'a\\\\d'|a\\d",
        "u\"ab\"|ab",
        "f'ab'|ab",
        "'\\\\x61\\\\142\\\\u0063\\\\N{LATIN SMALL LETTER D}'|abcd",
        "'a\\\\\\nb'|ab",
        "'a\\\\qb'|a\\qb",
        "'caf\u00e9'|caf\u00e9",
        "'a' # comment|a",
        "old = 'zz'|zz",
        "BASE|constant",
        "'ab';|ab",
      },
      delimiter = '|',
      quoteCharacter = '`')
  void a_constant_string_is_read_as_python_reads_it(String written, String expected) {
    String python = written.replace("\\\\", "\u0000").replace("\\n", "\n").replace('\u0000', '\\');
    RevisionScript script =
        parse("BASE = 'constant'\nrevision = " + python + "\ndown_revision = None\n");
    assertEquals(expected, script.revision());
  }

  @Test
  void a_name_bound_to_a_string_before_is_followed() {
    RevisionScript script =
        parse("revision = 'b'\nPREVIOUS = ('a')\ndown_revision = (PREVIOUS, revision)\n");
    assertEquals(List.of("a", "b"), script.downRevisions());
  }

  @Test
  void the_last_assignment_counts() {
    assertEquals("b", parse("revision = 'a'\nrevision = 'b'\ndown_revision = None\n").revision());
  }

  @Test
  void a_tuple_needs_no_parentheses() {
    assertEquals(
        List.of("a", "b"), parse("revision = 'c'\ndown_revision = 'a', 'b'\n").downRevisions());
  }

  @ParameterizedTest
  @ValueSource(strings = {"None", "()", "[]", "''"})
  void a_base_has_no_down_revision(String none) {
    assertEquals(List.of(), parse("revision = 'c'\ndown_revision = " + none).downRevisions());
  }

  @Test
  void line_ends_of_windows_and_a_byte_order_mark_are_no_trouble() {
    RevisionScript script =
        parse(
            "\ufeff\"\"\"M\u00e9ssage\r\n\r\nRevision ID: c\r\n\"\"\"\r\nrevision = 'c'\r\n"
                + "down_revision = 'b'\r\n");
    assertEquals("c", script.revision());
    assertEquals(List.of("b"), script.downRevisions());
    assertEquals("M\u00e9ssage", script.message());
  }

  @Test
  void a_byte_order_mark_before_the_assignment_is_no_trouble() {
    assertEquals("c", parse("\ufeffrevision = 'c'\ndown_revision = None\n").revision());
  }

  @Test
  void another_encoding_is_read_as_declared() {
    byte[] bytes =
        "# -*- coding: latin-1 -*-\n'''\u00e9t\u00e9'''\nrevision = 'c'\ndown_revision = 'b'\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    RevisionScript script = RevisionScripts.parse("x.py", bytes);
    assertEquals("\u00e9t\u00e9", script.message());
    assertEquals("c", script.revision());
  }

  @Test
  void no_message_is_no_trouble() {
    assertEquals("", parse("revision = 'c'\ndown_revision = None\n").message());
    assertEquals(
        "", parse("'''\n\nRevision ID: c\n'''\nrevision = 'c'\ndown_revision = None\n").message());
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "revision = make()|line 2: 'revision' has to be computed: make()",
        "revision = f'{x}'|line 2: 'revision' has to be computed",
        "revision = b'ab'|line 2: 'revision' has to be computed",
        "revision = later|line 2: 'revision' has to be computed",
        "revision = 12|line 2: 'revision' has to be computed",
        "if x:\\n    revision = 'a'|line 3: 'revision' is set inside another statement",
        "revision, other = 'a', 'b'|line 2: 'revision' is set together",
        "revision += 'a'|line 2: 'revision' is changed in place",
        "from other import revision|line 2: 'revision' is set inside another statement",
        "revision = = 'a'|line 2: there is a syntax error near 'revision'",
        "revision = 'a|line 2: ",
        "revision = ('a'|line 2: ",
        "revision = 'a' 'b|line 2: ",
        "<<<<<<< HEAD\\nrevision = 'a'\\n=======\\nrevision = 'b'\\n>>>>>>> x|line ",
      },
      delimiter = '|',
      quoteCharacter = '`')
  void what_cannot_be_read_is_named_with_its_line(String line, String expected) {
    Failure failure = refused("down_revision = 'z'\n" + line.replace("\\n", "\n") + "\n");
    assertTrue(
        failure.getMessage().startsWith("versions/x_y.py, " + expected), failure.getMessage());
  }

  @Test
  void mere_mentions_of_the_names_are_no_assignments() {
    RevisionScript script =
        parse(
            """
            import revision.tools
            from revision import thing
            import x as y
            if op.revision == thing:
                print(revision=1, down_revision=revision)
            revision = 'a'
            down_revision = None
            def upgrade():
                down_revision = compute()
            class Revision:
                revision = compute()
            """);
    assertEquals("a", script.revision());
  }

  @Test
  void a_syntax_error_elsewhere_is_no_trouble() {
    assertEquals(
        "a",
        parse("revision = 'a'\ndown_revision = None\n\ndef upgrade():\n    print 'old', ][\n")
            .revision());
  }

  @Test
  void a_file_that_is_no_revision_script_is_named() {
    assertTrue(refused("x = 1\n").getMessage().contains("does not set 'revision'"));
    assertTrue(refused("revision = 'a'\n").getMessage().contains("does not set 'down_revision'"));
  }

  @Test
  void before_alembic_0_2_the_files_name_was_the_id() {
    RevisionScript script =
        RevisionScripts.parse(
            "v/1a2b.py", "down_revision = None\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("1a2b", script.revision());
  }

  @Test
  void files_that_alembic_ignores_are_ignored() {
    assertTrue(RevisionScripts.isRevisionFile("v/ab_x.py"));
    assertTrue(RevisionScripts.isRevisionFile("v/_x.py"));
    for (String path :
        List.of("v/__init__.py", "v/.#ab.py", "v/ab.pyc", "v/ab.sql", "v/__pycache__/ab.py")) {
      assertFalse(RevisionScripts.isRevisionFile(path), path);
    }
  }

  @Test
  void in_history_an_unreadable_script_is_none() {
    byte[] computed = "revision = f()\ndown_revision = None\n".getBytes(StandardCharsets.UTF_8);
    assertEquals(Optional.empty(), RevisionScripts.revisionIn("v/x.py", computed));
    byte[] plain = "revision = 'a'\ndown_revision = None\n".getBytes(StandardCharsets.UTF_8);
    assertEquals(Optional.of("a"), RevisionScripts.revisionIn("v/x.py", plain));
    assertEquals(Optional.empty(), RevisionScripts.revisionIn("v/x.txt", plain));
  }

  @Test
  void in_history_an_id_is_read_whatever_the_labels_are() {
    byte[] bytes =
        "import m\nrevision = 'a'\ndown_revision = m.find()\nbranch_labels = (m.EXPAND,)\n"
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(Optional.of("a"), RevisionScripts.revisionIn("v/x.py", bytes));
  }
}
