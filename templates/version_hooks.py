"""Notices what env.py's on_version_apply hooks write: they are called for each applied revision."""

import functools
import os

# What this transaction has written so far, table by table.
WRITTEN = """
SELECT schemaname, relname, n_tup_ins + n_tup_upd + n_tup_del
FROM pg_catalog.pg_stat_xact_user_tables
"""


def watch(report):
    from alembic.runtime.migration import MigrationContext

    begin = MigrationContext.__init__

    @functools.wraps(begin)
    def watched(self, *arguments, **parameters):
        begin(self, *arguments, **parameters)
        if self.on_version_apply_callbacks and not self.as_sql:
            tables = Tables(self)
            self.on_version_apply_callbacks = [
                following(callback, tables, report) for callback in self.on_version_apply_callbacks
            ]

    MigrationContext.__init__ = watched


class Tables:
    """Which tables hooks write, and which of them the revisions write as well."""

    def __init__(self, context):
        self.context = context
        self.last = {}
        self.others = set()
        self.own = {"%s" % context.version_table}

    def written(self):
        from sqlalchemy import text

        rows = self.context.connection.execute(text(WRITTEN)).fetchall()
        return {(row[0], row[1]): row[2] for row in rows if row[1] not in self.own}

    def before(self):
        now = self.written()
        # Counts of a new transaction start anew.
        known = self.last if all(now.get(name, 0) >= self.last[name] for name in self.last) else {}
        self.others.update(name for name in now if now[name] > known.get(name, 0))
        return now


def following(callback, tables, report):
    name = "%s in %s" % (getattr(callback, "__name__", "a hook"), file_of(callback))
    hook = {"name": name, "tables": [], "shared": []}
    report.setdefault("hooks", []).append(hook)
    seen = set()

    def followed(*arguments, **parameters):
        before = tables.before()
        callback(*arguments, **parameters)
        tables.last = after = tables.written()
        seen.update(name for name in after if after[name] > before.get(name, 0))
        hook["tables"] = [list(name) for name in sorted(seen - tables.others)]
        hook["shared"] = [list(name) for name in sorted(seen & tables.others)]

    return followed


def file_of(callback):
    code = getattr(callback, "__code__", None)
    return os.path.basename(code.co_filename) if code else type(callback).__module__
