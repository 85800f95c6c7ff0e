"""What a hostile user does, one attack a process: python3 attacks.py NAME SECONDS SEED. Runs as that user."""

import ctypes
import errno
import fcntl
import os
import pty
import random
import resource
import select
import signal
import socket
import struct
import subprocess
import sys
import termios
import time

from poison import poison

KNOCK = "/run/sessionlog/knock"
AUDIT = "/run/sessionlog/audit"
FOLDER, FIFO = 1, 2
EXCHANGE = 2
libc = ctypes.CDLL(None, use_errno=True)


class Login:
    """A login on a terminal of its own, whose output is thrown away."""

    def __init__(self, columns=80, rows=24, command=("/bin/bash", "-l"), variables=None):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                os.chdir(os.environ["HOME"])
                os.execve(command[0], list(command), dict(os.environ, **(variables or {})))
            finally:
                os._exit(127)
        self.resize(columns, rows)
        os.set_blocking(self.fd, False)

    def resize(self, columns, rows):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def drain(self, seconds):
        """Reads for so long, or until it ends; returns false then."""
        end = time.time() + seconds
        ready = select.poll()
        ready.register(self.fd, select.POLLIN)
        while time.time() < end:
            if ready.poll(max(0, end - time.time()) * 1000):
                try:
                    if not os.read(self.fd, 1 << 16):
                        return False
                except OSError:
                    return False
        return True

    def type(self, text):
        try:
            os.write(self.fd, text)
        except OSError:
            pass

    def script(self):
        """The process that writes the pipe, and the pipe; none where the login is not recorded."""
        for _ in range(50):
            pipe = pipe_of(self.pid)
            if pipe:
                return self.pid, pipe
            if not self.drain(0.1):
                break
        return None, None

    def kill(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.close(self.fd)
            os.waitpid(self.pid, 0)
        except OSError:
            pass


def pipe_of(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            words = file.read().split(b"\0")
        return next((os.fsdecode(word) for word in words if b"/pipes/" in word and word.endswith(b".fifo")), None)
    except OSError:
        return None


def pipes_of_others():
    mine = os.getuid()
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{pid}").st_uid != mine and pipe_of(pid):
                yield pipe_of(pid)
        except OSError:
            pass


def until(end):
    while time.time() < end:
        yield


def forks(end, chance):
    children = []
    for _ in until(end):
        try:
            children.append(subprocess.Popen(["/bin/sleep", "30"]))
        except OSError:
            time.sleep(0.2)
        if len(children) > 250:
            for child in children:
                child.kill()
            children = []


def knocks(end, chance):
    """FIFOs, files, folders, links and names of all kinds where logins knock."""
    number = chance.randrange(1 << 40)
    for _ in until(end):
        number += 1
        name = chance.choice([str(number), f"{os.getpid()}", f"{number}\n\033[2J\u202e", "a" * 200, f"{number}.x"])
        path = f"{KNOCK}/{name}"
        try:
            kind = chance.randrange(6)
            if kind < 2:
                os.mkfifo(path, 0o600)
            elif kind == 2:
                with open(path, "w") as file:
                    file.write("x" * 1000)
            elif kind == 3:
                os.makedirs(path + "/d" * chance.randrange(40))
            elif kind == 4:
                os.symlink("/etc/shadow", path)
            else:
                os.link(f"{os.environ['HOME']}/.bash_profile", path)
        except OSError:
            pass
        if number % 64 == 0:
            time.sleep(0.01)


def swap(end, chance):
    """A FIFO and a folder that change places all the time."""
    fifo = f"{KNOCK}/{os.getpid()}"
    folder = f"{os.environ['HOME']}/swap{os.getpid()}"
    inside = f"{KNOCK}/{os.getpid()}0"
    for _ in until(end):
        for make, path in ((os.mkfifo, fifo), (os.mkdir, inside), (os.mkdir, folder)):
            try:
                make(path)
            except OSError:
                pass
        for _ in range(50):
            libc.renameat2(-100, fifo.encode(), -100, inside.encode(), EXCHANGE)


def unread_knocks(end, chance):
    """Knocks of processes that live and never read."""
    for _ in until(end):
        child = subprocess.Popen(["/bin/sleep", "5"])
        try:
            os.mkfifo(f"{KNOCK}/{child.pid}", 0o600)
        except OSError:
            pass
        time.sleep(0.05)


def planted(end, chance):
    """Run dirs of others in user mode."""
    for uid in (0, 62101, 62102):
        folder = f"/tmp/sessionlog-{uid}"
        try:
            os.makedirs(folder + "/knock", exist_ok=True)
            with open(folder + "/collector.pid", "w") as file:
                file.write("1\n")
            with open(folder + "/unanswered", "w") as file:
                file.write("touch /tmp/owned-by-$(id -u)\n")
        except OSError:
            pass
    time.sleep(2)


def sessions(end, chance):
    """As many sessions as there may be, all at once."""
    logins = []
    for _ in range(40):
        try:
            logins.append(Login())
        except OSError:
            break
        time.sleep(0.02)
    while time.time() < end and logins:
        for login in list(logins):
            if not login.drain(0.02):
                login.kill()
                logins.remove(login)
    for login in logins:
        login.kill()


def flood(end, chance):
    login = Login()
    login.drain(2)
    login.type(chance.choice([
        b"yes hostile | head -c 12000000\r", b"head -c 6000000 /dev/urandom\r",
        b"seq 1 900000\r", b"head -c 3000000 /dev/zero\r", b"while :; do printf '\\r%s' $RANDOM; done | head -c 4000000\r"]))
    login.drain(max(0, end - time.time()))
    login.kill()


def feed(login, data, end):
    """Has the session show bytes, by a file that is thrown away."""
    path = f"{os.environ['HOME']}/feed{os.getpid()}"
    with open(path, "wb") as file:
        file.write(data)
    login.drain(1.5)
    login.type(b"cat %s\r" % path.encode())
    login.drain(max(0, end - time.time()))
    os.unlink(path)


def marks(end, chance):
    """Both screens of large terminals full of cells with 16 combining marks each."""
    row = ("e" + "\u0301" * 16).encode() * 500
    screen = b"\033[H" + (row + b"\r\n") * 100
    logins = [Login(1000, 262) for _ in range(4)]
    path = f"{os.environ['HOME']}/marks"
    with open(path, "wb") as file:
        file.write(screen + b"\033[?1049h" + screen)
    for login in logins:
        login.drain(1)
        login.type(b"cat %s; sleep 60\r" % path.encode())
    while time.time() < end:
        for login in logins:
            login.drain(0.05)
    for login in logins:
        login.kill()


def costly(end, chance):
    """Control sequences that are short to write and long to obey."""
    columns, rows = chance.choice([(26, 10000), (1000, 262), (10000, 26), (65535, 65535)])
    sequence = chance.choice([b"\033[H\033[10000L", b"\033[H\033[10000M", b"\033[10000S", b"x\033[60000b", b"\033[H\033[9999@",
                              b"\033#8", b"\033[2J", b"\033[?3h\033[?3l", b"\033[?1049h\033[?1049l", b"\033[9999I\033[9999Z"])
    login = Login(columns, rows)
    feed(login, sequence * 8000, end)
    login.kill()


def sizes(end, chance):
    login = Login(0, 0)
    for _ in until(end):
        login.resize(chance.choice([0, 1, 80, 1000, 10000, 65535]), chance.choice([0, 1, 24, 262, 10000, 65535]))
        login.type(b"echo size\r")
        if not login.drain(0.05):
            break
    login.kill()


def signals(end, chance):
    """STOP, CONT and KILL for one's own script, and output past it."""
    login = Login()
    pid, _ = login.script()
    while pid and time.time() < end:
        os.kill(pid, chance.choice([signal.SIGSTOP, signal.SIGCONT, signal.SIGWINCH, signal.SIGHUP, signal.SIGTERM]))
        login.type(b"echo unseen\r")
        if not login.drain(0.3):
            break
    login.kill()


def descriptors(end, chance):
    """A login below a process with 20,000 descriptors of long names."""
    folder = f"{os.environ['HOME']}/" + "/".join(["n" * 200] * 4)
    os.makedirs(folder, exist_ok=True)
    path = folder + "/" + "m" * 200
    first = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    limit = min(20_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1] - 50)
    for _ in range(limit):
        os.set_inheritable(os.dup(first), True)
    logins = [Login() for _ in range(4)]
    while time.time() < end:
        for login in logins:
            login.drain(0.1)
    for login in logins:
        login.kill()


def full_tmp(end, chance):
    files = []
    block = b"x" * (1 << 20)
    try:
        for i in range(200):
            files.append(f"/tmp/full-{os.getpid()}-{i}")
            with open(files[-1], "wb") as file:
                file.write(block)
    except OSError:
        pass
    while time.time() < end:
        time.sleep(0.2)
    for path in files:
        os.unlink(path)


def full_run(end, chance):
    """Files of knocks that are removed, and stay open."""
    kept = []
    block = b"x" * (1 << 18)
    for i in until(end):
        path = f"{KNOCK}/fill-{os.getpid()}-{len(kept)}"
        try:
            kept.append(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
            os.write(kept[-1], block)
        except OSError as failure:
            if failure.errno == errno.EMFILE:
                time.sleep(0.5)
            time.sleep(0.02)


def path_of_others(end, chance):
    """Logins with another user's pipe open as a path."""
    for _ in until(end):
        held = []
        for pipe in pipes_of_others():
            try:
                fd = os.open(pipe, os.O_PATH)
                os.set_inheritable(fd, True)
                held.append(fd)
            except OSError:
                pass
        login = Login()
        login.drain(1.5)
        login.kill()
        for fd in held:
            os.close(fd)


def own_pipe(end, chance):
    """Anything at all into one's own pipe, which stays open after the logout."""
    login = Login()
    _, pipe = login.script()
    if not pipe:
        login.kill()
        return
    fds = []
    for _ in until(end - 3):
        try:
            fds.append(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
            os.write(fds[-1], os.urandom(4096))
        except OSError:
            time.sleep(0.05)
        if len(fds) > 200:
            break
        login.drain(0.01)
    login.kill()
    time.sleep(3)


def poisoned(end, chance):
    """A write into one's own pipe from a page that never comes."""
    login = Login()
    _, pipe = login.script()
    if pipe and not poison(pipe, end):
        print("poisoned: no FUSE file system can be mounted here", file=sys.stderr)
    login.kill()


def idle_audits(end, chance):
    """Connections to the socket of the audit log that say nothing; only auditors can make them."""
    connections = []
    for _ in until(end):
        try:
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(0.2)
            connection.connect(AUDIT)
            connections.append(connection)
            if chance.randrange(4) == 0:
                connection.send(b"half a line \033[2J")
        except OSError:
            time.sleep(0.1)
        if len(connections) > 100:
            connections.pop(0).close()


def lent_terminal(end, chance):
    """Logins whose descriptors are another's terminal, or a namespace of one's own."""
    for _ in until(end):
        login = Login(command=chance.choice([
            ("/usr/bin/setsid", "-w", "/bin/bash", "-l"), ("/usr/bin/unshare", "-Ur", "/bin/bash", "-l"),
            ("/bin/bash", "-c", "exec -a script bash -l"), ("/bin/bash", "--noprofile")]),
            variables={"TERM": "x\033[2J", "LC_ALL": "POSIX", "SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"})
        login.type(b"echo here; umask 777; exit\r")
        login.drain(1)
        login.kill()


ATTACKS = {function.__name__: function for function in (
    forks, knocks, swap, unread_knocks, planted, sessions, flood, marks, costly, sizes, signals, descriptors,
    full_tmp, full_run, path_of_others, own_pipe, poisoned, idle_audits, lent_terminal)}

if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    ATTACKS[sys.argv[1]](time.time() + float(sys.argv[2]), random.Random(int(sys.argv[3])))
