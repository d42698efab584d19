"""Has a project imported from the tree that was asked for, not from where it is installed.

An editable installation points to the work tree: by an entry of sys.path, or by a finder on
sys.meta_path that keeps folders in dictionaries. Both are pointed to the asked tree instead.
What was still imported from the work tree afterwards fails the run.
"""

import os
import sys
import sysconfig

INSTALLED = (os.sep + "site-packages", os.sep + "dist-packages")


def use(request):
    origin, root = request["origin"], request["root"]
    if origin != root:
        sys.path[:] = [moved(path, origin, root) for path in sys.path]
        sys.path_importer_cache.clear()
        for finder in sys.meta_path:
            module = sys.modules.get(getattr(finder, "__module__", None))
            for holder in (finder, type(finder), module):
                redirect(getattr(holder, "__dict__", {}), origin, root)
    for folder in (os.path.join(request["project"], "src"), request["project"]):
        if os.path.isdir(folder):
            sys.path.insert(0, folder)


def redirect(names, origin, root):
    """Changes the dictionaries and lists among an object's attributes in place."""
    for name, value in list(names.items()):
        if name.startswith("__"):
            continue
        if type(value) is dict and value is not sys.modules:
            for key, entry in list(value.items()):
                value[key] = redirected(entry, origin, root)
        elif type(value) is list and value is not sys.path:
            value[:] = [redirected(entry, origin, root) for entry in value]


def redirected(entry, origin, root):
    if isinstance(entry, str) and os.path.isabs(entry):
        return moved(entry, origin, root)
    if type(entry) in (list, tuple):
        return type(entry)(redirected(inner, origin, root) for inner in entry)
    return entry


def moved(path, origin, root):
    real = os.path.realpath(path or os.getcwd())
    if not inside(real, origin) or inside(real, root) or is_installed(real):
        return path
    return os.path.normpath(os.path.join(root, os.path.relpath(real, origin)))


def check(request):
    """Tells the first module that was imported from the work tree all the same."""
    origin, root = request["origin"], request["root"]
    for name, module in sorted(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str):
            real = os.path.realpath(path)
            if inside(real, origin) and not inside(real, root) and not is_installed(real):
                raise SystemExit(
                    "the module %s was imported from %s, the work tree, and not from the tree "
                    "to run, %s" % (name, path, root)
                )


def inside(path, folder):
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def is_installed(path):
    """Of a virtual environment inside of the work tree, or of Python itself."""
    own = [os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")]
    return any(part in path for part in INSTALLED) or any(inside(path, lib) for lib in own)


def line_in(path):
    """The line of a file that runs now; None where none does."""
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename == path:
            return frame.f_lineno
        frame = frame.f_back
    return None
