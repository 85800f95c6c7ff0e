#!/usr/bin/env python3
"""Makes an archive in a folder, as many hosts would have filled it; see docs/format.md, "The archive".

usage: fleet.py FOLDER HOSTS DAYS SESSIONS [FIRST]

SESSIONS of each host and day; FIRST is the number of the first host, 0 by default. What is made depends on nothing but these numbers.
"""
import datetime
import gzip
import hashlib
import json
import os
import random
import sys

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
USERS = ["alice", "bob", "carol", "dave", "erin"]
COMMANDS = ["ls -l", "cd /etc", "vim hosts", "systemctl status nginx", "tail -n 50 /var/log/syslog",
            "sudo apt-get update", "df -h", "ps aux", "grep error app.log", "git pull"]
LAST = datetime.date(2026, 11, 26)


def key(number):
    rest = random.Random(number)
    return f"host{number:04}-" + "".join(rest.choice(ALPHABET) for _ in range(10))


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def packed(content):
    return gzip.compress(content, 6, mtime=0)


def part(content):
    """Returns a file of a recording, packed, and what the facts of its session say of it."""
    digest = hashlib.sha256(content).hexdigest()
    return packed(content), {"bytes": len(content), "sha256": digest,
                             "parts": [{"offset": 0, "bytes": len(content), "sha256": digest}]}


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Shown:
    """What stood on a screen: a recording of it, and its lines with the seconds at which they came."""

    def __init__(self, rand, words=None):
        self.lines, self.length = [], 0.0
        for _ in range(rand.randint(4, 12)):
            self.length += rand.expovariate(1 / 8)
            command = rand.choice(COMMANDS)
            self.add("$ " + command)
            for number in range(rand.randint(0, 12)):
                self.length += 0.001
                self.add(f"{command.split()[0]}: line {number} of {rand.randrange(1 << 32):08x}")
        if words:
            self.add(words)
        text = bytearray(b'Script started on 2026-11-26 11:47:17+00:00 [TERM="xterm"]\n')
        timing, last = [], 0.0
        for at, line, _ in self.lines:
            timing.append(f"O {at - last:.6f} {len(line) + 2}\n")
            text += line.encode() + b"\r\n"
            last = at
        self.bytes = len(text)
        self.typescript, told = part(bytes(text))
        self.timing, told_timing = part("".join(timing).encode())
        self.told = {"typescript": told, "timing": told_timing}

    def add(self, line):
        self.lines.append((self.length, line, json.dumps(line)))


# Most sessions show what another showed, too: making each anew would take most of the time.
COMMON = [Shown(random.Random(number)) for number in range(500)]


def session(root, rand, host, day, second, log):
    begun = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(seconds=second)
    name = begun.strftime("%Y%m%dT%H%M%S-") + "".join(rand.choice(ALPHABET) for _ in range(4))
    user = rand.choice(USERS)
    shown = Shown(rand, "the needle of " + name) if rand.random() < 0.001 else rand.choice(COMMON)
    where = f"date={day}/host={host}"
    folder = os.path.join(root, "recordings", where, name)
    write(os.path.join(folder, "typescript.000000000000.gz"), shown.typescript)
    write(os.path.join(folder, "timing.000000000000.gz"), shown.timing)
    facts = {
        "version": 1, "id": name, "user": user, "uid": 1000 + USERS.index(user),
        "host": host.rsplit("-", 1)[0], "tty": f"/dev/pts/{rand.randrange(20)}",
        "remote": f"192.0.2.{rand.randrange(1, 255)}", "shell": "/bin/bash", "term": "xterm", "columns": 80,
        "rows": 24, "started": stamp(begun), "ended": stamp(begun + datetime.timedelta(seconds=shown.length + 1)),
        "exit_code": 0, "bytes": shown.bytes, "state": "complete", "gaps": [], **shown.told,
    }
    write(os.path.join(root, "sessions", where, f"{name}.{user}.json"),
          (json.dumps(facts, separators=(",", ":")) + "\n").encode())
    said = log.setdefault(user, [])

    def say(number, at, kind, words):
        moment = (begun + datetime.timedelta(seconds=at)).isoformat(timespec="microseconds")
        said.append(f'{{"session":"{name}","line":{number},"time":"{moment}Z","user":"{user}","kind":"{kind}",'
                    f'"text":{words}}}\n')

    say(1, 0, "marker", f'"-- session opened: {user} on {facts["tty"]}, 80x24"')
    for number, (at, _, words) in enumerate(shown.lines, 2):
        say(number, at, "screen", words)
    say(len(shown.lines) + 2, shown.length + 1, "marker",
        f'"-- session closed: complete after {shown.length:.0f} s, exit code 0"')
    return shown.bytes


def main(root, hosts, days, sessions, first=0):
    write(os.path.join(root, "sessionlog.json"),
          (json.dumps({"layout": 1, "id": hashlib.sha256(root.encode()).hexdigest()[:32]}) + "\n").encode())
    total = 0
    for number in range(first, hosts):
        host = key(number)
        write(os.path.join(root, "hosts", host + ".json"), (json.dumps(
            {"host": host, "machine": host.rsplit("-", 1)[0], "id": f"{number:032x}",
             "since": "2026-11-01T00:00:00Z"}) + "\n").encode())
        for back in range(days):
            day = LAST - datetime.timedelta(days=back)
            rand = random.Random(f"{number} {day}")
            log = {}
            for second in sorted(rand.randrange(86000) for _ in range(sessions)):
                total += session(root, rand, host, day, second, log)
            for user, said in log.items():
                write(os.path.join(root, "transcripts", f"date={day}/host={host}", f"{user}.{day}.0.0000.jsonl.gz"),
                      packed("".join(said).encode()))
    print(f"{hosts} hosts, {days} days, {hosts * days * sessions} sessions, {total} bytes recorded")


if __name__ == "__main__":
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    main(os.path.abspath(sys.argv[1]), *map(int, sys.argv[2:]))
