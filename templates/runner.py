"""Runs one Alembic command so that it can reach one throwaway database only.

Usage: runner.py REQUEST.json REPORT.json

However the project's env.py computes its URL, every connection that SQLAlchemy, psycopg2,
psycopg, asyncpg or pg8000 opens in this process goes to the database that the request names.
"""

import functools
import importlib
import inspect
import json
import os
import sys
import time
import traceback

PROGRESS = "@@alembic_squash revision "
LIBPQ_DRIVERS = {"psycopg2", "psycopg2cffi", "psycopg", "psycopg_async", "aiopg"}
# Parameters that change what a session does, not where it leads.
KEPT = {
    "application_name",
    "async_fallback",
    "autocommit",
    "client_encoding",
    "command_timeout",
    "connection_class",
    "connection_factory",
    "context",
    "cursor_factory",
    "options",
    "prepare_threshold",
    "prepared_statement_cache_size",
    "prepared_statement_name_func",
    "row_factory",
    "server_settings",
    "statement_cache_size",
}


class Target:
    """The throwaway database, in the words of each driver."""

    def __init__(self, host, port, user, password, database):
        self.place = {"host": host, "port": port, "user": user, "password": password}
        self.database = database

    def url(self):
        return "postgresql://{user}:{password}@{host}:{port}/{database}".format(
            database=self.database, **self.place
        )

    def libpq(self):
        return dict(self.place, dbname=self.database, sslmode="disable")

    def parameters(self, driver):
        if driver in LIBPQ_DRIVERS:
            return self.libpq()
        if driver in ("asyncpg", "pg8000"):
            return dict(self.place, database=self.database)
        raise SystemExit(
            "the project connects with the driver %r; known are psycopg2, psycopg, asyncpg "
            "and pg8000" % driver
        )


def kept(parameters):
    return {name: value for name, value in parameters.items() if name in KEPT and value}


def redirect_engines(target):
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "do_connect")
    def connect_to_target(dialect, record, arguments, parameters):
        if dialect.name != "postgresql":
            raise SystemExit("the project connects to %s, not to PostgreSQL" % dialect.name)
        session = kept(parameters)
        arguments[:] = []
        parameters.clear()
        parameters.update(session)
        parameters.update(target.parameters(dialect.driver))


def redirect_psycopg2(target):
    import psycopg2
    from psycopg2 import extensions

    connect = psycopg2._connect

    @functools.wraps(connect)
    def redirected(dsn, *arguments, **parameters):
        session = kept(extensions.parse_dsn(dsn))
        place = extensions.make_dsn(**dict(session, **target.libpq()))
        return connect(place, *arguments, **parameters)

    psycopg2._connect = redirected


def redirect_psycopg(target):
    import psycopg

    def parameters_of(connection_class):
        original = connection_class._get_connection_params

        if inspect.iscoroutinefunction(original):

            async def redirected(cls, conninfo, **parameters):
                return dict(kept(await original(conninfo, **parameters)), **target.libpq())

        else:

            def redirected(cls, conninfo, **parameters):
                return dict(kept(original(conninfo, **parameters)), **target.libpq())

        connection_class._get_connection_params = classmethod(redirected)

    parameters_of(psycopg.Connection)
    parameters_of(psycopg.AsyncConnection)


def redirect_asyncpg(target):
    from asyncpg import connect_utils

    connect = connect_utils._connect

    @functools.wraps(connect)
    async def redirected(**parameters):
        parameters.update(target.parameters("asyncpg"), dsn=None, passfile=None, ssl=False)
        if "service" in parameters:
            parameters.update(service=None, servicefile=None)
        return await connect(**parameters)

    connect_utils._connect = redirected


def redirect_pg8000(target):
    from pg8000 import core

    connect = core.CoreConnection.__init__
    signature = inspect.signature(connect)

    @functools.wraps(connect)
    def redirected(self, *arguments, **parameters):
        bound = signature.bind(self, *arguments, **parameters)
        bound.arguments.update(
            target.parameters("pg8000"), unix_sock=None, ssl_context=False
        )
        return connect(*bound.args, **bound.kwargs)

    core.CoreConnection.__init__ = redirected


def redirect_drivers(target):
    """Covers connections that do not come from an Engine, and engines with a `creator`."""
    for redirect in (redirect_psycopg2, redirect_psycopg, redirect_asyncpg, redirect_pg8000):
        try:
            importlib.import_module(redirect.__name__.replace("redirect_", ""))
        except ImportError:
            continue
        redirect(target)


