"""Runs one Alembic command of one state of a project, in one throwaway database.

Usage: runner.py REQUEST.json REPORT.json

Beside it lie redirection.py, which leads every connection to that database,
source_tree.py, which has the project imported from that state, imported_modules.py,
which tells what it imports, so that others find it imported, flask_application.py,
which gives env.py the project's application, x_arguments.py, which knows what env.py reads
of the command line, missing_variables.py, which knows what it reads of the environment,
one_database.py, which refuses what migrates several,
outside_connections.py, which tells what else is to be reached, session_settings.py, which notices what
revisions leave in the session, version_hooks.py, which notices what env.py's hooks write,
guarded_statements.py, which notes what revisions make only where it is not there,
shifted_clock.py, which lets it be another day, and run_failures.py, which tells what went wrong. The report says what was seen: version tables,
seconds a revision, and what went wrong.
"""

import functools
import inspect
import io
import json
import os
import sys
import time
import traceback

import flask_application
import guarded_statements
import imported_modules
import missing_variables
import one_database
import outside_connections
import redirection
import run_failures
import session_settings
import shifted_clock
import source_tree
import version_hooks
import x_arguments

PROGRESS = "@@alembic_squash revision "

# What this process notes and where it is led, from begin() on.
BEGUN = []
COMPARISONS = []

# The libraries that were imported before this command came, without those that all commands need.
PRELOADED = []

# What this process was asked to run.
REQUEST = {}

# Characters of output that are reported in one piece.
PART = 1 << 16


def after_init(watched, note):
    """Has each new object of a class noted."""
    begin = watched.__init__

    @functools.wraps(begin)
    def noted(self, *arguments, **parameters):
        begin(self, *arguments, **parameters)
        note(self)

    watched.__init__ = noted


def watch_contexts(report):
    """Notes which version table each migration context uses, under the names env.py gave."""
    from alembic.runtime.migration import MigrationContext

    def note(context):
        table = {"name": context.version_table, "schema": context.version_table_schema}
        if table not in report["version_tables"]:
            report["version_tables"].append(table)
        report["driver"] = context.dialect.driver
        report["imported"] = report["imported"] or imported_modules.so_far(REQUEST)

    after_init(MigrationContext, note)


def watch_revisions(report):
    """Times each revision, and remembers which one is running."""
    from alembic.runtime.migration import RevisionStep

    def note(step):
        migrate, revision = step.migration_fn, step.revision.revision

        @functools.wraps(migrate)
        def measured(*migrate_arguments, **migrate_parameters):
            report["running"] = {"revision": revision, "file": step.revision.path}
            print(PROGRESS + revision, flush=True)
            start = time.perf_counter()
            migrate(*migrate_arguments, **migrate_parameters)
            report["seconds"][revision] = time.perf_counter() - start
            report["running"] = None

        step.migration_fn = measured

    after_init(RevisionStep, note)


def watch_comparisons(contexts):
    """Remembers what Alembic compares the project's metadata in."""
    from alembic.autogenerate.api import RevisionContext

    after_init(RevisionContext, contexts.append)


def detected(error, contexts):
    """The operations that `check` found, one a line, in an order that is the same each time.

    Its own message has them in any order, and not all versions hand them over with the error.
    """
    script = contexts[-1].generated_revisions[-1]
    found = [ops for upgrade in script.upgrade_ops_list for ops in upgrade.as_diffs()]
    for operation in found:
        forget_python_defaults(operation)
    lines = sorted(run_failures.without_addresses(repr(operation)) for operation in found)
    return "\n".join(["%s: New upgrade operations detected:" % type(error).__name__] + lines)


def forget_python_defaults(operation):
    """They are in no database, and some are computed while the models are imported."""
    from sqlalchemy import Column

    for part in operation:
        if isinstance(part, (list, tuple)):
            forget_python_defaults(part)
        for column in [part] if isinstance(part, Column) else getattr(part, "columns", ()):
            column.default = column.onupdate = None


def configuration(request, target, output):
    """The project's own, as Alembic's command line makes it."""
    from alembic.config import CommandLine, Config

    path = request["config"]
    words = ["-c", path, "-n", request["section"]] + request["command"]
    try:
        options = CommandLine(prog="alembic").parser.parse_args(words)
    except SystemExit:
        raise SystemExit("this Alembic has no command `%s`" % " ".join(request["command"]))
    options.x = request["x"] or None
    reads_toml = "toml_file" in inspect.signature(Config.__init__).parameters
    toml = os.path.join(os.path.dirname(path), "pyproject.toml")
    made = {"ini_section": options.name, "cmd_opts": options}
    made.update(stdout=output, output_buffer=output)
    if not path.endswith(".toml"):
        files = {"toml_file": toml} if reads_toml and os.path.exists(toml) else {}
        config = Config(path, **made, **files)
    elif reads_toml:
        config = Config(toml_file=path, **made)
    else:
        raise SystemExit("this Alembic does not read %s; 1.16 and later do" % path)
    give_scripts(config, request["folder"])
    give_url(config, target)
    if flask_application.is_needed(env_py(config)):
        return flask_application.configured(config, request, target)
    return config


def give_scripts(config, folder):
    """An alembic.ini of Flask-Migrate's does not say where the scripts are: it lies beside them."""
    option = getattr(config, "get_alembic_option", config.get_main_option)
    if option("script_location") is None and os.path.exists(os.path.join(folder, "env.py")):
        config.set_main_option("script_location", folder.replace("%", "%%"))


