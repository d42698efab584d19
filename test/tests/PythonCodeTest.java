package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.CodeEdits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonCodeTest {
  private static final String CODE =
      """
      "Add a column"
      import sqlalchemy as sa
      from alembic import op
      revision = 'abc'
      def upgrade():
          op.add_column("t", sa.Column('c', sa.Text, server_default = 'it\\'s'))  # why
          op.execute('UPDATE t '
                     "SET c = 'x'")
          return (1 + 2) * 3
      """;

  @Test
  void layout_quotes_comments_and_the_order_of_imports_do_not_count() {
    assertTrue(
        isSame(
            """
            \"""Add a column, and say more.\"""

            from alembic import op
            import sqlalchemy as sa

            revision = "abc"


            def upgrade() -> None:
                \"""Adds it.\"""
                pass
                op.add_column(
                    't',
                    sa.Column("c", sa.Text, server_default="it's"),
                )
                op.execute(
                    "UPDATE t SET c = 'x'"  # all
                )
                return ((1 + 2) * 3)
            """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'abc'=>'abd'",
        "(1 + 2) * 3=>1 + 2 * 3",
        "(1 + 2) * 3=>((1 + 2) * 3,)",
        "SET c = 'x'=>SET c = 'y'",
        "sa.Text=>sa.String",
        "import op=>import op as other",
        "    return=>    op.f()\n    return"
      })
  void what_is_done_counts(String edit) {
    String[] sides = edit.split("=>", 2);
    String edited = CODE.replace(sides[0], sides[1]);
    assertFalse(edited.equals(CODE), edit);
    assertFalse(isSame(edited), edited);
  }

  private static final String FUNCTIONS =
      """
      import uuid
      from alembic import op
      from typing import Union
      down_revision: Union[str, None] = 'a1'
      NAMES = ['one', 'two']
      OTHER = 1
      class Row:
          "A row."
          def __init__(self, name: str = "x"):
              self.name = name
      def insert(name):
          op.execute('INSERT INTO t VALUES (%r)' % name)
      def drop():
          op.execute('DROP TABLE t')
      def upgrade():
          for name in NAMES:
              insert(Row(name).name)
      def downgrade():
          drop()
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INSERT INTO t V           | INSERT INTO u V            | insert()    |",
        "'one', 'two'              | 'one', 'two', 'three'      | NAMES       |",
        "self.name = name          | self.name = name.upper()   | Row         |",
        "for name in NAMES:        | for name in sorted(NAMES): | upgrade()   |",
        "DROP TABLE t              | DROP TABLE IF EXISTS t     |             | drop()",
        "downgrade():~    drop()   | downgrade():~    op.f()    |             | downgrade()",
        "OTHER = 1                 | OTHER = 2                  |             | OTHER",
        "OTHER = 1                 | OTHER = 1~print(1)         | code outside of functions |",
        "from alembic import op    | from alembic import op as o | import of op |",
        "'a1'                      | 'b2'                       |             |",
        "down_revision: Union[str, None] = | down_revision =     |             |",
        "name: str = \"x\"       | name=\"x\"                |             |",
        "\"A row.\"              | \"A row, no more.\"       |             |",
        "import uuid~              |                            |             |"
      })
  void what_upgrade_runs_is_told_apart(String then, String now, String upgrading, String others) {
    String edited = FUNCTIONS.replace(unescaped(then), now == null ? "" : unescaped(now));
    assertNotEquals(FUNCTIONS, edited);
    CodeEdits edits = edits(FUNCTIONS, edited);
    assertEquals(upgrading == null ? List.of() : List.of(upgrading), edits.upgrading());
    assertEquals(others == null ? List.of() : List.of(others), edits.others());
  }

  private static String unescaped(String text) {
    return text.replace("~", "\n");
  }

  @Test
  void what_does_not_parse_is_the_same_byte_by_byte_only() {
    byte[] broken = "def upgrade(:\n".getBytes(StandardCharsets.UTF_8);
    byte[] spaced = "def upgrade( :\n".getBytes(StandardCharsets.UTF_8);
    assertTrue(CodeEdits.between("a.py", broken, broken.clone()).isNone());
    assertEquals(
        List.of("what does not parse"), CodeEdits.between("a.py", broken, spaced).upgrading());
  }

  private static boolean isSame(String other) {
    return edits(CODE, other).isNone();
  }

  private static CodeEdits edits(String then, String now) {
    return CodeEdits.between(
        "a.py", then.getBytes(StandardCharsets.UTF_8), now.getBytes(StandardCharsets.UTF_8));
  }
}
