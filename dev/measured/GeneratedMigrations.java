package measured;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Revisions as an application of many years has them: in turn they make a table, add a column, an
 * index, a function with its trigger, rows, a foreign key, a default, a view, a CHECK, and change
 * rows. Each comes after the one before it. The texts are the same wherever they are made.
 */
public final class GeneratedMigrations {
  /** Where they lie. */
  public static final String VERSIONS = "app/migrations/versions";

  private static final List<Operation> OPERATIONS =
      List.of(
          new Operation(
              "add table %1$d",
              """
              op.create_table(
                  'item_%1$d',
                  sa.Column('id', sa.Integer, primary_key=True),
                  sa.Column('name', sa.String(40), nullable=False),
                  sa.Column('state', sa.String(10), server_default='new'),
                  sa.Column('made', sa.DateTime(timezone=True), server_default='2020-01-01'),
              )
              """,
              "op.drop_table('item_%1$d')"),
          new Operation(
              "describe item %1$d",
              "op.add_column('item_%1$d', sa.Column('description', sa.Text))",
              "op.drop_column('item_%1$d', 'description')"),
          new Operation(
              "find item %1$d by its name",
              "op.create_index('item_%1$d_name', 'item_%1$d', ['name', 'state'])",
              "op.drop_index('item_%1$d_name')"),
          new Operation(
              "trim names of item %1$d",
              """
              op.execute('''
                  CREATE FUNCTION item_%1$d_trim() RETURNS trigger LANGUAGE plpgsql AS $$
                  BEGIN
                    NEW.name := trim(NEW.name);
                    RETURN NEW;
                  END $$
              ''')
              op.execute('''
                  CREATE TRIGGER item_%1$d_trim BEFORE INSERT OR UPDATE ON item_%1$d
                  FOR EACH ROW EXECUTE PROCEDURE item_%1$d_trim()
              ''')
              """,
              "op.execute('DROP FUNCTION item_%1$d_trim() CASCADE')"),
          new Operation(
              "seed item %1$d",
              """
              item = sa.table('item_%1$d', sa.column('name', sa.String))
              op.bulk_insert(item, [{'name': 'item %%d' %% number} for number in range(1, 11)])
              """,
              "op.execute('DELETE FROM item_%1$d')"),
          new Operation(
              "order item %1$d below another",
              """
              op.add_column('item_%1$d', sa.Column('parent', sa.Integer))
              op.create_foreign_key(
                  'item_%1$d_parent', 'item_%1$d', 'item_%2$d', ['parent'], ['id'])
              """,
              "op.drop_column('item_%1$d', 'parent')"),
          new Operation(
              "require a description of item %1$d",
              """
              op.execute("UPDATE item_%1$d SET description = '' WHERE description IS NULL")
              op.alter_column('item_%1$d', 'description', nullable=False, server_default='')
              """,
              "op.alter_column('item_%1$d', 'description', nullable=True)"),
          new Operation(
              "show what is new of item %1$d",
              """
              op.execute('''
                  CREATE VIEW item_%1$d_new AS
                  SELECT id, name FROM item_%1$d WHERE state IN ('new', 'changed')
              ''')
              """,
              "op.execute('DROP VIEW item_%1$d_new')"),
          new Operation(
              "check the state of item %1$d",
              """
              op.create_check_constraint(
                  'item_%1$d_state', 'item_%1$d', "state IN ('new', 'changed', 'gone')")
              """,
              "op.drop_constraint('item_%1$d_state', 'item_%1$d')"),
          new Operation(
              "change the last of item %1$d",
              "op.execute(\"UPDATE item_%1$d SET state = 'changed' WHERE id > 5\")",
              "op.execute(\"UPDATE item_%1$d SET state = 'new'\")"));

  private static final String SCRIPT =
      """
      \"""%s

      Revision ID: %s
      Revises: %s

      \"""

      from alembic import op
      import sqlalchemy as sa


      # revision identifiers, used by Alembic.
      revision = '%s'
      down_revision = %s


      def upgrade():
      %s

      def downgrade():
      %s\
      """;

  private GeneratedMigrations() {}

  private record Operation(String message, String upgrade, String downgrade) {}

  /** The id of a revision, which are counted from 1. */
  public static String id(int number) {
    byte[] name = ("revision " + number).getBytes(StandardCharsets.US_ASCII);
    return UUID.nameUUIDFromBytes(name).toString().replace("-", "").substring(0, 12);
  }

  /** The path of its file. */
  public static String path(int number) {
    return VERSIONS + "/" + id(number) + "_" + message(number).replace(' ', '_') + ".py";
  }

  /** What its file holds. */
  public static String text(int number) {
    Operation operation = operation(number);
    String down = number == 1 ? "" : id(number - 1);
    return SCRIPT.formatted(
        message(number),
        id(number),
        down,
        id(number),
        down.isEmpty() ? "None" : "'" + down + "'",
        filled(operation.upgrade(), number).indent(4),
        filled(operation.downgrade(), number).indent(4));
  }

  private static String message(int number) {
    return filled(operation(number).message(), number);
  }

  private static Operation operation(int number) {
    return OPERATIONS.get((number - 1) % OPERATIONS.size());
  }

  private static String filled(String text, int number) {
    int table = (number - 1) / OPERATIONS.size() + 1;
    return text.formatted(table, Math.max(1, table / 2));
  }
}
