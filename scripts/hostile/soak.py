"""Three hostile users do what they can for some minutes, while two honest ones work: scripts/faults soak [MINUTES].

Prints a table, and writes it to target/hostile-soak.md. Fails when a login of an honest user was not recorded, a byte
of theirs was lost, or something is left behind. Needs root; the machine itself is not touched: users, /run, /tmp, /home
and logs are those of a mount namespace, processes those of a pid namespace, and both are gone afterwards.
"""

import collections
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import world  # noqa: E402
from attacks import ATTACKS  # noqa: E402
from honest import Honest  # noqa: E402

ATTACK = (6, 18)  # seconds of one attack
QUIET = 12  # seconds before and after the attacks in which honest users are alone
CLEANUP = 30  # seconds between two cleanups, as by cron
HARD = min(24_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
LIMITS = ("-n", "10", "/usr/bin/prlimit", "--nproc=400", f"--nofile={HARD}", "--as=2000000000", "--fsize=200000000", "--core=0")


class Hostile:
    """A user who runs one attack after the other."""

    def __init__(self, user, seed, only):
        self.user, self.only = user, only
        self.chance = random.Random(seed)
        self.counts = collections.Counter()
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.work)

    def work(self):
        while not self.stopping.is_set():
            # Each in turn, in an order of its own: a short soak has them all.
            names = list(self.only or ATTACKS)
            self.chance.shuffle(names)
            for name in names:
                if self.stopping.is_set():
                    break
                self.attack(name)

    def attack(self, name):
        seconds = self.chance.uniform(*ATTACK)
        self.counts[name] += 1
        command = ["/usr/bin/nice", *LIMITS, *world.as_user(
            self.user, sys.executable, f"{HERE}/attacks.py", name, f"{seconds:.1f}", str(self.chance.randrange(1 << 30)))]
        attack = subprocess.Popen(command, env=world.environment(self.user), stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=self.errors(), cwd="/", start_new_session=True)
        deadline = time.time() + seconds + 8
        while attack.poll() is None and time.time() < deadline and not self.stopping.is_set():
            time.sleep(0.2)
        if attack.poll() is None or self.chance.randrange(2):
            world.kill_all(self.user)
        attack.wait(30)
        subprocess.run(world.as_user(self.user, "/bin/sh", "-c", "rm -rf ~/feed* ~/marks ~/swap* ~/n* /tmp/full-*-*"),
                       env=world.environment(self.user), stderr=subprocess.DEVNULL)

    def errors(self):
        return open(f"{ROOT}/attacks.{self.user}", "ab")  # closed with the process

    def stop(self):
        self.stopping.set()


class Views:
    """An honest auditor, who looks at a log now and then; each look is to be noted."""

    def __init__(self):
        self.looks = self.failed = 0
        self.seconds = []
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.work)

    def work(self):
        while not self.stopping.wait(15):
            begun = time.perf_counter()
            done = subprocess.run(world.as_user("victor", world.PROGRAM, "tail", "-n", "1", "alice"), cwd="/",
                                  env=world.environment("victor"), capture_output=True)
            self.looks += 1
            self.failed += done.returncode != 0
            self.seconds.append(time.perf_counter() - begun)

    def unnoted(self):
        try:
            with open(world.LOGS + "/audit/audit.log", errors="replace") as file:
                return self.looks - sum("victor" in line for line in file)
        except OSError:
            return self.looks


def cleanups(stopping, service):
    while not stopping.wait(CLEANUP):
        subprocess.run([world.PROGRAM, "cleanup", "--config", service.configuration], cwd="/",
                       env={"PATH": "/usr/bin:/bin", "JAVA_HOME": os.environ.get("JAVA_HOME", "")},
                       stdout=subprocess.DEVNULL, stderr=open(f"{ROOT}/cleanup.log", "ab"))


def spread(seconds):
    """Median, 99 of a hundred, and the largest, in milliseconds."""
    if not seconds:
        return "-"
    ordered = sorted(seconds)
    at = [ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)], ordered[-1]]
    return " / ".join(f"{value * 1000:.0f}" for value in at) + f" ms ({len(seconds)})"


def settle(service, most=60):
    """Waits until no session is left, or so long."""
    deadline = time.time() + most
    while time.time() < deadline:
        figures = service.figures()
        if figures["pipes"] == 0 and figures["knocks"] == 0 and figures["active"] == 0:
            break
        time.sleep(1)
    return service.figures()


