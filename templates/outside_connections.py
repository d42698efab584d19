"""What the project's code wants to reach besides its throwaway database.

In a network that leads nowhere ("walled") each attempt fails by itself, and is noted so that it can
be told. Where there is no such network, this process refuses what it can see (Python 3.8): sockets
and programs of the project's code, libpq called past its drivers, and statements by which the
server itself would connect to another.
"""

import os
import re
import socket
import sys

import missing_variables
import run_failures

# The system's own log, which leads to no other machine.
LOGS = ("/dev/log", "/run/systemd/journal/socket", "/var/run/syslog")
PROGRAMS = {
    "subprocess.Popen": 0,
    "os.exec": 0,
    "os.posix_spawn": 0,
    "os.spawn": 1,
    "os.system": 0,
}

# PostgreSQL's own, refused before migrations as well where they could reach a server.
CLIENTS = {"createdb", "dropdb", "pg_dump", "pg_dumpall", "pg_restore", "psql", "reindexdb", "vacuumdb"}

# Words of libpq's when it cannot connect, in whatever error they come.
REFUSED = (
    re.compile(r'at "([^"]+)"(?: \([^)]*\))?, port (\d+) failed'),
    re.compile(r'could not connect to server[^\n]*?\n?\s*Is the server running on host "([^" ]+)"'
               r'(?: \([^)]*\))? and accepting\s+TCP/IP connections on port (\d+)'),
    re.compile(r'could not translate host name "([^"]+)"()'),
    re.compile(r'on socket "([^"]+)"() failed'),
)
SERVERS_OWN = re.compile(
    r"\bdblink(_connect|_connect_u|_exec|_send_query)?\s*\(|\bCREATE\s+SUBSCRIPTION\b"
    r"|\bALTER\s+SUBSCRIPTION\b|\bCREATE\s+SERVER\b|\bCOPY\b[^;]*\bPROGRAM\b",
    re.IGNORECASE,
)
DEFINITION = re.compile(r"\s*CREATE\s+(OR\s+REPLACE\s+)?(FUNCTION|PROCEDURE)\b", re.IGNORECASE)

STATE = {"network": None, "report": None, "target": None, "addresses": ()}


def watch(network, report, target):
    """From here on."""
    STATE.update(network=network, report=report, target=target)
    STATE.update(addresses=addresses(target.place["host"]))
    if hasattr(sys, "addaudithook"):
        sys.addaudithook(seen)
    if not network["walled"]:
        refuse_statements()


def seen(event, arguments):
    """What Python does that may lead elsewhere."""
    if event == "socket.connect":
        attempted(place(arguments[1]))
    elif event == "socket.getaddrinfo":
        attempted(place(arguments[:2]))
    elif event in PROGRAMS:
        started(arguments[PROGRAMS[event]])
    elif event == "ctypes.dlopen" and "libpq" in str(arguments[0]) and not STATE["network"]["walled"]:
        refuse("calls libpq, PostgreSQL's own library,", "the network")


def place(address):
    if isinstance(address, tuple) and len(address) >= 2:
        host, port = address[0], address[1]
        host = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if not host or is_target(host, port):
            return None
        return "%s:%s" % (host, port) if port else str(host)
    path = os.fsdecode(address) if isinstance(address, (str, bytes)) else ""
    return path if path and path not in LOGS else None


def own_line():
    """Where the project's code is; None where it is not on the way."""
    frame = sys._getframe(2)
    while frame is not None:
        path = frame.f_code.co_filename
        if missing_variables.is_own(path):
            return path, frame.f_lineno
        frame = frame.f_back
    return None


def attempted(to):
    if to is None or to in STATE["network"]["allowed"]:
        return
    line = own_line()
    if line is None:
        return
    note(to, line)
    if not STATE["network"]["walled"]:
        refuse("wants to reach %s" % to, to)


def note(to, line):
    running = STATE["report"]["running"]
    told = {
        "to": to,
        "revision": running["revision"] if running else None,
        "file": line[0],
        "line": line[1],
    }
    if told not in STATE["report"]["outside"]:
        STATE["report"]["outside"].append(told)


def started(program):
    """In a network that leads nowhere programs lead nowhere too."""
    if isinstance(program, (list, tuple)):
        program = program[0] if program else ""
    line = own_line()
    # Python's own modules ask programs about the system, and libraries as well.
    if line is None or not is_nearest(line):
        return
    name = os.path.basename(os.fsdecode(program).split(" ")[0]) if program else "a program"
    STATE["report"]["programs"].append(name)
    is_migrating = STATE["report"]["running"] is not None
    if not STATE["network"]["walled"] and (is_migrating or name in CLIENTS):
        refuse("starts %s" % name, "the network")


def is_nearest(line):
    """Whether only Python's own modules are between the project's line and what happens."""
    frame = sys._getframe(2)
    while frame is not None:
        path = frame.f_code.co_filename
        if path == line[0]:
            return True
        if missing_variables.INSTALLED in path:
            return False
        frame = frame.f_back
    return False


def refuse(what, to):
    running = STATE["report"]["running"]
    who = "revision %s" % running["revision"] if running else "the project's code"
    raise run_failures.Refusal(
        "%s %s, and this machine cannot keep builds from what is not theirs: %s"
        % (who, what, STATE["network"]["obstacle"]),
        "Run it where that can be had (Linux, as root or with user namespaces), or pass"
        " --allow-network '*' if %s may be reached by each build." % to,
    )


def refuse_statements():
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "before_cursor_execute")
    def look(connection, cursor, statement, *_):
        found = SERVERS_OWN.search(statement)
        if found and not DEFINITION.match(statement):
            refuse("has the server connect to another one (%s)" % found.group(0), "that")


def wanted(error):
    """What an error says could not be reached, if that is what it is about; else None."""
    report = STATE["report"]
    if report is None:
        return None
    chain = missing_variables.chained(error)
    for known in chain:
        for pattern in REFUSED:
            found = pattern.search(str(known))
            if found and not is_target(found.group(1), found.group(2)):
                return ":".join(part for part in found.groups() if part)
    if any(isinstance(known, OSError) or "onnect" in type(known).__name__ for known in chain):
        if report["outside"]:
            return report["outside"][-1]["to"]
    if any(type(known).__name__ == "CalledProcessError" for known in chain) and report["programs"]:
        return report["programs"][-1]
    return None


def is_target(host, port):
    target = STATE["target"].place
    return str(port) == str(target["port"]) and host in (target["host"],) + STATE["addresses"]


def addresses(host):
    try:
        return tuple({found[4][0] for found in socket.getaddrinfo(host, None)})
    except OSError:
        return ()
