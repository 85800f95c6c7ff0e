"""What is measured. Each function returns rows for the report; times are in seconds."""

import os
import shutil
import statistics
import threading
import time

from crowd import Crowd, Server, mixed
from logs import search  # noqa: F401, a measure as those below
from pty_session import PROMPT, Session
from recorders import ALL
from render import render  # noqa: F401, a measure as those below
from scale import scale  # noqa: F401, a measure as those below
from seek import seek  # noqa: F401, a measure as those below
from sessionlog import Installation, pss
from startup import commands  # noqa: F401, a measure as those below
from soak import soak  # noqa: F401, a measure as those below
from words import words

SHELL_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8", "PS1": "READY> ", "HOME": "/tmp"}


def median(values):
    return statistics.median(values)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def make_text(path, megabytes):
    """Lines as programs print them, 40 to 120 characters, with a number to tell them apart."""
    size = 0
    number = 0
    with open(path, "w") as file:
        while size < megabytes * 1_000_000:
            number += 1
            line = f"{number:09d} " + words(number)
            file.write(line + "\n")
            size += len(line) + 1
    return path


def expected_bytes(path):
    with open(path, "rb") as file:
        return file.read().replace(b"\n", b"\r\n")


# --- (a) flood, (f) bytes on disk, (g) completeness -------------------------------------------------

def run_flood(command, environment, text):
    """Returns wall and CPU seconds of a session that prints `text`."""
    session = Session(command, environment)
    session.wait_for(PROMPT)
    begin = time.perf_counter()
    session.type(f"cat {text}; exit\r".encode())
    session.drain()
    return session.ended - begin, session.usage.ru_utime + session.usage.ru_stime


def tree_size(path):
    """The bytes of all files; one that goes meanwhile, as a log that is compressed, counts no more."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(size_of(os.path.join(parent, name)) for parent, _, names in os.walk(path) for name in names)


def size_of(path):
    try:
        return os.path.getsize(path)
    except FileNotFoundError:
        return 0


def flood_peer(recorder, text, folder, expected, compare):
    file = os.path.join(folder, "recording")
    for entry in os.scandir(folder):
        shutil.rmtree(entry.path) if entry.is_dir() else os.remove(entry.path)
    recorder.prepare(folder)
    try:
        wall, cpu = run_flood(recorder.command(file), SHELL_ENVIRONMENT, text)
    finally:
        recorder.clean()
    row = {"wall": wall, "cpu": cpu, "disk": tree_size(folder)}
    if compare and recorder.output:
        row["complete"] = expected in recorder.output(file)
    return row


def flood_sessionlog(installation, text, expected, compare):
    before = installation.collector_cpu()
    log_before = tree_size(installation.log_dir)
    wall, cpu = run_flood(["/bin/bash", "-l"], installation.recorded(), text)
    begin = time.perf_counter()
    installation.wait_written()
    row = {
        "wall": wall,
        "cpu": cpu + installation.collector_cpu() - before,
        "lag": time.perf_counter() - begin,
        "collector_cpu": installation.collector_cpu() - before,
        "disk": tree_size(installation.log_dir) - log_before,
    }
    newest = max(installation.recordings(), key=os.path.getmtime)
    row["recording_disk"] = tree_size(newest)
    if compare:
        with open(os.path.join(newest, "typescript"), "rb") as file:
            row["complete"] = expected in file.read()
    return row


def flood(options, say):
    installation = Installation()
    folder = installation.make("peer")
    text = make_text(os.path.join(installation.root, "text"), options.size)
    expected = expected_bytes(text)
    recorders = [recorder for recorder in ALL if recorder.present()]
    rows = {recorder.name: [] for recorder in recorders}
    rows["sessionlog"] = []
    try:
        installation.start_collector()
        for turn in range(options.rounds + 1):
            last = turn == options.rounds
            for recorder in recorders:
                row = flood_peer(recorder, text, folder, expected, last)
                rows[recorder.name].append(row)
            rows["sessionlog"].append(flood_sessionlog(installation, text, expected, last))
            say(f"flood: round {turn} of {options.rounds}")
    finally:
        installation.close()
    table = []
    for name, all_turns in rows.items():
        # The first round warms up caches and the JVM; it is not counted.
        turns = all_turns[1:]
        row = {"recorder": name}
        for key in ("wall", "cpu", "lag", "collector_cpu", "disk", "recording_disk"):
            if key in turns[0]:
                row[key] = median([turn[key] for turn in turns])
        row["complete"] = turns[-1].get("complete")
        table.append(row)
    return {"megabytes": options.size, "rounds": options.rounds, "rows": table}


# --- (b) login latency -----------------------------------------------------------------------------

def login_once(command, environment):
    session = Session(command, environment)
    shown = session.wait_for(PROMPT) - session.started
    session.type(b"exit\r")
    session.drain()
    return shown


def profile_home(installation, name, command):
    """Returns a home whose profile becomes `command`, once, as sessionlog's does."""
    home = installation.make(name)
    with open(os.path.join(home, ".bash_profile"), "w") as profile:
        profile.write(f'[ -n "$INSIDE" ] || {{ INSIDE=1; export INSIDE; exec {command}; }}\nPS1=\'READY> \'\n')
    return dict(installation.environment, HOME=home)


