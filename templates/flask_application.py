"""Gives an env.py of Flask-Migrate's the application that `flask db` would give it.

Such an env.py reads the database and the metadata from flask.current_app. The application is
found as `flask` finds it: FLASK_APP, .flaskenv, .env, wsgi.py or app.py.
"""

import functools
import importlib.util
import os
import sys

import missing_variables
import redirection
import source_tree
import x_arguments

# What lies in the folder that `flask` is typed in.
SIGNS = (".flaskenv", ".env", "wsgi.py", "app.py")


def is_needed(env):
    """Whether this text of an env.py relies on an application that others have made current."""
    return (
        "current_app" in env
        and "app_context(" not in env
        and all(importlib.util.find_spec(name) for name in ("flask", "flask_migrate"))
    )


def configured(config, request, target):
    """The configuration as Flask-Migrate hands it to env.py; its application is current now."""
    from alembic.script import ScriptDirectory

    scripts = os.path.abspath(ScriptDirectory.from_config(config).dir)
    config.set_main_option("script_location", scripts.replace("%", "%%"))
    home = folder(request)
    read_variables(home, counterpart(home, request))
    os.chdir(home)
    # Some applications look for `db` here, to start without what migrations do not need.
    sys.argv[:] = ["flask", "db"] + x_arguments.words(request) + request["command"]
    give_database(target)
    application = loaded()
    give_url(application, target)
    application.app_context().push()
    config.cmd_opts.x = config.cmd_opts.x or []
    if "migrate" in application.extensions:
        return application.extensions["migrate"].migrate.call_configure_callbacks(config)
    return config


def folder(request):
    """Where `flask` is typed: near the migrations, else in the project's folder."""
    found, project = request["folder"], request["project"]
    while source_tree.inside(found, project):
        places = (found, counterpart(found, request))
        is_package = os.path.exists(os.path.join(found, "__init__.py"))
        if not is_package and any(
            os.path.exists(os.path.join(place, name)) for place in places for name in SIGNS
        ):
            return found
        found = os.path.dirname(found)
    return project


def counterpart(path, request):
    """The same folder in the work tree, where files lie that are not committed."""
    within = os.path.relpath(os.path.realpath(path), request["root"])
    return os.path.join(request["origin"], within)


def read_variables(*folders):
    """Those of .flaskenv and .env, as `flask` does, which leaves alone what is set already."""
    from flask.cli import load_dotenv
    from flask.helpers import get_load_dotenv

    for place in filter(os.path.isdir, folders):
        os.chdir(place)
        if get_load_dotenv(True):
            load_dotenv()


def give_database(target):
    """Flask-SQLAlchemy makes its engines when it meets the application."""
    package = redirection.imported("flask_sqlalchemy")
    if package is None:
        return
    begin = package.SQLAlchemy.init_app

    @functools.wraps(begin)
    def given(self, app, *arguments, **parameters):
        give_url(app, target)
        return begin(self, app, *arguments, **parameters)

    package.SQLAlchemy.init_app = given


def give_url(application, target):
    """Without a variable that deployments set, many a project has none, or a file of SQLite's."""
    known = application.config.get("SQLALCHEMY_DATABASE_URI")
    if not known or str(known).startswith("sqlite"):
        url = target.url(redirection.installed_driver(False))
        application.config["SQLALCHEMY_DATABASE_URI"] = url


def loaded():
    from flask.cli import ScriptInfo

    try:
        return ScriptInfo(app_import_path=os.environ.get("FLASK_APP")).load_app()
    except (Exception, SystemExit) as error:
        raise SystemExit(
            "env.py needs the project's Flask application, and flask said: %s; pass %s"
            % (said(error), advice(error))
        ) from error


def said(error):
    """The error in one line; behind an import that failed flask has a whole traceback."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    text = " ".join(lines[:1] + lines[1:][-1:]).rstrip(".")
    return text if is_flasks(error) else "%s: %s" % (type(error).__name__, text)


def is_flasks(error):
    from flask.cli import NoAppException

    return isinstance(error, NoAppException)


def advice(error):
    """What to pass: the variable that was asked for, where that is known."""
    variables = missing_variables.of(error)
    if variables and variables["kind"] != "looked for":
        return " ".join("--env %s=VALUE" % name for name in variables["names"])
    if is_flasks(error):
        return "--env FLASK_APP=MODULE:NAME"
    return "--env NAME=VALUE for the variables that it reads"