def soak(minutes, only):
    service = world.Service(ROOT)
    service.start()
    seed = int(os.environ.get("SEED", "7"))
    users = [Honest(user, seed + i) for i, user in enumerate([*world.HONEST, *world.CONTROL])]
    for user in users:
        user.thread.start()
    time.sleep(QUIET)
    alone = {user.user: (list(user.logins), list(user.keys)) for user in users}
    start, first = service.figures(), service.pid()
    hostiles = [Hostile(user, seed + 10 + i, only) for i, user in enumerate(world.HOSTILE)]
    views, stopping = Views(), threading.Event()
    cron = threading.Thread(target=cleanups, args=(stopping, service))
    for thread in [h.thread for h in hostiles] + [views.thread, cron]:
        thread.start()
    end = time.time() + minutes * 60
    while time.time() < end:
        time.sleep(min(30, max(0, end - time.time())))
        say(users, service)
    for hostile in hostiles:
        hostile.stop()
    for hostile in hostiles:
        hostile.thread.join(60)
    for user in world.HOSTILE:
        world.kill_all(user)
    time.sleep(QUIET)
    for user in users:
        user.stop()
    for user in users:
        user.join()
    for each in (views, stopping):
        (each.stopping if isinstance(each, Views) else each).set()
    views.thread.join(60)
    cron.join(60)
    last = settle(service)
    result = report(minutes, users, alone, hostiles, views, service, (start, last), first)
    service.stop()
    left = service.figures()
    print(f"after the end: {left['processes of the collector']} processes of the collector, {left['other processes of root']} others")
    return result


def say(users, service):
    logins = ", ".join(f"{u.user} {len(u.logins)} logins, {u.verified} compared, {len(u.unrecorded)} unrecorded, {len(u.lost)} lost,"
                       f" {len(u.troubles)} troubles" for u in users)
    print(f"soak: {logins}; restarts {service.restarts}, {service.figures()}", file=sys.stderr, flush=True)


def report(minutes, users, alone, hostiles, views, service, figures, first):
    honest = [user for user in users if user.recorded]
    control = next(user for user in users if not user.recorded)
    unrecorded = [what for user in honest for what in user.unrecorded]
    lost = [what for user in honest for what in user.lost]
    troubles = [what for user in users for what in user.troubles]
    owned = [name for name in os.listdir("/tmp") if name.startswith("owned-by-")]
    start, last = figures
    during = {user.user: (user.logins[len(alone[user.user][0]):], user.keys[len(alone[user.user][1]):]) for user in users}
    rows = [
        ("minutes of attacks", f"{minutes:g}"),
        ("attacks", f"{sum(sum(h.counts.values()) for h in hostiles)} of {len(set().union(*(h.counts for h in hostiles)))} kinds"),
        ("honest logins", sum(len(user.logins) for user in honest)),
        ("of these not recorded", len(unrecorded)),
        ("compared byte by byte", sum(user.verified for user in honest)),
        ("of these with bytes lost or doubled", len(lost)),
        ("other troubles of honest users", len(troubles)),
        ("login to prompt before, median / p99 / most", spread([s for u in honest for s in alone[u.user][0]])),
        ("during the attacks", spread([s for u in honest for s in during[u.user][0]])),
        ("during the attacks, without sessionlog", spread(during[control.user][0])),
        ("a key's echo before", spread([s for u in honest for s in alone[u.user][1]])),
        ("during the attacks", spread([s for u in honest for s in during[u.user][1]])),
        ("during the attacks, without sessionlog", spread(during[control.user][1])),
        ("end of session to its last line in the log", spread([s for u in honest for s in u.lateness])),
        ("an auditor's look at a log", spread(views.seconds)),
        ("looks that failed, or were not noted", f"{views.failed}, {views.unnoted()}"),
        ("collector started again", f"{service.restarts} times, {service.hangs} of them since it hung"
         + (", same process" if service.pid() == first else "")),
        ("code of strangers that ran", len(owned)),
        *[(f"{what}, start and end", f"{start[what]}, {last[what]}") for what in start],
    ]
    text = "| what | seen |\n|---|---|\n" + "".join(f"| {what} | {seen} |\n" for what, seen in rows)
    print("\n" + text)
    with open(OUT, "w") as file:
        file.write(text)
    for what in (unrecorded[:5] + lost[:5] + troubles[:5]):
        print("- " + what)
    behind = last["pipes"] or last["knocks"] or last["active"]
    return bool(unrecorded or lost or owned or behind)


def outer(arguments, program_inside=os.path.abspath(__file__), out=os.path.abspath("target/hostile-soak.md")):
    """Makes the namespaces, and runs this program, or another of this folder, in them."""
    if os.getuid() != 0:
        sys.exit("soak: only root can make users and mount namespaces")
    program = os.path.abspath("target/sessionlog")
    if not os.path.isdir(program + "/lib"):
        sys.exit("soak: no program in target/sessionlog; build it: mvn -q -DskipTests package")
    os.makedirs("target", exist_ok=True)
    root = tempfile.mkdtemp(prefix="sessionlog-soak-", dir="/var/tmp")
    world.write_databases(root)
    inner = f"{world.SETUP}\n\"$3\" \"$4\" --inside \"$1\" \"$5\" $6 & wait $!"
    try:
        return subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "sh", "-c", inner, "soak",
             root, program, sys.executable, program_inside, out,
             " ".join(arguments)]).returncode
    finally:
        if os.environ.get("KEEP"):
            print("soak: kept " + root)
        else:
            shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    if sys.argv[1:2] != ["--inside"]:
        sys.exit(outer(sys.argv[1:]))
    ROOT, OUT = sys.argv[2:4]
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, HARD))
    world.make_homes()
    sys.exit(soak(float(sys.argv[4]) if len(sys.argv) > 4 else 30, sys.argv[5:]))
