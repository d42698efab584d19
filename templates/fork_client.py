"""Has a command run by a process forked from fork_server.py, as if this one ran it.

Usage: fork_client.py FOLDER PROCESS SCRIPT [ARGUMENT...]

The server's socket is in FOLDER, or will be, while PROCESS is alive. The exit code is that of the command. A signal to end is passed
on; should this process be killed, the server kills the command.
"""

import json
import os
import signal
import socket
import struct
import sys
import time

BEGINS_WITHIN_SECONDS = 60
PAUSE_SECONDS = 0.01


def connected(folder, process):
    """The socket's name is short, however long the folder's is: such names have a limit."""
    here = os.getcwd()
    os.chdir(folder)
    last = time.monotonic() + BEGINS_WITHIN_SECONDS
    while True:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect("socket")
            os.chdir(here)
            return connection
        except ConnectionRefusedError:
            sys.exit("the Python process to fork from has ended")
        except FileNotFoundError:
            connection.close()
            if not is_alive(process):
                sys.exit("the Python process to fork from has ended")
            if time.monotonic() > last:
                sys.exit("the Python process to fork from does not answer")
            time.sleep(PAUSE_SECONDS)


def is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def ask(connection, command):
    variables = os.environb.items()
    request = {
        "command": command,
        "folder": os.getcwd(),
        "environment": {
            name.decode("latin-1"): value.decode("latin-1") for name, value in variables
        },
    }
    text = json.dumps(request).encode("ascii")
    streams = struct.pack("3i", 0, 1, 2)
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)]
    connection.sendmsg([struct.pack("!I", len(text))], rights)
    connection.sendall(text)


def main():
    connection = connected(sys.argv[1], int(sys.argv[2]))
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda number, frame: connection.send(b"e"))
    ask(connection, sys.argv[3:])
    answer = b""
    while not answer.endswith(b"\n"):
        part = connection.recv(16)
        if not part:
            sys.exit("the Python process to fork from ended before `%s`" % sys.argv[3])
        answer += part
    return int(answer)


if __name__ == "__main__":
    sys.exit(main())
