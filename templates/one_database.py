"""Refuses an env.py that migrates several databases, schemas or version tables in one command.

Every connection leads to one throwaway database: it would get the tables of all of them, or one
transaction would wait for another for ever.
"""

import functools

import redirection
import run_failures

ADVICE = (
    "Such a history cannot be squashed yet. Have env.py migrate one of them a command, chosen by"
    " `alembic --name`, by `alembic -x` or by a variable, and pass that to plan: --alembic-name,"
    " -x or --env."
)


class Round:
    """One call of run_migrations(), by what env.py says of it."""

    def __init__(self, context, arguments):
        url = getattr(getattr(context.connection, "engine", None), "url", None)
        self.host, port, self.database = redirection.original(url) if url else (None,) * 3
        # A URL without a database leads nowhere by itself: the engine's creator does.
        engine = None if self.database else id(getattr(context.connection, "engine", None))
        self.server = (self.host, port, engine)
        self.table = (context.version_table_schema, context.version_table)
        self.arguments = arguments
        tokens = [context.opts.get(name) for name in ("upgrade_token", "downgrade_token")]
        self.identity = (self.database, self.server, self.table, tokens, arguments)


def watch():
    from alembic.runtime.migration import MigrationContext

    migrate = MigrationContext.run_migrations
    rounds = []
    environments = []

    @functools.wraps(migrate)
    def watched(self, **arguments):
        if environments != [self.environment_context]:
            environments[:] = [self.environment_context]
            del rounds[:]
        rounds.append(Round(self, arguments))
        if rounds[0].identity != rounds[-1].identity:
            raise refusal(rounds)
        if len(rounds) > 1:
            self._migrations_fn = without_steps(self._migrations_fn, rounds)
        return migrate(self, **arguments)

    MigrationContext.run_migrations = watched


def without_steps(steps, rounds):
    """A second time there is nothing left to do, but for another schema of the same database."""

    @functools.wraps(steps)
    def watched(*arguments):
        for _ in steps(*arguments):
            raise refusal(rounds)
        return []

    return watched


def refusal(rounds):
    kind, names = differing(rounds[0], rounds[-1])
    return run_failures.Refusal(
        "env.py migrates several %s in one command%s"
        % (kind, ": %s" % " and ".join(names) if names else ""),
        ADVICE,
    )


def differing(first, second):
    """What they are several of, and the names of the two, where they have any."""
    if first.database != second.database:
        return "databases", ["%s" % each.database for each in (first, second)]
    if first.server != second.server:
        named = first.host != second.host
        hosts = ["%s on %s" % (each.database, each.host) for each in (first, second)]
        return "databases", hosts if named else []
    if first.table != second.table:
        return "version tables", [
            ".".join(part for part in each.table if part) for each in (first, second)
        ]
    if first.arguments != second.arguments:
        said = [", ".join(map(str, each.arguments.values())) for each in (first, second)]
        return "databases", said
    return "schemas", []
