"""Has Python's clock, and what revisions ask PostgreSQL of it, go some days ahead.

Another installation runs the same migrations on another day. What a revision computes from the day
moves with it, what it spells out stays. Python's clock is that of `datetime` and `time`; in SQL it
is what statements ask when they run (`now()`, `CURRENT_DATE` in an INSERT or a DO block), and not
what they define: a column's default or the body of a function stays as it is written.
"""

import copyreg
import datetime
import re
import time

# Statements that store none of their expressions. All others are left as they are, but for the
# bounds of partitions, which are stored as they were when the statement ran.
RUNS = re.compile(
    r"(?:INSERT|UPDATE|DELETE|MERGE|SELECT|WITH|VALUES|DO|CALL"
    r"|CREATE\s+(?:\w+\s+){0,2}TABLE\s[^;(]*\sAS)\b",
    re.IGNORECASE,
)
BOUNDS = re.compile(r"\bFOR\s+VALUES\b", re.IGNORECASE)

COMMENTS = re.compile(r"\A(?:\s|--[^\n]*\n|/\*.*?\*/)+", re.DOTALL)

TOKEN = re.compile(
    r"""
    (?P<skipped>
        --[^\n]*
      | /\*.*?\*/
      | \b[eE]'(?:[^'\\]|\\.|'')*'
      | '(?:[^']|'')*'
      | "(?:[^"]|"")*"
    )
    | (?P<quote>\$(?:[A-Za-z_][A-Za-z_0-9]*)?\$)(?P<body>.*?)(?P=quote)
    | (?P<end>;)
    | (?<![\w.$"])(?P<asked>
        (?:pg_catalog\.)?(?:now|transaction_timestamp|statement_timestamp|clock_timestamp)\s*\(\s*\)
      | (?:current_timestamp|localtimestamp)(?:\s*\(\s*\d\s*\))?(?![\w$(])
      | (?P<day>current_date)(?![\w$(])
    )
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

    @event.listens_for(Engine, "before_cursor_execute", retval=True)
    def shift(connection, cursor, statement, parameters, *_):
        return shifted_sql(statement, days), parameters


def shifted_sql(text, days):
    """Statements that read the clock as it will be in some days."""
    if re.search(r"\bBEGIN\s+ATOMIC\b", text, re.IGNORECASE):
        return text  # The statements of a function's body are stored.
    done, start = [], 0
    for token in TOKEN.finditer(text):
        if token["end"]:
            done.append(shifted_statement(text[start : token.end()], days))
            start = token.end()
    done.append(shifted_statement(text[start:], days))
    return "".join(done)


def shifted_statement(sql, days):
    words = COMMENTS.sub("", sql)
    if RUNS.match(words):
        return shifted_tokens(sql, days, is_block=words[:2].upper() == "DO")
    bounds = BOUNDS.search(sql)
    start = bounds.end() if bounds else len(sql)
    return sql[:start] + shifted_tokens(sql[start:], days, is_block=False)


def shifted_tokens(sql, days, is_block):
    def replaced(token):
        if token["quote"] and is_block:
            return token["quote"] + shifted_tokens(token["body"], days, False) + token["quote"]
        if not token["asked"]:
            return token[0]
        later = "%d" % days if token["day"] else "interval '%d hours'" % (24 * days)
        return "(%s + %s)" % (token[0], later)

    return TOKEN.sub(replaced, sql)
