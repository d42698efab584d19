"""add heat curve

Revision ID: 0dfcb0060dab
Revises: d96fa195cbdc
Create Date: 2025-03-10 15:02:18.906352

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = '0dfcb0060dab'
down_revision: Union[str, Sequence[str], None] = 'd96fa195cbdc'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION flow_temperature(outside numeric, slope numeric DEFAULT 1.2)
        RETURNS celsius
        LANGUAGE plpgsql
        IMMUTABLE
        SET search_path = public
        AS $$
        BEGIN
            -- 20 °C outside needs no heating at all
            RETURN least(75, greatest(25, 20 + slope * (20 - outside)));
        END;
        $$
        """
    )


def downgrade() -> None:
    op.execute('DROP FUNCTION flow_temperature(numeric, numeric)')
