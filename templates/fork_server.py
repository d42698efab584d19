"""Has Alembic imported once, and runs each command in a process forked from here.

Usage: fork_server.py [IMPORTED.json]

It is started in a folder of its own, where its socket is. fork_client.py asks there for a command
and lends its own streams, variables and working folder: what is forked is to its caller as if the
client ran it. No command finds what another one left: each has a process of its own.

If the file names the libraries that a project imports, this process has them imported too, in the
same order and with everything watched as it is when a command imports them. A process forked from
that one may be a server itself, which has the modules of one tree of the project imported as well.
"""

import atexit
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import struct
import sys
import threading

import imported_modules

# Beside the scripts, what nearly all of them import.
LIBRARIES = ("alembic.command", "alembic.config", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql")
LENGTH = struct.Struct("!I")
STREAMS = 3
LOOKS_EVERY_SECONDS = 1


def preload():
    """What cannot be imported is told by the command that needs it, as its own failure."""
    for name in LIBRARIES:
        try:
            importlib.import_module(name)
        except Exception:
            continue
    folder = os.path.dirname(os.path.abspath(__file__))
    for name in sorted(os.listdir(folder)):
        module, ending = os.path.splitext(name)
        if ending == ".py" and not module.startswith("fork_"):
            importlib.import_module(module)


def received(connection):
    """A request, and the streams that came with it."""
    size = socket.CMSG_SPACE(STREAMS * struct.calcsize("i"))
    head, ancillary, _, _ = connection.recvmsg(LENGTH.size, size)
    streams = [
        stream
        for level, kind, data in ancillary
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS)
        for stream in struct.unpack("%di" % (len(data) // struct.calcsize("i")), data)
    ]
    text = b""
    (length,) = LENGTH.unpack(head)
    while len(text) < length:
        part = connection.recv(length - len(text))
        if not part:
            raise EOFError("the client is gone")
        text += part
    return json.loads(text.decode("ascii")), streams


def freeze():
    """It stays as it is in all that are forked (Python 3.7)."""
    if hasattr(gc, "freeze"):
        gc.freeze()


def import_for_others(path, server):
    """What the file names. If that cannot be done here, this process ends, saying why."""
    with open(path, encoding="utf-8") as file:
        wanted = json.load(file)
    runner = sys.modules["runner"]
    if wanted["walled"]:
        # What modules read of them while they are imported leads nowhere.
        runner.redirection.show(runner.redirection.NOWHERE)
        server.variables = dict(os.environ)
    if runner.BEGUN:
        imported_modules.preload_own(wanted["imported"], wanted["request"])
        return
    runner.begin(runner.new_report(), wanted["clock"])
    runner.PRELOADED[:] = imported_modules.preload_libraries(wanted["imported"]["libraries"])


class Server:
    """The commands that run: which process runs each, and whose connection waits for it."""

    def __init__(self):
        self.folder = os.getcwd()
        self.process = os.getpid()
        self.variables = dict(os.environ)
        self.parent = os.getppid()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind("new")
        self.listener.listen(64)
        # From here on, who is refused knows that this process is gone.
        os.rename("new", "socket")
        self.waiting = {}
        self.wakeup, self.woken = socket.socketpair()
        self.woken.setblocking(False)
        self.wakeup.setblocking(False)
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.listener, selectors.EVENT_READ)
        self.selector.register(self.wakeup, selectors.EVENT_READ)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.signal(signal.SIGTERM, lambda number, frame: self.end())
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.set_wakeup_fd(self.woken.fileno())

    def serve(self):
        """Forks until whoever started this is gone. Returns in the forked: what it is to run."""
        while os.getppid() == self.parent:
            for key, _ in self.selector.select(LOOKS_EVERY_SECONDS):
                if key.fileobj is self.listener:
                    request = self.accepted()
                    if request:
                        return request
                elif key.fileobj is self.wakeup:
                    self.wakeup.recv(4096)
                else:
                    self.told(key.fileobj)
            self.reap()
        return self.end()

    def accepted(self):
        connection, _ = self.listener.accept()
        try:
            request, streams = received(connection)
        except (EOFError, OSError, struct.error):
            connection.close()
            return None
        process = os.fork()
        if process == 0:
            self.become(request, streams, connection)
            return request
        for stream in streams:
            os.close(stream)
        self.waiting[process] = connection
        self.selector.register(connection, selectors.EVENT_READ)
        return None

    def become(self, request, streams, connection):
        """The forked has what the client has, and nothing of this server."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.setsid()
        self.selector.close()
        for other in [self.listener, self.wakeup, self.woken, connection, *self.waiting.values()]:
            other.close()
        for place, stream in enumerate(streams):
            os.dup2(stream, place)
            os.close(stream)
        self.set_by_modules = dict(os.environ)
        os.environ.clear()
        for name, value in request["environment"].items():
            os.environb[name.encode("latin-1")] = value.encode("latin-1")
        self.keep_variables_of_modules()
        os.chdir(request["folder"])
        # What PYTHONPATH names is seen from the working folder.
        sys.path[:] = [self.moved(path, request["folder"]) for path in sys.path]

    def keep_variables_of_modules(self):
        """Those that modules set while they were imported, unless the client has them otherwise."""
        for name in set(self.variables) | set(self.set_by_modules):
            was, now = self.variables.get(name), self.set_by_modules.get(name)
            if was != now and os.environ.get(name) == was:
                if now is None:
                    del os.environ[name]
                else:
                    os.environ[name] = now

    def moved(self, path, folder):
        inside = path == self.folder or path.startswith(self.folder + os.sep)
        return os.path.normpath(folder + path[len(self.folder) :]) if inside else path

    def told(self, connection):
        """A client says that its command is to end, or is gone itself."""
        (process,) = [one for one, other in self.waiting.items() if other is connection]
        if connection.recv(1):
            kill(process, signal.SIGTERM)
        else:
            self.selector.unregister(connection)
            kill(process, signal.SIGKILL)

    def reap(self):
        for process in list(self.waiting):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                self.answer(self.waiting.pop(process), status)

    def answer(self, connection, status):
        code = 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        if connection in self.selector.get_map():
            self.selector.unregister(connection)
        try:
            connection.sendall(b"%d\n" % code)
        except OSError:
            pass  # Its client is gone.
        connection.close()

    def end(self):
        if os.getpid() != self.process:
            sys.exit(128 + signal.SIGTERM)
        for process in self.waiting:
            kill(process, signal.SIGKILL)
        sys.exit(0)


def kill(process, number):
    """With all that it started: it leads a session of its own."""
    try:
        os.killpg(process, number)
    except ProcessLookupError:
        os.kill(process, number)  # It leads none yet.


def main():
    server = Server()
    if "runner" not in sys.modules:
        preload()
    if sys.argv[1:]:
        import_for_others(sys.argv[1], server)
    freeze()
    request = server.serve()
    script = request["command"][0]
    sys.argv[:] = request["command"]
    module = os.path.splitext(os.path.basename(script))[0]
    return importlib.import_module(module).main()


def leave(code):
    """Ends as Python does, but for taking down what a process takes with it anyway."""
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main())
