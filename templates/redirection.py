"""Leads every connection that this process opens to one throwaway database.

However the project's env.py computes its URL: a listener takes the connections of SQLAlchemy's
engines, and the drivers themselves are wrapped for those that come from elsewhere, a `creator`
or a connect() of env.py's own. What changes a session (its search path, its name) is kept, what
says where it leads is replaced.
"""

import copy
import functools
import importlib
import inspect
import os
import re
import sys
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

LIBPQ_DRIVERS = {"psycopg2", "psycopg2cffi", "psycopg", "psycopg_async", "aiopg"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
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
    "record_class",
    "row_factory",
    "server_settings",
    "startup_params",
    "statement_cache_size",
}
# What libpq and asyncpg read besides the parameters that we give.
VARIABLES = (
    "PGSERVICE",
    "PGSERVICEFILE",
    "PGHOSTADDR",
    "PGPASSFILE",
    "PGSSLMODE",
    "PGREQUIRESSL",
    "PGSSLNEGOTIATION",
    "PGSSLCERT",
    "PGSSLKEY",
    "PGSSLROOTCERT",
    "PGREQUIREPEER",
    "PGREQUIREAUTH",
    "PGCHANNELBINDING",
    "PGGSSENCMODE",
    "PGTARGETSESSIONATTRS",
    "PGLOADBALANCEHOSTS",
)
# The parts of a URL for asyncpg that are no setting of the session.
PLACES = {
    "database",
    "dbname",
    "direct_tls",
    "gsslib",
    "host",
    "krbsrvname",
    "passfile",
    "password",
    "port",
    "service",
    "servicefile",
    "target_session_attrs",
    "user",
}
# What of a URL's query changes a session, and not where it leads.
SHOWN = {"application_name", "async_fallback", "client_encoding", "options", "server_settings"}
# Another name of this machine, in the namespace.
NAME = "throwaway%d"
# The places that URLs meant, by their order, and by what they are shown as.
MEANT = []
ORIGINALS = {}
HERE = os.path.dirname(os.path.abspath(__file__))
# By the part of a URL: what a variable that holds it is called.
WORDS = {
    "host": ("HOST", "SERVER", "ADDR"),
    "port": ("PORT",),
    "user": ("USER", "LOGIN", "ROLE"),
    "password": ("PASS", "PWD", "SECRET"),
    "database": ("DB", "DATABASE", "NAME"),
}


class Target:
    """The throwaway database, in the words of each driver."""

    def __init__(self, host, port, user, password, database):
        self.place = {"host": host, "port": port, "user": user, "password": password}
        self.database = database
        self.is_local = host in LOOPBACK

    def url(self, driver):
        place = {name: quote(str(value), safe="") for name, value in self.place.items()}
        return "postgresql+{driver}://{user}:{password}@{host}:{port}/{database}".format(
            driver=driver, database=quote(self.database, safe=""), **place
        )

    def libpq(self):
        sslmode = "disable" if self.is_local else "prefer"
        return dict(self.place, dbname=self.database, sslmode=sslmode)

    def parameters(self, driver):
        if driver in LIBPQ_DRIVERS:
            return self.libpq()
        if driver in ("asyncpg", "pg8000"):
            return dict(self.place, database=self.database)
        raise SystemExit(
            "the project connects with the driver %r; known are psycopg2, psycopg, asyncpg "
            "and pg8000" % driver
        )


# Nobody listens there.
NOWHERE = Target("127.0.0.1", 9, "nobody", "", "nothing")


def kept(parameters):
    forget_variables()
    return {name: value for name, value in parameters.items() if name in KEPT and value is not None}


