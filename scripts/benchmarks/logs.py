"""A user's logs, rotated and compressed, for searching."""

import gzip
import os
import re
import shutil
import statistics
import subprocess
import time

from sessionlog import LAUNCHER, Installation
from words import words

EACH = 20_000_000


def line(number):
    rare = " Permission denied (needle)" if number % 20_011 == 0 else ""
    return (f"2026-11-{1 + number % 24:02d}T{number % 24:02d}:{number % 60:02d}:{number % 59:02d}.123+00:00 "
            f"20261101T062510-k3f9:{number} {words(number)} {number * 7919 % 1_000_003}{rare}\n")


def make(log_dir, megabytes, user="alice"):
    """Writes logs of that size, uncompressed: rolled ones by gzip(1)'s usual level, and a current one that is plain."""
    os.makedirs(log_dir, exist_ok=True)
    content, number = [], 0
    length = 0
    while length < EACH:
        number += 1
        content.append(line(number))
        length += len(content[-1])
    data = "".join(content).encode()
    first = os.path.join(log_dir, f"{user}.2026-11-01.0.log.gz")
    with open(first, "wb") as file:
        file.write(gzip.compress(data, 6, mtime=0))
    files = [first]
    for index in range(1, max(2, megabytes * 1_000_000 // EACH - 1)):
        name = os.path.join(log_dir, f"{user}.2026-11-{1 + index % 24:02d}.{index // 24}.log.gz")
        if not os.path.exists(name):
            shutil.copyfile(first, name)
            files.append(name)
    current = os.path.join(log_dir, f"{user}.log")
    with open(current, "wb") as file:
        file.write(data)
    return files + [current]


CASES = [("a word", ["needle"]), ("a class", ["need[k-m]e\\)"]), ("two words", ["denied|needle"]),
         ("a word, -i", ["-i", "permission DENIED"]), ("two words, -i", ["-i", "DENIED|NEEDLE"])]


def run(command, environment):
    """Returns wall and CPU seconds, and the sum of the counts printed."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    lines = process.stdout.read().decode().splitlines()
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    return wall, usage.ru_utime + usage.ru_stime, sum(int(re.split("[:\t]", line)[-1]) for line in lines)


def search(options, say):
    """Ours and zgrep(1) in turn over the same files."""
    installation = Installation()
    rows = []
    try:
        files = make(installation.log_dir, options.recording)
        for name, arguments in CASES:
            commands = {"sessionlog": [LAUNCHER, "search", "-c"] + arguments,
                        "zgrep": ["zgrep", "-E", "-c"] + arguments + files}
            taken = {program: [] for program in commands}
            for _ in range(options.rounds):
                for program, command in commands.items():
                    taken[program].append(run(command, installation.recorded()))
            row = {"search": name, "arguments": arguments}
            for program, turns in taken.items():
                row[program] = {"wall": statistics.median(turn[0] for turn in turns),
                                "cpu": statistics.median(turn[1] for turn in turns), "lines": turns[0][2],
                                "turns": {"wall": [turn[0] for turn in turns]}}
            rows.append(row)
            say(f"search: {name}")
    finally:
        installation.close()
    return {"megabytes": options.recording, "files": len(files), "rounds": options.rounds, "rows": rows}
