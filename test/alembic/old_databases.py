"""Upgrades databases at squashed revisions with squashed_history.py, by the Alembic of this Python.

Usage: old_databases.py FOLDER URL ENV

In FOLDER are `archive.py` and `guard.py`, the two kinds of the module for the history below, and
here the projects are written. URL is that of a PostgreSQL whose databases this may make. ENV names
the kind of env.py. Printed is, as JSON by a few words, what each command came to.

    r1 -+- r2a -+- r3 - k1 - k2     r3 is the cut, k2 depends on r2a, p1 is a base of its own
        +- r2b -+
    p1
"""

import contextlib
import io
import json
import os
import shutil
import sys

import psycopg2
from alembic import command
from alembic.config import Config

HISTORY = {
    "r1aa": (None, None),
    "r2aa": ("r1aa", None),
    "r2bb": ("r1aa", None),
    "r3aa": (("r2aa", "r2bb"), None),
    "k1aa": ("r3aa", None),
    "k2aa": ("k1aa", "r2aa"),
    "p1aa": (None, None),
}
SQUASHED = ["r1aa", "r2aa", "r2bb", "r3aa"]
STATES = {
    "empty": [],
    "r1": ["r1aa"],
    "r2a": ["r2aa"],
    "r2a and r2b": ["r2aa", "r2bb"],
    "r2a and p1": ["r2aa", "p1aa"],
    "the cut": ["r3aa"],
    "k1": ["k1aa"],
    "head": ["heads"],
}

REVISION = '''
from alembic import op

revision = %r
down_revision = %r
branch_labels = None
depends_on = %r


def upgrade():
    %s


def downgrade():
    op.execute("DELETE FROM done WHERE id = '%s'")
'''
BLOCK = "with op.get_context().autocommit_block():\n        op.execute('SELECT 1')\n    "

ONLINE = '''
from alembic import context
from alembic.util import load_python_file
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

squashed_history = load_python_file(context.script.dir, "squashed_history.py")
config = context.config
url = config.get_main_option("sqlalchemy.url")


def migrate(connection=None, **options):
    if connection is None:
        context.configure(url=url, literal_binds=True)
    else:
        context.configure(connection=connection, **options)
    with context.begin_transaction():
        squashed_history.use(context)
        context.run_migrations()


if context.is_offline_mode():
    migrate()
else:
'''
ENVS = {
    "sync": '''
    with create_engine(url, poolclass=NullPool).connect() as connection:
        migrate(connection)
''',
    "per migration": '''
    with create_engine(url, poolclass=NullPool).connect() as connection:
        migrate(connection, transaction_per_migration=True)
''',
    "async": '''
    import asyncio

    from sqlalchemy.ext.asyncio import create_async_engine

    async def run():
        engine = create_async_engine(url.replace("psycopg2", "asyncpg"), poolclass=NullPool)
        async with engine.connect() as connection:
            await connection.run_sync(migrate)
        await engine.dispose()

    asyncio.run(run())
''',
    "tenants": '''
    for schema in ("other", "public"):
        options = {"options": "-csearch_path=" + schema}
        engine = create_engine(url, poolclass=NullPool, connect_args=options)
        with engine.connect() as connection:
            migrate(connection, version_table_schema=schema)
''',
}
DONE = "op.execute(\"INSERT INTO done VALUES ('%s')\")"


def upgrading(revision):
    make = "op.execute('CREATE TABLE IF NOT EXISTS done (id text)')\n    "
    block = BLOCK if revision in ("r2aa", "k1aa") else ""
    return block + (make if HISTORY[revision][0] is None else "") + DONE % revision


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def revision(revision, **changes):
    down, depends = HISTORY[revision]
    values = dict({"down": down, "depends": depends, "code": upgrading(revision)}, **changes)
    return REVISION % (revision, values["down"], values["depends"], values["code"], revision)


class Project:
    def __init__(self, folder, kind, env, url):
        self.folder = os.path.join(folder, kind.replace(" ", "_"))
        self.url = url
        scripts = os.path.join(self.folder, "migrations")
        write(
            os.path.join(self.folder, "alembic.ini"),
            "".join(
                "[%s]\nscript_location = %s\n" % (name, scripts) for name in ("alembic", "core")
            ),
        )
        write(os.path.join(scripts, "env.py"), ONLINE + ENVS[env])
        if kind == "originals":
            write(os.path.join(scripts, "squashed_history.py"), "def use(context):\n    pass\n")
        else:
            shutil.copy(
                os.path.join(folder, kind.split(" ")[0] + ".py"),
                os.path.join(scripts, "squashed_history.py"),
            )
        for name in HISTORY:
            if kind == "originals" or name not in SQUASHED:
                changes = {"depends": "r3aa"} if name == "k2aa" and kind != "originals" else {}
                write(os.path.join(scripts, "versions", name + ".py"), revision(name, **changes))
            elif kind == "archive":
                write(os.path.join(scripts, "squashed", name + ".py"), revision(name))
        if kind != "originals":
            code = "\n    ".join(upgrading(name) for name in SQUASHED if name != "r2aa")
            code += "\n    " + DONE % "r2aa"
            baseline = revision("r3aa", down=None, depends=None, code=code)
            write(os.path.join(scripts, "versions", "baseline.py"), baseline)

    def run(self, database, name, *arguments, **options):
        """What a command prints, or its failure."""
        output = io.StringIO()
        config = Config(
            os.path.join(self.folder, "alembic.ini"),
            ini_section=options.pop("section", "alembic"),
            stdout=output,
            output_buffer=output,
        )
        config.set_main_option("sqlalchemy.url", self.url.replace(":", "+psycopg2:", 1) + database)
        try:
            with contextlib.redirect_stdout(output):
                getattr(command, name)(config, *arguments, **options)
        except Exception as error:
            return "%s: %s" % (type(error).__name__, error)
        return output.getvalue()


