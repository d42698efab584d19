package tests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.PythonCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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


            def upgrade():
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
        "    return=>    pass\n    return"
      })
  void what_is_done_counts(String edit) {
    String[] sides = edit.split("=>", 2);
    String edited = CODE.replace(sides[0], sides[1]);
    assertFalse(edited.equals(CODE), edit);
    assertFalse(isSame(edited), edited);
  }

  @Test
  void what_does_not_parse_is_the_same_byte_by_byte_only() {
    byte[] broken = "def upgrade(:\n".getBytes(StandardCharsets.UTF_8);
    byte[] spaced = "def upgrade( :\n".getBytes(StandardCharsets.UTF_8);
    assertTrue(PythonCode.isSame("a.py", broken, broken.clone()));
    assertFalse(PythonCode.isSame("a.py", broken, spaced));
  }

  private static boolean isSame(String other) {
    return PythonCode.isSame(
        "a.py", CODE.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
