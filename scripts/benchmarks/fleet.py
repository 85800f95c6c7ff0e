#!/usr/bin/env python3
"""Makes an archive in a folder, as many hosts would have filled it; see docs/format.md, "The archive".

usage: fleet.py FOLDER HOSTS DAYS SESSIONS

SESSIONS of each host and day. What is made depends on nothing but these numbers.
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


def part(folder, name, content):
    write(os.path.join(folder, name + ".000000000000.gz"), packed(content))
    digest = hashlib.sha256(content).hexdigest()
    return {"bytes": len(content), "sha256": digest,
            "parts": [{"offset": 0, "bytes": len(content), "sha256": digest}]}


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def lines_of(rand, opened):
    """Returns what stood on the screen, with the seconds at which it did."""
    shown, at = [], 0.0
    for _ in range(rand.randint(4, 12)):
        at += rand.expovariate(1 / 8)
        command = rand.choice(COMMANDS)
        shown.append((at, "$ " + command))
        for number in range(rand.randint(0, 12)):
            at += 0.001
            shown.append((at, f"{command.split()[0]}: line {number} of {rand.randrange(1 << 32):08x}"))
    if rand.random() < 0.001:
        shown.append((at, "the needle of " + opened))
    return shown, at


def session(root, rand, host, day, second, log):
    begun = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(seconds=second)
    name = begun.strftime("%Y%m%dT%H%M%S-") + "".join(rand.choice(ALPHABET) for _ in range(4))
    user = rand.choice(USERS)
    shown, length = lines_of(rand, name)
    text = f'Script started on {begun}+00:00 [TERM="xterm"]\n'.encode()
    timing, last = [], 0.0
    for at, line in shown:
        block = (line + "\r\n").encode()
        timing.append(f"O {at - last:.6f} {len(block)}\n")
        text += block
        last = at
    where = f"date={day}/host={host}"
    folder = os.path.join(root, "recordings", where, name)
    facts = {
        "version": 1, "id": name, "user": user, "uid": 1000 + USERS.index(user),
        "host": host.rsplit("-", 1)[0], "tty": f"/dev/pts/{rand.randrange(20)}",
        "remote": f"192.0.2.{rand.randrange(1, 255)}", "shell": "/bin/bash", "term": "xterm", "columns": 80,
        "rows": 24, "started": stamp(begun), "ended": stamp(begun + datetime.timedelta(seconds=length + 1)),
        "exit_code": 0, "bytes": len(text), "state": "complete", "gaps": [],
        "typescript": part(folder, "typescript", text), "timing": part(folder, "timing", "".join(timing).encode()),
    }
    write(os.path.join(root, "sessions", where, f"{name}.{user}.json"),
          (json.dumps(facts, separators=(",", ":")) + "\n").encode())

    def say(number, at, kind, words):
        moment = begun + datetime.timedelta(seconds=at)
        log.setdefault(user, []).append(json.dumps(
            {"session": name, "line": number, "time": moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "user": user,
             "kind": kind, "text": words}, separators=(",", ":")) + "\n")

    say(1, 0, "marker", f"-- session opened: {user} on {facts['tty']}, 80x24")
    for number, (at, line) in enumerate(shown, 2):
        say(number, at, "screen", line)
    say(len(shown) + 2, length + 1, "marker", f"-- session closed: complete after {length:.0f} s, exit code 0")
    return len(text)


def main(root, hosts, days, sessions):
    write(os.path.join(root, "sessionlog.json"),
          (json.dumps({"layout": 1, "id": hashlib.sha256(root.encode()).hexdigest()[:32]}) + "\n").encode())
    total = 0
    for number in range(hosts):
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
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(os.path.abspath(sys.argv[1]), *map(int, sys.argv[2:]))
