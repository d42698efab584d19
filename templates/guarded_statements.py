"""Notes which statements of revisions make an object only where it is not there already.

A baseline has to say so too: an administrator may have made the object beforehand. What was executed
is noted, whatever module or file it came from, and the place in the revision that executed it.
"""

import functools
import re

import source_tree

GUARD = re.compile(r"\bNOT\s+EXISTS\b|\bCREATE\s+OR\s+REPLACE\b|\bduplicate_\w+", re.IGNORECASE)
LONGEST = 100000


def watch(report):
    """Has the report's `guarded` hold them, each with the revision's file and line."""
    from sqlalchemy import Table, event
    from sqlalchemy.dialects.postgresql import ENUM
    from sqlalchemy.engine import Engine

    report["guarded"] = []

    def note(sql):
        if report["running"]:
            path = report["running"]["file"]
            line = source_tree.line_in(path) or 0
            report["guarded"].append({"sql": sql[:LONGEST], "file": path, "line": line})

    @event.listens_for(Engine, "before_cursor_execute")
    def executed(connection, cursor, statement, *_):
        if GUARD.search(statement):
            note(statement)

    @event.listens_for(Table, "before_create")
    def created(table, connection, checkfirst=False, **_):
        if checkfirst:
            note("CREATE TABLE IF NOT EXISTS " + quoted(table.schema, table.name))

    create = ENUM.create

    @functools.wraps(create)
    def create_type(self, bind=None, checkfirst=True, **named):
        if checkfirst:
            note("CREATE TYPE IF NOT EXISTS " + quoted(self.schema, self.name))
        return create(self, bind, checkfirst, **named)

    ENUM.create = create_type


def quoted(*names):
    return ".".join('"%s"' % name.replace('"', '""') for name in names if name)
