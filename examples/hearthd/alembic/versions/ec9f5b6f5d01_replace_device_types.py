"""replace device types

Revision ID: ec9f5b6f5d01
Revises: 3dcd507f463a
Create Date: 2021-05-10 09:57:05.804679

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = 'ec9f5b6f5d01'
down_revision = '3dcd507f463a'


NEW_TYPES = ('thermostat', 'radiator_valve', 'boiler', 'humidity_sensor', 'heat_pump')
OLD_TYPES = ('thermostat', 'valve', 'boiler', 'humidity_sensor')


def upgrade():
    _replace_type(NEW_TYPES, {'valve': 'radiator_valve'})


def downgrade():
    op.execute("DELETE FROM device WHERE type = 'heat_pump'")
    _replace_type(OLD_TYPES, {'radiator_valve': 'valve'})


def _replace_type(values, renamed):
    labels = ', '.join(f"'{value}'" for value in values)
    cases = ' '.join(f"WHEN '{old}' THEN '{new}'" for old, new in renamed.items())
    op.execute('ALTER TYPE device_type RENAME TO device_type_old')
    op.execute(f'CREATE TYPE device_type AS ENUM ({labels})')
    op.execute(
        f"""
        ALTER TABLE device ALTER COLUMN type TYPE device_type
        USING (CASE type::text {cases} ELSE type::text END)::device_type
        """
    )
    op.execute('DROP TYPE device_type_old')
