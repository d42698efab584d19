"""search zones without accents

Revision ID: 933e1392b641
Revises: 2a699f40c2cc
Create Date: 2022-06-13 15:33:25.947130

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = '933e1392b641'
down_revision = '2a699f40c2cc'


def upgrade():
    # The extension unaccent is made together with the database, by hearthd-init-db
    op.execute(
        """
        CREATE FUNCTION fold_name(name text) RETURNS text
        LANGUAGE sql
        IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, name)) $$
        """
    )
    op.create_index('zone__idx__folded_name', 'zone', [sa.text('fold_name(name)')])


def downgrade():
    op.drop_index('zone__idx__folded_name', 'zone')
    op.execute('DROP FUNCTION fold_name(text)')
