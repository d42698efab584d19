"""create homes and zones

Revision ID: a22dd9fa7b2
Revises:
Create Date: 2019-10-14 09:41:27.518302

"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision = 'a22dd9fa7b2'
down_revision = None


def upgrade():
    op.create_table(
        'home',
        sa.Column(
            'uuid',
            postgresql.UUID(),
            server_default=sa.text('gen_random_uuid()'),
            primary_key=True,
        ),
        sa.Column('name', sa.String(128), nullable=False),
        sa.Column('timezone', sa.String(64), nullable=False, server_default='Europe/Paris'),
        sa.Column(
            'created_at',
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.text('now()'),
        ),
    )
    op.create_table(
        'zone',
        sa.Column('id', sa.Integer, primary_key=True),
        sa.Column(
            'home_uuid',
            postgresql.UUID(),
            sa.ForeignKey('home.uuid', name='zone_home_uuid_fkey', ondelete='CASCADE'),
            nullable=False,
        ),
        sa.Column('name', sa.String(64), nullable=False),
        sa.Column('kind', sa.String(16), nullable=False, server_default='room'),
        sa.CheckConstraint("kind IN ('room', 'floor', 'tank')", name='zone_kind_check'),
        sa.UniqueConstraint('home_uuid', 'name', name='zone_home_uuid_name_key'),
    )


def downgrade():
    op.drop_table('zone')
    op.drop_table('home')
