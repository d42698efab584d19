"""Finds out whether env.py is told the schema to migrate, by `alembic -x` or by the environment.

Usage: schema_choice.py REQUEST.json REPORT.json, as for runner.py beside it, with `current`.

It is tried, not guessed: what env.py looks for is noted, and each such name in turn is given a
schema that nobody has. If that changes where the search path leads, where the version table is,
or what schemas are translated to, then env.py takes the schema from there. The report's output
says so as JSON: the schema that it takes when nobody says anything, and by what; else it is {}.
"""

import json
import os
import re
import sys

import run_failures
import runner

ELSEWHERE = "alembic_squash_elsewhere"
WORD = re.compile("[\"']([A-Za-z][A-Za-z0-9_-]*)=?[\"']")
TELLING = re.compile("schema|tenant", re.IGNORECASE)
MOST = 40


class Asked(dict):
    """Notes the names that are looked for, whether they are there or not."""

    def __init__(self, given, names):
        super().__init__(given)
        self.names = names

    def noted(self, name):
        if name not in self.names:
            self.names.append(name)
        return name

    def __getitem__(self, name):
        return super().__getitem__(self.noted(name))

    def __contains__(self, name):
        return super().__contains__(self.noted(name))

    def get(self, name, *default):
        return super().get(self.noted(name), *default)

    def pop(self, name, *default):
        return super().pop(self.noted(name), *default)


class Seen:
    """What one run of env.py asked for, and where it went.

    `names` are those of `-x`, `variables` those of the environment; `has_words` says whether it
    took the arguments of `-x` as they are. `places` are the schemas that were chosen.
    """

    def __init__(self):
        self.config = None
        self.names = []
        self.has_words = False
        self.variables = []
        self.places = []


def watch_arguments(seen):
    from alembic.runtime.environment import EnvironmentContext

    def note(context):
        seen.config = context.config
        read = context.get_x_argument

        def watched(as_dictionary=False):
            given = read(as_dictionary=as_dictionary)
            if as_dictionary:
                return Asked(given, seen.names)
            seen.has_words = True
            return given

        context.get_x_argument = watched

    runner.after_init(EnvironmentContext, note)


def watch_variables(seen):
    """Those that env.py itself reads; settings of libraries are nobody's choice of a schema."""
    kind = type(os.environ)

    class Watched(kind):
        def __getitem__(self, name):
            if name not in seen.variables and asker() == "env.py":
                seen.variables.append(name)
            return super().__getitem__(name)

    os.environ.__class__ = Watched


def asker():
    frame = sys._getframe(2)
    while frame is not None:
        name = os.path.basename(frame.f_code.co_filename)
        if name not in ("os.py", "_collections_abc.py") and "frozen" not in name:
            return name
        frame = frame.f_back
    return ""


def watch_places(seen):
    from alembic.runtime.migration import MigrationContext

    migrate = MigrationContext.run_migrations

    def watched(self, **parameters):
        if self.connection is not None:
            seen.places.append(place(self))
        return migrate(self, **parameters)

    MigrationContext.run_migrations = watched


def place(context):
    """What decides where tables without a schema are made; the schema itself comes first."""
    from sqlalchemy import text

    ask = text("SELECT current_schema(), current_setting('search_path')")
    schema, path = context.connection.execute(ask).fetchone()
    translated = context.connection.get_execution_options().get("schema_translate_map") or {}
    table = context.version_table_schema
    found = [translated.get(None), schema, table]
    return {
        "schema": next((str(name) for name in found if name), ""),
        "choices": [path, str(table)] + [str(name) for name in translated.values()],
    }


def trials(seen, schema, env):
    """What to give env.py, each as what it is called, arguments of `-x`, and variables."""
    given = list(seen.config.cmd_opts.x or [])
    names = list(seen.names)
    if seen.has_words:
        yield "`-x NAME`", [ELSEWHERE], {}
        names += [name for name in dict.fromkeys(WORD.findall(env)) if name not in names]
    for name in names[:MOST]:
        others = [word for word in given if not word.startswith(name + "=")]
        yield "`-x %s=NAME`" % name, others + [name + "=" + ELSEWHERE], {}
    for name in list(seen.variables):
        known = os.environ.get(name)
        if known == schema or (known is None and TELLING.search(name)):
            yield "the variable " + name, given, {name: ELSEWHERE}


def leads(seen, words, variables):
    """Whether env.py goes elsewhere when it is told to."""
    from alembic import command

    before, options = dict(os.environ), seen.config.cmd_opts
    given, options.x = options.x, words
    os.environ.update(variables)
    del seen.places[:]
    try:
        command.current(seen.config)
    except (Exception, SystemExit) as refused:
        print("with %s %s: %s" % (words, variables, run_failures.cause(refused)), file=sys.stderr)
    finally:
        options.x = given
        os.environ.clear()
        os.environ.update(before)
    return any(ELSEWHERE in choice for found in seen.places for choice in found["choices"])


def choice(seen):
    if not seen.places:
        return {}
    schema = seen.places[0]["schema"]
    for said, words, variables in trials(seen, schema, runner.env_py(seen.config)):
        if leads(seen, words, variables):
            return {"schema": schema, "by": said}
    return {}


def main():
    seen = Seen()
    run = runner.run

    def tried(request, report):
        watch_arguments(seen)
        watch_places(seen)
        watch_variables(seen)
        run(request, report)
        report["output"] = json.dumps(choice(seen))

    runner.run = tried
    return runner.main()


if __name__ == "__main__":
    sys.exit(main())
