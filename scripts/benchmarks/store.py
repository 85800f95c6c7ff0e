"""Makes a log dir with many finished sessions, to see how commands grow with what is kept.

    python3 scripts/benchmarks/store.py LOG_DIR COUNT [USERS]

Each session takes a folder and three files, so 1,000,000 of them need 4 million inodes. They began a
minute apart, the last one now; users take turns.
"""

import datetime
import json
import os
import sys

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
TYPESCRIPT = "Script started on today\n$ echo hello\r\nhello\r\n$ exit\r\n"
TIMING = "H 0.000000 TERM xterm\nO 0.500000 24\nO 1.000000 8\n"


def tail(number):
    return "".join(LETTERS[number // 36 ** place % 36] for place in range(4))


def make(log_dir, count, users=100):
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0, tzinfo=None)
    for user in range(users):
        os.makedirs(os.path.join(log_dir, "sessions", f"user{user:03d}"))
    for number in range(count):
        started = now - datetime.timedelta(minutes=count - number)
        user = f"user{number % users:03d}"
        name = started.strftime("%Y%m%dT%H%M%S-") + tail(number)
        folder = os.path.join(log_dir, "sessions", user, name)
        os.mkdir(folder)
        session = {
            "version": 1, "id": name, "user": user, "uid": 1000 + number % users, "host": "web1",
            "tty": "/dev/pts/3", "remote": "192.0.2.7", "shell": "/bin/bash", "term": "xterm",
            "columns": 80, "rows": 24, "started": started.isoformat() + "Z",
            "ended": (started + datetime.timedelta(seconds=50)).isoformat() + "Z", "exit_code": 0,
            "bytes": len(TYPESCRIPT), "state": "complete", "gaps": []}
        for file, content in (("session.json", json.dumps(session, indent=1) + "\n"),
                              ("typescript", TYPESCRIPT), ("timing", TIMING)):
            with open(os.path.join(folder, file), "w") as out:
                out.write(content)


if __name__ == "__main__":
    make(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 100)
