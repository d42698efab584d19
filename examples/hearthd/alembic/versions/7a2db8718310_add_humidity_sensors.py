"""add humidity sensors

Revision ID: 7a2db8718310
Revises: 143e8449c691
Create Date: 2020-02-11 15:44:59.032187

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = '7a2db8718310'
down_revision = '143e8449c691'


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE device_type ADD VALUE IF NOT EXISTS 'humidity_sensor'")

    op.add_column('reading', sa.Column('humidity', sa.SmallInteger))
    op.create_check_constraint('reading_humidity_check', 'reading', 'humidity BETWEEN 0 AND 100')


def downgrade():
    # PostgreSQL cannot take a value out of an enum: it stays
    op.drop_column('reading', 'humidity')
