"""add tariffs

Revision ID: d4966497da8d
Revises: 528ce0864233
Create Date: 2021-11-15 11:32:09.478825

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = 'd4966497da8d'
down_revision = '528ce0864233'
branch_labels = ('energy',)


tariff_tbl = sa.sql.table(
    'tariff',
    sa.sql.column('code', sa.String),
    sa.sql.column('label', sa.String),
    sa.sql.column('band', sa.String),
    sa.sql.column('price_per_kwh', sa.Numeric),
)


def upgrade():
    op.create_table(
        'tariff',
        sa.Column('code', sa.String(16), nullable=False),
        sa.Column('label', sa.String(64), nullable=False),
        sa.Column('band', sa.String(8), nullable=False),
        sa.Column('price_per_kwh', sa.Numeric(8, 5), nullable=False),
        sa.PrimaryKeyConstraint('code', 'band', name='tariff_pkey'),
        sa.CheckConstraint(
            sa.sql.column('band').in_(['base', 'peak', 'offpeak']), name='tariff_band_check'
        ),
    )
    op.bulk_insert(
        tariff_tbl,
        [
            {'code': 'BASE', 'label': 'One price', 'band': 'base', 'price_per_kwh': '0.15580'},
            {'code': 'HPHC', 'label': 'Day & night', 'band': 'peak', 'price_per_kwh': '0.18210'},
            {
                'code': 'HPHC',
                'label': "Night, '10pm-6am'",
                'band': 'offpeak',
                'price_per_kwh': '0.13600',
            },
        ],
    )


def downgrade():
    op.drop_table('tariff')
