#!/usr/bin/env python3
"""Makes each system call of a session's life fail once with each error that it can give, and looks what becomes of it.

    scripts/errno/run.py [--sample | --report] [--errors E,E] [--launcher | --collector] [--share I/N]
        [--kinds] [--role ROLE] [--purpose TEXT] [--failed | --again] [CALL...]

One collector is traced through many sessions, each with one failure, and each followed by one without. What was tried already,
by target/faults/errno.jsonl, is not tried again, but for --again; so it may be stopped at any time. Several may run at once, each
with its share, such as 1/3.
"""

import argparse
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import time
import zlib

import calls
import report
import scene
import soak  # of scripts/hostile, where scene finds it

ROOT = os.path.join(scene.HERE, "..", "..")
RESULTS = os.path.join(ROOT, "target", "faults", "errno.jsonl")
BOUND = 13  # seconds: the longest that a login may wait, see README: 2.7 s and as long as its keeper lives, or 2 + 8 s
FLOOD_BOUND = 13


class Machine:
    """The installation with a collector that is traced, kept through all cells, made anew when one broke it."""

    def __init__(self, warm=3, traced=True):
        self.root = tempfile.mkdtemp(prefix="sl-errno-")
        os.chmod(self.root, 0o700)
        self.installation = self.install(self.root)
        self.traced = traced
        self.tracer = None
        self.number = 0
        self.base = []
        self.pid = self.installation.start()
        self.attach()
        for _ in range(warm):
            self.session(pause=0)
            self.settle(8)
        if self.tracer:
            self.tracer.counts()
        self.base = self.installation.left()

    install = scene.Installation
    side = ""

    def first(self, cells):
        return cells

    def attach(self):
        if self.tracer:
            self.tracer.end()
            self.tracer = None
        self.pid = self.installation.collector()
        if self.traced:
            self.tracer = scene.Tracer(self.root)
            for process in self.installation.processes():
                self.tracer.seize(process)

    def close(self):
        if self.tracer:
            self.tracer.end()
        self.installation.close()
        shutil.rmtree(self.root, ignore_errors=True)

    def session(self, lines=300, released=None, pause=0.5):
        """A login, a resize in the middle of its output, and a logout with exit code 7."""
        self.number += 1
        seen = Session(self.installation, f"s{self.number:05d}", lines, pause)
        seen.run(released)
        return seen

    def login(self, lines=100):
        """A session whose login shell, launcher and script are traced by `logins`."""
        return self.session(lines, self.logins.seize)

    def settle(self, seconds, seen=None):
        """Waits until nothing is left of sessions, and the transcript has the end of this one."""
        end = time.time() + seconds
        while time.time() < end:
            if not self.unsettled() and (seen is None or seen.written()):
                return True
            time.sleep(0.03)
        return False

    def unsettled(self):
        return [entry for entry in self.installation.left() if entry not in self.base
                and not entry.startswith("knock/.refused") and entry != "transcripts/rendering"]


class SystemMachine(Machine):
    """A collector of all users, of which the one half reads pipes as root, and the other writes logs as nobody much."""

    install = scene.SystemInstallation
    side = "system:"

    def first(self, cells):
        """Those first that a user's own collector does not have: its code is the same."""
        common = {key_of_any(cell) for cell in report.known(RESULTS) if not cell["role"].startswith((self.side, "launcher:"))}
        return sorted(cells, key=lambda cell: (cell["alike"] > 0, key_of_any(cell) in common))


