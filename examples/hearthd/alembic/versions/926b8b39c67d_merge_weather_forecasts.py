"""merge weather forecasts

Revision ID: 926b8b39c67d
Revises: 0dfcb0060dab, a45537b3a779
Create Date: 2025-04-28 10:58:27.531608

"""

from typing import Sequence, Union

# revision identifiers, used by Alembic.
revision: str = '926b8b39c67d'
down_revision: Union[str, Sequence[str], None] = ('0dfcb0060dab', 'a45537b3a779')
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
