"""Has Python's clock, and PostgreSQL's in all that revisions say, go some days ahead.

Another installation runs the same migrations on another day. What a revision computes from the day
moves with it, what it spells out stays. Python's clock is that of `datetime` and `time`. In SQL, what
asks for the day is given the number of days, `now()` as `now(400)`, in what is executed and in what is
stored as well: a default, a trigger or a function may be asked while the migrations run. Whoever starts
this has defined these functions in pg_catalog, and whoever compares definitions takes the number away.
"""

import copyreg
import datetime
import functools
import re
import time
from importlib import machinery

COMMENTS = re.compile(r"\A(?:\s|--[^\n]*\n|/\*.*?\*/)+", re.DOTALL)

# Their texts are code that is not kept as it is written.
RUNS = re.compile(
    r"(?:INSERT|UPDATE|DELETE|MERGE|SELECT|WITH|VALUES|DO|CALL"
    r"|CREATE\s+(?:\w+\s+){0,2}TABLE\s[^;(]*\sAS)\b",
    re.IGNORECASE,
)

LANGUAGE = re.compile(r"\bLANGUAGE\s+['\"]?(?!(?:sql|plpgsql)\b)\w", re.IGNORECASE)

QUOTED = r"\b[eE]'[^'\\]*(?:(?:\\.|'')[^'\\]*)*'|'[^']*(?:''[^']*)*'"
DOLLARS = r"\$(?:[A-Za-z_][A-Za-z_0-9]*)?\$"
TYPES = r"date|timestamptz|timestamp(?:\s+with(?:out)?\s+time\s+zone)?"
WORD = r"'(?:now|today|tomorrow|yesterday)'"

