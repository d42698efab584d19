"""add weather forecasts

Revision ID: a45537b3a779
Revises: cfc28759fbab
Create Date: 2025-01-20 09:34:55.247813

"""

from typing import Sequence, Union

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision: str = 'a45537b3a779'
down_revision: Union[str, None] = 'cfc28759fbab'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = '736293154d89'


def upgrade() -> None:
    op.create_table(
        'weather_forecast',
        sa.Column('home_uuid', postgresql.UUID(), nullable=False),
        sa.Column('hour', sa.DateTime(timezone=True), nullable=False),
        sa.Column('outside', sa.Numeric(4, 1), nullable=False),
        sa.Column('trigger_uuid', postgresql.UUID()),
        sa.PrimaryKeyConstraint('home_uuid', 'hour', name='weather_forecast_pkey'),
        sa.ForeignKeyConstraint(
            ['home_uuid'],
            ['home.uuid'],
            name='weather_forecast_home_uuid_fkey',
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['trigger_uuid'],
            ['automation.uuid'],
            name='weather_forecast_trigger_uuid_fkey',
            ondelete='SET NULL',
        ),
    )


def downgrade() -> None:
    op.drop_table('weather_forecast')
