"""What a project imports before it migrates: one command tells, and others find it imported.

What env.py does to the environment's variables by itself, before it imports what reads them, is
not done again where its modules are imported without it: then the project's own are left to each
command.
"""

import functools
import importlib
import os
import sys
import threading
import time

import redirection
import source_tree

INSTALLED = "-packages" + os.sep

# Set by watch().
KNOWN = set()
STARTED = []
VARIABLES_OF_ENV_PY = []


def watch():
    """From here on."""
    KNOWN.update(sys.modules)
    STARTED[:] = [time.process_time()]
    for name in ("__setitem__", "__delitem__"):
        setattr(os._Environ, name, noting(getattr(os._Environ, name)))


def noting(change):
    """Notes a change of a variable that no import makes."""

    @functools.wraps(change)
    def noted(self, *arguments):
        frame = sys._getframe(1)
        if frame.f_code.co_filename == redirection.__file__:
            return change(self, *arguments)
        while frame is not None and os.path.basename(frame.f_code.co_filename) != "env.py":
            if frame.f_code.co_filename.startswith("<frozen importlib"):
                return change(self, *arguments)
            frame = frame.f_back
        VARIABLES_OF_ENV_PY.append(arguments[0])
        return change(self, *arguments)

    return noted


def so_far(request):
    """What was imported when env.py has made its first migration context, in that order."""
    libraries, own = [], []
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if name in KNOWN or not isinstance(path, str):
            continue
        if INSTALLED in path:
            if name.partition(".")[0] not in redirection.DRIVERS:
                libraries.append(name)
        elif not source_tree.is_installed(os.path.realpath(path)) and not is_revision(path):
            own.append(name)
    root = request["root"]
    return {
        "seconds": time.process_time() - STARTED[0],
        "libraries": libraries,
        "own": [] if VARIABLES_OF_ENV_PY else own,
        "path": [within(path, root) for path in sys.path],
        "words": list(sys.argv),
        "folder": within(os.getcwd(), root),
    }


def is_revision(path):
    """The two trees differ in them."""
    from alembic import context

    try:
        folders = context.script._version_locations
    except (AttributeError, NameError):
        folders = ()
    return any(source_tree.inside(os.path.realpath(path), os.path.realpath(f)) for f in folders)


def within(path, root):
    """Relative to the tree, where it is in it."""
    real = os.path.realpath(path)
    return os.path.relpath(real, root) if source_tree.inside(real, root) else real


def preload(names):
    """Imports them in this process, whose commands are forked from it. Ends it where it must not."""
    for name in names:
        importlib.import_module(name)
    if threading.active_count() > 1:
        sys.exit("a module has started a thread, which no fork has")


def preload_libraries(names):
    known, files = set(sys.modules), files_of(sys.modules)
    preload(names)
    for path in files_of(set(sys.modules) - known) - files:
        if not source_tree.is_installed(os.path.realpath(path)):
            sys.exit("a library has imported %s, which is not installed" % path)
    return [name for name in names if name not in known]


def files_of(names):
    paths = [getattr(sys.modules[name], "__file__", None) for name in names]
    return {path for path in paths if isinstance(path, str)}


def preload_own(imported, request):
    """Those of a tree, found as the first command found them; then all is as it was but for them."""
    root, kept = request["root"], (sys.path[:], sys.argv[:], os.getcwd())
    source_tree.use(request)
    sys.path[:] = [os.path.normpath(os.path.join(root, path)) for path in imported["path"]]
    sys.argv[:] = imported["words"]
    os.chdir(os.path.join(root, imported["folder"]))
    preload(imported["own"])
    source_tree.check(request)
    sys.path[:], sys.argv[:] = kept[0], kept[1]
    os.chdir(kept[2])
