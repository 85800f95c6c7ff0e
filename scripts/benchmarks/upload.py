#!/usr/bin/env python3
"""Measures how fast the archiver brings finished sessions to an archive, and how many requests it makes.

usage: upload.py SESSIONS BYTES [ENDPOINT [LOG]]

SESSIONS recordings with BYTES of output each are made in a temporary log dir, and brought to a folder beside it, or to
a bucket of the store at ENDPOINT, with the keys AK1 and SK1. LOG is the log of a Ceph gateway there; its requests are
counted by method.
"""

import collections
import datetime
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import s3  # noqa: E402, from the folder above

PROGRAM = os.path.join(HERE, "..", "..", "target", "sessionlog", "bin", "sessionlog")
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def make(log_dir, count, size):
    """Makes recordings; a terminal's output is packed to about a fifth."""
    rand = random.Random(19)
    lines = [f"{rand.choice(['drwxr-xr-x', '-rw-r--r--'])} {rand.randrange(9)} root root {rand.randrange(1 << 20):7} "
             f"Nov 24 11:{rand.randrange(60):02} {rand.randrange(1 << 40):010x}\r\n".encode() for _ in range(5000)]
    begun = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0, tzinfo=None)
    for number in range(count):
        started = begun - datetime.timedelta(minutes=count - number)
        name = started.strftime("%Y%m%dT%H%M%S-") + "".join(rand.choice(ALPHABET) for _ in range(4))
        folder = os.path.join(log_dir, "sessions", f"user{number % 20:02}", name)
        os.makedirs(folder)
        text, timing = bytearray(b"Script started on today\n"), ["H 0.000000 TERM xterm\n"]
        while len(text) < size:
            block = b"".join(rand.choices(lines, k=20))[:size - len(text) + 1]
            timing.append(f"O {rand.random():.6f} {len(block)}\n")
            text += block
        session = {
            "version": 1, "id": name, "user": f"user{number % 20:02}", "uid": 1000 + number % 20, "host": "web1",
            "tty": "/dev/pts/3", "remote": "192.0.2.7", "shell": "/bin/bash", "term": "xterm", "columns": 80, "rows": 24,
            "started": started.isoformat() + "Z", "ended": (started + datetime.timedelta(seconds=50)).isoformat() + "Z",
            "exit_code": 0, "bytes": len(text), "state": "complete", "gaps": []}
        for file, content in (("session.json", (json.dumps(session) + "\n").encode()), ("typescript", text),
                              ("timing", "".join(timing).encode())):
            with open(os.path.join(folder, file), "wb") as out:
                out.write(content)


def state(log_dir):
    try:
        with open(os.path.join(log_dir, "archive", "state.json"), encoding="utf-8") as file:
            return json.load(file)
    except (FileNotFoundError, ValueError):
        return {}


def whole(log_dir):
    """Returns how many sessions the archive has whole, as the archiver notes them."""
    done = os.path.join(log_dir, "archive", "done")
    if not os.path.isdir(done):
        return 0
    return sum(sum(1 for _ in open(os.path.join(done, day), "rb")) for day in os.listdir(done))


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        words = file.read().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def most_memory(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1)) / 1024


def main():
    count, size = int(sys.argv[1]), int(sys.argv[2])
    endpoint = sys.argv[3] if len(sys.argv) > 3 else None
    gateway = sys.argv[4] if len(sys.argv) > 4 else None
    with tempfile.TemporaryDirectory(prefix="upload-") as root:
        log_dir, folder = os.path.join(root, "log"), os.path.join(root, "archive")
        os.mkdir(folder)
        make(log_dir, count, size)
        configuration = f'[log]\ndir = "{log_dir}"\n[archive]\ninterval = "1s"\n'
        if endpoint:
            bucket = f"upload{time.time_ns() // 1_000_000}"
            s3.Store(endpoint, "AK1", "SK1").call("PUT", bucket)
            configuration += f'url = "s3://{bucket}"\nendpoint = "{endpoint}"\npath_style = true\n'
        else:
            configuration += f'url = "file://{folder}"\n'
        with open(os.path.join(root, "sessionlog.toml"), "w", encoding="utf-8") as file:
            file.write(configuration)
        seen = os.path.getsize(gateway) if gateway else 0
        begun = time.monotonic()
        archiver = subprocess.Popen(
            [PROGRAM, "daemon", "--archiver", "--config", os.path.join(root, "sessionlog.toml")], stdin=subprocess.PIPE,
            env=dict(os.environ, AWS_ACCESS_KEY_ID="AK1", AWS_SECRET_ACCESS_KEY="SK1", AWS_REGION="us-east-1"))
        try:
            archiver.stdin.write(b"-\n")
            archiver.stdin.flush()
            while not whole(log_dir):
                time.sleep(0.01)
            first = time.monotonic()
            while whole(log_dir) < count:
                time.sleep(0.02)
                if archiver.poll() is not None:
                    sys.exit("upload: the archiver ended")
            took = time.monotonic() - first
            used, memory = processor_seconds(archiver.pid), most_memory(archiver.pid)
            while not state(log_dir).get("objects"):
                time.sleep(0.1)
            told = state(log_dir)
        finally:
            archiver.kill()
            archiver.wait()
        objects = 3 * count if size < (4 << 20) else told["objects"]
        print(f"{count} sessions of {size} bytes: the first after {first - begun:.2f} s, the rest in {took:.2f} s: "
              f"{count / took:.0f} sessions/s, {objects / took:.0f} objects/s, {count * size / took / 1e6:.1f} MB/s; "
              f"{used:.1f} s of processor, {memory:.0f} MB; stored {told['objects']} objects, {told['bytes']} bytes")
        if gateway:
            with open(gateway, encoding="utf-8", errors="replace") as file:
                file.seek(seen)
                methods = collections.Counter(re.findall(r' "([A-Z]+) /' + bucket, file.read()))
            print("requests: " + ", ".join(f"{n} {method}" for method, n in sorted(methods.items())))


if __name__ == "__main__":
    main()
