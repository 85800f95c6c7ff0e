"""How long a random point of a large recording takes until its picture is there."""

import datetime
import json
import os
import random
import shutil
import statistics
import subprocess
import time

from sessionlog import LAUNCHER, Installation
from words import WORDS, words

CHUNK = 4096
BLOCK = 16_000_000


def text(number):
    return f"{number:09d} " + words(number) + "\r\n"


def listing(number):
    return (f"-rw-r--r-- 1 root root {number:9d} Nov 24 12:00 \033[01;34m{WORDS[number % 13]}\033[0m  "
            f"\033[01;32m{WORDS[(number + 5) % 13]}.sh\033[0m  \033[38;5;{number % 256}mlog\033[m\r\n")


def scripts(number):
    return f"{number:09d} größer 日本語 Ελληνικά \033[1mявный\033[0m é {WORDS[number % 13]}\r\n"


def bar(number):
    return "".join(f"\rfetching [{'#' * (done // 5):20}] {done:3d} %" for done in range(0, 101, 4)) + "\r\n"


def editor(number):
    """A full-screen program that draws a page and lines of it again, and goes."""
    page = "".join(f"\033[{row};1H\033[33m{row:4d} \033[0m{WORDS[(number + row) % 13]} = {number}\033[K"
                   for row in range(1, 24))
    moves = "".join(f"\033[{1 + move % 23};{10 + move % 60}H\033[7m{WORDS[move % 13]}\033[27m" for move in range(120))
    return "\033[?1049h\033[2J" + page + moves + "\033[24;1H:q\033[?1049l"


KINDS = [(text, 60), (listing, 24), (scripts, 6), (bar, 2), (editor, 1)]


def block(size):
    """Output of many kinds, in runs as commands print it."""
    parts, length, number = [], 0, 0
    while length < size:
        for kind, share in KINDS:
            for _ in range(share if kind is editor else share * 20):
                number += 1
                part = kind(number).encode()
                parts.append(part)
                length += len(part)
    return b"".join(parts)


def make(log_dir, megabytes, user="alice"):
    """Writes a recording of that size: a chunk, of what script(1) reads at once, each 2 ms; returns its folder."""
    started = datetime.datetime(2026, 11, 24, 12, 0, 0)
    name = started.strftime("%Y%m%dT%H%M%S-seek")
    folder = os.path.join(log_dir, "sessions", user, name)
    os.makedirs(folder)
    piece = block(min(BLOCK, megabytes * 1_000_000))
    total, turn = 0, 0
    with open(os.path.join(folder, "typescript"), "wb") as out, open(os.path.join(folder, "timing"), "w") as timing:
        out.write(b"Script started on today\n")
        timing.write("H 0.000000 TERM xterm\n")
        while total < megabytes * 1_000_000:
            mark = f"\r\n--- part {turn} begins ---\r\n".encode()
            out.write(mark + piece)
            rest = len(mark) + len(piece)
            total, turn = total + rest, turn + 1
            lines = ["O 0.002000 %d" % min(CHUNK, rest - at) for at in range(0, rest, CHUNK)]
            timing.write("\n".join(lines) + "\n")
            entries = len(lines)
    duration = entries * turn * 0.002
    session = {
        "version": 1, "id": name, "user": user, "uid": 1000, "host": "web1", "tty": "/dev/pts/3", "remote": "192.0.2.7",
        "shell": "/bin/bash", "term": "xterm", "columns": 80, "rows": 24, "started": started.isoformat() + "Z",
        "ended": (started + datetime.timedelta(seconds=duration)).isoformat() + "Z", "exit_code": 0, "bytes": total,
        "state": "complete", "gaps": []}
    with open(os.path.join(folder, "session.json"), "w") as out:
        json.dump(session, out)
    return folder


def dump(installation, name, place):
    begin = time.perf_counter()
    subprocess.run([LAUNCHER, "play", "--dump-at", place, name], env=installation.recorded(), check=True,
                   stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def forget(folder):
    """Has the kernel forget what it holds of the files."""
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


class Player:
    """`play` in a terminal of tmux's."""

    def __init__(self, installation, name):
        self.tmux = ["tmux", "-S", os.path.join(installation.root, "tmux"), "-f", "/dev/null"]
        self.environment = installation.recorded()
        self.begin = time.perf_counter()
        self.run("new-session", "-d", "-x", "100", "-y", "30", f"{LAUNCHER} play {name}")

    def run(self, *arguments):
        return subprocess.run(self.tmux + list(arguments), env=self.environment, check=True,
                              stdout=subprocess.PIPE).stdout.decode()

    def wait_for(self, *words):
        """Returns how long ago the last key was, once the last line holds all the words."""
        while time.perf_counter() - self.begin < 300:
            lines = self.run("capture-pane", "-p").rstrip("\n").split("\n")
            if all(word in lines[-1] for word in words):
                return time.perf_counter() - self.begin
            time.sleep(0.005)
        raise TimeoutError(f"not shown: {words}")

    def keys(self, *keys):
        self.begin = time.perf_counter()
        self.run("send-keys", *keys)

    def close(self):
        subprocess.run(self.tmux + ["kill-server"], env=self.environment)


def interactive(installation, name):
    player = Player(installation, name)
    try:
        rows = {"open: first picture": player.wait_for("playing")}
        player.keys("Space")
        player.wait_for("paused")
        for place in ("63%", "20%", "95%", "62%"):
            player.keys(":" + place, "Enter")
            rows[f"then to {place}"] = player.wait_for("paused", f" {place}")
        player.keys("q")
    finally:
        player.close()
    return rows


def seek(options, say):
    installation = Installation()
    try:
        folder = make(installation.log_dir, options.recording)
        name = os.path.basename(folder)
        places = [f"{place:.1f}%" for place in random.Random(7).sample(range(5, 100), options.rounds)]
        forget(folder)
        first = dump(installation, name, "63%")
        again = [dump(installation, name, place) for place in places]
        say(f"seek: {options.rounds} places of {options.recording} MB")
        shown = interactive(installation, name) if shutil.which("tmux") else {}
    finally:
        installation.close()
    return {"megabytes": options.recording, "cold": first, "places": places, "median": statistics.median(again),
            "longest": max(again), "interactive": shown}
