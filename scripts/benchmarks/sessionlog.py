"""The packaged program in user mode, below a folder of its own."""

import os
import shutil
import signal
import subprocess
import tempfile
import time

LAUNCHER = os.path.abspath("target/sessionlog/bin/sessionlog")
TICKS = os.sysconf("SC_CLK_TCK")


class Installation:
    def __init__(self, configuration="", launcher=LAUNCHER):
        self.launcher = launcher
        self.root = tempfile.mkdtemp(prefix="sessionlog-bench-")
        self.home = self.make("home")
        self.plain_home = self.make("plain")
        self.run_dir = os.path.join(self.root, "run")
        self.log_dir = os.path.join(self.root, "state", "sessionlog")
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "JAVA_HOME": os.environ.get("JAVA_HOME", ""),
            "SESSIONLOG_RUN_DIR": self.run_dir,
            "XDG_STATE_HOME": os.path.join(self.root, "state"),
            "XDG_CONFIG_HOME": self.make("config"),
        }
        line = f'eval "$({launcher} init-user)"\n'
        for home, first in ((self.home, line), (self.plain_home, "")):
            for name in (".profile", ".bash_profile"):
                with open(os.path.join(home, name), "w") as profile:
                    profile.write(first + "PS1='READY> '\n")
        folder = self.make("config/sessionlog")
        with open(os.path.join(folder, "sessionlog.toml"), "w") as file:
            file.write(configuration)

    def make(self, name):
        path = os.path.join(self.root, name)
        os.makedirs(path, exist_ok=True)
        return path

    def recorded(self):
        return dict(self.environment, HOME=self.home)

    def plain(self):
        return dict(self.environment, HOME=self.plain_home)

    def start_collector(self):
        os.makedirs(self.run_dir, exist_ok=True)
        subprocess.Popen(
            ["/usr/bin/setsid", self.launcher, "--keep-collector"],
            env=self.recorded(), cwd="/", stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.time() + 30
        while self.collector() is None:
            if time.time() > deadline:
                raise TimeoutError("no collector")
            time.sleep(0.05)

    def collector(self):
        try:
            with open(os.path.join(self.run_dir, "collector.pid")) as file:
                pid = int(file.read())
            os.kill(pid, 0)
            return pid
        except (OSError, ValueError):
            return None

    def collector_cpu(self):
        """Seconds of processor time that the collector has used."""
        return cpu(self.collector())

    def peak(self):
        """The most memory that the collector had so far, in KiB."""
        with open(f"/proc/{self.collector()}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:"))

    def collector_threads(self):
        return len(os.listdir(f"/proc/{self.collector()}/task"))

    def collector_files(self):
        return len(os.listdir(f"/proc/{self.collector()}/fd"))

    def keep_alives(self):
        """The pids of the processes that keep pipes open."""
        found = []
        pipes = os.path.join(self.run_dir, "pipes")
        for name in os.listdir(pipes):
            if name.endswith(".holder"):
                with open(os.path.join(pipes, name)) as file:
                    found.append(int(file.read()))
        return found

    def wait_written(self, timeout=300):
        """Waits until every session that ended is written, transcript included."""
        active = os.path.join(self.log_dir, "active")
        deadline = time.time() + timeout
        while os.listdir(active):
            if time.time() > deadline:
                raise TimeoutError("not written: " + str(os.listdir(active)))
            time.sleep(0.01)

    def wait_sealed(self, session, timeout=60):
        """Waits until the ledger has the end of that session; not at all where nothing is sealed."""
        ledger = os.path.join(self.log_dir, "ledger")
        deadline = time.time() + timeout
        while os.path.isdir(ledger) and not self.closed_in(ledger, session):
            if time.time() > deadline:
                raise TimeoutError("not sealed: " + session)
            time.sleep(0.05)

    @staticmethod
    def closed_in(ledger, session):
        for name in sorted(os.listdir(ledger)):
            if name.endswith(".jsonl"):
                with open(os.path.join(ledger, name)) as file:
                    if any('"close"' in line and session in line for line in file):
                        return True
        return False

    def recordings(self):
        found = []
        sessions = os.path.join(self.log_dir, "sessions")
        for user in os.listdir(sessions):
            for name in sorted(os.listdir(os.path.join(sessions, user))):
                found.append(os.path.join(sessions, user, name))
        return found

    def close(self):
        pid = self.collector()
        if pid:
            os.kill(pid, signal.SIGTERM)
            for _ in range(100):
                if not os.path.exists(f"/proc/{pid}"):
                    break
                time.sleep(0.05)
        try:
            for pid in self.keep_alives():
                os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
        shutil.rmtree(self.root, ignore_errors=True)


def cpu(pid):
    """The seconds of processor time that a process has used, and those of its children that have ended."""
    return sum(int(field) for field in fields(pid)[11:15]) / TICKS


def fields(pid):
    """What /proc/PID/stat says behind the name of the program."""
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()


def children(parent, program):
    """The pids of the children of a process that run a program of that name."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/comm") as file:
                if file.read().strip() == program and int(fields(pid)[1]) == parent:
                    found.append(int(pid))
        except OSError:
            pass
    return found


def pss(pid):
    """The memory of a process in KiB, shared pages shared out among those who share them."""
    with open(f"/proc/{pid}/smaps_rollup") as file:
        for line in file:
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
