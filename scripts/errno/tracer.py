"""Watches processes with ptrace(2), counts the system calls that they make, and makes one of them fail.

What `strace -e inject=` does; but that counts each thread's calls on its own, and knows files by their whole names only,
while here one call in all fails, of all that are made for the same purpose. Runs as a process of its own. Commands on
stdin, one a line: `seize PID`, `plan {...}` in JSON, `counts`, `detach`. Answers on stdout, JSON, one a line.
"""

import ctypes
import errno
import json
import os
import re
import signal
import struct
import sys
import threading
import time

import calls

SEIZE, INTERRUPT, LISTEN, SYSCALL, DETACH = 0x4206, 0x4207, 0x4208, 24, 17
POKEUSER, SYSCALL_INFO = 6, 0x420E
ORIG_RAX, RAX = 15 * 8, 10 * 8
OPTIONS = 1 | 2 | 4 | 8 | 16  # sysgood, fork, vfork, clone, exec
STOPS = (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)
ALL_CHILDREN = 0x40000000
O_WRITES, O_CREAT, AT_FDCWD = 3, 0o100, -100

LIBC = ctypes.PyDLL(None, use_errno=True)
LIBC.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
LIBC.ptrace.restype = ctypes.c_long


def ptrace(request, tid, address=0, data=0):
    if LIBC.ptrace(request, tid, address, data) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


class Names:
    """Gives what a call acts on a name that is the same for each session."""

    def __init__(self, root):
        self.root = root
        self.rules = [
            (re.compile(re.escape(root)), ""),
            (re.compile("^/run/sessionlog"), "/run"), (re.compile("^/var/log/sessionlog"), "/state/sessionlog"),
            (re.compile(r"\d{8}[-T]\d{6}[^/ ]*?(?=\.fifo|\.json|\.tmp|\.holder|[/ .]|$)"), "ID"),
            (re.compile(r"^/proc/(self|\d+)(/task/\d+)?"), "/proc/N"),
            (re.compile(r"/dev/pts/\d+"), "/dev/pts/N"),
            (re.compile(r"/knock/\d+(\.\w+)?"), "/knock/N"),
            (re.compile(r"\d{4}-\d{2}-\d{2}"), "DATE"),
            (re.compile(r"(pipe|socket|anon_inode):\[?([a-z]*).*"), r"\1\2"),
            (re.compile(r"/fd/\d+"), "/fd/N"), (re.compile(r"/fdinfo/\d+"), "/fdinfo/N"),
            (re.compile(r"(?<=[./-])\d{5,}"), "N"),
            (re.compile(r" \(deleted\)"), ""),
            (re.compile(r"^/(usr/)?lib/.*\.so[.\d]*$"), "LIBRARY"),
            (re.compile(r"^/usr/lib/(locale|x86_64-linux-gnu/gconv)/.*"), "LOCALE"),
        ]
        self.known = {}

    def of(self, path):
        shape = self.known.get(path)
        if shape is None:
            shape = path
            for pattern, to in self.rules:
                shape = pattern.sub(to, shape)
            if len(self.known) > 20000:
                self.known.clear()
            self.known[path] = shape
        return shape


def link(path):
    try:
        return os.readlink(path)
    except OSError:
        return "gone"


def comm(tid):
    try:
        with open(f"/proc/{tid}/comm") as file:
            return re.sub(r"[-#]\d.*|\d+( CompilerThre)?$", "", file.read().strip())
    except OSError:
        return "gone"


