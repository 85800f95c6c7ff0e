"""Logins of many users at once, by one collector in system mode. Needs root."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from pty_session import PROMPT, Session
from sessionlog import LAUNCHER, cpu

FIRST_UID = 7000
SETUP = """
set -e
mount --bind passwd /etc/passwd
mount --bind group /etc/group
mount --bind {program} /mnt
for folder in /home /run /var/log; do mount -t tmpfs tmpfs $folder; done
chmod 755 /home /run
for uid in {uids}; do
  mkdir /home/$uid /home/$uid.plain
  echo 'eval "$(/mnt/bin/sessionlog init-user)"' >/home/$uid/.bash_profile
  echo "PS1='READY> '" | tee -a /home/$uid/.bash_profile >/home/$uid.plain/.bash_profile
  for home in $uid $uid.plain; do cp /home/$home/.bash_profile /home/$home/.profile; done
  chown -R $uid:$uid /home/$uid /home/$uid.plain
done
echo >ready
exec sleep 100000
"""


class Server:
    """A mount namespace with users of its own, and a collector there. The machine is not touched."""

    def __init__(self, users):
        self.users = [(f"crowd{i}", FIRST_UID + i) for i in range(users)]
        self.root = tempfile.mkdtemp(prefix="sessionlog-bench-")
        self.extend("passwd", "{0}:x:{1}:{1}::/home/{1}:/bin/bash\n")
        self.extend("group", "{0}:x:{1}:\n")
        setup = SETUP.format(program=os.path.dirname(os.path.dirname(LAUNCHER)),
                             uids=" ".join(str(uid) for _, uid in self.users))
        self.namespace = subprocess.Popen(
            ["unshare", "--mount", "--propagation", "private", "sh", "-c", setup], cwd=self.root)
        self.collector = None
        self.wait(lambda: os.path.exists(os.path.join(self.root, "ready")), "the namespace")

    def extend(self, name, line):
        path = os.path.join(self.root, name)
        shutil.copyfile("/etc/" + name, path)
        with open(path, "a") as file:
            file.writelines(line.format(*user) for user in self.users)

    @staticmethod
    def wait(condition, what):
        deadline = time.time() + 60
        while not condition():
            if time.time() > deadline:
                raise TimeoutError(what)
            time.sleep(0.02)

    def path(self, inside):
        return f"/proc/{self.namespace.pid}/root{inside}"

    def command(self, *command):
        return ["/usr/bin/nsenter", "-t", str(self.namespace.pid), "-m", "--", *command]

    def start_collector(self):
        self.collector = subprocess.Popen(
            self.command("/mnt/bin/sessionlog", "daemon", "--system"), cwd="/", start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait(lambda: os.path.exists(self.path("/run/sessionlog/collector.pid")), "a collector")

    def collector_cpu(self):
        return cpu(self.collector.pid)

    def wait_written(self):
        self.wait(lambda: not os.listdir(self.path("/var/log/sessionlog/active")), "the transcripts")

    def login_as(self, uid, home, shell="/bin/bash"):
        """Returns the command of a login, and its environment."""
        ids = ["--reuid", str(uid), "--regid", str(uid), "--clear-groups"]
        return (self.command("/usr/bin/setpriv", *ids, shell, "-l"),
                {"PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8", "HOME": home})

    def login(self, uid, home):
        return Session(*self.login_as(uid, home), keep=True)

    def typescripts(self, user):
        folder = self.path("/var/log/sessionlog/sessions/" + user)
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            with open(os.path.join(folder, name, "typescript"), "rb") as file:
                yield file.read()

    def close(self):
        if self.collector:
            self.collector.terminate()
            self.collector.wait(30)
        ours = os.readlink(f"/proc/{self.namespace.pid}/ns/mnt")
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                if os.readlink(f"/proc/{pid}/ns/mnt") == ours:
                    os.kill(int(pid), signal.SIGKILL)
            except OSError:
                pass
        self.namespace.wait()
        shutil.rmtree(self.root, ignore_errors=True)


class Crowd:
    """Logins in one instant; each prints a mark of its own."""

    def __init__(self, server, logins, recorded, mark="mark"):
        self.server = server
        self.mark = mark
        self.taken, self.cpu, self.unrecorded, self.failures = [], 0.0, 0, []
        self.lock = threading.Lock()
        self.together = threading.Barrier(logins)
        users = server.users
        self.threads = [threading.Thread(target=self.one, args=(*users[i % len(users)], i, recorded))
                        for i in range(logins)]

    def run(self):
        before = self.server.collector_cpu()
        begin = time.perf_counter()
        for thread in self.threads:
            thread.start()
        for thread in self.threads:
            thread.join()
        self.wall = time.perf_counter() - begin
        self.server.wait_written()
        self.collector_cpu = self.server.collector_cpu() - before
        return self

    def one(self, user, uid, number, recorded):
        try:
            self.together.wait()
            session = self.server.login(uid, f"/home/{uid}" + ("" if recorded else ".plain"))
            shown = session.wait_for(PROMPT, 120) - session.started
            session.type(f"echo {self.mark}-{user}-$((1000+{number}))\rexit\r".encode())
            session.drain()
            with self.lock:
                self.taken.append(shown)
                self.cpu += session.usage.ru_utime + session.usage.ru_stime
                self.unrecorded += b"This session is recorded" not in session.kept
        except (TimeoutError, OSError) as failure:
            self.failures.append(str(failure))


def mixed(server, logins):
    """Returns how many recordings there are, and how many do not hold just the mark of a login of their user."""
    recordings, wrong, seen = 0, 0, set()
    for user, _ in server.users:
        for typescript in server.typescripts(user):
            marks = set(re.findall(rb"mark-(crowd\d+)-(1\d\d\d)\r", typescript))
            if not marks and b"mark-" not in typescript:
                continue  # a login before, to warm up
            recordings += 1
            wrong += len(marks) != 1 or {name for name, _ in marks} != {user.encode()}
            seen |= marks
    return recordings, wrong + logins - len(seen)
