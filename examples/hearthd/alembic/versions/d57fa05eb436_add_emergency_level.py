"""add emergency level

Revision ID: d57fa05eb436
Revises: c1aa4972c070
Create Date: 2025-10-13 14:27:12.095847

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = 'd57fa05eb436'
down_revision: Union[str, Sequence[str], None] = 'c1aa4972c070'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE alert_level ADD VALUE IF NOT EXISTS 'emergency' AFTER 'critical'")


def downgrade() -> None:
    # PostgreSQL cannot take a value out of an enum: it stays
    pass
