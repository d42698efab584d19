"""add silent device view

Revision ID: 93c5fb348222
Revises: 2573e918b296
Create Date: 2023-10-30 15:15:29.735118

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = '93c5fb348222'
down_revision: Union[str, None] = '2573e918b296'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute(
        """
        CREATE VIEW silent_device WITH (security_barrier) AS
        SELECT
            device.id,
            device.serial_number,
            zone.name AS zone_name,
            (SELECT max(reading.taken_at) FROM reading WHERE reading.device_id = device.id)
                AS last_seen
        FROM device
        LEFT JOIN zone ON zone.id = device.zone_id AND zone.mode NOT IN ('away', 'off')
        WHERE device.state IN ('offline', 'stale')
        """
    )


def downgrade() -> None:
    op.execute('DROP VIEW silent_device')
