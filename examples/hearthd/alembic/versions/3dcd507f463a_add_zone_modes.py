"""add zone modes

Revision ID: 3dcd507f463a
Revises: b8cf724b6831
Create Date: 2021-03-29 16:19:40.573208

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = '3dcd507f463a'
down_revision = 'b8cf724b6831'


zone_tbl = sa.sql.table('zone', sa.sql.column('kind'), sa.sql.column('mode'))


def upgrade():
    op.add_column('zone', sa.Column('mode', sa.String(16), nullable=False, server_default='auto'))
    op.create_check_constraint(
        'zone_mode_check', 'zone', "mode IN ('auto', 'eco', 'comfort', 'off')"
    )
    op.execute(zone_tbl.update().where(zone_tbl.c.kind == 'tank').values(mode='eco'))


def downgrade():
    op.drop_column('zone', 'mode')
