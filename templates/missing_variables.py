"""Which environment variables a project's code could not do without.

Where code looks a variable up is remembered. An error that comes from the same line, or names
the variable, is about it, whatever reads it: os.environ, python-decouple, environs, django-environ,
a function of the project's own. Settings of pydantic read all variables at once: their error tells.
"""

import collections
import collections.abc
import functools
import os
import re
import sys
import sysconfig

# By name: whether it was set, and the project's lines on the way to it, the nearest first.
LOOKED_UP = {}

# By line of the project's: what it looked up. One that looks up all copies the environment.
AT_LINE = collections.defaultdict(set)
ALL = set()

# Where the project's files are.
FOLDERS = []

INSTALLED = "-packages" + os.sep
STANDARD = tuple(
    os.path.realpath(sysconfig.get_path(name)) + os.sep for name in ("stdlib", "platstdlib")
)

# What stands between a lookup and os.environ: get() and getenv().
HANDLING = {
    collections.abc.Mapping.get.__code__.co_filename,
    os.getenv.__code__.co_filename,
}


def watch(request):
    """Remembers lookups from here on."""
    ALL.update(os.environ)
    FOLDERS[:] = [request["root"] + os.sep, request["origin"] + os.sep]
    # Not that of os.environ itself, which schema_choice.py replaces by one of its own.
    kind = os._Environ
    look_up = kind.__getitem__

    @functools.wraps(look_up)
    def noted(self, name):
        try:
            value = look_up(self, name)
        except KeyError as error:
            note(name, False)
            raise error from None
        note(name, True)
        return value

    kind.__getitem__ = noted


def is_own(path):
    return path.startswith(tuple(FOLDERS)) and INSTALLED not in path


def note(name, is_set):
    """Lookups of libraries for themselves are left out: while they are imported, and Python's own."""
    frame = sys._getframe(2)
    lines = []
    while frame is not None:
        path = frame.f_code.co_filename
        if is_own(path):
            lines.append((path, frame.f_lineno))
        elif not lines and path not in HANDLING and is_standard(path):
            return
        frame = frame.f_back
    if lines and isinstance(name, (str, bytes)):
        LOOKED_UP[os.fsdecode(name)] = (is_set, lines)
        AT_LINE[lines[0]].add(os.fsdecode(name))


def is_standard(path):
    is_frozen = path.startswith("<frozen ")
    return is_frozen or (INSTALLED not in path and os.path.realpath(path).startswith(STANDARD))


def of(error):
    """What is known of the variables that an error is about; None where it is about none."""
    is_told = isinstance(error, SystemExit) and "--env" in str(error.code)
    if is_told or isinstance(error, ModuleNotFoundError):
        return None
    chain = chained(error)
    if isinstance(error, ImportError):
        names = [name for known in chain for name in named(known)]
        return found("unset", [(name, True) for name in names]) if names else None
    for known in chain:
        fields = invalid_settings(known)
        if fields:
            return found("unset" if all(missing for _, missing in fields) else "unusable", fields)
    for known in chain:
        names = named(known) or missing_keys(known)
        if names:
            return found("unset", [(name, True) for name in names])
    for known in chain:
        names = at_line_of(known)
        if names:
            is_set = all(LOOKED_UP[name][0] for name in names)
            return found("unusable" if is_set else "unset", [(name, True) for name in names])
    unset = [name for name, (is_set, lines) in LOOKED_UP.items() if not is_set]
    return found("looked for", [(name, True) for name in unset]) if unset else None


def found(kind, fields):
    return {"kind": kind, "names": [name for name, _ in fields]}


def chained(error):
    """The error, and what it came from."""
    chain = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain


def named(error):
    """Variables that were not there, and that the error names."""
    words = set(re.findall(r"\w+", str(error)))
    return [name for name, (is_set, _) in LOOKED_UP.items() if not is_set and name in words]


def missing_keys(error):
    """Variables that were looked up in a copy of the environment, a dictionary that starts as one."""
    if isinstance(error, KeyError) and error.args and isinstance(error.args[0], str):
        name = error.args[0]
        trace = error.__traceback__
        while trace is not None:
            frame = trace.tb_frame
            held = list(frame.f_locals.values()) + list(frame.f_globals.values())
            place = (frame.f_code.co_filename, trace.tb_lineno)
            if any(is_environment(value) and name not in value for value in held):
                return [name]
            if copies(place) and name not in os.environ:
                return [name]
            trace = trace.tb_next
    if type(error).__name__ == "ValidationError" and hasattr(error, "errors"):
        return [
            str(wrong["loc"][0])
            for wrong in error.errors()
            if wrong["type"] == "missing" and wrong["loc"] and is_environment(wrong.get("input"))
        ]
    return []


def is_environment(value):
    """Whether it holds what the environment does; PATH is nearly always there."""
    if value is os.environ:
        return True
    own = dict(os.environ)
    return bool(own) and type(value) is dict and own.items() <= value.items()


def at_line_of(error):
    """Variables that were looked up by the line of the project's that failed."""
    last = None
    trace = error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        last = (path, trace.tb_lineno) if is_own(path) else last
        trace = trace.tb_next
    if copies(last):
        return []
    return [name for name, (_, lines) in LOOKED_UP.items() if last in lines][-1:]


def copies(line):
    return bool(ALL) and AT_LINE[line] >= ALL


def invalid_settings(error):
    """The variables of pydantic's BaseSettings, of either version, and whether each is missing."""
    if type(error).__name__ != "ValidationError" or not hasattr(error, "errors"):
        return []
    settings = getattr(error, "model", None) or settings_class(error)
    if settings is None or not any("BaseSettings" == kind.__name__ for kind in settings.__mro__):
        return []
    fields = []
    for wrong in error.errors():
        if wrong["loc"]:
            missing = wrong["type"] in ("missing", "value_error.missing")
            fields.append((variable(settings, wrong["loc"]), missing))
    return fields


def settings_class(error):
    """Pydantic 2 does not hand it over: it is that of the object which was being made."""
    trace = error.__traceback__
    while trace is not None:
        for name in ("__pydantic_self__", "self"):
            made = trace.tb_frame.f_locals.get(name)
            if made is not None and type(made).__name__ == getattr(error, "title", ""):
                return type(made)
        trace = trace.tb_next
    return None


def variable(settings, location):
    """The name of the variable for a field; pydantic takes it in any case."""
    name = str(location[0])
    old = getattr(settings, "__fields__", {}).get(name)
    extra = getattr(getattr(old, "field_info", None), "extra", {})
    if "env_names" in extra:
        return sorted(extra["env_names"])[0].upper()
    new = getattr(settings, "model_config", {})
    is_field = name in getattr(settings, "model_fields", {})
    prefix = new.get("env_prefix", "") if is_field else ""
    between = new.get("env_nested_delimiter") or "__"
    return (prefix + between.join(str(part) for part in location)).upper()
