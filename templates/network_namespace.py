"""A network that leads nowhere, for programs that are to reach nothing but each other (Linux).

Usage: network_namespace.py [HOST:PORT...]

Makes a network namespace with nothing in it but its own loopback, and a mount namespace in which
the Unix sockets of other programs are covered, prints the number of a process that is in both, and
keeps them until the process that started it is gone. A HOST:PORT that is named can be reached from
there: its name leads to an address of the namespace, where this process takes what connects and
passes it on. If namespaces cannot be had, it ends with what the system says.
"""

import ctypes
import fcntl
import os
import selectors
import signal
import socket
import struct
import sys
import tempfile
import threading

# <linux/sched.h>
CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x00020000, 0x10000000, 0x40000000
# <sys/mount.h>
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
# <sys/prctl.h>
PR_SET_PDEATHSIG = 1
# <linux/sockios.h>, <linux/if.h>
SIOCSIFFLAGS, SIOCSIFADDR, IFF_UP = 0x8914, 0x8916, 1

# Where PostgreSQL's programs look for a server that nobody names.
SOCKET_FOLDERS = ("/run/postgresql", "/var/run/postgresql")
LOOKS_EVERY_SECONDS = 1
# More names of this machine, for who has to tell several databases (see redirection.py).
NAME, NAMES = "throwaway%d", 50
LIBC = ctypes.CDLL(None, use_errno=True)


def called(name, *arguments):
    if getattr(LIBC, name)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), "%s: %s" % (name, os.strerror(ctypes.get_errno())))


def unshare():
    """Root needs no user namespace, in which nobody but itself would be."""
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        called("unshare", CLONE_NEWNS | CLONE_NEWNET)
    else:
        called("unshare", CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET)
        write("/proc/self/setgroups", "deny")
        write("/proc/self/uid_map", "%d %d 1" % (user, user))
        write("/proc/self/gid_map", "%d %d 1" % (group, group))
    called("mount", b"none", b"/", None, MS_REC | MS_PRIVATE, None)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def raise_loopback(addresses):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        for number, address in enumerate(addresses):
            name = ("lo:%d" % number).encode()
            place = struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton(address))
            fcntl.ioctl(one, SIOCSIFADDR, struct.pack("16s16s", name, place))
        fcntl.ioctl(one, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))


def sockets():
    """The files of Unix sockets that somebody has open now."""
    with open("/proc/net/unix") as file:
        paths = [line.rstrip("\n").split(" ", 7)[-1] for line in file]
    return sorted({path for path in paths if path.startswith("/") and os.path.exists(path)})


def cover(paths):
    for path in paths:
        try:
            called("mount", b"/dev/null", os.fsencode(path), None, MS_BIND, None)
        except FileNotFoundError:
            continue
    for folder in sorted({os.path.realpath(folder) for folder in SOCKET_FOLDERS}):
        if os.path.isdir(folder):
            called("mount", b"none", os.fsencode(folder), b"tmpfs", 0, None)


class Way:
    """Out of the namespace, to one place."""

    def __init__(self, text, number):
        host, _, port = text.rpartition(":")
        self.host, self.port = host.strip("[]"), int(port)
        try:
            socket.inet_aton(self.host)
            self.address = self.host
        except OSError:
            self.address = "127.1.%d.%d" % (number // 250, number % 250 + 1)

    def listen(self):
        one = socket.socket(socket.AF_INET)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((self.address, self.port))
        one.listen(16)
        return one


def name(ways):
    """Has the names known in the namespace, where nobody else is asked for any."""
    lines = ["127.0.0.1 localhost", "::1 localhost"]
    lines += ["127.0.0.1 " + NAME % number for number in range(1, NAMES + 1)]
    lines += ["%s %s" % (way.address, way.host) for way in ways if way.address != way.host]
    with tempfile.NamedTemporaryFile("w") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.chmod(file.name, 0o644)
        called("mount", os.fsencode(file.name), b"/etc/hosts", None, MS_BIND, None)


def inside(ways, covered, told):
    """What is in the namespace: takes connections, and hands them to the process outside."""
    unshare()
    cover(covered)
    name(ways)
    raise_loopback([way.address for way in ways if not way.address.startswith("127.")])
    selector = selectors.DefaultSelector()
    for number, way in enumerate(ways):
        selector.register(way.listen(), selectors.EVENT_READ, number)
    selector.register(told, selectors.EVENT_READ, None)
    told.sendall(b"r")
    while True:
        for key, _ in selector.select():
            if key.data is None:
                return  # The process outside is gone.
            taken, _ = key.fileobj.accept()
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", taken.fileno()))]
            told.sendmsg([struct.pack("!H", key.data)], rights)
            taken.close()


def outside(ways, told, parent):
    """Passes on what comes, while the process that started this one is there."""
    told.settimeout(LOOKS_EVERY_SECONDS)
    while os.getppid() == parent:
        try:
            number, ancillary, _, _ = told.recvmsg(2, socket.CMSG_SPACE(4))
        except socket.timeout:
            continue
        if not number:
            return
        (descriptor,) = struct.unpack("i", ancillary[0][2])
        taken = socket.socket(fileno=descriptor)
        way = ways[struct.unpack("!H", number)[0]]
        threading.Thread(target=connect, args=(taken, way), daemon=True).start()


def connect(taken, way):
    with taken:
        try:
            reached = socket.create_connection((way.host, way.port))
        except OSError:
            return
        with reached:
            back = threading.Thread(target=pump, args=(reached, taken), daemon=True)
            back.start()
            pump(taken, reached)
            back.join()


def pump(source, drain):
    try:
        for part in iter(lambda: source.recv(1 << 16), b""):
            drain.sendall(part)
        drain.shutdown(socket.SHUT_WR)
    except OSError:
        source.close()
        drain.close()


def main():
    parent = os.getppid()
    ways = [Way(text, number) for number, text in enumerate(sys.argv[1:])]
    here, there = socket.socketpair()
    covered = sockets()
    process = os.fork()
    if process == 0:
        here.close()
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        try:
            inside(ways, covered, there)
        except OSError as error:
            there.sendall(str(error).encode())
        os._exit(0)
    there.close()
    said = here.recv(1 << 10).decode()
    if said != "r":
        sys.exit(said or "the process in it ended")
    print(process, flush=True)
    outside(ways, here, parent)


if __name__ == "__main__":
    main()
