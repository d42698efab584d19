"""What env.py reads by context.get_x_argument(): the arguments of `alembic -x`.

Where it looks for a name in them that was not given, that is remembered, so that its KeyError
can be told from any other.
"""

import functools

LOOKED_FOR = []


class Given(dict):
    def __missing__(self, name):
        LOOKED_FOR.append(KeyError(name))
        raise LOOKED_FOR[-1]


def words(request):
    """As they are typed behind `alembic`."""
    return [word for argument in request["x"] for word in ("-x", argument)]


def watch():
    from alembic.runtime.environment import EnvironmentContext

    read = EnvironmentContext.get_x_argument

    @functools.wraps(read)
    def watched(self, *arguments, **parameters):
        value = read(self, *arguments, **parameters)
        return Given(value) if isinstance(value, dict) else value

    EnvironmentContext.get_x_argument = watched


def missing(error):
    """The name that this error is about, where it was looked for among the arguments."""
    while error is not None:
        if any(error is one for one in LOOKED_FOR):
            return str(error.args[0])
        error = error.__cause__
    return None
