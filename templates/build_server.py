"""The PostgreSQL server of a build that goes on in a container of its image.

Usage: build_server.py stop RECORD | build_server.py start RECORD

`stop` is run once all of the build that comes before the upgrade has happened: it writes down how
the server there was started, and stops it so that its files are complete. What else still runs
could not be started again: it is told, and the exit code is 3. `start` starts the same server
again, says that it is ready in a line of its own, and ends when it ends. Where no server ran, no
record is written.
"""

import json
import os
import signal
import subprocess
import sys
import time

READY = "@@alembic_squash ready"
STOPPED = "@@alembic_squash stopped"
NAMES = ("postgres", "postmaster")
LOST = "/dev/shm"
ENDS_WITHIN_SECONDS = 120
POLL_SECONDS = 0.02
CANNOT_GO_ON = 3


class Process:
    """One that runs now, as proc(5) tells it."""

    def __init__(self, number):
        self.number = number
        self.folder = "/proc/%d/" % number
        state = self.text("stat").rpartition(")")[2].split()
        self.is_zombie = state[0] == "Z"
        self.parent = int(state[1])
        self.words = self.parts("cmdline")
        self.name = self.text("comm").strip()

    def text(self, name):
        with open(self.folder + name, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()

    def parts(self, name):
        return self.text(name).split("\0")[:-1]

    def status(self, field):
        lines = [line.split(":") for line in self.text("status").splitlines()]
        (value,) = [line[1].split() for line in lines if line[0] == field]
        return [int(number) for number in value]

    def record(self):
        told = {
            "words": self.words,
            "user": self.status("Uid")[0],
            "group": self.status("Gid")[0],
            "groups": self.status("Groups"),
            "umask": int(self.text("status").partition("Umask:")[2].split()[0], 8),
        }
        told.update(as_its_user(told, self.private))
        return told

    def private(self):
        """What the owner alone may read: in a container not even root may."""
        return {
            "program": os.readlink(self.folder + "exe"),
            "folder": os.readlink(self.folder + "cwd"),
            "environment": self.parts("environ"),
        }


def as_its_user(told, ask):
    """What a function returns in a process of the server's user."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            become(told)
            os.write(writable, json.dumps(ask()).encode("ascii"))
            code = 0
        finally:
            os._exit(code)
    os.close(writable)
    with open(readable, "rb") as answer:
        text = answer.read()
    if os.waitpid(child, 0)[1] != 0:
        raise SystemExit("the server of the build cannot be looked at")
    return json.loads(text.decode("ascii"))


def running():
    """All but the container's first, this one and its own."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) not in (1, os.getpid()):
            try:
                process = Process(int(name))
            except (FileNotFoundError, ProcessLookupError):
                continue  # It ended a moment ago.
            if not process.is_zombie:
                found.append(process)
    return found


def stop(record):
    found = running()
    numbers = {process.number for process in found}
    servers = [one for one in found if one.name in NAMES and one.parent not in numbers]
    family = {server.number for server in servers}
    others = [one for one in found if one.number not in family and one.parent not in family]
    if len(servers) > 1 or others:
        names = sorted({one.name for one in servers + others})
        return refused("%s still run" % " and ".join(names))
    for server in servers:
        told = server.record()
        os.kill(server.number, signal.SIGINT)
        await_end()
        with open(record, "w", encoding="utf-8") as file:
            json.dump(told, file)
        print(STOPPED, flush=True)
    if os.path.isdir(LOST) and os.listdir(LOST):
        return refused("there are files in " + LOST)
    return 0


def refused(why):
    print(why, flush=True)
    return CANNOT_GO_ON


def await_end():
    deadline = time.monotonic() + ENDS_WITHIN_SECONDS
    while running():
        if time.monotonic() > deadline:
            raise SystemExit("the server of the build does not stop")
        time.sleep(POLL_SECONDS)


def start(record):
    with open(record, encoding="utf-8") as file:
        told = json.load(file)
    server = subprocess.Popen(
        told["words"],
        executable=told["program"],
        env=dict(variable.partition("=")[::2] for variable in told["environment"]),
        preexec_fn=lambda: in_its_folder(told),
    )
    while server.poll() is None and not is_ready(told["folder"], server.pid):
        time.sleep(POLL_SECONDS)
    if server.poll() is None:
        print(READY, flush=True)
    return server.wait()


def become(told):
    """In a forked process: whose server it was."""
    os.umask(told["umask"])
    os.setgroups(told["groups"])
    os.setgid(told["group"])
    os.setuid(told["user"])


def in_its_folder(told):
    os.setsid()
    become(told)
    os.chdir(told["folder"])


def is_ready(folder, number):
    """As pg_ctl sees it (src/include/utils/pidfile.h): the first line and the eighth."""
    try:
        with open(os.path.join(folder, "postmaster.pid"), encoding="utf-8") as file:
            lines = file.read().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[0] == str(number) and lines[7].strip() == "ready"


def main():
    action, record = sys.argv[1:]
    return {"stop": stop, "start": start}[action](record)


if __name__ == "__main__":
    sys.exit(main())