class Server:
    def __init__(self, url):
        self.url = url

    def execute(self, database, sql):
        connection = psycopg2.connect(self.url + database)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
            rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows

    def make(self, name, template="template1"):
        self.execute("postgres", 'DROP DATABASE IF EXISTS "%s"' % name)
        self.execute("postgres", 'CREATE DATABASE "%s" TEMPLATE "%s"' % (name, template))
        self.execute(name, "CREATE SCHEMA IF NOT EXISTS other")

    def found(self, database, schema="public"):
        """What has run, how often, and the rows of the version table."""
        there = "SELECT to_regclass('%s.%s') IS NOT NULL"
        columns = {"done": "id", "alembic_version": "version_num"}
        return [
            sorted(
                row[0]
                for row in self.execute(
                    database, "SELECT %s FROM %s.%s" % (column, schema, table)
                )
            )
            if self.execute(database, there % (schema, table))[0][0]
            else []
            for table, column in columns.items()
        ]


def asking(project, *arguments, **options):
    os.environ["SQUASHED_HISTORY"] = "originals"
    try:
        return project.run(*arguments, **options)
    finally:
        del os.environ["SQUASHED_HISTORY"]


def main():
    folder, url, env = sys.argv[1:]
    server = Server(url)
    schema = "other" if env == "tenants" else "public"
    originals, archive, guard, unshipped = (
        Project(folder, kind, env, url)
        for kind in ("originals", "archive", "guard", "archive unshipped")
    )
    shutil.rmtree(os.path.join(unshipped.folder, "migrations", "squashed"), ignore_errors=True)
    results = {}

    def note(state, words, said, database="copy"):
        results["%s: %s" % (state, words)] = [said] + server.found(database, schema)

    for state, targets in STATES.items():
        server.make("state")
        for target in targets:
            said = originals.run("state", "upgrade", target)
            assert not said, said
        if env == "tenants":  # One schema is old, and the next that is migrated is empty.
            server.execute("state", "DROP TABLE IF EXISTS public.done, public.alembic_version")
        for words, project, call in (
            ("archive, upgrade heads", archive, ("upgrade", "heads")),
            ("archive, upgrade +1", archive, ("upgrade", "+1")),
            ("archive, downgrade -1", archive, ("downgrade", "-1")),
            ("archive, current", archive, ("current",)),
            ("originals, upgrade +1", originals, ("upgrade", "+1")),
            ("originals, downgrade -1", originals, ("downgrade", "-1")),
            ("guard, upgrade heads", guard, ("upgrade", "heads")),
            ("guard, current", guard, ("current",)),
            ("guard, stamp", guard, ("stamp", "k1aa")),
            ("unshipped, upgrade heads", unshipped, ("upgrade", "heads")),
        ):
            server.make("copy", "state")
            note(state, words, project.run("copy", *call))
        if hasattr(command, "check"):
            server.make("copy", "state")
            note(state, "guard, check", guard.run("copy", "check"))
        server.make("copy", "state")
        note(state, "guard, purge", guard.run("copy", "stamp", "k1aa", purge=True))
        server.make("copy", "state")
        said = guard.run("copy", "upgrade", "heads", section="core")
        note(state, "guard, section core", said)
    server.make("copy")
    note("empty", "originals asked for, r2a", asking(archive, "copy", "upgrade", "r2aa"))
    note("there", "originals asked for, heads", asking(archive, "copy", "upgrade", "heads"))
    server.make("copy")
    archive.run("copy", "upgrade", "k1aa")
    note("by the baseline", "originals asked for, down", asking(archive, "copy", "downgrade", "r1aa"))
    server.make("copy")
    originals.run("copy", "upgrade", "r1aa")
    server.execute("copy", "UPDATE %s.alembic_version SET version_num = 'gone'" % schema)
    note("unknown", "archive", archive.run("copy", "upgrade", "heads"))
    note("unknown", "guard", guard.run("copy", "upgrade", "heads"))
    for start in ("r1aa", "r1", "r3aa", "base"):
        for project in (archive, guard):
            said = project.run("copy", "upgrade", start + ":k1aa", sql=True)
            key = "offline from %s: %s" % (start, os.path.basename(project.folder))
            results[key] = [said, [name for name in HISTORY if "('%s')" % name in said], []]
    print(json.dumps(results))


if __name__ == "__main__":
    main()