class Session:
    """What was seen of one session."""

    def __init__(self, installation, tag, lines, pause=0.5):
        self.installation = installation
        self.tag = tag
        self.lines = lines
        self.pause = pause
        self.problems = []
        self.before = installation.recordings()
        self.log = f"{installation.logs}/{installation.user}.log"
        self.log_at = os.path.getsize(self.log) if os.path.exists(self.log) else 0
        self.collector_log_at = len(installation.collector_log())
        self.unrecorded = False
        self.prompt = True

    def run(self, released):
        terminal = scene.Terminal(self.installation.environment, self.installation.home, released, self.installation.become)
        self.prompt = terminal.await_text(b"READY> ")
        self.login_waited = terminal.waited
        if not self.prompt:
            self.problems.append("no prompt: " + repr(bytes(terminal.shown[-200:])))
            terminal.kill()
            self.waited = terminal.waited
            return
        # A shell that cannot call the launcher says so by itself, and names it.
        self.unrecorded = any(told in terminal.shown for told in (b"not recorded", b"bin/sessionlog: "))
        half = self.lines // 2
        pad = "." * 60
        since = terminal.enter(f"seq -f 'counter %06.0f of {self.tag} {pad}' 1 {half}")
        if not terminal.await_text(b"%06d of %s" % (half, self.tag.encode()), since):
            self.problems.append("the output stopped")
        terminal.size(40, 120)
        since = terminal.enter(f"seq -f 'counter %06.0f of {self.tag} {pad}' {half + 1} {self.lines}; sleep {self.pause}; exit 7")
        if not terminal.await_text(b"%06d of %s" % (self.lines, self.tag.encode()), since):
            self.problems.append("the output stopped after the resize")
        code = terminal.await_end()
        if code != 7:
            self.problems.append(f"exit code {code}" if code is not None else "the session did not end")
        self.waited = terminal.waited
        self.shown = bytes(terminal.shown)

    def recording(self):
        new = [name for name in self.installation.recordings() - self.before if not name.startswith(".")]
        for name in sorted(new):
            try:
                with open(f"{self.installation.folder()}/{name}/typescript", "rb") as file:
                    if self.tag.encode() in file.read():
                        return name
            except OSError:
                continue
        return sorted(new)[-1] if new else None

    def logged(self):
        """How often each of the lines stands in the log."""
        counts = {}
        try:
            with open(self.log, "rb") as file:
                file.seek(self.log_at)
                for number, tag in scene.MARK.findall(file.read()):
                    if tag == self.tag.encode():
                        counts[int(number)] = counts.get(int(number), 0) + 1
        except OSError:
            pass
        return counts

    def written(self):
        """Whether the log has the last of the lines that were recorded."""
        name = self.recording()
        if self.unrecorded or not self.prompt or name is None:
            return True
        recorded = self.recorded(name)
        return not recorded or recorded[-1] in self.logged()

    def recorded(self, name):
        """The lines that stand in the recording, as they came."""
        try:
            with open(f"{self.installation.folder()}/{name}/typescript", "rb") as file:
                return [int(number) for number, tag in scene.MARK.findall(file.read()) if tag == self.tag.encode()]
        except OSError:
            return []

    def judge(self):
        """What became of the session: exact, gap, cut or unrecorded; appends problems."""
        if not self.prompt:
            return "no prompt"
        name = self.recording()
        if name is None:
            if not self.unrecorded:
                self.problems.append("not recorded, and the user was not told")
            return "unrecorded"
        self.name = name
        session = scene.session_of(self.installation, name)
        if session is None:
            if self.unrecorded:
                self.problems.append("a folder of a login that is not recorded is left")
                return "unrecorded"
            self.problems.append("session.json cannot be read")
            return "broken"
        self.json = session
        gaps = session.get("gaps") or []
        recorded = self.recorded(name)
        shown = [int(number) for number, tag in scene.MARK.findall(self.shown) if tag == self.tag.encode()]
        if self.unrecorded and not recorded:
            return "unrecorded"
        if len(recorded) != len(set(recorded)):
            self.problems.append("bytes are recorded twice")
        if len(recorded) < len(shown) and not gaps:
            self.problems.append(f"{len(shown) - len(recorded)} lines lost without a gap")
        if session.get("state") != "complete" or session.get("exit_code") != 7:
            self.problems.append(f"state {session.get('state')}, exit code {session.get('exit_code')}")
        counts = self.logged()
        if any(count > 1 for count in counts.values()):
            self.problems.append("lines doubled in the log")
        if set(counts) != set(recorded):
            self.problems.append(f"{len(set(recorded) - set(counts))} lines recorded but not in the log")
        return "gap" if gaps else "exact"


