"""add readings

Revision ID: fa581d6dc74
Revises: d1d328d3a51
Create Date: 2019-11-05 10:17:33.846120

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = 'fa581d6dc74'
down_revision = 'd1d328d3a51'


def upgrade():
    op.create_table(
        'reading',
        sa.Column('id', sa.BigInteger, primary_key=True),
        sa.Column(
            'device_id',
            sa.Integer,
            sa.ForeignKey('device.id', name='reading_device_id_fkey', ondelete='CASCADE'),
            nullable=False,
        ),
        sa.Column(
            'taken_at',
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.text('now()'),
        ),
        sa.Column('temp', sa.Numeric(5, 2)),
    )
    op.create_index('reading__idx__device_id_taken_at', 'reading', ['device_id', 'taken_at'])


def downgrade():
    op.drop_table('reading')
