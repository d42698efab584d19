"""add account groups

Revision ID: e286b8bd54c2
Revises: 933e1392b641
Create Date: 2022-08-29 11:18:07.402589

"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision = 'e286b8bd54c2'
down_revision = '933e1392b641'


def upgrade():
    op.create_table(
        'account_group',
        sa.Column(
            'uuid',
            postgresql.UUID(),
            server_default=sa.text('gen_random_uuid()'),
            primary_key=True,
        ),
        sa.Column(
            'home_uuid',
            postgresql.UUID(),
            sa.ForeignKey('home.uuid', name='account_group_home_uuid_fkey', ondelete='CASCADE'),
            nullable=False,
        ),
        sa.Column('slug', sa.Text, nullable=False),
        sa.Column('policy', postgresql.JSONB, nullable=False, server_default='{}'),
        sa.Column(
            'created_at',
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.text('now()'),
        ),
        sa.UniqueConstraint('slug', name='account_group_slug_key'),
    )
    op.create_table(
        'account_group_member',
        sa.Column(
            'group_uuid',
            postgresql.UUID(),
            sa.ForeignKey(
                'account_group.uuid',
                name='account_group_member_group_uuid_fkey',
                ondelete='CASCADE',
            ),
            primary_key=True,
        ),
        sa.Column(
            'account_uuid',
            postgresql.UUID(),
            sa.ForeignKey(
                'account.uuid',
                name='account_group_member_account_uuid_fkey',
                ondelete='CASCADE',
            ),
            primary_key=True,
        ),
    )
    op.execute(
        """
        INSERT INTO account_group (home_uuid, slug, policy)
        SELECT
            uuid,
            'home-' || uuid || '-members',
            jsonb_build_object('home', uuid, 'acl', ARRAY['hearthd.homes.' || uuid || '.#'])
        FROM home
        """
    )


def downgrade():
    op.drop_table('account_group_member')
    op.drop_table('account_group')
