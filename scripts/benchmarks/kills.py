"""How long a terminal waits when the collector is killed in a flood."""

import os
import signal
import time

from flood import make_text
from middle import median
from pty_session import PROMPT, Session
from sessionlog import LAUNCHER, Installation
from startup import java_of, java_version

MEGABYTES = 80
# What a keeper takes for a collector that lasted, after which it waits least.
LASTED = 5
AFTER = 0.4


def restart(options, say):
    """Each kill hits a flood of its own, and a collector that has lasted for a while."""
    installation = Installation("[transcript]\ntotal_size_cap = \"0\"\n")
    waits = []
    try:
        text = make_text(os.path.join(installation.root, "text"), MEGABYTES)
        installation.start_collector()
        for turn in range(options.kills):
            since = time.perf_counter()
            session = Session(["/bin/bash", "-l"], installation.recorded())
            session.wait_for(PROMPT)
            time.sleep(max(0.0, since + LASTED - time.perf_counter()))
            waits.append(longest_pause(session, text, installation))
            installation.wait_written()
        if len(installation.recordings()) != options.kills:
            raise RuntimeError("a login was not recorded")
        say(f"restart: {options.kills} kills")
    finally:
        installation.close()
    return {"kills": options.kills, "java": java_version(java_of(os.path.dirname(os.path.dirname(LAUNCHER)))),
            "median": median(waits), "longest": max(waits), "turns": waits}


def longest_pause(session, text, installation):
    """Returns the longest time without output, from the kill until the flood is over."""
    session.type(f"cat {text}; exit\r".encode())
    begin = time.perf_counter()
    killed, longest = None, 0.0
    last = begin
    while session.read(60):
        now = time.perf_counter()
        if killed:
            longest = max(longest, now - last)
        elif now - begin > AFTER:
            os.kill(installation.collector(), signal.SIGKILL)
            killed = now
        last = now
    session.drain()
    return longest
