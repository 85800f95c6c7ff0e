"""The recorders that are compared: how each records an interactive shell, and what it leaves."""

import json
import os
import shutil
import subprocess

SHELL = ["/bin/sh", "-i"]


class Recorder:
    """`name` in the tables, `command(file)` that records SHELL, `output(file)` what it kept, `policy` a
    file that must be there meanwhile, with the text that `policy_text(folder)` returns."""

    def __init__(self, name, program, command, output, policy=None, policy_text=None):
        self.name = name
        self.program = program
        self.command = command
        self.output = output
        self.policy = policy
        self.policy_text = policy_text

    def present(self):
        return shutil.which(self.program) is not None and (
            self.policy is None or os.geteuid() == 0 and os.path.isdir(os.path.dirname(self.policy)))

    def prepare(self, folder):
        if self.policy:
            with open(self.policy, "w") as file:
                os.chmod(self.policy, 0o440)
                file.write(self.policy_text(folder))

    def clean(self):
        if self.policy and os.path.exists(self.policy):
            os.remove(self.policy)

    def version(self):
        for flag in ("--version", "-V"):
            done = subprocess.run([self.program, flag], capture_output=True, text=True)
            lines = (done.stdout + done.stderr).strip().splitlines()
            if done.returncode == 0 and lines:
                return lines[0]
        return self.program


def read(path):
    with open(path, "rb") as file:
        return file.read()


def typescript_body(path):
    whole = read(path)
    return whole[whole.index(b"\n") + 1:]


def asciicast_output(path):
    parts = []
    with open(path, encoding="utf-8") as file:
        next(file)
        for line in file:
            event = json.loads(line)
            if event[1] == "o":
                parts.append(event[2].encode())
    return b"".join(parts)


def tlog_output(path):
    parts = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip():
                parts.append(json.loads(line)["out_txt"].encode())
    return b"".join(parts)


def ttyrec_output(path):
    whole = read(path)
    parts = []
    at = 0
    while at + 12 <= len(whole):
        length = int.from_bytes(whole[at + 8:at + 12], "little")
        parts.append(whole[at + 12:at + 12 + length])
        at += 12 + length
    return b"".join(parts)


def sudo_output(folder):
    import zlib
    for parent, _, files in os.walk(folder):
        if "ttyout" in files:
            whole = read(os.path.join(parent, "ttyout"))
            if whole[:2] == b"\x1f\x8b":
                return zlib.decompressobj(31).decompress(whole)
            return whole
    return b""


def sudo_policy(folder):
    return f'Defaults!/bin/sh log_output, iolog_dir="{folder}", env_keep += "PS1"\n'


ALL = [
    Recorder("no recorder", "sh", lambda file: SHELL, None),
    Recorder("script, /dev/null", "script",
             lambda file: ["/usr/bin/script", "-q", "-f", "-e", "-c", "/bin/sh -i", "/dev/null"],
             None),
    Recorder("script, file", "script",
             lambda file: ["/usr/bin/script", "-q", "-f", "-e", "-c", "/bin/sh -i", file],
             typescript_body),
    Recorder("script, file and timing", "script",
             lambda file: ["/usr/bin/script", "-q", "-f", "-e", "-c", "/bin/sh -i",
                           "-T", file + ".timing", "-m", "advanced", "-O", file],
             typescript_body),
    Recorder("ttyrec", "ttyrec", lambda file: ["/usr/bin/ttyrec", "-e", "/bin/sh -i", file],
             ttyrec_output),
    Recorder("termrec", "termrec",
             lambda file: ["/usr/bin/termrec", "-e", "/bin/sh -i", file + ".ttyrec"],
             lambda file: ttyrec_output(file + ".ttyrec")),
    Recorder("asciinema", "asciinema",
             lambda file: ["/usr/bin/asciinema", "rec", "-q", "--overwrite",
                           "-c", "/bin/sh -i", file],
             asciicast_output),
    Recorder("tlog", "tlog-rec",
             lambda file: ["/usr/bin/tlog-rec", "-w", "file", "-o", file, *SHELL],
             tlog_output),
    Recorder("sudo", "sudo", lambda file: ["/usr/bin/sudo", "-n", *SHELL],
             lambda file: sudo_output(os.path.dirname(file)),
             "/etc/sudoers.d/zz-sessionlog-bench", sudo_policy),
]
