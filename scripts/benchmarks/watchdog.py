"""watchdog: whether a collector under an honest load is ever near to being killed as one that hangs.

  scripts/faults watchdog [SECONDS [BURNERS]]      a minute and 16 burners when nothing else is said

Eight sessions print 1 MB each second, programs that do nothing but compute take all processors, and this is the
collector's service manager, which hears its signs of life. In the second third the collector is stopped for 3 s and
goes on; in the last its fsync(2) takes 2 s, where strace(1) is there. Prints the longest time between two signs.
systemd kills after 8 s (WatchdogSec of the unit): exit code 1 when one was longer, or the collector ended.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import sessionlog  # noqa: E402
from pty_session import PROMPT, Session  # noqa: E402

KILLED_AFTER = 8.0
SESSIONS = 8
SLOW_SYNC = ["-f", "-qq", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_enter=2000000"]


class Signs(threading.Thread):
    """What the collector tells its service manager."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        self.at, self.ready = [], threading.Event()

    def run(self):
        while True:
            state = self.socket.recv(4096)
            if b"READY=1" in state:
                self.ready.set()
            if b"WATCHDOG=1" in state:
                self.at.append(time.monotonic())

    def longest(self, begin, end):
        within = [begin] + [at for at in self.at if begin < at < end] + [end]
        return max(after - before for before, after in zip(within, within[1:]))


def flood(installation):
    session = Session(["/bin/bash", "-l"], installation.recorded())
    session.wait_for(PROMPT, 120)
    session.type(b"while :; do seq 20000; sleep 0.1; done\r")
    return session


def read_all(sessions, over):
    while not over.is_set():
        for session in sessions:
            session.read(0)
        time.sleep(0.005)


def phases(collector, signs, seconds):
    """Returns the longest time between two signs in each third."""
    seen = {}
    begin = time.monotonic()
    time.sleep(seconds / 3)
    seen["load alone"] = signs.longest(begin, time.monotonic())
    begin = time.monotonic()
    os.kill(collector.pid, signal.SIGSTOP)
    time.sleep(3)
    os.kill(collector.pid, signal.SIGCONT)
    time.sleep(max(1, seconds / 3 - 3))
    seen["stopped for 3 s"] = signs.longest(begin, time.monotonic())
    if shutil.which("strace"):
        begin = time.monotonic()
        tracer = subprocess.Popen(["strace", *SLOW_SYNC, "-o", "/dev/null", "-p", str(collector.pid)])
        time.sleep(seconds / 3)
        tracer.terminate()
        tracer.wait()
        seen["fsync of 2 s"] = signs.longest(begin, time.monotonic())
    return seen


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    burners = int(sys.argv[2]) if len(sys.argv) > 2 else 16
    installation = sessionlog.Installation("[recording]\nsync_interval = \"1s\"\n")
    signs = Signs(os.path.join(installation.root, "notify"))
    signs.start()
    environment = dict(installation.recorded(), NOTIFY_SOCKET=os.path.join(installation.root, "notify"),
                       WATCHDOG_USEC=str(int(KILLED_AFTER * 1e6)))
    collector = subprocess.Popen([sessionlog.LAUNCHER, "daemon"], env=environment, cwd="/",
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    over, busy = threading.Event(), []
    try:
        if not signs.ready.wait(120):
            sys.exit("no collector")
        sessions = [flood(installation) for _ in range(SESSIONS)]
        threading.Thread(target=read_all, args=(sessions, over), daemon=True).start()
        busy = [subprocess.Popen(["/bin/sh", "-c", "while :; do :; done"]) for _ in range(burners)]
        seen = phases(collector, signs, seconds)
        alive = collector.poll() is None
        load = os.getloadavg()[0]
        recorded = sum(os.path.getsize(os.path.join(path, "typescript")) for path in installation.recordings())
    finally:
        for burner in busy:
            burner.kill()
        over.set()
        time.sleep(0.1)
        for session in locals().get("sessions", []):
            os.close(session.fd)
        collector.terminate()
        collector.wait()
        installation.close()
    print(f"longest time between two signs of life, load {load:.0f} on {os.cpu_count()} processors, {SESSIONS} floods, "
          f"{recorded >> 20} MB recorded: " + ", ".join(f"{what} {longest:.1f} s" for what, longest in seen.items()))
    sys.exit(0 if alive and max(seen.values()) < KILLED_AFTER else "it would have been killed")


main()
