"""rename temp to temperature

Revision ID: 54c8d2e163e8
Revises: 38810265fb7c
Create Date: 2021-01-18 14:48:21.960033

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = '54c8d2e163e8'
down_revision = '38810265fb7c'


def upgrade():
    op.alter_column('reading', 'temp', new_column_name='temperature')
    op.execute('ALTER VIEW current_reading RENAME COLUMN temp TO temperature')


def downgrade():
    op.execute('ALTER VIEW current_reading RENAME COLUMN temperature TO temp')
    op.alter_column('reading', 'temperature', new_column_name='temp')
