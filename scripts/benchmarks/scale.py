"""How commands grow with what is kept."""

import statistics
import subprocess
import time

import store
from sessionlog import LAUNCHER, Installation

COMMANDS = [["list"], ["list", "-n", "20"], ["list", "user007"], ["list", "--active"], ["list", "--since", "1h ago"],
            ["status"], ["cleanup", "--dry-run"]]
TURNS = 3


def run(installation, arguments):
    begin = time.perf_counter()
    done = subprocess.run([LAUNCHER] + arguments, env=installation.recorded(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    taken = time.perf_counter() - begin
    if done.returncode:
        raise RuntimeError(f"{arguments}: {done.returncode}: {done.stderr.decode()[:300]}")
    return taken


def kept(count, say):
    installation = Installation()
    try:
        store.make(installation.log_dir, count)
        say(f"scale: {count} sessions made")
        begin = time.perf_counter()
        installation.start_collector()
        row = {"sessions": count, "start of the collector": time.perf_counter() - begin}
        for arguments in COMMANDS:
            row[" ".join(arguments)] = statistics.median(run(installation, arguments) for _ in range(TURNS))
    finally:
        installation.close()
    return row


def scale(options, say):
    return {"turns": TURNS, "rows": [kept(count, say) for count in options.kept]}
