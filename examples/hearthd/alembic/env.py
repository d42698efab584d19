import os
from logging.config import fileConfig

from sqlalchemy import create_engine

from alembic import context
from hearthd.config import load_config
from hearthd.models import is_mapped, metadata

config = context.config

if config.config_file_name is not None:
    fileConfig(config.config_file_name, disable_existing_loggers=False)

VERSION_TABLE = 'hearthd_alembic_version'
URI = os.getenv('ALEMBIC_DB_URI', None)


def get_url():
    return load_config()['db_uri']


def run_migrations_offline():
    context.configure(url=URI or get_url(), version_table=VERSION_TABLE)

    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    engine = create_engine(URI or get_url())

    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            include_object=is_mapped,
            version_table=VERSION_TABLE,
        )

        with context.begin_transaction():
            context.run_migrations()

    engine.dispose()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
