"""What is measured. Each function returns rows for the report; times are in seconds."""

import os
import threading
import time

from crowd import Crowd, Server, mixed
from flood import flood  # noqa: F401, a measure as those below
from kills import restart  # noqa: F401, a measure as those below
from logs import search  # noqa: F401, a measure as those below
from memory import memory  # noqa: F401, a measure as those below
from middle import median, percentile
from pty_session import PROMPT, Session
from render import render  # noqa: F401, a measure as those below
from scale import scale  # noqa: F401, a measure as those below
from seek import seek  # noqa: F401, a measure as those below
from sessionlog import Installation
from startup import commands  # noqa: F401, a measure as those below
from soak import soak  # noqa: F401, a measure as those below
from timeline import timeline  # noqa: F401, a measure as those below

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
    dash = ["/bin/dash", "-l"]
    cases["dash, not recorded"] = (dash, installation.plain())
    cases["sessionlog, dash"] = (dash, installation.recorded())
    plain = {"sessionlog, dash": "dash, not recorded"}
    server = Server(1) if os.getuid() == 0 else None
    if server:
        uid = server.users[0][1]
        for name, program in (("", "/bin/bash"), (", dash", "/bin/dash")):
            bare, ours = "system mode" + name + ", not recorded", "sessionlog, system mode" + name
            cases[bare] = server.login_as(uid, f"/home/{uid}.plain", program)
            cases[ours] = server.login_as(uid, f"/home/{uid}", program)
            plain[ours] = bare
    times = {name: [] for name in cases}
    try:
        installation.start_collector()
        if server:
            server.start_collector()
        for turn in range(options.logins + 10):
            for name, (command, environment) in cases.items():
                taken = login_once(command, environment)
                if turn >= 10:
                    times[name].append(taken)
        say(f"login: {options.logins} of each")
    finally:
        installation.close()
        if server:
            server.close()
    return {"logins": options.logins, "rows": [
        {"login": name, "median": median(taken), "p90": percentile(taken, 0.9), "min": min(taken), "turns": taken,
         "over": median(taken) - median(times[plain.get(name, "not recorded")])}
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


# --- (e) echo --------------------------------------------------------------------------------------

ECHO_ROUNDS = 5


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


def in_rounds(times):
    """The median of each round."""
    each = max(1, len(times) // ECHO_ROUNDS)
    return [median(times[at:at + each]) for at in range(0, each * ECHO_ROUNDS, each)]


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
        for _ in range(ECHO_ROUNDS):
            session = Session(["/usr/bin/script", "-q", "-f", "-e", "-c", "/bin/bash -l",
                               "/dev/null"], installation.plain())
            session.wait_for(PROMPT)
            plain += echo_times(session, options.keys // ECHO_ROUNDS)
            session = Session(["/bin/bash", "-l"], installation.recorded())
            session.wait_for(PROMPT)
            recorded += echo_times(session, options.keys // ECHO_ROUNDS)
    finally:
        stop.set()
        for thread in flooders:
            thread.join()
        installation.close()
    say(f"echo: {options.keys} keystrokes of each")
    return {"busy": options.busy, "rows": [
        {"session": name, "median": median(times), "p99": percentile(times, 0.99), "turns": in_rounds(times)}
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
