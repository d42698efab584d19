"""add mean temperature of a zone

Revision ID: f0553b47214c
Revises: 825325998cba
Create Date: 2023-04-17 09:22:35.270849

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = 'f0553b47214c'
down_revision: Union[str, None] = '825325998cba'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION zone_comfort(p_zone_id integer, p_since timestamp with time zone)
        RETURNS TABLE (mean numeric, verdict text)
        LANGUAGE sql
        STABLE
        BEGIN ATOMIC
            SELECT
                round(avg(reading.temperature), 1),
                CASE
                    WHEN avg(reading.temperature) < 17 THEN 'cold; heat more'
                    WHEN avg(reading.temperature) > 24 THEN 'hot; heat less'
                    ELSE 'fine'
                END
            FROM reading
            JOIN device ON device.id = reading.device_id
            WHERE device.zone_id = p_zone_id AND reading.taken_at >= p_since;
        END
        """
    )


def downgrade() -> None:
    op.execute('DROP FUNCTION zone_comfort(integer, timestamp with time zone)')
