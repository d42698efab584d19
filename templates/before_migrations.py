"""Runs env.py up to the moment at which it asks Alembic for the migrations, and no further.

Usage: before_migrations.py REQUEST.json REPORT.json, as for runner.py beside it, with a command
that runs env.py: after `upgrade heads` the database has Alembic's own table, after `current` it
has not. What env.py did until then is committed, and what it would do after its migrations, which
may need what they make, is left undone. The report's output is the role that would migrate, or
nothing where env.py never asked.
"""

import sys

import runner


class Reached(BaseException):
    """The moment is there; not an error that env.py may handle."""


def stop_at_migrations(seen):
    from alembic.runtime.environment import EnvironmentContext

    def stop(heads, context):
        seen.append(committed(context.connection))
        refuse_statements()
        raise Reached

    def note(environment):
        environment.context_opts["fn"] = stop

    runner.after_init(EnvironmentContext, note)


def committed(connection):
    """Ends the transaction of env.py or Alembic, and says as whom it ran."""
    from sqlalchemy import text

    role = connection.execute(text("SELECT current_user")).fetchone()[0]
    # Whoever opened the transaction would roll it back when it is left.
    connection.execute(text("COMMIT"))
    return str(role)


def refuse_statements():
    """An env.py that goes on all the same, in a `finally` say, changes nothing any more."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "before_cursor_execute")
    def refuse(*_):
        raise Reached


def main():
    run = runner.run

    def stopped(request, report):
        seen = []
        stop_at_migrations(seen)
        try:
            run(request, report)
        except Reached:
            pass
        report["output"] = "".join(seen[:1])

    runner.run = stopped
    return runner.main()


if __name__ == "__main__":
    sys.exit(main())
