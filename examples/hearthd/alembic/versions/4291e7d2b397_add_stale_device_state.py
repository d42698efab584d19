"""add stale device state

Revision ID: 4291e7d2b397
Revises: 60da69880168
Create Date: 2020-06-15 10:50:03.728845

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = '4291e7d2b397'
down_revision = '60da69880168'


def upgrade():
    _update_state_constraint(['online', 'offline', 'stale', 'unpaired'])


def downgrade():
    op.execute("UPDATE device SET state = 'offline' WHERE state = 'stale'")
    _update_state_constraint(['online', 'offline', 'unpaired'])


def _update_state_constraint(states):
    op.drop_constraint('device_state_check', 'device')
    op.create_check_constraint('device_state_check', 'device', sa.sql.column('state').in_(states))