def judge_cell(machine, cell, seen, hit, settled, quick_pid):
    """Looks at all that a cell may have done."""
    installation = machine.installation
    outcome = seen.judge()
    problems = seen.problems
    told = installation.collector_log()[seen.collector_log_at:].strip()
    if not settled:
        problems.append("left behind: " + ", ".join(machine.unsettled())[:300])
    if seen.waited > BOUND:
        problems.append(f"waited for {seen.waited:.1f} s")
    alive = installation.await_collector()
    replaced = alive != quick_pid
    if alive is None:
        problems.append("no collector")
    else:
        files = installation.open_files(alive)
        if files:
            time.sleep(1.5)
            files = installation.open_files(alive)
        if files:
            problems.append("open still: " + ", ".join(files)[:300])
    if installation.keep_alives():
        time.sleep(1)
        if installation.keep_alives():
            problems.append(f"{installation.keep_alives()} keep-alive processes are left")
    if outcome in ("gap", "unrecorded") and not told:
        status = installation.status()
        if not any(word in status for word in ("warn", "gap", "cannot", "fail", "error", "lost")):
            problems.append(f"{outcome}, and neither status nor collector.log tells of it")
    return {**cell, "hit": hit, "outcome": outcome, "replaced": replaced, "waited": round(seen.waited, 2),
            "login": round(seen.login_waited, 2), "told": told[-400:], "problems": problems}


def try_cell(machine, cell):
    """Runs one session with one failure, then one without."""
    pid = machine.installation.collector()
    tracer = machine.tracer
    big = cell["call"] in ("splice", "poll") or "typescript" in cell["purpose"]
    tracer.plan(f"{cell['call']}\t{cell['role'].removeprefix(machine.side)}\t{cell['purpose']}", cell["error"], cell.get("when", 1))
    seen = machine.session(lines=10000 if big and cell["call"] in ("splice", "write", "poll") else 400)
    settled = machine.settle(4, seen)
    deadline = time.time() + 1.3
    while not tracer.took() and time.time() < deadline:
        time.sleep(0.05)
    hit = bool(tracer.took_injection())
    if not settled:
        settled = machine.settle(14, seen)
    result = judge_cell(machine, cell, seen, hit, settled, pid)
    if machine.installation.collector() != machine.pid:
        machine.attach()
    return with_next_login(machine, result)


def with_next_login(machine, result):
    """Adds what is wrong with a session after that one, in which nothing fails."""
    after = machine.session(lines=10, pause=0)
    if not machine.settle(30, after):
        result["problems"].append("after the next login, left behind: " + ", ".join(machine.unsettled())[:300])
    if after.judge() != "exact" or after.problems:
        result["problems"].append("the next login: " + "; ".join(after.problems or ["not exact"]))
    return result


def counted(times, tracer, login):
    """How often each call was made in each of some sessions, and the others that are not made to fail."""
    counts, others = {}, {}
    for _ in range(times):
        tracer.counts()
        login()
        some, more = tracer.counts()
        for key, count in some.items():
            counts.setdefault(key, []).append(count)
        others.update(more)
    return counts, others


def recorded_cells(machine):
    """The calls that one session makes, and the others that are not made to fail."""
    def login():
        machine.settle(8, machine.session(lines=4000))
        time.sleep(1.1)

    counts, others = counted(3, machine.tracer, login)
    cells = []
    for key, found in counts.items():
        call, role, purpose = key.split("\t")
        if len(found) < 2 or "/cgroup/" in purpose or purpose.endswith(".jar"):
            continue  # not of every session
        if purpose in ("LIBRARY", "LOCALE") or purpose.startswith("/etc/ld.so"):
            continue  # what the loader does, is that a program cannot be started
        cells += cells_of(call, machine.side + role, purpose)
    return machine.first(in_order(cells)), others


