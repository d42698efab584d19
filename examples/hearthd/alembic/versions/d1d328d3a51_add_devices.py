"""add devices

Revision ID: d1d328d3a51
Revises: a22dd9fa7b2
Create Date: 2019-10-21 14:02:55.100817

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = 'd1d328d3a51'
down_revision = 'a22dd9fa7b2'


def upgrade():
    op.create_table(
        'device',
        sa.Column('id', sa.Integer, primary_key=True),
        sa.Column(
            'zone_id',
            sa.Integer,
            sa.ForeignKey('zone.id', name='device_zone_id_fkey', ondelete='SET NULL'),
        ),
        sa.Column('serial_number', sa.String(32), nullable=False),
        sa.Column(
            'type',
            sa.Enum('thermostat', 'valve', 'boiler', name='device_type'),
            nullable=False,
        ),
        sa.Column('state', sa.String(16), nullable=False, server_default='unpaired'),
        sa.CheckConstraint("state IN ('online', 'offline', 'unpaired')", name='device_state_check'),
        sa.UniqueConstraint('serial_number', name='device_serial_number_key'),
    )


def downgrade():
    op.drop_table('device')
    op.execute('DROP TYPE device_type')