TOKEN = re.compile(
    rf"""
    (?P<before>\b(?:AS|DO|EXECUTE)[\s(]*(?:\b(?:format|concat)[\s(]*)?)
      (?:(?P<code>{QUOTED})|(?P<quote>{DOLLARS})(?P<body>.*?)(?P=quote))
    | (?P<word>{WORD}\s*::\s*(?P<type>{TYPES})(?![\w(.])
      | \b(?P<typed>{TYPES})\s*{WORD}
      | \bCAST\s*\(\s*{WORD}\s+AS\s+(?P<cast>{TYPES})\s*\))
    | (?P<skipped>
        --[^\n]*
      | /\*.*?\*/
      | {QUOTED}
      | "[^"]*(?:""[^"]*)*"
      | (?P<dollars>{DOLLARS}).*?(?P=dollars)
      | \bAS\s+(?:current_date|current_timestamp|localtimestamp)\b
      | \b(?:FUNCTION|PROCEDURE|ROUTINE)\s+[\w".\s]+\(
    )
    | (?P<end>;)
    | (?<![\w.$"])(?P<asked>
        (?:pg_catalog\.)?(?P<call>now|(?:transaction|statement|clock)_timestamp)\s*\(\s*\)
      | (?P<value>current_date|current_timestamp|localtimestamp)(?:\s*\(\s*(?P<precision>\d)\s*\))?(?![\w$(])
    )
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def begin(clock):
    """From here on it is that many days later; 0 changes nothing."""
    if clock["days"]:
        shift_python(datetime.timedelta(days=clock["days"]))
    if clock["inSql"]:
        shift_statements(clock["days"])


def shift_python(ahead):
    seconds, nanoseconds = ahead.total_seconds(), ahead.days * 24 * 60 * 60 * 10**9
    real = {name: getattr(time, name) for name in ("time", "time_ns", "strftime")}
    time.time = lambda: real["time"]() + seconds
    time.time_ns = lambda: real["time_ns"]() + nanoseconds
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, at_present(getattr(time, name)))
    strftime, localtime = real["strftime"], time.localtime
    time.strftime = lambda form, *moment: strftime(form, *(moment or (localtime(),)))
    # Modules that are there already, drivers among them, keep the real classes.
    date, moment = datetime.date, datetime.datetime
    present = {"date": date, "datetime": moment}
    shifted = {
        "date": shifted_date(date, moment, ahead),
        "datetime": shifted_datetime(moment, ahead),
    }
    vars(datetime).update(shifted)
    # What is compiled lays its own classes out after the real ones, and the Python that it imports
    # meanwhile is to have the others.
    initialise_with(machinery.ExtensionFileLoader, "create_module", present)
    initialise_with(machinery.ExtensionFileLoader, "exec_module", present)
    initialise_with(machinery.SourceFileLoader, "exec_module", shifted)


def initialise_with(loader, name, classes):
    """Has a loader find these classes in `datetime` while it initialises a module."""
    load = getattr(loader, name)

    @functools.wraps(load)
    def loaded(*arguments):
        before = {name: getattr(datetime, name) for name in classes}
        vars(datetime).update(classes)
        try:
            return load(*arguments)
        finally:
            vars(datetime).update(before)

    setattr(loader, name, loaded)


def at_present(of):
    """A function of `time` that takes the present moment where it is given none."""

    def shifted(moment=None):
        return of(time.time() if moment is None else moment)

    return shifted


class Same(type):
    """A class that is another one to all who ask, and makes instances of that."""

    def __instancecheck__(cls, thing):
        return isinstance(thing, cls.real)

    def __subclasscheck__(cls, other):
        return issubclass(other, cls.real)

    def __eq__(cls, other):
        return other is cls or other is cls.real

    def __hash__(cls):
        return hash(cls.real)


def shifted_date(real, moment, ahead):
    class date(real, metaclass=Same):
        def __new__(cls, *arguments, **named):
            return real.__new__(cls.real if cls is date else cls, *arguments, **named)

        @classmethod
        def today(cls):
            return (moment.now() + ahead).date()

    date.real = real
    return named_as(real, date)


def shifted_datetime(real, ahead):
    class datetime(real, metaclass=Same):
        def __new__(cls, *arguments, **named):
            return real.__new__(cls.real if cls is datetime else cls, *arguments, **named)

        @classmethod
        def now(cls, tz=None):
            return real.now(tz) + ahead

        @classmethod
        def today(cls):
            return real.now() + ahead

        @classmethod
        def utcnow(cls):
            return real.utcfromtimestamp(time.time())

    datetime.real = real
    return named_as(real, datetime)


def named_as(real, shifted):
    """Pickles name the class of what they hold."""
    shifted.__module__, shifted.__qualname__ = real.__module__, real.__qualname__
    copyreg.pickle(real, lambda thing: (shifted,) + thing.__reduce__()[1:])
    return shifted


def shift_statements(days):
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    from sqlalchemy.pool import Pool

    @event.listens_for(Engine, "before_cursor_execute", retval=True)
    def shift(connection, cursor, statement, parameters, *_):
        return shifted_sql(statement, days), parameters

    @event.listens_for(Pool, "connect")
    def shift_cursors(connection, record):
        """For revisions that take a cursor of the driver's own, psycopg's and psycopg2's."""
        if getattr(connection, "cursor_factory", None) or hasattr(connection, "get_dsn_parameters"):
            connection.cursor_factory = shifted_cursor(connection, days)


def shifted_cursor(connection, days):
    with connection.cursor() as one:
        plain = type(one)

    def shifted(query):
        if isinstance(query, bytes):
            query = query.decode()
        elif hasattr(query, "as_string"):
            query = query.as_string(connection)
        return shifted_sql(query, days)

    class Cursor(plain):
        def execute(self, query, *arguments, **named):
            return super().execute(shifted(query), *arguments, **named)

        def executemany(self, query, *arguments, **named):
            return super().executemany(shifted(query), *arguments, **named)

    return Cursor


def shifted_sql(text, days):
    """Statements that read the clock as it will be in some days."""
    done, start = [], 0
    for token in TOKEN.finditer(text):
        if token["end"]:
            done.append(shifted_statement(text[start : token.end()], days))
            start = token.end()
    done.append(shifted_statement(text[start:], days))
    return "".join(done)


def shifted_statement(sql, days):
    runs = RUNS.match(COMMENTS.sub("", sql))
    return shifted_tokens(sql, days, runs, not LANGUAGE.search(sql), False)


def shifted_tokens(sql, days, has_words, has_code, is_code):
    """What is kept as it is written says in a comment what it was."""

    def code(text):
        return shifted_tokens(text, days, True, True, True)

    def replaced(token):
        if token["code"] and has_code:
            return token["before"] + in_quotes(token["code"], code)
        if token["quote"] and has_code:
            return token["before"] + token["quote"] + code(token["body"]) + token["quote"]
        if token["word"] and has_words:
            return later_word(token, days)
        return later(token, days, is_code) if token["asked"] else token[0]

    return TOKEN.sub(replaced, sql)


def in_quotes(literal, of):
    start = literal.index("'") + 1
    text = literal[start:-1].replace("''", "'")
    if start > 1:
        text = text.replace("\\'", "'")
    return literal[:start] + of(text).replace("'", "''") + "'"


def later(token, days, is_code):
    if token["call"]:
        text, plain = "%s(%d)" % (token["call"], days), token["call"].lower() + "()"
    else:
        name = token["value"].lower()
        text, plain = '"%s"(%d)' % (name, days), name.upper()
        if token["precision"]:
            kind = "timestamptz" if name == "current_timestamp" else "timestamp"
            text, plain = "%s::%s(%s)" % (text, kind, token["precision"]), ""
    return text + ("/*asked %s*/" % token[0] if is_code and token[0] != plain else "")


def later_word(token, days):
    kind = token["type"] or token["typed"] or token["cast"]
    added = str(days) if kind.lower() == "date" else "make_interval(hours => %d)" % (24 * days)
    if token.string.startswith(" + %s)" % added, token.end()):
        return token[0]
    return "(%s + %s)" % (token["word"], added)