def cells_of(call, role, purpose, **more):
    """A cell for each error; alike is 0 for one of each kind, and more for those that no program tells from it."""
    return [{"call": call, "role": role, "purpose": purpose, "error": error, "alike": alike, **more}
            for kind in calls.kinds_of(call, purpose) for alike, error in enumerate(kind)]


def in_order(cells):
    """One of each kind first, mixed, so that a run that is cut short has seen something of everything."""
    return sorted(cells, key=lambda cell: (cell["alike"] > 0, zlib.crc32(repr(report.cell_key(cell)).encode())))


# What a login consists of; what the shells of the user do by themselves is theirs.
LAUNCHER = ("sessionlog", "mkfifo", "sleep", "rm", "stat", "date", "readlink", "mktemp", "sh", "setpriv", "env", "script", "tty")
AS_SHELL = ("execve",)  # of the login shell, for our sake


class LauncherMachine(Machine):
    """A collector that nobody touches, and logins that are traced."""

    def __init__(self, warm=3):
        self.logins = None
        super().__init__(warm, traced=False)
        self.logins = scene.Tracer(self.root)

    def attach(self):
        self.pid = self.installation.collector()

    def close(self):
        if self.logins:
            self.logins.end()
        super().close()


def launcher_cells(machine):
    """The calls that a login makes until its shell is there and after it has ended; and how often."""
    counts, others = counted(2, machine.logins, lambda: machine.settle(8, machine.login()))
    cells = []
    for key, found in counts.items():
        call, role, purpose = key.split("\t")
        if len(found) < 2 or not (role in LAUNCHER or role == "bash" and call in AS_SHELL) or purpose in ("LIBRARY", "LOCALE"):
            continue
        if purpose.startswith(("/etc/ld.so", "/usr/lib/locale", "/usr/share/locale")) or call == "mmap" and role != "sessionlog":
            continue  # what the loader does, is that a program cannot be started
        if role == "bash" and call == "execve" and not purpose.endswith(("/sessionlog", "/sh")):
            continue
        most = min(found)
        for when in sorted({1, 2, 3, most} if most > 3 else set(range(1, most + 1))):
            cells += cells_of(call, "launcher:" + role, purpose, when=when)
    return in_order(cells), others


def try_launcher_cell(machine, cell):
    pid = machine.installation.collector()
    machine.logins.plan(f"{cell['call']}\t{cell['role'].partition(':')[2]}\t{cell['purpose']}", cell["error"], cell["when"])
    seen = machine.login()
    settled = machine.settle(9, seen)  # login.open_timeout, and upkeep, may have to pass
    hit = bool(machine.logins.took_injection())
    result = judge_cell(machine, cell, seen, hit, settled, pid)
    return with_next_login(machine, result)


def chosen(cells, options):
    cells = [cell for cell in cells if not options.calls or cell["call"] in options.calls]
    if options.errors:
        cells = [cell for cell in cells if cell["error"] in options.errors.split(",")]
    if options.share:
        mine, of = map(int, options.share.split("/"))
        cells = [cell for cell in cells if zlib.crc32(repr(report.cell_key(cell)).encode()) % of == mine - 1]
    if options.purpose:
        cells = [cell for cell in cells if options.purpose in cell["purpose"]]
    if options.kinds:
        cells = [cell for cell in cells if not cell["alike"]]
    if options.role:
        cells = [cell for cell in cells if cell["role"] == options.role]
    return cells


