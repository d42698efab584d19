"""add weekly schedules

Revision ID: 16f554d037a
Revises: eee96225b05
Create Date: 2019-12-10 11:55:41.390664

"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision = '16f554d037a'
down_revision = 'eee96225b05'


def upgrade():
    op.create_table(
        'schedule',
        sa.Column('id', sa.Integer, primary_key=True),
        sa.Column(
            'home_uuid',
            postgresql.UUID(),
            sa.ForeignKey('home.uuid', name='schedule_home_uuid_fkey', ondelete='CASCADE'),
            nullable=False,
        ),
        sa.Column('name', sa.String(64), nullable=False),
    )
    op.create_table(
        'schedule_slot',
        sa.Column(
            'schedule_id',
            sa.Integer,
            sa.ForeignKey('schedule.id', name='schedule_slot_schedule_id_fkey', ondelete='CASCADE'),
            nullable=False,
        ),
        sa.Column('weekday', sa.SmallInteger, nullable=False),
        sa.Column('starts_at', sa.Time, nullable=False),
        sa.Column('target', sa.Float, nullable=False),
        sa.PrimaryKeyConstraint('schedule_id', 'weekday', 'starts_at', name='schedule_slot_pkey'),
        sa.CheckConstraint('weekday BETWEEN 0 AND 6', name='schedule_slot_weekday_check'),
    )


def downgrade():
    op.drop_table('schedule_slot')
    op.drop_table('schedule')
