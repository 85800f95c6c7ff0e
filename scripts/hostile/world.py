"""The machine of the soak: a mount and pid namespace with users of its own, and a collector that is kept running."""

import os
import socket
import subprocess
import threading
import time

RUN = "/run/sessionlog"
LOGS = "/var/log/sessionlog"
PROGRAM = "/mnt/bin/sessionlog"
HONEST = {"alice": 62101, "bob": 62102}
CONTROL = {"carol": 62103}  # logs in without sessionlog: what the machine itself takes
HOSTILE = {"mallory": 62111, "oscar": 62112, "trudy": 62113}
AUDITORS = {"victor": 62121, "trudy": 62113}
USERS = {**HONEST, **CONTROL, **HOSTILE, "victor": 62121}
WATCHDOG = 20  # seconds, as the service has it

CONFIGURATION = """
[recording]
max_bytes = "24MiB"
on_limit = "drop"
[retention]
max_size_per_user = "160MiB"
"""

SETUP = """
set -e
mount --make-rprivate /
mount -t proc proc /proc
cd "$1"
chmod 755 .
for file in passwd group shadow; do chmod 644 $file; mount --bind $file /etc/$file; done
mount --bind "$2" /mnt
mount -t tmpfs -o size=96m,nr_inodes=30000,mode=755 tmpfs /home
mount -t tmpfs -o size=1400m,mode=755 tmpfs /var/log
mount -t tmpfs -o size=8m,mode=755 tmpfs /var/lib
mount -t tmpfs -o size=32m,nr_inodes=200000,mode=755 tmpfs /run
mount -t tmpfs -o size=48m,nr_inodes=20000,mode=1777 tmpfs /tmp
mkdir /run/private
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts /dev/pts
mount --bind /dev/pts/ptmx /dev/ptmx
[ ! -e /dev/fuse ] || { : >/run/private/fuse; cp -a /dev/fuse /run/private/device; chmod 666 /run/private/device; mount --bind /run/private/device /dev/fuse; }
mkdir -p /var/lib/sessionlog
"""


def as_user(name, *command):
    """The command as that user, with the groups of the user database."""
    uid = str(USERS[name])
    return ["/usr/bin/setpriv", "--reuid", uid, "--regid", uid, "--init-groups", *command]


def environment(name):
    return {"HOME": f"/home/{name}", "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8",
            "JAVA_HOME": os.environ.get("JAVA_HOME", ""), "PYTHONDONTWRITEBYTECODE": "1", "USER": name}


def write_databases(root):
    for name, line, more in (
            ("passwd", "{0}:x:{1}:{1}::/home/{0}:/bin/bash\n", "sessionlog:x:62901:62901::/nonexistent:/usr/sbin/nologin\n"),
            ("group", "{0}:x:{1}:\n",
             "sessionlog-transcriber:x:62901:\nsessionlog:x:62900:" + ",".join(AUDITORS) + "\n"),
            ("shadow", "{0}:*:19000:0:99999:7:::\n", "sessionlog:*:19000:0:99999:7:::\n")):
        with open("/etc/" + name) as file:
            kept = [old for old in file if not old.startswith("sessionlog")]
        with open(os.path.join(root, name), "w") as file:
            file.write("".join(kept) + more + "".join(line.format(user, uid) for user, uid in USERS.items()))


def make_homes():
    for user, uid in USERS.items():
        home = f"/home/{user}"
        os.mkdir(home, 0o700)
        with open(home + "/.bash_profile", "w") as file:
            file.write(("" if user in CONTROL else f'eval "$({PROGRAM} init-user)"\n') + "PS1='READY> '\n")
        for path in (home, home + "/.bash_profile"):
            os.chown(path, uid, uid)


class Service:
    """Keeps a collector running as systemd would: starts it again, and kills one that gives no sign of life."""

    def __init__(self, root):
        self.log = os.path.join(root, "collector.log")
        self.configuration = os.path.join(root, "sessionlog.toml")
        with open(self.configuration, "w") as file:
            file.write(CONFIGURATION)
        self.notify = os.path.join(root, "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.notify)
        self.socket.settimeout(1)
        self.alive = time.time()
        self.restarts = self.hangs = 0
        self.stopping = False
        self.process = None
        self.thread = threading.Thread(target=self.keep, daemon=True)

    def start(self):
        self.thread.start()
        deadline = time.time() + 30
        while self.pid() is None:
            if time.time() > deadline:
                raise TimeoutError("no collector; see " + self.log)
            time.sleep(0.05)

    def keep(self):
        while not self.stopping:
            self.alive = time.time()
            with open(self.log, "ab") as log:
                self.process = subprocess.Popen(
                    [PROGRAM, "daemon", "--system", "--config", self.configuration], cwd="/", stdin=subprocess.DEVNULL,
                    stdout=log, stderr=log, env={"PATH": "/usr/bin:/bin", "JAVA_HOME": os.environ.get("JAVA_HOME", ""),
                                                "NOTIFY_SOCKET": self.notify, "WATCHDOG_USEC": str(WATCHDOG * 1_000_000)})
            self.watch()
            if not self.stopping:
                self.restarts += 1
                time.sleep(0.1)

    def watch(self):
        while self.process.poll() is None:
            try:
                self.socket.recv(4096)
                self.alive = time.time()
            except TimeoutError:
                pass
            if time.time() - self.alive > WATCHDOG and not self.stopping:
                self.hangs += 1
                self.process.kill()
                try:
                    self.process.wait(5)
                except subprocess.TimeoutExpired:
                    return  # in the kernel, and not to be killed: another is started beside it

    def pid(self):
        try:
            with open(RUN + "/collector.pid") as file:
                pid = int(file.read())
            os.kill(pid, 0)
            return pid
        except (OSError, ValueError):
            return None

    def javas(self):
        """All processes of the collector: one, or two halves."""
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/comm") as comm, open(f"/proc/{pid}/cmdline", "rb") as line:
                    words = line.read().split(b"\0")
                    if comm.read() == "java\n" and not {b"tail", b"cleanup"} & set(words):
                        found.append(int(pid))
            except OSError:
                pass
        return found

    def figures(self):
        """Memory, threads and descriptors of the collector, and what lies around."""
        sums = {"memory, KiB": 0, "threads": 0, "descriptors": 0}
        for pid in self.javas():
            try:
                with open(f"/proc/{pid}/status") as file:
                    sums["memory, KiB"] += next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))
                sums["threads"] += len(os.listdir(f"/proc/{pid}/task"))
                sums["descriptors"] += len(os.listdir(f"/proc/{pid}/fd"))
            except (OSError, StopIteration):
                pass
        return {"processes of the collector": len(self.javas()), **sums,
                "pipes": count(RUN + "/pipes"), "knocks": count(RUN + "/knock"), "active": count(LOGS + "/active"),
                "other processes of root": roots(self.javas())}

    def stop(self):
        self.stopping = True
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()


def count(folder):
    try:
        return len(os.listdir(folder))
    except OSError:
        return 0


def roots(besides):
    """How many processes of root there are that the soak itself did not start: keep-alive processes, above all."""
    found = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                line = file.read()
            ours = int(pid) in besides or b"soak" in line or b"hostile" in line or not line
            found += os.stat(f"/proc/{pid}").st_uid == 0 and not ours and b"setpriv" not in line
        except OSError:
            pass
    return found


def kill_all(user):
    """Ends every process of a user; only root's and those of others are left."""
    subprocess.run(as_user(user, "/bin/sh", "-c", "kill -9 -1"), stderr=subprocess.DEVNULL)
