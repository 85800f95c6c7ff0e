"""How long a random point of a large recording takes until its picture is there."""

import datetime
import json
import os

WORDS = "the quick brown fox jumps over a lazy dog while servers answer requests".split()
CHUNK = 4096
BLOCK = 16_000_000


def text(number):
    return f"{number:09d} " + " ".join(WORDS[(number + i) % 13] for i in range(6 + number % 12)) + "\r\n"


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
