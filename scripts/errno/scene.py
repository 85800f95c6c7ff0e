"""One user's sessionlog in folders of its own, terminals in it, and what is to be seen of a session afterwards."""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "hostile"))
import world  # noqa: E402

PROGRAM = os.path.realpath(os.environ.get("SESSIONLOG_UNDER_TEST") or
                           os.path.join(HERE, "..", "..", "target", "sessionlog", "bin", "sessionlog"))
OPEN_TIMEOUT = "6s"
CONFIGURATION = """
[pipe]
size = "256KiB"
[login]
open_timeout = "%s"
[recording]
sync_interval = "300ms"
[transcript]
quiet = "300ms"
max_file_size = "10GiB"
"""
PATIENCE = 40  # seconds: the bound of all that anybody waits for; what takes longer is stuck


class Terminal:
    """A login shell on a terminal, and how long it kept somebody waiting."""

    def __init__(self, environment, home, released=None, become=None):
        gate, opened = os.pipe()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                if become:
                    become()
                os.chdir(home)
                os.read(gate, 1)
                os.closerange(3, 64)
                os.execve("/bin/bash", ["-bash"], environment)
            finally:
                os._exit(126)
        os.close(gate)
        self.size(30, 100)
        if released:
            released(self.pid)
        os.write(opened, b"x")
        os.close(opened)
        self.shown = bytearray()
        self.waited = 0.0
        self.status = None
        self.last = time.time()

    def size(self, rows, columns):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def take(self, seconds):
        """Takes what comes within so long; false at the end."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        if not data:
            return False
        now = time.time()
        self.waited = max(self.waited, now - self.last)
        self.last = now
        self.shown += data
        return True

    def await_text(self, text, since=0, patience=PATIENCE):
        """Whether the text came in time."""
        self.last = time.time()
        end = self.last + patience
        while self.shown.find(text, since) < 0:
            if time.time() > end or not self.take(0.05):
                if self.shown.find(text, since) >= 0:
                    return True
                self.waited = max(self.waited, time.time() - self.last)
                return False
        return True

    def enter(self, line):
        since = len(self.shown)
        try:
            os.write(self.fd, line.encode() + b"\r")
        except OSError:
            pass
        return since

    def await_end(self):
        """The exit code; None when it does not end in time, and is killed then."""
        self.last = started = time.time()
        while time.time() < started + PATIENCE:
            if not self.take(0.05):
                time.sleep(0.02)
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.waited = max(self.waited, time.time() - self.last)
                self.status = os.waitstatus_to_exitcode(status)
                break
        else:
            self.kill()
            return None
        os.close(self.fd)
        return self.status

    def kill(self):
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.close(self.fd)
        os.waitpid(self.pid, 0)


class Tracer:
    """The process that makes calls fail, see tracer.py."""

    def __init__(self, root):
        self.process = subprocess.Popen([sys.executable, os.path.join(HERE, "tracer.py"), root], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.injected = []

    def ask(self, line, answer):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        while True:
            read = self.process.stdout.readline()
            if not read:
                raise RuntimeError("the tracer ended")
            said = json.loads(read)
            if "injected" in said:
                self.injected.append(said)
            elif "failed" in said:
                raise RuntimeError("ptrace: " + said["failed"])
            elif answer in said:
                return said

    def seize(self, pid):
        return self.ask(f"seize {pid}", "seized")

    def plan(self, key=None, error=None, when=1):
        self.ask("plan " + (json.dumps({"key": key, "error": error, "when": when}) if key else ""), "planned")

    def counts(self):
        said = self.ask("counts", "counts")
        return said["counts"], said["others"]

    def took(self):
        """Whether the planned call was made by now."""
        self.ask("look", "looked")
        return bool(self.injected)

    def took_injection(self):
        self.ask("plan ", "planned")
        taken, self.injected = self.injected, []
        return taken

    def end(self):
        self.process.stdin.close()
        self.process.wait(20)


class Installation:
    """Home, run dir, log dir and configuration of one user, and the collector."""

    def __init__(self, root):
        self.root = root
        self.run = root + "/run"
        self.logs = root + "/state/sessionlog"
        self.home = root + "/home"
        self.user = os.environ.get("USER") or subprocess.check_output(["id", "-un"], text=True).strip()
        for folder in (self.run, self.home, root + "/config/sessionlog"):
            os.makedirs(folder, 0o700)
        with open(root + "/config/sessionlog/sessionlog.toml", "w") as file:
            file.write(CONFIGURATION % OPEN_TIMEOUT)
        with open(self.home + "/.bash_profile", "w") as file:
            file.write(f'eval "$({PROGRAM} init-user)"\nPS1="READY> "\n')
        self.environment = {"HOME": self.home, "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8",
                            "SESSIONLOG_RUN_DIR": self.run, "XDG_STATE_HOME": root + "/state",
                            "XDG_CONFIG_HOME": root + "/config", "USER": self.user}
        if os.environ.get("JAVA_HOME"):
            self.environment["JAVA_HOME"] = os.environ["JAVA_HOME"]

    def start(self):
        subprocess.Popen(["/usr/bin/setsid", PROGRAM, "--keep-collector"], cwd="/", env=self.environment,
                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self.await_collector()

    def become(self):
        """Makes the process of a terminal the user's: it is."""

    def processes(self):
        """The collector, in all its processes."""
        return [self.collector()]

    def collector(self):
        try:
            with open(self.run + "/collector.pid") as file:
                pid = int(file.read())
            with open(f"/proc/{pid}/stat") as file:
                return pid if file.read().rpartition(")")[2].split()[0] not in "ZX" else None
        except (OSError, ValueError):
            return None

    def await_collector(self):
        end = time.time() + PATIENCE
        while self.collector() is None:
            if time.time() > end:
                return None
            time.sleep(0.02)
        return self.collector()

    def folder(self):
        return f"{self.logs}/sessions/{self.user}"

    def recordings(self):
        try:
            return set(os.listdir(self.folder()))
        except FileNotFoundError:
            return set()

    def status(self):
        return subprocess.run([PROGRAM, "status"], env=self.environment, capture_output=True, text=True, timeout=60).stdout

    def collector_log(self, since=0):
        try:
            with open(self.run + "/collector.log", errors="replace") as file:
                file.seek(since)
                return file.read()
        except FileNotFoundError:
            return ""

    def left(self):
        """What is left of sessions, though none runs."""
        found = []
        for name in ("pipes", "knock"):
            found += [f"{name}/{entry}" for entry in listed(f"{self.run}/{name}")]
        found += [f"active/{entry}" for entry in listed(self.logs + "/active")]
        found += [f"transcripts/{entry}" for entry in listed(self.logs + "/transcripts")]
        found += [entry for entry in listed(self.run) if ".tmp" in entry]
        for name in self.recordings():
            found += [f"{name}/{entry}" for entry in listed(f"{self.folder()}/{name}") if ".tmp" in entry or "damaged" in entry]
        return sorted(found)

    def open_files(self, pid):
        """Descriptors of sessions that the collector has still; none should be, when none runs."""
        found = []
        for entry in listed(f"/proc/{pid}/fd"):
            try:
                to = os.readlink(f"/proc/{pid}/fd/{entry}")
            except OSError:
                continue
            if "/sessions/" in to or ".fifo" in to:
                found.append(to.replace(self.root, ""))
        return sorted(found)

    def keep_alives(self):
        found = 0
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    found += os.readlink(f"/proc/{entry}/fd/0").startswith(self.run + "/pipes")
                except OSError:
                    continue
        return found

    def ours(self):
        """The processes whose environment names our folders."""
        mark = ("=" + self.root + "/").encode()
        found = []
        for entry in os.listdir("/proc"):
            if entry.isdigit() and int(entry) != os.getpid():
                try:
                    with open(f"/proc/{entry}/environ", "rb") as file:
                        if mark in file.read():
                            found.append(int(entry))
                except OSError:
                    continue
        return found

    def close(self):
        pid = self.collector()
        if pid:
            os.kill(pid, signal.SIGTERM)
        end = time.time() + 15
        while self.ours():
            if time.time() > end - 5:
                for one in self.ours():
                    try:
                        os.kill(one, signal.SIGKILL)
                    except ProcessLookupError:
                        pass
            if time.time() > end:
                break
            time.sleep(0.1)


