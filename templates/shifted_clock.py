"""Has Python's clock, and PostgreSQL's in all that revisions say, go some days ahead.

Another installation runs the same migrations on another day. What a revision computes from the day
moves with it, what it spells out stays. Python's clock is that of `datetime` and `time`. In SQL, what
asks for the day gets some days added, `now()` as `(now() + make_interval(hours => 9600))`, in what is
executed and in what is stored as well: a default, a trigger or a function may be evaluated while the
migrations run. Whoever compares definitions takes that away again.
"""

import copyreg
import datetime
import re
import time

COMMENTS = re.compile(r"\A(?:\s|--[^\n]*\n|/\*.*?\*/)+", re.DOTALL)

# Columns are called by the expressions in them, where nothing else is said.
NAMING = re.compile(
    r"CREATE\s+(?:(?:\w+\s+){0,4}(?:VIEW|RULE)|(?:\w+\s+){0,2}TABLE\s[^;(]*\sAS)\b",
    re.IGNORECASE,
)
ATOMIC = re.compile(r"\bBEGIN\s+ATOMIC\b", re.IGNORECASE)

# The quoted texts in them are code.
CODE = re.compile(
    r"(?:DO|CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE))\b", re.IGNORECASE
)

STRING = r"(?:\b[eE])?'(?:[^']|'')*'"
TYPES = r"date|timestamptz|timestamp(?:\s+with(?:out)?\s+time\s+zone)?"
WORD = r"'(?:now|today|tomorrow|yesterday)'"

TOKEN = re.compile(
    rf"""
    (?P<executed>\b(?:EXECUTE|AS)\s+(?:format\s*\(\s*)?)(?P<text>{STRING})
    | (?<![\w.$"])(?P<asked>
        (?P<name>(?:pg_catalog\.)?(?:now|transaction_timestamp|statement_timestamp|clock_timestamp))
        \s*\(\s*\)
      | (?P<value>current_timestamp|localtimestamp)(?:\s*\(\s*\d\s*\))?(?![\w$(])
      | (?P<day>current_date)(?![\w$(])
      | {WORD}\s*::\s*(?P<type>{TYPES})\b
      | (?P<typed>{TYPES})\s*{WORD}
      | CAST\s*\(\s*{WORD}\s+AS\s+(?P<cast>{TYPES})\s*\)
    )
    | (?P<skipped>
        --[^\n]*
      | /\*.*?\*/
      | \b[eE]'(?:[^'\\]|\\.|'')*'
      | '(?:[^']|'')*'
      | "(?:[^"]|"")*"
    )
    | (?P<quote>\$(?:[A-Za-z_][A-Za-z_0-9]*)?\$)(?P<body>.*?)(?P=quote)
    | (?P<end>;)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def begin(days):
    """From here on it is that many days later; 0 changes nothing."""
    if days:
        shift_python(datetime.timedelta(days=days))
        shift_statements(days)


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
    datetime.date = shifted_date(date, moment, ahead)
    datetime.datetime = shifted_datetime(moment, ahead)


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

    class Cursor(plain):
        def execute(self, query, *arguments, **named):
            text = shifted_sql(query, days) if isinstance(query, str) else query
            return super().execute(text, *arguments, **named)

    return Cursor


def shifted_sql(text, days):
    """Statements that read the clock as it will be in some days."""
    atomic = ATOMIC.search(text)
    if atomic:
        head, body = text[: atomic.start()], text[atomic.start() :]
        return shifted_sql(head, days) + shifted_tokens(body, days, True, False)
    done, start = [], 0
    for token in TOKEN.finditer(text):
        if token["end"]:
            done.append(shifted_statement(text[start : token.end()], days))
            start = token.end()
    done.append(shifted_statement(text[start:], days))
    return "".join(done)


def shifted_statement(sql, days):
    words = COMMENTS.sub("", sql)
    return shifted_tokens(sql, days, NAMING.match(words), CODE.match(words))


def shifted_tokens(sql, days, is_naming, is_code):
    def code(text):
        return shifted_tokens(text, days, False, True)

    def replaced(token):
        if token["asked"]:
            return later(token, days, is_naming)
        if token["quote"] and is_code:
            return token["quote"] + code(token["body"]) + token["quote"]
        if token["text"] and is_code:
            start = token["text"].index("'") + 1
            text = code(token["text"][start:-1].replace("''", "'")).replace("'", "''")
            return token["executed"] + token["text"][:start] + text + "'"
        return token[0]

    return TOKEN.sub(replaced, sql)


def later(token, days, is_naming):
    kind = token["type"] or token["typed"] or token["cast"] or ""
    is_day = token["day"] or kind.lower() == "date"
    added = " + %s" % (days if is_day else "make_interval(hours => %d)" % (24 * days))
    if token.string.startswith(added, token.end()):
        return token[0]  # It is what was stored, read from the catalog.
    name = (token["name"] or token["value"] or token["day"] or "").lower().split(".")[-1]
    form = '(SELECT %s AS "%s")' if is_naming and name else "(%s)%.0s"
    return form % (token["asked"] + added, name)