class Tracer:
    def __init__(self, root):
        self.names = Names(root)
        self.threads = set()
        self.pending = {}  # of tid: what its call is to return
        self.counts = {}
        self.others = {}
        self.plan = None
        self.commands = []
        self.buffer = ctypes.create_string_buffer(88)

    def say(self, **what):
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()

    def seize(self, pid):
        """Seizes all threads of a process, and those that come meanwhile."""
        before = -1
        while before != len(self.threads):
            before = len(self.threads)
            for name in os.listdir(f"/proc/{pid}/task"):
                if int(name) in self.threads:
                    continue
                try:
                    ptrace(SEIZE, int(name), 0, OPTIONS)
                    ptrace(INTERRUPT, int(name))
                    self.threads.add(int(name))
                except OSError as failed:
                    if failed.errno != errno.ESRCH and failed.errno != errno.EPERM:
                        raise

    def text(self, tid, address):
        try:
            with open(f"/proc/{tid}/mem", "rb", buffering=0) as memory:
                memory.seek(address)
                return memory.read(min(512, 4096 - address % 4096) or 512).split(b"\0", 1)[0].decode(errors="replace")
        except (OSError, OverflowError, ValueError):
            return "?"

    def file(self, tid, number):
        number = ctypes.c_int(number).value
        return link(f"/proc/{tid}/cwd") if number == AT_FDCWD else link(f"/proc/{tid}/fd/{number}")

    def path(self, tid, folder, address):
        path = self.text(tid, address) if address else ""
        if path.startswith("/"):
            return re.sub(r"/(\./)*", "/", path)
        return self.file(tid, folder) + ("/" + path if path else "")

    def shape(self, tid, call, args):
        parts = []
        for part in calls.TABLE[call][1].split():
            if part[0] == "f":
                parts.append(self.names.of(self.file(tid, args[int(part[1])])))
            elif part[0] == "p":
                parts.append(self.names.of(self.path(tid, AT_FDCWD, args[int(part[1])])))
            elif part[0] == "d":
                parts.append(self.names.of(self.path(tid, args[int(part[1])], args[int(part[3])])))
            else:
                parts.append(str(args[int(part[1])]))
        shape = " ".join(parts)
        if call in ("open", "openat"):
            flags = args[1] if call == "open" else args[2]
            shape += "+create" if flags & O_CREAT else "+write" if flags & O_WRITES else ""
        return shape

    def entered(self, tid, number, args):
        call = calls.NUMBERS.get(number)
        if call is None:
            self.others[number] = self.others.get(number, 0) + 1
            return
        if call == "mmap" and args[4] & 1 << 31:
            return
        role = comm(tid)
        if role in calls.NOT_OURS:
            return
        key = f"{call}\t{role}\t{self.shape(tid, call, args)}"
        self.counts[key] = self.counts.get(key, 0) + 1
        plan = self.plan
        if plan and plan["key"] == key:
            plan["when"] -= 1
            if plan["when"] <= 0:
                self.plan = None
                if call != "close":  # which closes whatever it says
                    ptrace(POKEUSER, tid, ORIG_RAX, ctypes.c_void_p(-1))
                self.pending[tid] = -getattr(errno, plan["error"])
                self.say(injected=key, error=plan["error"], at=time.time())

    def stopped(self, tid, status):
        sig, event = os.WSTOPSIG(status), status >> 16
        if sig == signal.SIGTRAP | 0x80:
            size = LIBC.ptrace(SYSCALL_INFO, tid, 88, ctypes.addressof(self.buffer))
            if size > 0:
                kind = self.buffer.raw[0]
                if kind == 1:
                    number, *args = struct.unpack_from("<7Q", self.buffer.raw, 24)
                    self.entered(tid, number, args)
                elif kind == 2 and tid in self.pending:
                    ptrace(POKEUSER, tid, RAX, ctypes.c_void_p(self.pending.pop(tid)))
            ptrace(SYSCALL, tid)
        elif event == 128:
            ptrace(LISTEN if sig in STOPS else SYSCALL, tid)
        elif event:
            ptrace(SYSCALL, tid)
        else:
            ptrace(SYSCALL, tid, 0, sig)

    def run(self):
        while True:
            while self.commands:
                if not self.obey(self.commands.pop(0)):
                    return
            try:
                tid, status = os.waitpid(-1, ALL_CHILDREN | (0 if self.threads else os.WNOHANG))
            except (ChildProcessError, InterruptedError):
                self.threads.clear()
                time.sleep(0.005)
                continue
            if tid == 0:
                time.sleep(0.005)
            elif os.WIFSTOPPED(status):
                try:
                    self.threads.add(tid)
                    self.stopped(tid, status)
                except OSError as failed:
                    if failed.errno != errno.ESRCH:
                        raise
            else:
                self.threads.discard(tid)
                self.pending.pop(tid, None)

    def obey(self, line):
        word, _, rest = line.partition(" ")
        if word == "seize":
            try:
                self.seize(int(rest))
            except OSError as failed:
                self.say(failed=str(failed))
                return True
            self.say(seized=int(rest), threads=len(self.threads))
        elif word == "plan":
            self.plan = json.loads(rest) if rest else None
            self.say(planned=bool(self.plan))
        elif word == "look":
            self.say(looked=True)
        elif word == "counts":
            self.say(counts=self.counts, others=self.others)
            self.counts, self.others = {}, {}
        return word != "quit"


def main():
    tracer = Tracer(sys.argv[1])

    def listen():
        for line in sys.stdin:
            tracer.commands.append(line.strip())
            os.posix_spawn("/bin/true", ["true"], {})  # its end wakes waitpid
        tracer.commands.append("quit")
        os.posix_spawn("/bin/true", ["true"], {})

    threading.Thread(target=listen, daemon=True).start()
    tracer.run()
    os._exit(0)


main()
