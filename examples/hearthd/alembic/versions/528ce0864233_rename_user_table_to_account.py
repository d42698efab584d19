"""rename user table to account

Revision ID: 528ce0864233
Revises: be48e59f235e
Create Date: 2021-10-11 15:06:28.331957

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = '528ce0864233'
down_revision = 'be48e59f235e'


RENAMED_CONSTRAINTS = ('pkey', 'home_uuid_fkey', 'role_check')
RENAMED_INDEXES = ('uidx__email', 'idx__home_uuid')


def upgrade():
    _rename('hearthd_user', 'account')


def downgrade():
    _rename('account', 'hearthd_user')


def _rename(old, new):
    op.rename_table(old, new)
    for suffix in RENAMED_CONSTRAINTS:
        op.execute(f'ALTER TABLE {new} RENAME CONSTRAINT {old}_{suffix} TO {new}_{suffix}')
    for suffix in RENAMED_INDEXES:
        op.execute(f'ALTER INDEX {old}__{suffix} RENAME TO {new}__{suffix}')
