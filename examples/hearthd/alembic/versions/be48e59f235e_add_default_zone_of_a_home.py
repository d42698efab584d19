"""add default zone of a home

Revision ID: be48e59f235e
Revises: 29051340b98f
Create Date: 2021-09-06 08:45:33.692714

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = 'be48e59f235e'
down_revision = '29051340b98f'


def upgrade():
    op.add_column('home', sa.Column('default_zone_id', sa.Integer))
    op.create_foreign_key(
        'home_default_zone_id_fkey',
        'home',
        'zone',
        ['default_zone_id'],
        ['id'],
        ondelete='SET NULL',
    )
    op.execute(
        """
        UPDATE home SET default_zone_id = (
            SELECT min(zone.id) FROM zone WHERE zone.home_uuid = home.uuid AND zone.kind = 'room'
        )
        """
    )


def downgrade():
    op.drop_constraint('home_default_zone_id_fkey', 'home')
    op.drop_column('home', 'default_zone_id')