def login(options, say):
    installation = Installation()
    tlog = f"/usr/bin/tlog-rec -w file -o {installation.root}/tlog /bin/bash -l"
    script = "/usr/bin/script -q -f -e -c 'exec /bin/bash -l' /dev/null"
    shell = ["/bin/bash", "-l"]
    cases = {
        "not recorded": (shell, installation.plain()),
        "sessionlog": (shell, installation.recorded()),
        "script": (["/usr/bin/script", "-q", "-f", "-e", "-c", "exec /bin/bash -l", "/dev/null"],
                   installation.plain()),
        "script, from the profile": (shell, profile_home(installation, "script", script)),
    }
    if os.path.exists("/usr/bin/tlog-rec"):
        cases["tlog"] = (tlog.split(), installation.plain())
        cases["tlog, from the profile"] = (shell, profile_home(installation, "tlog-home", tlog))
    times = {name: [] for name in cases}
    try:
        installation.start_collector()
        for turn in range(options.logins + 10):
            for name, (command, environment) in cases.items():
                taken = login_once(command, environment)
                if turn >= 10:
                    times[name].append(taken)
        say(f"login: {options.logins} of each")
    finally:
        installation.close()
    return {"logins": options.logins, "rows": [
        {"login": name, "median": median(taken), "p90": percentile(taken, 0.9), "min": min(taken)}
        for name, taken in times.items()]}


# --- (c) many logins at once -----------------------------------------------------------------------

