"""The tables that hearthd reads with SQLAlchemy; to all others it speaks SQL."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

metadata = sa.MetaData()

setting = sa.Table(
    'setting',
    metadata,
    sa.Column('name', sa.String(64), primary_key=True),
    sa.Column('value', postgresql.JSONB, nullable=False),
    sa.Column('description', sa.Text),
)

tariff = sa.Table(
    'tariff',
    metadata,
    sa.Column('code', sa.String(16), primary_key=True),
    sa.Column('label', sa.String(64), nullable=False),
    sa.Column('band', sa.String(8), primary_key=True),
    sa.Column('price_per_kwh', sa.Numeric(8, 5), nullable=False),
)

message_template = sa.Table(
    'message_template',
    metadata,
    sa.Column('code', sa.String(64), primary_key=True),
    sa.Column('language', sa.String(8), primary_key=True),
    sa.Column('subject', sa.Text, nullable=False),
    sa.Column('body', sa.Text, nullable=False),
    sa.Column('variables', postgresql.JSONB),
)


def is_mapped(_object, name, kind, _reflected, _compare_to):
    """Whether autogenerate looks at something in the database."""
    return kind != 'table' or name in metadata.tables
