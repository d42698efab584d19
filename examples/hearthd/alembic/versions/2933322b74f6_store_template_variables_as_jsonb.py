"""store template variables as jsonb

Revision ID: 2933322b74f6
Revises: 8d0760ce60a3
Create Date: 2024-02-26 14:31:57.881304

"""

from typing import Sequence, Union

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision: str = '2933322b74f6'
down_revision: Union[str, None] = '8d0760ce60a3'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.alter_column(
        'message_template',
        'variables',
        type_=postgresql.JSONB(),
        postgresql_using='variables::jsonb',
    )


def downgrade() -> None:
    op.alter_column(
        'message_template',
        'variables',
        type_=sa.JSON(),
        postgresql_using='variables::json',
    )
