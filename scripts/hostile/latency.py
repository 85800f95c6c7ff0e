"""How late an honest user's lines are in the log while another user's dear output is drawn: scripts/faults latency [LINES].

A line counts from the moment at which the terminal showed it until `sessionlog tail -f` prints it; each line of the
round is followed by two empty ones, since the log has a line as soon as it has left the screen. Prints a table. Needs
root; the machine itself is not touched: everything is in namespaces of its own, as in the soak.
"""

import fcntl
import os
import re
import resource
import struct
import subprocess
import sys
import termios
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(HERE, "..", "benchmarks"))

import soak  # noqa: E402
import world  # noqa: E402
from pty_session import PROMPT, Session  # noqa: E402

PAUSE = 0.04  # seconds between two lines
DEAR = {
    "lines inserted in 26x10000": (26, 10000, r"\e[H\e[10000L\e[?5h\e[10000M"),
    "cells with marks in 1000x262": (1000, 262, r"\e[38;2;1;2;3me\xcc\x81\xcc\x82"),
    "two screens in turn, 512x512": (512, 512, r"\e[?1049h\e#8\e[?1049l\e#8\e[512S"),
}


def login(user, columns, rows):
    session = Session(world.as_user(user, "/bin/bash", "-c", "cd; exec -l /bin/bash"), world.environment(user))
    fcntl.ioctl(session.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    session.wait_for(PROMPT, 60)
    return session


class Follower:
    """Reads what `tail -f` prints, and notes when each mark came."""

    def __init__(self, user):
        self.process = subprocess.Popen([world.PROGRAM, "tail", "-f", "-n", "0", user], stdout=subprocess.PIPE,
                                        stdin=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
        self.seen = {}
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            found = re.search(rb" (mark-\d+-\d+)\s*$", line)
            if found:
                self.seen.setdefault(found.group(1), time.perf_counter())


class Dear:
    """Another user's sessions that print what costs most, as fast as it goes."""

    def __init__(self, columns, rows, output):
        self.going = True
        self.sessions = [login("mallory", columns, rows) for _ in range(3)]
        for session in self.sessions:
            session.type(f"exec perl -e '$|=1; $s=\"{output}\" x 200; print $s while 1'\r".encode())
            threading.Thread(target=self.drain, args=(session,), daemon=True).start()
        time.sleep(3)

    def drain(self, session):
        while self.going and session.read(1) != b"":
            pass

    def stop(self):
        self.going = False
        for session in self.sessions:
            session.kill()
        world.kill_all("mallory")


def measure(honest, follower, number, count):
    """Returns how many seconds each line took that came, and how many did not within a minute."""
    shown = {}
    for each in range(count):
        mark = f"mark-{number}-{each}"
        honest.type(f"echo mark-$(({number}))-{each}; echo; echo\r".encode())
        shown[mark.encode()] = honest.wait_for(mark.encode() + b"\r\n", 60)
        time.sleep(PAUSE)
    deadline = time.time() + 60
    while time.time() < deadline and not shown.keys() <= follower.seen.keys():
        time.sleep(0.05)
    return [follower.seen[mark] - at for mark, at in shown.items() if mark in follower.seen], len(shown.keys() - follower.seen.keys())


def spread(seconds):
    ordered = sorted(seconds)
    return " | ".join(f"{1000 * ordered[int((len(ordered) - 1) * part)]:.0f} ms" for part in (0.5, 0.99, 1)) if ordered else "- | - | -"


def run(count):
    service = world.Service(ROOT)
    service.start()
    honest = login("alice", 80, 2)
    follower = Follower("alice")
    time.sleep(3)
    rows = []
    worst = 0
    for number, (what, dear) in enumerate([("nothing", None), *DEAR.items(), ("nothing, afterwards", None)], 1):
        beside = Dear(*dear) if dear else None
        seconds, missing = measure(honest, follower, number, count)
        if beside:
            beside.stop()
        rows.append(f"| {what} | {len(seconds)} | {missing} | {spread(seconds)} |")
        print(rows[-1], file=sys.stderr, flush=True)
        worst += missing
    honest.kill()
    follower.process.kill()
    text = "| Another user's output | Lines | Not within a minute | Median | p99 | Most |\n|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    print("\n" + text)
    with open(OUT, "w") as file:
        file.write(text)
    service.stop()
    return worst > 0


if __name__ == "__main__":
    if sys.argv[1:2] != ["--inside"]:
        sys.exit(soak.outer(sys.argv[1:], os.path.abspath(__file__), os.path.abspath("target/hostile-latency.md")))
    ROOT, OUT = sys.argv[2:4]
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, soak.HARD))
    world.make_homes()
    sys.exit(run(int(sys.argv[4]) if len(sys.argv) > 4 else 200))
