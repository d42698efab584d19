"""describe the tables

Revision ID: 825325998cba
Revises: 00a7d4406c96
Create Date: 2023-02-27 16:55:10.623478

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = '825325998cba'
down_revision = '00a7d4406c96'


COMMENTS = {
    'TABLE home': "A building and who lives in it; the ''default'' one comes with the service",
    'TABLE reading': 'One line a device and minute;\nolder ones go after retention.days',
    'COLUMN reading.humidity': 'Relative humidity, in %',
    'COLUMN zone.kind': 'room, floor or tank: see the installer\'\'s guide',
    'DOMAIN celsius': 'Degrees Celsius, one decimal',
    'SCHEMA energy': 'What heating costs',
    'MATERIALIZED VIEW reading_daily': 'Refreshed every night at 3am',
    'CONSTRAINT zone_kind_check ON zone': 'The app has an icon for each',
    'INDEX alert__idx__open': 'For the front page',
}


def upgrade():
    for thing, text in COMMENTS.items():
        op.execute(f"COMMENT ON {thing} IS '{text}'")


def downgrade():
    for thing in COMMENTS:
        op.execute(f'COMMENT ON {thing} IS NULL')
