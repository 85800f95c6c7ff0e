"""How commands grow with what is kept."""

import os
import statistics
import subprocess
import time

import store
from sessionlog import LAUNCHER, Installation

WITHOUT_INDEX = [["list"], ["status"]]
COMMANDS = [["list"], ["list", "-n", "20"], ["list", "user007"], ["list", "--active"], ["list", "--since", "1h ago"],
            ["list", "--sort", "duration"], ["status"], ["cleanup", "--dry-run"], ["cleanup"]]
TURNS = 3
ONCE_FROM = 1_000_000  # sessions


def run(installation, arguments):
    begin = time.perf_counter()
    done = subprocess.run([LAUNCHER] + arguments, env=installation.recorded(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    taken = time.perf_counter() - begin
    if done.returncode:
        raise RuntimeError(f"{arguments}: {done.returncode}: {done.stderr.decode()[:300]}")
    return taken


def several(installation, arguments, turns):
    return statistics.median(run(installation, arguments) for _ in range(turns))


def kept(count, say):
    installation = Installation("[retention]\nmax_age = \"0\"\ncompress_after = \"0\"\n")
    try:
        store.make(installation.log_dir, count)
        say(f"scale: {count} sessions made")
        begin = time.perf_counter()
        installation.start_collector()
        row = {"sessions": count, "start of the collector": time.perf_counter() - begin}
        turns = 1 if count >= ONCE_FROM else TURNS
        for arguments in WITHOUT_INDEX:
            row[" ".join(arguments) + ", without the index"] = several(installation, arguments, turns)
        row["cleanup, makes the index"] = run(installation, ["cleanup"])
        for arguments in COMMANDS:
            row[" ".join(arguments)] = several(installation, arguments, turns)
        row["index, MB"] = sum(entry.stat().st_size for entry in os.scandir(installation.log_dir + "/index")) / 1e6
    finally:
        installation.close()
    return row


def scale(options, say):
    return {"turns": TURNS, "rows": [kept(count, say) for count in options.kept]}
