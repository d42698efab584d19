"""Has a command run by a process forked from fork_server.py, as if this one ran it.

Usage: fork_client.py FOLDER SCRIPT [ARGUMENT...]

The server's socket is in FOLDER. The exit code is that of the command. A signal to end is passed
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


def connected(folder):
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
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            if time.monotonic() > last:
                sys.exit("the Python process to fork from does not answer")
            time.sleep(PAUSE_SECONDS)


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
    connection = connected(sys.argv[1])
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda number, frame: connection.send(b"e"))
    ask(connection, sys.argv[2:])
    answer = b""
    while not answer.endswith(b"\n"):
        part = connection.recv(16)
        if not part:
            sys.exit("the Python process to fork from ended before `%s`" % sys.argv[2])
        answer += part
    return int(answer)


if __name__ == "__main__":
    sys.exit(main())
