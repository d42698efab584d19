"""seed holidays of the default home

Revision ID: 36bc0030d249
Revises: 322e44670407
Create Date: 2022-03-07 13:51:19.560247

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = '36bc0030d249'
down_revision = '322e44670407'


def upgrade():
    op.execute(
        """
        INSERT INTO holiday (home_uuid, label, during)
        SELECT home.uuid, preset.label, preset.during
        FROM home
        CROSS JOIN (
            VALUES
                (1, 'New Year''s Day', '[2022-01-01,2022-01-02)'::daterange),
                (2, 'Winter break ❄️', '[2022-12-17,2023-01-03)'::daterange)
        ) AS preset (position, label, during)
        WHERE home.name = 'default'
        ORDER BY preset.position
        """
    )


def downgrade():
    op.execute("DELETE FROM holiday WHERE label IN ('New Year''s Day', 'Winter break ❄️')")
