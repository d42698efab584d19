"""add current reading view

Revision ID: 38810265fb7c
Revises: 52accd187ec8
Create Date: 2020-11-30 11:03:58.384172

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = '38810265fb7c'
down_revision = '52accd187ec8'


def upgrade():
    op.execute(
        """
        CREATE VIEW current_reading AS
        SELECT DISTINCT ON (reading.device_id)
            reading.device_id,
            device.zone_id,
            reading.taken_at,
            reading.temp,
            reading.humidity
        FROM reading
        JOIN device ON device.id = reading.device_id
        ORDER BY reading.device_id, reading.taken_at DESC
        """
    )


def downgrade():
    op.execute('DROP VIEW current_reading')
