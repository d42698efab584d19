"""add daily readings

Revision ID: e0153076b180
Revises: 0d63c1397c72
Create Date: 2022-11-14 14:09:53.314762

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = 'e0153076b180'
down_revision = '0d63c1397c72'


def upgrade():
    op.execute(
        """
        CREATE MATERIALIZED VIEW reading_daily AS
        SELECT
            device_id,
            (taken_at AT TIME ZONE 'UTC')::date AS day,
            min(temperature) AS coldest,
            max(temperature) AS warmest,
            round(avg(temperature), 2) AS mean,
            count(*) FILTER (WHERE humidity > 70) AS damp_readings
        FROM reading
        GROUP BY device_id, (taken_at AT TIME ZONE 'UTC')::date
        """
    )
    op.create_index(
        'reading_daily__uidx__device_id_day', 'reading_daily', ['device_id', 'day'], unique=True
    )


def downgrade():
    op.execute('DROP MATERIALIZED VIEW reading_daily')
