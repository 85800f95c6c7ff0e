"""One login as a picture: which programs run when, from the start of the login shell to the first prompt."""

import os
import re
import time

from pty_session import PROMPT, Session
from sessionlog import Installation

STRACE = ["/usr/bin/strace", "-f", "--seccomp-bpf", "-ttt", "-s", "200", "-q", "-e",
          "trace=execve,fork,vfork,clone,clone3,exit_group,mknod,mknodat,unlink,unlinkat"]
TURNS, WARM = 5, 12
LINE = re.compile(r"^(\d+) +(\d+\.\d+) (.*)$")


def name_of(call):
    """Returns the program's name and what tells it from others of that name."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', call)
    program = words[0].rsplit("/", 1)[-1]
    if any(word.endswith("bin/sessionlog") for word in words[:3]):
        return "launcher"
    if program == "sh" and any("script -q" in word or "sl_" in word or "_" in word[:1] for word in words[2:]):
        return "sh, around script"
    return program


def read_trace(path):
    """Returns what ran: process, program, from, to; and when the knock was made and was gone."""
    running, ran, marks, first = {}, [], {}, None
    parents = {}
    with open(path, errors="replace") as file:
        for line in file:
            match = LINE.match(line)
            if not match:
                continue
            process, at, call = match.group(1), float(match.group(2)), match.group(3)
            first = first or at
            at -= first
            if call.startswith("execve(") and not call.rstrip().endswith("= -1 ENOENT (No such file or directory)"):
                end(running, ran, process, at)
                running[process] = [name_of(call), at]
            elif re.match(r"(<\.\.\. )?(v?fork|clone3?)\b", call) and re.search(r"= (\d+)$", call.rstrip()):
                child = call.rstrip().rsplit("= ", 1)[1]
                parents[child] = process
                running.setdefault(child, [running.get(process, ["?"])[0] + ", forked", at])
            elif call.startswith(("exit_group(", "+++ ")):
                end(running, ran, process, at)
            elif "S_IFIFO" in call:
                marks.setdefault("knock", at)
            elif call.startswith("--- SIGTERM"):
                marks.setdefault("answer", at)  # the launcher ends the sleep that bounds its wait
    return running, ran, marks, first


def end(running, ran, process, at):
    if process in running:
        name, since = running.pop(process)
        ran.append({"process": process, "program": name, "from": since, "to": at})


def one(installation, environment, trace):
    session = Session(STRACE + ["-o", trace, "/bin/bash", "-l"], environment)
    session.wait_for(PROMPT)
    prompt = time.time()
    session.type(b"exit\r")
    session.drain()
    running, ran, marks, first = read_trace(trace)
    marks["prompt"] = prompt - first
    for process in list(running):
        end(running, ran, process, marks["prompt"])
    ran = [row for row in ran if row["from"] < marks["prompt"]]
    for row in ran:
        row["to"] = min(row["to"], marks["prompt"])
    ran.sort(key=lambda row: row["from"])
    return {"ran": ran, "marks": marks}


def timeline(options, say):
    """The login whose time is the median of a few."""
    if not os.path.exists(STRACE[0]):
        say("timeline: needs strace; left out")
        return None
    installation = Installation()
    trace = os.path.join(installation.root, "trace")
    try:
        installation.start_collector()
        logins = [one(installation, installation.recorded(), trace) for _ in range(WARM + TURNS)][WARM:]
        plain = [one(installation, installation.plain(), trace) for _ in range(TURNS)]
    finally:
        installation.close()
    logins.sort(key=lambda login: login["marks"]["prompt"])
    plain.sort(key=lambda login: login["marks"]["prompt"])
    taken = logins[TURNS // 2]
    say(f"timeline: {len(executed(taken))} programs")
    return dict(taken, programs=len(executed(taken)), plain=plain[TURNS // 2]["marks"]["prompt"])


def executed(login):
    return [row for row in login["ran"] if not row["program"].endswith("forked")]
