"""open energy reports to everyone

Revision ID: 00a7d4406c96
Revises: e0153076b180
Create Date: 2023-01-16 10:03:48.069251

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = '00a7d4406c96'
down_revision = 'e0153076b180'


def upgrade():
    op.execute('GRANT USAGE ON SCHEMA energy TO PUBLIC')
    op.execute('GRANT SELECT ON energy.consumption TO PUBLIC')
    op.execute('GRANT SELECT (code, band, price_per_kwh) ON tariff TO PUBLIC')
    op.execute('REVOKE ALL ON FUNCTION boost_zone(integer, celsius, integer) FROM PUBLIC')


def downgrade():
    op.execute('GRANT EXECUTE ON FUNCTION boost_zone(integer, celsius, integer) TO PUBLIC')
    op.execute('REVOKE SELECT (code, band, price_per_kwh) ON tariff FROM PUBLIC')
    op.execute('REVOKE SELECT ON energy.consumption FROM PUBLIC')
    op.execute('REVOKE USAGE ON SCHEMA energy FROM PUBLIC')