def shown(url, target):
    """A URL of PostgreSQL's as one of the throwaway database; None for any other text.

    Another database's is another one, by a name of the same machine (see network_namespace.py):
    who connects to several can still be told.
    """
    scheme = re.match(r"(?:postgres|postgresql)(?:\+\w+)?(?=://)", url)
    if scheme is None:
        return None
    known = parts(url)
    meant = (known.get("host"), known.get("port"), known.get("database"))
    if meant not in MEANT:
        MEANT.append(meant)
    number = MEANT.index(meant)
    place = {name: quote(str(value), safe="") for name, value in target.place.items()}
    place.update(host=target.place["host"] if number == 0 else NAME % number)
    ORIGINALS[(place["host"], target.place["port"], target.database)] = meant
    words = [(name, value) for name, value in parse_qsl(urlsplit(url).query) if name in SHOWN]
    return "{scheme}://{user}:{password}@{host}:{port}/{database}{more}".format(
        scheme=scheme.group(0),
        database=quote(target.database, safe=""),
        more="?" + urlencode(words, quote_via=quote) if words else "",
        **place
    )


def original(url):
    """The host, the port and the database that a URL of SQLAlchemy's had before it was shown."""
    place = (url.host, url.port, url.database)
    return ORIGINALS.get(place, place)


def show(target):
    """Has variables that hold a URL of PostgreSQL's hold one of the throwaway database."""
    for name, value in list(os.environ.items()):
        found = shown(value, target)
        if found is not None:
            os.environ[name] = found
            show_parts(parts(value), target)


def parts(url):
    """Those of a URL's text, or nothing where it is malformed."""
    split = urlsplit(url)
    try:
        place = {"host": split.hostname, "port": split.port, "database": split.path[1:]}
    except ValueError:
        return {}
    user, password = split.username, split.password
    place.update(user=user and unquote(user), password=password and unquote(password))
    return place


def show_parts(known, target):
    """Has variables that hold a part of a URL, and are called so, hold that of the target's."""
    new = dict(target.place, database=target.database)
    for variable, value in list(os.environ.items()):
        for name, part in known.items():
            is_meant = any(word in variable.upper() for word in WORDS[name])
            if is_meant and part and value == str(part):
                os.environ[variable] = str(new[name])
                break


def show_in_engines(target):
    """What tells the project's code where it leads tells where it does lead."""
    from sqlalchemy.engine import Engine

    libraries = (os.path.dirname(importlib.import_module("sqlalchemy").__file__), HERE)
    for_all = os.sep + os.path.join("ext", "asyncio") + os.sep

    def told(engine):
        url = engine.__dict__["url"]
        asking = sys._getframe(1).f_code.co_filename
        is_own = asking.startswith(libraries) and for_all not in asking
        return url if is_own or engine.dialect.name != "postgresql" else as_target(url, target)

    def keep(engine, url):
        engine.__dict__["url"] = url

    Engine.url = property(told, keep)


def as_target(url, target):
    """SQLAlchemy's URL; before 1.4 it can be changed, and since then it cannot."""
    words = {"username": target.place["user"], "database": target.database}
    words.update((name, target.place[name]) for name in ("host", "port", "password"))
    query = {name: value for name, value in url.query.items() if name in SHOWN}
    if hasattr(url, "set"):
        return url.set(query=query, **words)
    other = copy.copy(url)
    other.query = query
    for name, value in words.items():
        setattr(other, name, value)
    return other


def forget_variables():
    """env.py may have set one of them a moment ago."""
    for name in VARIABLES:
        os.environ.pop(name, None)


def redirect_engines(target):
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "do_connect")
    def connect_to_target(dialect, record, arguments, parameters):
        if dialect.name != "postgresql":
            raise SystemExit(
                "the project connects to %s, not to PostgreSQL; give it the URL of any PostgreSQL"
                " database with --env NAME=VALUE, or in its configuration" % dialect.name
            )
        session = kept(parameters)
        arguments[:] = []
        parameters.clear()
        parameters.update(session)
        parameters.update(target.parameters(dialect.driver))


def redirect_psycopg2(psycopg2, target):
    from psycopg2 import _psycopg, extensions

    connect = psycopg2._connect

    @functools.wraps(connect)
    def redirected(dsn, *arguments, **parameters):
        session = kept(extensions.parse_dsn(dsn))
        place = extensions.make_dsn(**dict(session, **target.libpq()))
        return connect(place, *arguments, **parameters)

    psycopg2._connect = redirected
    _psycopg._connect = redirected

    class Connection(extensions.connection):
        """Where somebody makes one by its class, as a connection_factory does."""

        def __init__(self, dsn="", *arguments, **parameters):
            session = kept(extensions.parse_dsn(dsn))
            place = extensions.make_dsn(**dict(session, **target.libpq()))
            super().__init__(place, *arguments, **parameters)

    extensions.connection = psycopg2.extensions.connection = Connection


