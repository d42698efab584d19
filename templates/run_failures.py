"""What went wrong in a run of Alembic: for a person in one line, and in a short traceback."""

import os
import re
import sys
import traceback

BRIEFLY = "Without the frames of libraries:"
# What PostgreSQL says to all that follows an error in the same transaction (appendix A).
IN_FAILED_TRANSACTION = "25P02"
ABORTING = []


class Refusal(SystemExit):
    """What cannot be squashed, in a sentence, and what to do about it."""

    def __init__(self, sentence, advice):
        super().__init__(sentence)
        self.advice = advice


def watch():
    """Remembers the error that ended a transaction, where code went on after it."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "handle_error")
    def note(context):
        error = context.original_exception
        if sqlstate(error) != IN_FAILED_TRANSACTION:
            ABORTING[:] = [error]


def first(error):
    """The error that the transaction failed with, where this one only says that it failed."""
    return ABORTING[0] if ABORTING and sqlstate(error) == IN_FAILED_TRANSACTION else error


def reason(error):
    """What went wrong, as it can be compared with what another run said."""
    return without_addresses(cause(error))


def cause(error):
    """What went wrong, in one line; pg8000 hands the server's message over in a dictionary."""
    if isinstance(error, SystemExit):
        if isinstance(error.code, str):
            return error.code
        return "the project's code ended Python with exit code %s" % (error.code or 0)
    fields = server_fields(error)
    said = fields["M"] if fields else str(error)
    first = said.strip().splitlines()[0] if said.strip() else ""
    return "%s: %s" % (type(error).__name__, first)


def server_fields(error):
    for known in (error, getattr(error, "orig", None)):
        arguments = getattr(known, "args", ())
        if arguments and isinstance(arguments[0], dict) and "M" in arguments[0]:
            return arguments[0]
    return None


def sqlstate(error):
    """PostgreSQL's code of the error (its manual, appendix A), where the server sent one.

    A table that SQLAlchemy looked for before any statement could miss it has the same.
    """
    if type(error).__name__ == "NoSuchTableError":
        return "42P01"
    while error is not None:
        fields = server_fields(error)
        if fields:
            return fields.get("C")
        for known in (getattr(error, "orig", None), error):
            code = getattr(known, "sqlstate", None) or getattr(known, "pgcode", None)
            if code:
                return code
        error = error.__cause__ or error.__context__
    return None


def print_briefly(error, request):
    """Once more, without the frames of libraries: what is shown of a long log."""
    folders = (request["root"] + os.sep, request["origin"] + os.sep)
    told = error.__cause__ if isinstance(error, SystemExit) and error.__cause__ else error
    trace = traceback.TracebackException.from_exception(told)
    own = [frame for frame in trace.stack if is_own(frame.filename, folders)]
    if own:
        trace.stack = traceback.StackSummary.from_list(own)
        print(BRIEFLY, file=sys.stderr)
        text = "".join(trace.format(chain=False)).replace(folders[0], "")
        print(text, end="", file=sys.stderr)


def is_own(path, folders):
    real = os.path.realpath(path)
    made_up = path.startswith("<") or "-packages" + os.sep in real
    return real.startswith(folders) and not made_up


def without_addresses(text):
    """Those in memory are others in each run."""
    return re.sub(" at 0x[0-9a-f]+", "", text)
