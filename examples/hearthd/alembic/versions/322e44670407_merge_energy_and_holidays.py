"""merge energy and holidays

Revision ID: 322e44670407
Revises: 2ab0d8ca6560, 59c4185bd861
Create Date: 2022-01-24 09:00:51.714406

"""

# revision identifiers, used by Alembic.
revision = '322e44670407'
down_revision = ('2ab0d8ca6560', '59c4185bd861')


def upgrade():
    pass


def downgrade():
    pass
