"""add settings

Revision ID: b8cf724b6831
Revises: 54c8d2e163e8
Create Date: 2021-02-22 10:35:17.219486

"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

# revision identifiers, used by Alembic.
revision = 'b8cf724b6831'
down_revision = '54c8d2e163e8'


setting_tbl = sa.sql.table(
    'setting',
    sa.sql.column('name', sa.String),
    sa.sql.column('value', postgresql.JSONB),
    sa.sql.column('description', sa.Text),
)

SETTINGS = [
    {
        'name': 'boiler.limits',
        'value': {'min': 35, 'max': 75.5, 'unit': '°C', 'steps': [1, 5, None, True]},
        'description': 'Flow temperature; see the label inside the boiler\'s door',
    },
    {
        'name': 'panel.greeting',
        'value': {'en': 'Good :daypart, :firstname', 'path': 'C:\\panel', 'progress': '%d%%'},
        'description': None,
    },
    {
        'name': 'reading.pattern',
        'value': '^(?P<sign>[-+])?\\d{1,2}(\\.\\d)?$',
        'description': 'A regular expression (?:not a bind)\n\tone per line',
    },
    {'name': 'retention.days', 'value': 730, 'description': 'Readings older than this go'},
]


def upgrade():
    op.create_table(
        'setting',
        sa.Column('name', sa.String(64), primary_key=True),
        sa.Column('value', postgresql.JSONB, nullable=False),
        sa.Column('description', sa.Text),
    )
    op.bulk_insert(setting_tbl, SETTINGS)


def downgrade():
    op.drop_table('setting')
