"""add alerts

Revision ID: 8470d9a24bec
Revises: 4291e7d2b397
Create Date: 2020-09-02 17:12:47.005936

"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision = '8470d9a24bec'
down_revision = '4291e7d2b397'


alert_level = postgresql.ENUM('info', 'warning', 'critical', name='alert_level')


def upgrade():
    op.create_table(
        'alert',
        sa.Column('id', sa.BigInteger, primary_key=True),
        sa.Column(
            'device_id',
            sa.Integer,
            sa.ForeignKey('device.id', name='alert_device_id_fkey', ondelete='CASCADE'),
            nullable=False,
        ),
        sa.Column('level', alert_level, nullable=False, server_default='warning'),
        sa.Column(
            'raised_at',
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.text('now()'),
        ),
        sa.Column('cleared_at', sa.DateTime(timezone=True)),
        sa.Column('message', sa.Text, nullable=False),
        sa.CheckConstraint('cleared_at >= raised_at', name='alert_cleared_at_check'),
    )
    op.create_index(
        'alert__idx__open',
        'alert',
        ['device_id', sa.text('raised_at DESC')],
        postgresql_where=sa.text('cleared_at IS NULL'),
    )


def downgrade():
    op.drop_table('alert')
    alert_level.drop(op.get_bind())
