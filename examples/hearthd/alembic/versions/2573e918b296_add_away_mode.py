"""add away mode

Revision ID: 2573e918b296
Revises: 1e9167154a7b
Create Date: 2023-09-11 08:58:42.196034

"""

from typing import Sequence, Union

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision: str = '2573e918b296'
down_revision: Union[str, None] = '1e9167154a7b'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.drop_constraint('zone_mode_check', 'zone', type_='check')
    op.create_check_constraint(
        'zone_mode_check', 'zone', "mode IN ('auto', 'eco', 'comfort', 'away', 'off')"
    )
    op.create_index(
        'zone__idx__saving',
        'zone',
        ['home_uuid'],
        postgresql_where=sa.text("mode IN ('eco', 'away', 'off')"),
    )


def downgrade() -> None:
    op.drop_index('zone__idx__saving', 'zone')
    op.execute("UPDATE zone SET mode = 'eco' WHERE mode = 'away'")
    op.drop_constraint('zone_mode_check', 'zone', type_='check')
    op.create_check_constraint(
        'zone_mode_check', 'zone', "mode IN ('auto', 'eco', 'comfort', 'off')"
    )
