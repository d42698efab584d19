"""add audit log

Revision ID: d96fa195cbdc
Revises: cfc28759fbab
Create Date: 2024-12-02 14:53:31.670984

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = 'd96fa195cbdc'
down_revision: Union[str, None] = 'cfc28759fbab'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE audit_log (
            at timestamp with time zone NOT NULL DEFAULT now(),
            account_uuid uuid REFERENCES account (uuid) ON DELETE SET NULL,
            action text NOT NULL,
            details jsonb
        ) PARTITION BY RANGE (at)
        """
    )
    op.execute(
        """
        CREATE TABLE audit_log_2025 PARTITION OF audit_log
        FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00')
        """
    )
    op.execute('CREATE TABLE audit_log_rest PARTITION OF audit_log DEFAULT')
    op.create_index('audit_log__idx__account_uuid', 'audit_log', ['account_uuid'])


def downgrade() -> None:
    op.drop_table('audit_log')
