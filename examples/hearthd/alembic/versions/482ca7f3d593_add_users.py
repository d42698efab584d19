"""add users

Revision ID: 482ca7f3d593
Revises: 7a2db8718310
Create Date: 2020-03-30 08:21:36.915024

"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision = '482ca7f3d593'
down_revision = '7a2db8718310'


def upgrade():
    op.create_table(
        'hearthd_user',
        sa.Column(
            'uuid',
            postgresql.UUID(),
            server_default=sa.text('gen_random_uuid()'),
            primary_key=True,
        ),
        sa.Column(
            'home_uuid',
            postgresql.UUID(),
            sa.ForeignKey('home.uuid', name='hearthd_user_home_uuid_fkey', ondelete='CASCADE'),
            nullable=False,
        ),
        sa.Column('email', sa.String(254), nullable=False),
        sa.Column('firstname', sa.String(64)),
        sa.Column('lastname', sa.String(64)),
        sa.Column('role', sa.String(16), nullable=False, server_default='member'),
        sa.CheckConstraint(
            sa.sql.column('role').in_(['owner', 'member', 'guest', 'installer']),
            name='hearthd_user_role_check',
        ),
    )
    op.create_index(
        'hearthd_user__uidx__email', 'hearthd_user', [sa.text('lower(email)')], unique=True
    )
    op.create_index('hearthd_user__idx__home_uuid', 'hearthd_user', ['home_uuid'])


def downgrade():
    op.drop_table('hearthd_user')
