"""replace names of accounts

Revision ID: cfc28759fbab
Revises: f0d3bba130bc
Create Date: 2024-10-21 10:19:06.183740

"""

from typing import Sequence, Union

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision: str = 'cfc28759fbab'
down_revision: Union[str, None] = 'f0d3bba130bc'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


account_tbl = sa.table(
    'account',
    sa.column('uuid', postgresql.UUID()),
    sa.column('firstname', sa.String()),
    sa.column('lastname', sa.String()),
    sa.column('display_name', sa.Text()),
)


def upgrade() -> None:
    op.add_column('account', sa.Column('display_name', sa.Text()))
    bind = op.get_bind()
    for account in bind.execute(sa.select(account_tbl)).fetchall():
        names = [name for name in (account.firstname, account.lastname) if name]
        bind.execute(
            account_tbl.update()
            .where(account_tbl.c.uuid == account.uuid)
            .values(display_name=' '.join(names) or None)
        )
    op.drop_column('account', 'firstname')
    op.drop_column('account', 'lastname')


def downgrade() -> None:
    op.add_column('account', sa.Column('firstname', sa.String(64)))
    op.add_column('account', sa.Column('lastname', sa.String(64)))
    op.execute(
        """
        UPDATE account SET
            firstname = split_part(display_name, ' ', 1),
            lastname = nullif(substr(display_name, strpos(display_name || ' ', ' ') + 1), '')
        """
    )
    op.drop_column('account', 'display_name')
