"""keep the time of the last change

Revision ID: 60da69880168
Revises: 482ca7f3d593
Create Date: 2020-05-04 13:37:20.461298

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = '60da69880168'
down_revision = '482ca7f3d593'


TABLES = ('home', 'zone', 'device')


def upgrade():
    op.execute(
        """
        CREATE FUNCTION touch_updated_at() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
            NEW.updated_at := now();
            RETURN NEW;
        END;
        $$
        """
    )
    for table in TABLES:
        op.add_column(table, sa.Column('updated_at', sa.DateTime(timezone=True)))
        op.execute(
            f"""
            CREATE TRIGGER {table}_touch_updated_at
            BEFORE UPDATE ON {table}
            FOR EACH ROW
            WHEN (OLD.* IS DISTINCT FROM NEW.*)
            EXECUTE FUNCTION touch_updated_at()
            """
        )


def downgrade():
    for table in TABLES:
        op.execute(f'DROP TRIGGER {table}_touch_updated_at ON {table}')
        op.drop_column(table, 'updated_at')
    op.execute('DROP FUNCTION touch_updated_at()')
