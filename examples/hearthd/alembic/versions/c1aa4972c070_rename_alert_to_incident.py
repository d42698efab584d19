"""rename alert to incident

Revision ID: c1aa4972c070
Revises: bb8f481aa5e9
Create Date: 2025-08-25 09:39:04.372561

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = 'c1aa4972c070'
down_revision: Union[str, Sequence[str], None] = 'bb8f481aa5e9'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


RENAMED_CONSTRAINTS = ('pkey', 'device_id_fkey', 'cleared_at_check')


def upgrade() -> None:
    _rename('alert', 'incident')


def downgrade() -> None:
    _rename('incident', 'alert')


def _rename(old: str, new: str) -> None:
    op.rename_table(old, new)
    op.execute(f'ALTER SEQUENCE {old}_id_seq RENAME TO {new}_id_seq')
    op.execute(f'ALTER INDEX {old}__idx__open RENAME TO {new}__idx__open')
    op.execute(f'ALTER TRIGGER {old}_notify ON {new} RENAME TO {new}_notify')
    for suffix in RENAMED_CONSTRAINTS:
        op.execute(f'ALTER TABLE {new} RENAME CONSTRAINT {old}_{suffix} TO {new}_{suffix}')
