"""Honest users: they log in, work and log out, and what their terminals showed is compared with what was kept."""

import fcntl
import glob
import gzip
import json
import os
import random
import re
import struct
import sys
import termios
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "benchmarks"))
from pty_session import PROMPT, Session  # noqa: E402

from world import CONTROL, LOGS, as_user, environment  # noqa: E402

LATEST = 120  # seconds until a session that ended must be complete, and its lines in the log
LINES = 1500
NOTICE = 4096  # bytes that may stand on the terminal before the recording begins


class Honest:
    """One user who logs in again and again. Times are in seconds."""

    def __init__(self, user, seed):
        self.user = user
        self.recorded = user not in CONTROL
        self.chance = random.Random(seed)
        self.lock = threading.Lock()
        self.logins, self.keys, self.lateness = [], [], []
        self.unrecorded, self.lost, self.troubles = [], [], []
        self.seen = set()
        self.verified = 0
        self.verifiers = []
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.work)

    def work(self):
        number = 0
        while not self.stopping.is_set():
            number += 1
            try:
                self.session(number)
            except (TimeoutError, OSError) as failure:
                self.note(self.troubles, f"{self.user} {number}: {failure}")
            self.stopping.wait(self.chance.uniform(0.3, 1.5))

    def note(self, where, what):
        with self.lock:
            where.append(what)

    def session(self, number):
        begun = time.perf_counter()
        session = Session(as_user(self.user, "/bin/bash", "-c", "cd; exec -l /bin/bash"), environment(self.user), keep=True)
        fcntl.ioctl(session.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        try:
            session.wait_for(PROMPT, 60)
            self.note(self.logins, time.perf_counter() - begun)
            self.type_slowly(session, b"echo some words")
            session.type(b"\x15")
            mark = f"mark-{self.user}-{number}"
            session.type(f"seq -f '{mark}-%06.0f' 1 {LINES}; head -c 9000 /dev/urandom | base64; sleep 0.3; exit\r".encode())
            session.drain()
        except (TimeoutError, OSError):
            session.kill()
            raise
        if self.recorded:
            self.verifiers = [old for old in self.verifiers if old.is_alive()]
            verifier = threading.Thread(target=self.verify, args=(mark, bytes(session.kept), time.time()))
            verifier.start()
            self.verifiers.append(verifier)

    def type_slowly(self, session, text):
        """Types as a person does, and notes how long each key takes to be seen."""
        for key in text:
            pressed = time.perf_counter()
            session.type(bytes([key]))
            session.wait_for(bytes([key]), 60)
            self.note(self.keys, time.perf_counter() - pressed)
            time.sleep(0.02)

    def verify(self, mark, shown, ended):
        """Looks for the recording of what was shown, and compares them once it is complete."""
        deadline = ended + LATEST
        folder = None
        while folder is None:
            folder = self.find(mark.encode() + b"-000001\r")
            if folder is None and time.time() > ended + 20:
                self.note(self.unrecorded, f"{mark}: {shown[:200]!r}")
                return
            time.sleep(0.1)
        while not self.is_ended(folder):
            if time.time() > deadline:
                self.note(self.lost, f"{mark}: {folder} has not ended after {LATEST} s")
                return
            time.sleep(0.1)
        self.compare(mark, folder, shown)
        identity = os.path.basename(folder)
        while not self.is_logged(identity):
            if time.time() > deadline:
                self.note(self.troubles, f"{mark}: {folder} is not in the log after {LATEST} s")
                return
            time.sleep(0.2)
        self.note(self.lateness, time.time() - ended)
        missing = LINES - len(self.logged(mark.encode()))
        if missing:
            self.note(self.troubles, f"{mark}: {missing} of {LINES} lines of {folder} are not in the log")

    def find(self, text):
        for folder in glob.glob(f"{LOGS}/sessions/{self.user}/*"):
            if folder in self.seen:
                continue
            try:
                with open(folder + "/typescript", "rb") as file:
                    if text in file.read():
                        self.seen.add(folder)
                        return folder
            except OSError:
                pass
        return None

    @staticmethod
    def is_ended(folder):
        try:
            with open(folder + "/session.json") as file:
                return json.load(file)["state"] != "active"
        except (OSError, ValueError):
            return False

    def compare(self, mark, folder, shown):
        with open(folder + "/session.json") as file:
            session = json.load(file)
        with open(folder + "/typescript", "rb") as file:
            typescript = file.read()
        body = typescript[typescript.index(b"\n") + 1:]
        end = body.rfind(b"\nScript done on ")
        body = body[:end] if end >= 0 else body
        with self.lock:
            self.verified += 1
        if session["gaps"]:
            self.note(self.lost, f"{mark}: gaps {session['gaps']}")
        elif not shown.endswith(body) or len(shown) - len(body) > NOTICE or len(body) < LINES * len(mark):
            at = len(os.path.commonprefix([body, shown[-len(body):]]))
            self.note(self.lost, f"{mark}: {folder}: shown {len(shown)}, kept {len(body)}, differs at {at}")
        with open(folder + "/timing", errors="replace") as file:
            for line in file:
                if line.startswith("H ") and " MARKER " in line:
                    self.note(self.troubles, f"{mark}: {folder} has a marker: {line.strip()}")
        if session["state"] != "complete":
            self.note(self.troubles, f"{mark}: {folder} is {session['state']}")

    def is_logged(self, identity):
        """Tells whether the line that closes a session is in the log."""
        closed = re.compile(rb"%s:\d+ \S+ -- session closed" % identity.encode())
        try:
            with open(f"{LOGS}/{self.user}.log", "rb") as file:
                file.seek(0, 2)
                file.seek(max(0, file.tell() - (2 << 20)))
                return bool(closed.search(file.read()))
        except OSError:
            return False

    def logged(self, mark):
        """The lines with a mark and a number that the log holds, also where it was rolled meanwhile."""
        found = set()
        line = re.compile(rb" %s-\d{6}$" % mark, re.MULTILINE)
        rolled = sorted(glob.glob(f"{LOGS}/{self.user}.*.log*"), key=os.path.getmtime)[-2:]
        for path in [f"{LOGS}/{self.user}.log", *reversed(rolled)]:
            try:
                with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
                    found.update(line.findall(file.read()))
            except OSError:
                pass
            if len(found) >= LINES:
                break
        return found

    def stop(self):
        self.stopping.set()

    def join(self):
        self.thread.join(150)
        if self.thread.is_alive():
            self.note(self.troubles, f"{self.user}: still hangs in a login")
        for verifier in self.verifiers:
            verifier.join(LATEST + 30)
