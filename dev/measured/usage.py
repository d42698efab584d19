"""Runs a command, and writes as JSON what it used with all that it started.

Usage: usage.py FILE COMMAND...

Linux gives a process whose parent has ended to the nearest ancestor that asks for such
(PR_SET_CHILD_SUBREAPER). So servers that became daemons, under whatever user, are waited for here,
and the kernel's own sum over all that was waited for is the processor time of the whole tree.
Memory is the highest sum of their proportional set sizes, looked at ten times a second; of what ends
sooner than that, what the largest process held.
"""

import ctypes
import json
import os
import resource
import sys
import threading
import time

PR_SET_CHILD_SUBREAPER = 36
PAUSE_SECONDS = 0.1
DAEMONS_END_WITHIN_SECONDS = 20


class Memory(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.peak_kibibytes = 0
        self.ended = threading.Event()

    def run(self):
        while not self.ended.is_set():
            self.peak_kibibytes = max(self.peak_kibibytes, sum(map(kibibytes, descendants())))
            self.ended.wait(PAUSE_SECONDS)


def descendants():
    parents = {}
    for name in os.listdir('/proc'):
        if name.isdigit():
            try:
                with open(f'/proc/{name}/stat') as stat:
                    parents[int(name)] = int(stat.read().rpartition(')')[2].split()[1])
            except OSError:
                continue  # It has ended meanwhile.
    found = {os.getpid()}
    more = True
    while more:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        found |= more
    return found - {os.getpid()}


def kibibytes(pid):
    try:
        with open(f'/proc/{pid}/smaps_rollup') as sizes:
            return sum(int(line.split()[1]) for line in sizes if line.startswith('Pss:'))
    except OSError:
        return 0  # It has ended meanwhile.


def reap_daemons():
    deadline = time.monotonic() + DAEMONS_END_WITHIN_SECONDS
    while time.monotonic() < deadline:
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.01)
        except ChildProcessError:
            return 0
    return len(descendants())


def waited_for():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(file, command):
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        sys.exit('usage.py: this system has no subreapers')
    earlier = waited_for()  # A script that became this process may have waited for others.
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        os.execvp(command[0], command)
    memory = Memory()
    memory.start()
    status = os.waitpid(child, 0)[1]
    wall = time.monotonic() - begun
    left = reap_daemons()
    memory.ended.set()
    memory.join()
    cpu = waited_for() - earlier
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with open(file, 'w') as out:
        json.dump(
            {
                'wall_seconds': wall,
                'cpu_seconds': cpu,
                'peak_memory_mebibytes': max(memory.peak_kibibytes, largest) / 1024,
                'left': left,
            },
            out,
        )
    sys.exit(os.waitstatus_to_exitcode(status) & 255)


main(sys.argv[1], sys.argv[2:])
