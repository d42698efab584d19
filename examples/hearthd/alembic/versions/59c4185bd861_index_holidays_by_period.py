"""index holidays by period

Revision ID: 59c4185bd861
Revises: 05c668c50355
Create Date: 2022-01-10 10:41:02.093768

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = '59c4185bd861'
down_revision = '05c668c50355'


def upgrade():
    op.create_index('holiday__idx__during', 'holiday', ['during'], postgresql_using='gist')
    op.create_index('holiday__idx__home_uuid', 'holiday', ['home_uuid'])


def downgrade():
    op.drop_index('holiday__idx__home_uuid', 'holiday')
    op.drop_index('holiday__idx__during', 'holiday')
