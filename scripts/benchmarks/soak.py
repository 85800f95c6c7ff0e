"""A soak: logins coming and going, rotation, cleanup, kills of the collector; does anything grow?"""

import glob
import os
import random
import re
import signal
import subprocess
import threading
import time

from pty_session import PROMPT, Session
from sessionlog import LAUNCHER, Installation, pss

CONFIGURATION = """
[transcript]
max_file_size = "64KiB"
total_size_cap = "2MiB"
[retention]
max_sessions_per_user = 500
"""
WARM_UP = 50
EVERY = 0.2  # seconds between two logins
KILLS_UNTIL = 1 / 3  # of the time; what comes after has one collector, in which a leak would show
MARK = re.compile(rb"mark-(\d+)\r")


class Soak:
    """Logins on an installation of their own; what they did is counted."""

    def __init__(self, installation):
        self.installation = installation
        self.chance = random.Random(7)
        self.lock = threading.Lock()
        self.counts = {"logins": 0, "unrecorded": 0, "kills": 0, "cleanups": 0}
        self.failures = []
        self.unrecorded = set()

    def login(self, number):
        """One session from login to its end; it prints 200 lines and a mark of its own."""
        try:
            session = Session(["/bin/bash", "-l"], self.installation.recorded(), keep=True)
            session.wait_for(PROMPT, 60)
            session.type(b"seq 1 200; echo mark-$((%d)); sleep 0.%d; exit\r" % (number, self.chance.randrange(10)))
            session.drain()
            with self.lock:
                self.counts["logins"] += 1
                if b"not recorded" in session.kept:
                    self.counts["unrecorded"] += 1
                    self.unrecorded.add(number)
        except (TimeoutError, OSError) as failure:
            with self.lock:
                self.failures.append(str(failure))

    def cleanup(self):
        subprocess.run([LAUNCHER, "cleanup"], env=self.installation.recorded(), check=True)
        self.counts["cleanups"] += 1

    def kill(self):
        pid = self.installation.collector()
        if pid:
            os.kill(pid, signal.SIGKILL)
            self.counts["kills"] += 1

    def figures(self):
        at = self.installation
        return {"memory of the collector, KiB": pss(at.collector()),
                "its threads": at.collector_threads(),
                "its files": at.collector_files(),
                "keep-alive processes": len(at.keep_alives()),
                "processes of all": processes(at.run_dir),
                "pipes": len(os.listdir(os.path.join(at.run_dir, "pipes"))),
                "knocks": len(os.listdir(os.path.join(at.run_dir, "knock"))),
                "active": len(os.listdir(os.path.join(at.log_dir, "active"))),
                "files in the run dir": sum(len(names) for _, _, names in os.walk(at.run_dir)),
                "session folders": len(glob.glob(at.log_dir + "/sessions/*/*")),
                "logs": len(glob.glob(at.log_dir + "/*.log*")),
                "our folders in /tmp": len(glob.glob("/tmp/sessionlog-*"))}

    def settled(self):
        """Figures once no session is left, and a cleanup was made."""
        deadline = time.time() + 60
        while self.installation.collector() is None and time.time() < deadline:
            time.sleep(0.1)
        self.installation.wait_written()
        self.cleanup()
        time.sleep(2)
        return self.figures()

    def run(self, minutes, say):
        """Lets logins come for so long; returns figures of each minute."""
        begin = time.time()
        end = begin + minutes * 60
        cleanup, kill, sample = begin + 60, begin + 45, begin + 60
        threads, samples, number = [], [], WARM_UP
        while time.time() < end:
            thread = threading.Thread(target=self.login, args=(number,))
            thread.start()
            number += 1
            threads = [old for old in threads if old.is_alive()] + [thread]
            time.sleep(EVERY)
            now = time.time()
            if now > cleanup:
                self.cleanup()
                cleanup = now + 60
            if now > kill and now < begin + minutes * 60 * KILLS_UNTIL:
                self.kill()
                kill = now + self.chance.uniform(60, 180)
            if now > sample and self.installation.collector():
                samples.append(dict(self.figures(), minute=round((now - begin) / 60, 1)))
                sample = now + 60
                say(f"soak: {samples[-1]} {self.counts} {self.failures[-2:]}")
        for thread in threads:
            thread.join()
        return samples

    def accounts(self):
        """Compares what was kept and what was removed with the logins that were recorded."""
        audit = os.path.join(self.installation.log_dir, "audit", "audit.log")
        removed = 0
        if os.path.exists(audit):
            with open(audit) as file:
                removed = len(set(re.findall(r"cleanup removes session (\S+) of", file.read())))
        seen, wrong = set(), 0
        for folder in self.installation.recordings():
            with open(os.path.join(folder, "typescript"), "rb") as file:
                text = file.read()
            marks = set(MARK.findall(text))
            wrong += len(marks) != 1 or b"\r\n200\r\n" not in text or bool(marks & seen)
            seen |= marks
        recorded = WARM_UP + self.counts["logins"] - self.counts["unrecorded"]
        return {"recorded": recorded, "removed": removed, "kept": len(self.installation.recordings()), "wrong": wrong}


def processes(run_dir):
    """The processes of collector, keeper and keep-alive processes: those that have a file of the run dir open, or name it."""
    count = 0
    needle = os.fsencode(run_dir)
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                found = b"SESSIONLOG_RUN_DIR=" + needle in file.read()
            count += found or any(os.readlink(link).startswith(run_dir) for link in glob.glob(f"/proc/{pid}/fd/*"))
        except OSError:
            pass
    return count


def soak(options, say):
    installation = Installation(CONFIGURATION)
    try:
        installation.start_collector()
        soaked = Soak(installation)
        for number in range(WARM_UP):
            soaked.login(number)
        soaked.counts["logins"] = 0
        start = soaked.settled()
        samples = soaked.run(options.soak, say)
        end = soaked.settled()
        accounts = soaked.accounts()
    finally:
        installation.close()
    say(f"soak: {soaked.counts}, {accounts}, failures {soaked.failures[:3]}")
    return {"minutes": options.soak, "counts": soaked.counts, "failures": len(soaked.failures),
            "accounts": accounts, "start": start, "end": end, "samples": samples}
