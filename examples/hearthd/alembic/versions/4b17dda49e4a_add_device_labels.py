"""add device labels

Revision ID: 4b17dda49e4a
Revises: 2933322b74f6
Create Date: 2024-04-08 09:11:23.356892

"""

from typing import Sequence, Union

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision: str = '4b17dda49e4a'
down_revision: Union[str, None] = '2933322b74f6'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column(
        'device',
        sa.Column('labels', postgresql.ARRAY(sa.String(32)), nullable=False, server_default='{}'),
    )
    op.create_index('device__idx__labels', 'device', ['labels'], postgresql_using='gin')


def downgrade() -> None:
    op.drop_index('device__idx__labels', 'device')
    op.drop_column('device', 'labels')
