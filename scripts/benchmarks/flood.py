"""A flood of text through a recorded terminal, (f) bytes on disk, (g) completeness."""

import os
import shutil
import time

from middle import median
from pty_session import PROMPT, Session
from recorders import ALL
from sessionlog import Installation
from words import words

SHELL_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8", "PS1": "READY> ", "HOME": "/tmp"}
# Often enough that each round has its share of it.
SEALED = "[seal]\ninterval = \"5s\"\n"
KEYS = ("wall", "cpu", "lag", "collector_cpu", "disk", "recording_disk")


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
    lag = time.perf_counter() - begin
    newest = max(installation.recordings(), key=os.path.getmtime)
    installation.wait_sealed(os.path.basename(newest))
    used = installation.collector_cpu() - before
    row = {
        "wall": wall,
        "cpu": cpu + used,
        "lag": lag,
        "collector_cpu": used,
        "disk": tree_size(installation.log_dir) - log_before,
        "recording_disk": tree_size(newest),
        "peak_kib": installation.peak(),
    }
    if compare:
        with open(os.path.join(newest, "typescript"), "rb") as file:
            row["complete"] = expected in file.read()
    return row


def flood(options, say):
    """All recorders in turn, sessionlog with and without sealing among them."""
    ours = {"sessionlog": Installation(), "sessionlog, sealed": Installation(SEALED)}
    root = ours["sessionlog"]
    folder = root.make("peer")
    text = make_text(os.path.join(root.root, "text"), options.size)
    expected = expected_bytes(text)
    peers = [recorder for recorder in ALL if recorder.present()]
    turns = {name: [] for name in [recorder.name for recorder in peers] + list(ours)}
    try:
        for installation in ours.values():
            installation.start_collector()
        for turn in range(options.rounds + 1):
            last = turn == options.rounds
            for recorder in peers:
                turns[recorder.name].append(flood_peer(recorder, text, folder, expected, last))
            for name, installation in ours.items():
                turns[name].append(flood_sessionlog(installation, text, expected, last))
            say(f"flood: round {turn} of {options.rounds}")
    finally:
        for installation in ours.values():
            installation.close()
    # The first round warms up caches and the JVM; it is not counted.
    return {"megabytes": options.size, "rounds": options.rounds,
            "rows": [flood_row(name, rows[1:]) for name, rows in turns.items()]}


def flood_row(name, turns):
    row = {"recorder": name, "turns": {key: [turn[key] for turn in turns] for key in ("wall", "cpu")}}
    row.update({key: median([turn[key] for turn in turns]) for key in KEYS if key in turns[0]})
    if "peak_kib" in turns[-1]:
        row["peak_kib"] = turns[-1]["peak_kib"]
    row["complete"] = turns[-1].get("complete")
    return row
