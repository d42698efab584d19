"""add message templates

Revision ID: 52accd187ec8
Revises: 8470d9a24bec
Create Date: 2020-10-19 09:29:14.657310

"""

import sqlalchemy as sa

from alembic import op

# revision identifiers, used by Alembic.
revision = '52accd187ec8'
down_revision = '8470d9a24bec'


message_template_tbl = sa.sql.table(
    'message_template',
    sa.sql.column('code', sa.String),
    sa.sql.column('language', sa.String),
    sa.sql.column('subject', sa.Text),
    sa.sql.column('body', sa.Text),
    sa.sql.column('variables', sa.JSON),
)

TEMPLATES = [
    {
        'code': 'alert-raised',
        'language': 'en',
        'subject': '🔥 :home_name: alert in :zone',
        'body': 'Hello :firstname,\n\n\tdevice\t:serial_number\n\tzone\t:zone\n\n100% of the '
        "heating power is in use. Don't touch the boiler.\n",
        'variables': {'required': [':firstname', ':zone'], 'escape': '%%', 'limit': '100%'},
    },
    {
        'code': 'alert-raised',
        'language': 'fr',
        'subject': "Alerte « :zone » : l'appareil ne répond plus",
        'body': 'Bonjour :firstname,\n\nla pièce ":zone" est à %(temperature)s °C.\n',
        'variables': {'required': [':firstname', ':zone', 'temperature']},
    },
    {
        'code': 'installer-help',
        'language': 'en',
        'subject': 'Where hearthd keeps C:\\hearth\\logs and \\\\nas\\hearth',
        'body': 'Read these lines before you call us:\n'
        '\\restrict the valve by a quarter turn;\n'
        '-- then wait; $$ 5 minutes $$ are enough\n'
        'BEGIN with the radiator nearest to the boiler;\n'
        'COMMIT the setting with the OK key;\n'
        'SET search_path to the attic? No: \'SELECT 1;\' is not a command here /* yet */\n'
        '\\.\n',
        'variables': {'note': "it's \"quoted\"\tand \\back\\slashed\n"},
    },
    {
        'code': 'welcome',
        'language': 'en',
        'subject': 'Welcome home 🏡',
        'body': '',
        'variables': None,
    },
]


def upgrade():
    op.create_table(
        'message_template',
        sa.Column('code', sa.String(64), nullable=False),
        sa.Column('language', sa.String(8), nullable=False),
        sa.Column('subject', sa.Text, nullable=False),
        sa.Column('body', sa.Text, nullable=False),
        sa.Column('variables', sa.JSON(none_as_null=True)),
        sa.PrimaryKeyConstraint('code', 'language', name='message_template_pkey'),
    )
    op.bulk_insert(message_template_tbl, TEMPLATES)


def downgrade():
    op.drop_table('message_template')