def give_url(config, target):
    """It shows the throwaway database. Without a usable one many an env.py imports its application
    only to find one; one of another database is a placeholder, where a project supports several.
    """
    import configparser

    try:
        url = config.get_main_option("sqlalchemy.url") or ""
    except configparser.InterpolationError:
        return  # Set by env.py itself before it asks.
    network = REQUEST.get("network")
    found = redirection.shown(url, target)
    if found is None:
        found = target.url(redirection.installed_driver(is_async(config)))
    elif network is None or not network["walled"]:
        return
    config.set_main_option("sqlalchemy.url", found.replace("%", "%%"))


def env_py(config):
    """The text of the project's env.py."""
    from alembic.script import ScriptDirectory

    path = os.path.join(ScriptDirectory.from_config(config).dir, "env.py")
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def is_async(config):
    text = env_py(config)
    return "async_engine_from_config" in text or "create_async_engine" in text


def check_tree(config, request):
    """An installed copy of the project must not stand in for the tree that was asked for."""
    from alembic.script import ScriptDirectory

    folder = os.path.realpath(ScriptDirectory.from_config(config).dir)
    if not (folder + os.sep).startswith(request["root"] + os.sep):
        raise SystemExit(
            "the revision scripts were found in %s, outside of the tree to run, %s"
            % (folder, request["root"])
        )


def new_report():
    told = {"running": None, "error": None, "answered": False, "output": "", "imported": None}
    return dict(told, version_tables=[], seconds={}, outside=[], programs=[])


def begin(report, clock):
    """Watches what this process runs from here on, or one that is forked from it."""
    target = redirection.Target("", 0, "", "", "")
    redirection.begin(target)
    run_failures.watch()
    x_arguments.watch()
    one_database.watch()
    session_settings.watch(report)
    version_hooks.watch(report)
    watch_contexts(report)
    watch_revisions(report)
    guarded_statements.watch(report)
    shifted_clock.begin(clock)
    watch_comparisons(COMPARISONS)
    BEGUN[:] = [report, target]


def check_preloaded(request):
    """Where the project has a module of a library's name, the library was not to be imported."""
    folders = [folder for folder in sys.path if source_tree.inside(folder, request["root"])]
    folders += [request["project"], request["folder"]]
    for name in sorted({name.partition(".")[0] for name in PRELOADED}):
        for folder in folders:
            path = os.path.join(folder, name)
            if os.path.isdir(path) or os.path.isfile(path + ".py"):
                raise SystemExit("%s has a module of the name of the library %s" % (folder, name))


def run(request, report):
    # Before the project's folders are importable: many a project has a folder called alembic.
    import alembic
    import sqlalchemy

    named = [] if request["section"] == "alembic" else ["-n", request["section"]]
    typed = ["-c", request["config"]] + named + x_arguments.words(request)
    sys.argv[:] = ["alembic"] + typed + request["command"]
    os.chdir(request["folder"])
    # Nothing of the project may find the modules beside this one by their short names.
    sys.path.remove(os.path.dirname(os.path.abspath(__file__)))
    source_tree.use(request)
    REQUEST.update(request)
    imported_modules.watch()
    missing_variables.watch(request)
    check_preloaded(request)
    report["alembic"] = alembic.__version__
    report["sqlalchemy"] = sqlalchemy.__version__
    if not BEGUN:
        begin(report, request["clock"])
    target = BEGUN[1]
    # The password of a server that is not ours is in no file.
    known = {"password": os.environ.get("PGPASSWORD", "")}
    target.__init__(**dict(known, **request["target"]))
    network = request.get("network")
    if network is not None:
        outside_connections.watch(network, report, target)
        if network["walled"]:
            redirection.show(target)
    output = io.StringIO()
    config = configuration(request, target, output)
    check_tree(config, request)
    command, positional, named = config.cmd_opts.cmd
    arguments = [getattr(config.cmd_opts, name) for name in positional]
    parameters = {name: getattr(config.cmd_opts, name) for name in named}
    try:
        command(config, *arguments, **parameters)
    except Exception as error:
        if type(error).__name__ == "AutogenerateDiffsDetected":
            report["answered"] = True
            raise SystemExit(detected(error, COMPARISONS)) from error
        raise
    finally:
        report["output"] = parts(output)
        source_tree.check(request)


def parts(output):
    """The SQL of a baseline with many rows is long, and nobody reads it at once."""
    output.seek(0)
    return list(iter(lambda: output.read(PART), ""))


def main():
    request_path, report_path = sys.argv[1:]
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    report = BEGUN[0] if BEGUN else new_report()
    try:
        run(request, report)
    except (Exception, SystemExit) as error:
        traceback.print_exc()
        run_failures.print_briefly(error, request)
        told = run_failures.first(error)
        report["error"] = run_failures.reason(told)
        report["wanted"] = outside_connections.wanted(error)
        report["missing_x"] = x_arguments.missing(error)
        report["sqlstate"] = run_failures.sqlstate(told)
        report["advice"] = getattr(error, "advice", None)
        report["variables"] = missing_variables.of(error)
    with open(report_path, "w", encoding="utf-8") as file:
        json.dump(report, file)
    sys.stdout.flush()
    return 0 if report["error"] is None else 1


if __name__ == "__main__":
    sys.exit(main())
