"""protect from frost

Revision ID: bb8f481aa5e9
Revises: 926b8b39c67d
Create Date: 2025-05-19 13:16:49.814295

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = 'bb8f481aa5e9'
down_revision: Union[str, Sequence[str], None] = '926b8b39c67d'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute(
        """
        INSERT INTO automation (home_uuid, label, condition)
        SELECT uuid, 'Frost protection 🥶', '{"below": 5, "zones": "all"}'
        FROM home
        WHERE name = 'default'
        """
    )
    op.execute(
        """
        INSERT INTO automation_step (automation_uuid, position, action, argument)
        SELECT uuid, 1, 'boost', '12' FROM automation WHERE label LIKE 'Frost protection%'
        """
    )


def downgrade() -> None:
    op.execute("DELETE FROM automation WHERE label LIKE 'Frost protection%'")
