"""add holidays

Revision ID: 05c668c50355
Revises: 528ce0864233
Create Date: 2021-11-22 14:20:37.825543

"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision = '05c668c50355'
down_revision = '528ce0864233'


def upgrade():
    op.create_table(
        'holiday',
        sa.Column('id', sa.Integer, sa.Identity(), primary_key=True),
        sa.Column(
            'home_uuid',
            postgresql.UUID(),
            sa.ForeignKey('home.uuid', name='holiday_home_uuid_fkey', ondelete='CASCADE'),
            nullable=False,
        ),
        sa.Column('label', sa.String(64), nullable=False),
        sa.Column('during', postgresql.DATERANGE, nullable=False),
        sa.CheckConstraint('NOT isempty(during)', name='holiday_during_check'),
    )


def downgrade():
    op.drop_table('holiday')