class SystemInstallation(Installation):
    """A collector of all users in a machine of namespaces, in two processes, which is kept running; the terminals are alice's."""

    def __init__(self, root):
        self.root = root
        self.run = world.RUN
        self.logs = world.LOGS
        self.user = "alice"
        self.home = "/home/alice"
        self.environment = world.environment(self.user)
        self.configuration = root + "/sessionlog.toml"
        with open(self.configuration, "w") as file:
            file.write(CONFIGURATION % OPEN_TIMEOUT)
        self.process = None
        self.stopping = False

    def become(self):
        uid = world.USERS[self.user]
        os.fchown(0, uid, 5)
        os.initgroups(self.user, uid)
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)

    def start(self):
        threading.Thread(target=self.keep, daemon=True).start()
        return self.await_collector()

    def keep(self):
        """Starts it again and again, as systemd would."""
        while not self.stopping:
            with open(self.root + "/collector.log", "ab") as log:
                self.process = subprocess.Popen(
                    [PROGRAM, "daemon", "--system", "--config", self.configuration], cwd="/", stdin=subprocess.DEVNULL, stdout=log,
                    stderr=log, env={"PATH": "/usr/bin:/bin", "JAVA_HOME": os.environ.get("JAVA_HOME", "")})
            self.process.wait()
            time.sleep(0.1)

    def processes(self):
        collector = self.collector()
        with open(f"/proc/{collector}/task/{collector}/children") as file:
            found = {int(child) for child in file.read().split()}
        for thread in os.listdir(f"/proc/{collector}/task"):
            with open(f"/proc/{collector}/task/{thread}/children") as file:
                found |= {int(child) for child in file.read().split()}
        return [collector] + [child for child in sorted(found) if os.readlink(f"/proc/{child}/exe").endswith("/java")]

    def status(self):
        return subprocess.run([PROGRAM, "status"], env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, timeout=60).stdout

    def collector_log(self, since=0):
        with open(self.root + "/collector.log", errors="replace") as file:
            file.seek(since)
            return file.read()

    def close(self):
        """What it leaves goes with the namespaces, but for the run dir: the next one finds no session there."""
        self.stopping = True
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def listed(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def log_text(installation, name):
    """The lines of one session in the user's log."""
    found = []
    for entry in sorted(listed(installation.logs)):
        if entry.startswith(installation.user + ".") and entry.endswith(".log"):
            with open(f"{installation.logs}/{entry}", errors="replace") as file:
                found += [line for line in file if name in line]
    return found


def session_of(installation, name):
    try:
        with open(f"{installation.folder()}/{name}/session.json") as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


MARK = re.compile(rb"counter (\d{6}) of (\w+)")