def installed_driver():
    for name in ("psycopg2", "psycopg", "pg8000"):
        try:
            importlib.import_module(name)
            return name
        except ImportError:
            continue
    return "asyncpg"


def watch_contexts(report):
    """Notes which version table each migration context uses, under the names env.py gave."""
    from alembic.runtime.migration import MigrationContext

    begin = MigrationContext.__init__

    @functools.wraps(begin)
    def noted(self, *arguments, **parameters):
        begin(self, *arguments, **parameters)
        table = {"name": self.version_table, "schema": self.version_table_schema}
        if table not in report["version_tables"]:
            report["version_tables"].append(table)
        report["driver"] = self.dialect.driver

    MigrationContext.__init__ = noted


def watch_revisions(report):
    """Times each revision, and remembers which one is running."""
    from alembic.runtime.migration import RevisionStep

    begin = RevisionStep.__init__

    @functools.wraps(begin)
    def timed(self, *arguments, **parameters):
        begin(self, *arguments, **parameters)
        migrate, revision = self.migration_fn, self.revision.revision

        @functools.wraps(migrate)
        def measured(*migrate_arguments, **migrate_parameters):
            report["running"] = {"revision": revision, "file": self.revision.path}
            print(PROGRESS + revision, flush=True)
            start = time.perf_counter()
            migrate(*migrate_arguments, **migrate_parameters)
            report["seconds"][revision] = time.perf_counter() - start
            report["running"] = None

        self.migration_fn = measured

    RevisionStep.__init__ = timed


def use_tree(request):
    """Imports the project from the tree that was asked for, not from where it is installed."""
    origin, root = request["origin"], request["root"]

    def moved(path):
        real = os.path.realpath(path or os.getcwd())
        inside = real == origin or real.startswith(origin + os.sep)
        return os.path.join(root, os.path.relpath(real, origin)) if inside else path

    if origin != root:
        installed_apart = (os.sep + "site-packages", os.sep + "dist-packages")
        sys.path[:] = [
            path if any(part in path for part in installed_apart) else moved(path)
            for path in sys.path
        ]
    for folder in (os.path.join(request["project"], "src"), request["project"]):
        if os.path.isdir(folder):
            sys.path.insert(0, folder)


def configuration(request, target):
    from alembic.config import Config

    path = request["config"]
    if path.endswith(".toml"):
        config = Config(toml_file=path)
    else:
        toml = os.path.join(os.path.dirname(path), "pyproject.toml")
        reads_toml = "toml_file" in inspect.signature(Config.__init__).parameters
        complemented = reads_toml and os.path.exists(toml)
        config = Config(path, toml_file=toml) if complemented else Config(path)
    # Without a usable URL many an env.py imports its application only to find one.
    url = config.get_main_option("sqlalchemy.url") or "driver://"
    if url.startswith("driver://"):
        scheme = "postgresql+" + installed_driver()
        found = target.url().replace("postgresql", scheme, 1)
        config.set_main_option("sqlalchemy.url", found.replace("%", "%%"))
    return config


def check_tree(config, request):
    """An installed copy of the project must not stand in for the tree that was asked for."""
    from alembic.script import ScriptDirectory

    folder = os.path.realpath(ScriptDirectory.from_config(config).dir)
    if not (folder + os.sep).startswith(request["root"] + os.sep):
        raise SystemExit(
            "the revision scripts were found in %s, outside of the tree to run, %s"
            % (folder, request["root"])
        )


def run(request, report):
    target = Target(**request["target"])
    # Before the project's folders are importable: many a project has a folder called alembic.
    import alembic
    import sqlalchemy
    from alembic import command

    os.chdir(request["folder"])
    use_tree(request)
    report["alembic"] = alembic.__version__
    report["sqlalchemy"] = sqlalchemy.__version__
    redirect_engines(target)
    redirect_drivers(target)
    watch_contexts(report)
    watch_revisions(report)
    config = configuration(request, target)
    check_tree(config, request)
    name, *arguments = request["command"]
    getattr(command, name)(config, *arguments)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    report = {"version_tables": [], "seconds": {}, "running": None, "error": None}
    try:
        run(request, report)
    except (Exception, SystemExit) as error:
        traceback.print_exc()
        name = type(error).__name__
        report["error"] = str(error) if isinstance(error, SystemExit) else "%s: %s" % (name, error)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(report, file)
    sys.stdout.flush()
    return 1 if report["error"] else 0


if __name__ == "__main__":
    sys.exit(main())
