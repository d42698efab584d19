"""add firmware

Revision ID: 8d0760ce60a3
Revises: 93c5fb348222
Create Date: 2024-01-15 10:37:01.442670

"""

from typing import Sequence, Union

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision: str = '8d0760ce60a3'
down_revision: Union[str, None] = '93c5fb348222'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


firmware_tbl = sa.table(
    'firmware',
    sa.column('device_type', postgresql.ENUM(name='device_type', create_type=False)),
    sa.column('version', postgresql.ARRAY(sa.SmallInteger)),
    sa.column('checksum', sa.LargeBinary),
)


def upgrade() -> None:
    op.create_table(
        'firmware',
        sa.Column('id', sa.Integer, sa.Identity(always=True, start=100), primary_key=True),
        sa.Column(
            'device_type',
            postgresql.ENUM(name='device_type', create_type=False),
            nullable=False,
        ),
        sa.Column('version', postgresql.ARRAY(sa.SmallInteger), nullable=False),
        sa.Column('checksum', sa.LargeBinary, nullable=False),
        sa.Column('added_at', sa.DateTime(timezone=True), server_default=sa.func.now()),
        sa.UniqueConstraint('device_type', 'version', name='firmware_device_type_version_key'),
    )
    op.bulk_insert(
        firmware_tbl,
        [
            {'device_type': 'thermostat', 'version': [2, 4, 1], 'checksum': b'\x00\xfeh%\\'},
            {'device_type': 'boiler', 'version': [1, 0, 9], 'checksum': b"\x27'\r\n\xc3"},
        ],
    )


def downgrade() -> None:
    op.drop_table('firmware')
