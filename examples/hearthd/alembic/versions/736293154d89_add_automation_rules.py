"""add automation rules

Revision ID: 736293154d89
Revises: 4b17dda49e4a
Create Date: 2024-07-08 13:05:14.029537

"""

from typing import Sequence, Union

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision: str = '736293154d89'
down_revision: Union[str, None] = '4b17dda49e4a'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'automation',
        sa.Column(
            'uuid',
            postgresql.UUID(),
            server_default=sa.text('gen_random_uuid()'),
            primary_key=True,
        ),
        sa.Column('home_uuid', postgresql.UUID(), nullable=False),
        sa.Column('label', sa.Text(), nullable=False),
        sa.Column('condition', postgresql.JSONB(), nullable=False),
        sa.Column('enabled', sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column('changed_at', sa.DateTime(timezone=True), server_default=sa.func.now()),
        sa.ForeignKeyConstraint(
            ['home_uuid'], ['home.uuid'], name='automation_home_uuid_fkey', ondelete='CASCADE'
        ),
    )
    op.create_table(
        'automation_step',
        sa.Column('automation_uuid', postgresql.UUID(), nullable=False),
        sa.Column('position', sa.SmallInteger(), nullable=False),
        sa.Column('action', sa.String(16), nullable=False),
        sa.Column('argument', sa.Text()),
        sa.PrimaryKeyConstraint('automation_uuid', 'position', name='automation_step_pkey'),
        sa.ForeignKeyConstraint(
            ['automation_uuid'],
            ['automation.uuid'],
            name='automation_step_automation_uuid_fkey',
            ondelete='CASCADE',
        ),
        sa.CheckConstraint(
            "action IN ('set_mode', 'boost', 'notify')", name='automation_step_action_check'
        ),
    )
    op.execute(
        """
        WITH night AS (
            INSERT INTO automation (home_uuid, label, condition)
            SELECT uuid, 'Lower at night', '{"after": "22:30", "unless": ["boost", "guest%"]}'
            FROM home
            WHERE name = 'default'
            RETURNING uuid, home_uuid
        )
        INSERT INTO automation_step (automation_uuid, position, action, argument)
        SELECT uuid, 1, 'set_mode', 'eco' FROM night
        UNION ALL
        SELECT uuid, 2, 'notify', 'hearthd://' || home_uuid || '/automations/' || uuid FROM night
        """
    )


def downgrade() -> None:
    op.drop_table('automation_step')
    op.drop_table('automation')
