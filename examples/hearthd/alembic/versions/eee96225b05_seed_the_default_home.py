"""seed the default home

Revision ID: eee96225b05
Revises: fa581d6dc74
Create Date: 2019-11-18 16:30:08.273415

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = 'eee96225b05'
down_revision = 'fa581d6dc74'


home_tbl = sa.sql.table('home', sa.sql.column('uuid'), sa.sql.column('name'))


def upgrade():
    op.execute("INSERT INTO home (uuid, name) VALUES (gen_random_uuid(), 'default')")
    op.execute(
        """
        INSERT INTO zone (home_uuid, name, kind)
        SELECT home.uuid, initial.name, initial.kind
        FROM home
        CROSS JOIN (
            VALUES
                (1, 'Living room', 'room'),
                (2, 'Ground floor', 'floor'),
                (3, 'Hot water', 'tank')
        ) AS initial (position, name, kind)
        WHERE home.name = 'default'
        ORDER BY initial.position
        """
    )


def downgrade():
    op.execute(home_tbl.delete().where(home_tbl.c.name == 'default'))
