"""Notes which statements of revisions make an object only where it is not there already, or ask for roles.

A baseline has to say so too: an administrator may have made the object beforehand, or a role that some
installations have. What was executed
is noted, whatever module or file it came from, and the place in the revision that executed it.
"""

import functools
import re

import source_tree

GUARD = re.compile(
    r"\bNOT\s+EXISTS\b|\bCREATE\s+OR\s+REPLACE\b|\bduplicate_\w+|\bundefined_object\b", re.IGNORECASE
)
ROLES = re.compile(r"\b(?:rolname|usename|groname|to_regrole)\b", re.IGNORECASE)
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
    def executed(connection, cursor, statement, parameters, *_):
        if ROLES.search(statement):
            note(" ".join([statement] + texts(parameters)))
        elif GUARD.search(statement):
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


def texts(parameters):
    """Those that a statement was given, as SQL writes them."""
    values = parameters.values() if isinstance(parameters, dict) else parameters or ()
    return ["'%s'" % value.replace("'", "''") for value in values if isinstance(value, str)]


def quoted(*names):
    return ".".join('"%s"' % name.replace('"', '""') for name in names if name)
