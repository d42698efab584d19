"""add integrations

Revision ID: f0d3bba130bc
Revises: 736293154d89
Create Date: 2024-09-02 16:44:38.957216

"""

import uuid
from typing import Sequence, Union

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision: str = 'f0d3bba130bc'
down_revision: Union[str, None] = '736293154d89'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


home_tbl = sa.table('home', sa.column('uuid', postgresql.UUID()))
integration_tbl = sa.table(
    'integration',
    sa.column('uuid', postgresql.UUID()),
    sa.column('home_uuid', postgresql.UUID()),
    sa.column('provider', sa.String()),
    sa.column('options', postgresql.JSONB()),
)


def upgrade() -> None:
    op.create_table(
        'integration',
        sa.Column('uuid', postgresql.UUID(), primary_key=True),
        sa.Column('home_uuid', postgresql.UUID(), nullable=False),
        sa.Column('provider', sa.String(32), nullable=False),
        sa.Column('options', postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ['home_uuid'], ['home.uuid'], name='integration_home_uuid_fkey', ondelete='CASCADE'
        ),
        sa.UniqueConstraint('home_uuid', 'provider', name='integration_home_uuid_provider_key'),
    )
    homes = op.get_bind().execute(sa.select(home_tbl.c.uuid)).fetchall()
    op.bulk_insert(
        integration_tbl,
        [
            {
                'uuid': str(uuid.uuid4()),
                'home_uuid': str(home.uuid),
                'provider': 'weather',
                'options': {'url': 'https://weather.example/:lat/:lon?units=%C2%B0C'},
            }
            for home in homes
        ],
    )


def downgrade() -> None:
    op.drop_table('integration')