def run_cells(options, make, record, attempt):
    machine = make()
    last = report.latest(RESULTS)
    done = last.keys() if not options.again and not options.failed else set()
    try:
        cells, others = record(machine)
        report.keep_others(RESULTS, others)
        report.keep_cells(RESULTS, cells)
        cells = [cell for cell in chosen(cells, options) if report.cell_key(cell) not in done
                 and (not options.failed or last.get(report.cell_key(cell), {}).get("problems"))]
        print(f"{len(cells)} cells", flush=True)
        for number, cell in enumerate(cells):
            started = time.time()
            try:
                result = attempt(machine, cell)
            except (RuntimeError, BrokenPipeError, ProcessLookupError, TypeError) as failed:
                result = {**cell, "hit": True, "outcome": "?", "waited": 0, "problems": [f"the run itself failed: {failed!r}"]}
            with open(RESULTS, "a") as file:
                file.write(json.dumps(result) + "\n")
            told(number, result, time.time() - started)
            if result["problems"]:
                machine.close()
                machine = make()
    finally:
        machine.close()


def told(number, result, seconds):
    mark = "FAULT" if result["problems"] else "-" if not result["hit"] else "ok"
    print(f"{number} {mark} {result['call']} {result['role']} {result['purpose']} {result['error']} {result.get('when', 1)}: {result['outcome']}"
          f"{' replaced' if result.get('replaced') else ''} {result['waited']} s ({seconds:.1f}) "
          f"{'; '.join(result['problems'])} {'| ' + result['told'] if result.get('told') else ''}", flush=True)


def key_of_any(cell):
    """What is the same whoever the user is, and whoever collects."""
    return (cell["call"], cell["role"].rpartition(":")[2], re.sub(r"/(sessions/)?(root|alice)\b", r"/\1USER", cell["purpose"]),
            cell["error"])


SAMPLE = (("getdents64", "knock", "/run/knock", "EIO"), ("unlink", "reader", "/run/pipes/ID.fifo", "EIO"),
          ("statx", "reader", "/run/pipes/ID.fifo", "ENOENT"))


def sample():
    """Tries a few; returns the exit code."""
    found = []
    machine = Machine(1)
    try:
        for call, role, purpose, error in SAMPLE:
            started = time.time()
            result = try_cell(machine, {"call": call, "role": role, "purpose": purpose, "error": error})
            told(len(found), result, time.time() - started)
            found.append(result)
    finally:
        machine.close()
    return 1 if any(result["problems"] or not result["hit"] for result in found) else 0


def main():
    global RESULTS
    parser = argparse.ArgumentParser()
    parser.add_argument("calls", nargs="*")
    parser.add_argument("--errors")
    parser.add_argument("--role")
    parser.add_argument("--purpose", help="those alone whose purpose has this text")
    parser.add_argument("--kinds", action="store_true", help="one error alone of those that no program tells apart")
    parser.add_argument("--failed", action="store_true", help="those alone that were not as promised when last tried")
    parser.add_argument("--share")
    parser.add_argument("--launcher", action="store_true", help="the login's calls alone")
    parser.add_argument("--collector", action="store_true", help="the collector's calls alone")
    parser.add_argument("--system", action="store_true", help="a collector of all users, in two processes, in namespaces; as root")
    parser.add_argument("--inside", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--sample", action="store_true", help="a few of them, in some seconds; fails when one is not as promised")
    parser.add_argument("--report", action="store_true", help="no call; the table of what was seen last")
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    os.makedirs(os.path.dirname(RESULTS), exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if options.sample:
        sys.exit(sample())
    if options.system and not options.inside:
        sys.exit(soak.outer(sys.argv[1:], os.path.abspath(__file__), os.path.abspath(RESULTS)))
    if options.system:
        RESULTS = options.inside[1]
        scene.PROGRAM = scene.world.PROGRAM
        scene.world.make_homes()
        run_cells(options, SystemMachine, recorded_cells, try_cell)
        return
    if not options.launcher and not options.report:
        run_cells(options, Machine, recorded_cells, try_cell)
    if not options.collector and not options.report:
        run_cells(options, LauncherMachine, launcher_cells, try_launcher_cell)
    report.write(RESULTS, os.path.dirname(RESULTS))


if __name__ == "__main__":
    main()
