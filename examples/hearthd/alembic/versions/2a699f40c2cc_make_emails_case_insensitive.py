"""make emails case insensitive

Revision ID: 2a699f40c2cc
Revises: 36bc0030d249
Create Date: 2022-04-25 10:26:44.183962

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = '2a699f40c2cc'
down_revision = '36bc0030d249'


def upgrade():
    op.execute('CREATE EXTENSION citext')
    op.drop_index('account__uidx__email', 'account')
    op.execute('ALTER TABLE account ALTER COLUMN email TYPE citext')
    op.create_unique_constraint('account_email_key', 'account', ['email'])


def downgrade():
    op.drop_constraint('account_email_key', 'account')
    op.execute('ALTER TABLE account ALTER COLUMN email TYPE character varying(254)')
    op.create_index('account__uidx__email', 'account', [sa.text('lower(email)')], unique=True)
    op.execute('DROP EXTENSION citext')
