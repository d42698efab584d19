"""add consumption

Revision ID: 2ab0d8ca6560
Revises: d4966497da8d
Create Date: 2021-12-13 09:14:46.236091

"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision = '2ab0d8ca6560'
down_revision = 'd4966497da8d'


def upgrade():
    op.execute('CREATE SCHEMA energy')
    op.create_table(
        'consumption',
        sa.Column('id', sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column(
            'home_uuid',
            postgresql.UUID(),
            sa.ForeignKey(
                'public.home.uuid', name='consumption_home_uuid_fkey', ondelete='CASCADE'
            ),
            nullable=False,
        ),
        sa.Column('day', sa.Date, nullable=False),
        sa.Column('kwh', sa.Numeric(9, 3), nullable=False),
        sa.Column('price_per_kwh', sa.Numeric(8, 5), nullable=False),
        sa.Column(
            'cost', sa.Numeric(10, 2), sa.Computed('round(kwh * price_per_kwh, 2)', persisted=True)
        ),
        sa.UniqueConstraint('home_uuid', 'day', name='consumption_home_uuid_day_key'),
        schema='energy',
    )


def downgrade():
    op.drop_table('consumption', schema='energy')
    op.execute('DROP SCHEMA energy')
