"""Notices what revisions leave in the session: settings and roles that were set without LOCAL.

Revisions that run after them see it. With a baseline in their place they see it no more.
"""

import functools
import re

import source_tree

SAYING = re.compile(r"\b(SET|RESET|DISCARD|set_config)\b", re.IGNORECASE)
LOCAL = re.compile(r"\bSET\s+LOCAL\b|,\s*true\s*\)", re.IGNORECASE)
# How statements call what pg_settings calls otherwise.
WORDS = {
    "role": "role",
    "session_authorization": "authorization",
    "TimeZone": "time ?zone",
    "client_encoding": "client_encoding|names",
}
# Settings of the project's own, which pg_settings does not list.
CUSTOM = re.compile(
    r"\bSET\s+(?:SESSION\s+)?(\w+\.\w+)\s*(?:=|\bTO\b)|\bset_config\s*\(\s*'(\w+\.\w+)'",
    re.IGNORECASE,
)
STATE = """
SELECT name, setting, reset_val FROM pg_catalog.pg_settings
WHERE context IN ('user', 'superuser') AND name <> 'client_min_messages'
  AND left(name, 12) <> 'transaction_'
UNION ALL SELECT 'role', pg_catalog.current_setting('role'), NULL
UNION ALL SELECT 'session_authorization', CAST(session_user AS text), NULL
UNION ALL SELECT name, pg_catalog.current_setting(name, true), ''
FROM pg_catalog.unnest(pg_catalog.string_to_array(CAST(:custom AS text), ',')) AS name
WHERE pg_catalog.current_setting(name, true) IS NOT NULL
"""
LONGEST = 100


class Session:
    """The settings of a connection while revisions run, and who changed which."""

    def __init__(self, connection):
        self.connection = connection
        self.custom = set()
        self.begin = {}
        self.now = self.read()
        self.changes = {}
        self.said = []

    def read(self):
        from sqlalchemy import text

        names = ",".join(sorted(self.custom))
        outside = not self.connection.in_transaction()
        rows = self.connection.execute(text(STATE), {"custom": names}).fetchall()
        if outside and hasattr(self.connection, "rollback"):
            self.connection.rollback()
        # A library that a revision loads brings settings of its own.
        value = 2 if self.begin else 1
        for row in rows:
            self.begin.setdefault(row[0], row[value])
        return dict((row[0], row[1]) for row in rows)

    def after(self, revision):
        before, self.now = self.now, self.read()
        for name, value in self.now.items():
            if value != before.get(name, self.begin[name]):
                line, statement = self.statement(name)
                self.changes[name] = {
                    "name": name,
                    "value": value,
                    "revision": revision.revision,
                    "file": revision.path,
                    "line": line,
                    "statement": statement,
                    "local": bool(statement and LOCAL.search(statement)),
                }
        del self.said[:]

    def statement(self, name):
        word = re.compile(r"\b(%s|ALL)\b" % WORDS.get(name, re.escape(name)), re.IGNORECASE)
        for line, text in reversed(self.said):
            if word.search(text):
                short = len(text) <= LONGEST and "\n" not in text.strip()
                return line, text.strip() if short else None
        return None, None

    def left(self):
        return [
            change
            for name, change in self.changes.items()
            if self.now.get(name, self.begin[name]) != self.begin[name]
        ]


def watch(report):
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    running = []
    begin = MigrationContext.__init__

    @functools.wraps(begin)
    def followed(self, *arguments, **parameters):
        begin(self, *arguments, **parameters)
        if self._migrations_fn is not None and not self.as_sql:
            self._migrations_fn = following(self._migrations_fn, running, report)

    MigrationContext.__init__ = followed

    @event.listens_for(Engine, "before_cursor_execute")
    def note(connection, cursor, statement, *others):
        if running and SAYING.search(statement):
            session, revision = running[-1]
            session.said.append((source_tree.line_in(revision.path), statement))
            session.custom.update(a or b for a, b in CUSTOM.findall(statement))


def following(steps, running, report):
    """What Alembic calls when it has read the heads; where it asks for the next, one has run."""

    @functools.wraps(steps)
    def followed(heads, context):
        session = None
        for step in steps(heads, context):
            session = session or Session(context.connection)
            running[:] = [(session, step.revision)]
            yield step
            del running[:]
            session.after(step.revision)
            report["session"] = session.left()

    return followed