def redirect_psycopg(psycopg, target):
    def wrap(connection_class):
        original = connection_class._get_connection_params

        if inspect.iscoroutinefunction(original):

            async def redirected(cls, conninfo, **parameters):
                return dict(kept(await original(conninfo, **parameters)), **target.libpq())

        else:

            def redirected(cls, conninfo, **parameters):
                return dict(kept(original(conninfo, **parameters)), **target.libpq())

        connection_class._get_connection_params = classmethod(redirected)

    wrap(psycopg.Connection)
    wrap(psycopg.AsyncConnection)
    redirect_pq(psycopg.pq, target)


def redirect_pq(pq, target):
    """libpq itself, as psycopg hands it out."""

    def placed(conninfo):
        from psycopg.conninfo import conninfo_to_dict, make_conninfo

        session = kept(conninfo_to_dict(conninfo.decode()))
        return make_conninfo(**dict(session, **target.libpq())).encode()

    class Connection(pq.PGconn):
        @classmethod
        def connect(cls, conninfo):
            return super().connect(placed(conninfo))

        @classmethod
        def connect_start(cls, conninfo):
            return super().connect_start(placed(conninfo))

    pq.PGconn = Connection


def redirect_asyncpg(asyncpg, target):
    from asyncpg import connect_utils

    connect = connect_utils._connect

    @functools.wraps(connect)
    async def redirected(**parameters):
        forget_variables()
        settings = dict(settings_of(parameters.get("dsn") or ""))
        settings.update(parameters.get("server_settings") or {})
        place = dict(target.parameters("asyncpg"), dsn=None, passfile=None)
        place.update(service=None, servicefile=None, direct_tls=None)
        place.update(ssl=False if target.is_local else "prefer", target_session_attrs=None)
        parameters.update((name, value) for name, value in place.items() if name in parameters)
        parameters["server_settings"] = settings or None
        return await connect(**parameters)

    connect_utils._connect = redirected


def settings_of(dsn):
    for name, value in parse_qsl(urlsplit(dsn).query):
        if name not in PLACES and not name.startswith("ssl"):
            yield name, value


def redirect_pg8000(pg8000, target):
    from pg8000 import core

    connection_class = getattr(core, "CoreConnection", None) or core.Connection
    connect = connection_class.__init__
    signature = inspect.signature(connect)
    others = {"unix_sock": None, "source_address": None, "ssl_context": None}
    if "sock" in signature.parameters:
        others.update(sock=None)

    @functools.wraps(connect)
    def redirected(self, *arguments, **parameters):
        bound = signature.bind(self, *arguments, **parameters)
        bound.arguments.update(target.parameters("pg8000"), **others)
        return connect(*bound.args, **bound.kwargs)

    connection_class.__init__ = redirected


DRIVERS = {
    "psycopg2": redirect_psycopg2,
    "psycopg": redirect_psycopg,
    "asyncpg": redirect_asyncpg,
    "pg8000": redirect_pg8000,
}


def begin(target):
    """From here on there is one place to connect to."""
    redirect_engines(target)
    show_in_engines(target)
    for name, redirect in DRIVERS.items():
        driver = imported(name)
        if driver is not None:
            redirect(driver, target)


def imported(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def installed_driver(is_async):
    """One that SQLAlchemy knows and that is there; psycopg is of both kinds since SQLAlchemy 2."""
    import sqlalchemy

    names = ["asyncpg"] if is_async else ["psycopg2", "pg8000"]
    if not sqlalchemy.__version__.startswith("1."):
        names.insert(1, "psycopg")
    found = [name for name in names if imported(name) is not None]
    return found[0] if found else names[0]