def herd(options, say):
    installation = Installation()
    try:
        installation.start_collector()
        for _ in range(10):
            login_once(["/bin/bash", "-l"], installation.recorded())
        installation.wait_written()
        taken = []
        unrecorded = []

        def one():
            session = Session(["/bin/bash", "-l"], installation.recorded(), keep=True)
            taken.append(session.wait_for(PROMPT, 120) - session.started)
            if b"not recorded" in session.kept:
                unrecorded.append(session)
            session.type(b"exit\r")
            session.drain()

        threads = [threading.Thread(target=one) for _ in range(options.herd)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        installation.wait_written()
    finally:
        installation.close()
    say(f"herd: {len(taken)} logins at once")
    return {"logins": options.herd, "unrecorded": len(unrecorded), "median": median(taken),
            "p99": percentile(taken, 0.99), "max": max(taken)}


def crowd(options, say):
    """As `herd`, but of many users, by the collector of a whole machine."""
    if os.getuid() != 0:
        say("crowd: needs root; left out")
        return None
    server = Server(options.users)
    rows = []
    try:
        server.start_collector()
        Crowd(server, 10, True, "first").run()
        for name, recorded in (("not recorded", False), ("sessionlog", True)):
            run = Crowd(server, options.herd, recorded).run()
            rows.append({"login": name, "prompts": len(run.taken), "median": median(run.taken),
                         "p99": percentile(run.taken, 0.99), "max": max(run.taken), "cpu": run.cpu,
                         "collector_cpu": run.collector_cpu, "unrecorded": run.unrecorded})
            say(f"crowd: {len(run.taken)} logins at once, {name}; failed: {run.failures[:3]}")
        recordings, wrong = mixed(server, options.herd)
    finally:
        server.close()
    return {"logins": options.herd, "users": options.users, "rows": rows, "recordings": recordings,
            "mixed": wrong}


# --- (d) memory ------------------------------------------------------------------------------------

def memory(options, say):
    installation = Installation()
    sessions = []
    rows = []
    try:
        installation.start_collector()
        login_once(["/bin/bash", "-l"], installation.recorded())
        for count in options.memory:
            while len(sessions) < count:
                session = Session(["/bin/bash", "-l"], installation.recorded())
                session.wait_for(PROMPT)
                sessions.append(session)
            time.sleep(3)
            cpu = installation.collector_cpu()
            time.sleep(20)
            holders = installation.holders()
            rows.append({
                "sessions": count,
                "collector_kib": pss(installation.collector()),
                "holder_kib": sum(pss(pid) for pid in holders) / len(holders),
                "threads": installation.collector_threads(),
                "idle_cpu_percent": (installation.collector_cpu() - cpu) / 20 * 100,
            })
            say(f"memory: {count} sessions")
    finally:
        for session in sessions:
            session.kill()
        installation.close()
    return {"rows": rows}


# --- (e) echo --------------------------------------------------------------------------------------

def echo_times(session, count):
    times = []
    for _ in range(count):
        begin = time.perf_counter()
        session.type(b"x")
        while True:
            chunk = session.read(5)
            if chunk is None or chunk == b"":
                raise TimeoutError("no echo")
            if b"x" in chunk:
                break
        times.append(time.perf_counter() - begin)
        time.sleep(0.005)
    session.type(b"\x15exit\r")
    session.drain()
    return times


def echo(options, say):
    installation = Installation()
    stop = threading.Event()
    flooders = []
    try:
        installation.start_collector()

        def busy():
            session = Session(["/bin/bash", "-l"], installation.recorded())
            session.wait_for(PROMPT)
            session.type(b"while :; do echo some line of output that is not too short; sleep 0.002; done\r")
            while not stop.is_set():
                session.read(0.1)
            session.kill()

        for _ in range(options.busy):
            thread = threading.Thread(target=busy)
            thread.start()
            flooders.append(thread)
        time.sleep(2)
        plain, recorded = [], []
        for _ in range(5):
            session = Session(["/usr/bin/script", "-q", "-f", "-e", "-c", "/bin/bash -l",
                               "/dev/null"], installation.plain())
            session.wait_for(PROMPT)
            plain += echo_times(session, options.keys // 5)
            session = Session(["/bin/bash", "-l"], installation.recorded())
            session.wait_for(PROMPT)
            recorded += echo_times(session, options.keys // 5)
    finally:
        stop.set()
        for thread in flooders:
            thread.join()
        installation.close()
    say(f"echo: {options.keys} keystrokes of each")
    return {"busy": options.busy, "rows": [
        {"session": name, "median": median(times), "p99": percentile(times, 0.99)}
        for name, times in (("script", plain), ("sessionlog", recorded))]}


# --- from keystroke to disk ------------------------------------------------------------------------

def disk(options, say):
    """How long a typed character takes into the typescript, as another process sees the file grow."""
    installation = Installation()
    times = []
    try:
        installation.start_collector()
        session = Session(["/bin/bash", "-l"], installation.recorded())
        session.wait_for(PROMPT)
        typescript = os.path.join(installation.recordings()[0], "typescript")
        for _ in range(options.keys):
            time.sleep(0.02)
            while session.read(0):
                pass
            before = os.stat(typescript).st_size
            begin = time.perf_counter()
            session.type(b"x")
            while os.stat(typescript).st_size == before:
                if time.perf_counter() - begin > 10:
                    raise TimeoutError("not recorded")
            times.append(time.perf_counter() - begin)
        session.kill()
    finally:
        installation.close()
    say(f"disk: {options.keys} keystrokes")
    return {"keys": options.keys, "median": median(times), "p99": percentile(times, 0.99),
            "longest": max(times)}
