#!/usr/bin/env python3
"""recovery: how long sessions and logins wait when a collector with many live sessions is killed.

  scripts/faults restart [SESSIONS]      as it is called; 260 sessions when nothing else is said

Each session has something to print right after the kill. First come their readers, since terminals wait for them; then
logins are answered; then all the rest is taken up, here sessions that end while no collector runs. Exit code 1 when
that order is not kept, or a figure is above its bound.
"""

import os
import signal
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pty_session import PROMPT, Session  # noqa: E402
from sessionlog import Installation, cpu  # noqa: E402

AT_ONCE = 10
ENDING = 20
# On two processors that do nothing else, with room for a slower machine.
MOST_READERS, MOST_LOGIN = 5.0, 8.0
LIMITS = "[login]\nmax_sessions_per_user = 0\nmax_new_sessions_per_minute = 0\n"


def wait(what, condition, seconds=120):
    deadline = time.perf_counter() + seconds
    while not condition():
        if time.perf_counter() > deadline:
            raise TimeoutError(what)
        time.sleep(0.02)
    return time.perf_counter()


def login(installation):
    return Session(["/bin/bash", "-l"], installation.recorded(), keep=True)


def logins(installation, count):
    sessions = []
    while len(sessions) < count:
        group = [login(installation) for _ in range(min(AT_ONCE, count - len(sessions)))]
        for session in group:
            session.wait_for(PROMPT, 300)
        sessions += group
    return sessions


class Reader(threading.Thread):
    """Reads all terminals: one that nobody reads stops its program."""

    def __init__(self, sessions):
        super().__init__(daemon=True)
        self.sessions, self.over = sessions, threading.Event()

    def run(self):
        while not self.over.is_set():
            for session in self.sessions:
                session.read(0)
            time.sleep(0.02)


def measure(installation, count):
    sessions = logins(installation, count)
    reader = Reader(sessions)
    reader.start()
    typescripts = [os.path.join(recording, "typescript") for recording in installation.recordings()]
    before = installation.collector()
    time.sleep(1)
    sizes = {path: os.path.getsize(path) for path in typescripts}
    killed = time.perf_counter()
    os.kill(before, signal.SIGKILL)
    for session in sessions[ENDING:]:
        session.type(b"echo after-the-kill\r")
    for session in sessions[:ENDING]:
        session.type(b"exit\r")
    answered = {}

    def late():
        session = login(installation)
        answered["at"] = session.wait_for(PROMPT)
        answered["recorded"] = b"This session is recorded" in session.kept
        session.type(b"exit\r")
        session.drain()

    other = threading.Thread(target=late)
    other.start()
    # An old recording is read again when it has grown.
    read = wait("readers", lambda: all(os.path.getsize(path) > sizes[path] for path in typescripts))
    other.join()
    active = os.path.join(installation.log_dir, "active")
    rest = wait("the rest", lambda: len(os.listdir(active)) == count - ENDING)
    after = installation.collector()
    used = cpu(after)
    reader.over.set()
    reader.join()
    for session in sessions[ENDING:]:
        session.type(b"exit\r")
    installation.wait_written()
    whole = sum(b"after-the-kill\r\n" in open(path, "rb").read() for path in typescripts)
    return {
        "readers": read - killed, "login": answered["at"] - killed, "rest": rest - killed, "cpu": used,
        "recorded": answered["recorded"], "whole": whole, "other": after != before,
    }


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 260
    installation = Installation(LIMITS)
    try:
        installation.start_collector()
        seen = measure(installation, count)
    finally:
        installation.close()
    load = os.getloadavg()[0]
    print(f"{count} sessions, the collector killed: readers back after {seen['readers']:.1f} s, a login answered after"
          f" {seen['login']:.1f} s, all taken up after {seen['rest']:.1f} s; {seen['cpu']:.1f} s of a processor; load"
          f" {load:.0f} on {os.cpu_count()} processors")
    slow = max(1, load / os.cpu_count())
    wrong = [what for what, true in (
        ("the login was not recorded", seen["recorded"]),
        ("not every session's output is there", seen["whole"] == count - ENDING),
        ("no other collector", seen["other"]),
        ("readers came too late", seen["readers"] <= MOST_READERS * slow),
        ("the login waited for too long", seen["login"] <= MOST_LOGIN * slow),
    ) if not true]
    sys.exit("; ".join(wrong) if wrong else 0)


main()
