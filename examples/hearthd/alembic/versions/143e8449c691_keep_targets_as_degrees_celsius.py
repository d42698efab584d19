"""keep targets as degrees celsius

Revision ID: 143e8449c691
Revises: 16f554d037a
Create Date: 2020-01-20 09:08:12.700551

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = '143e8449c691'
down_revision = '16f554d037a'


def upgrade():
    op.execute(
        """
        CREATE DOMAIN celsius AS numeric(4, 1)
        CONSTRAINT celsius_check CHECK (VALUE BETWEEN -40 AND 95)
        """
    )
    op.execute('ALTER TABLE schedule_slot ALTER COLUMN target TYPE celsius')


def downgrade():
    op.execute('ALTER TABLE schedule_slot ALTER COLUMN target TYPE double precision')
    op.execute('DROP DOMAIN celsius')
