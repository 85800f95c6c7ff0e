"""What it costs to start a command, beside a JVM that only says hello."""

import os
import shutil
import statistics
import subprocess
import tempfile
import time

import sessionlog
from pty_session import PROMPT, Session

HELLO = 'public class Hello { public static void main(String[] words) { System.out.println("hello"); } }'
SESSIONS = 20
NO_JVM = [["--version"], ["--help"], ["list", "--help"], ["help", "tail"]]
COMMANDS = [["list"], ["status"], ["tail", "{user}"], ["show", "{session}"], ["config"], ["search", "nothing"]]


def java_of(program):
    """Returns the Java that the launcher of the program in this folder takes."""
    own = os.path.join(program, "runtime", "bin", "java")
    named = os.path.join(os.environ.get("JAVA_HOME", "/nowhere"), "bin", "java")
    return next(path for path in (own, named, "/usr/bin/java") if os.access(path, os.X_OK))


def compiled_hello(folder):
    source = os.path.join(folder, "Hello.java")
    with open(source, "w") as file:
        file.write(HELLO)
    subprocess.run(["javac", "--release", "17", "-d", folder, source], check=True)


def taken(command, environment):
    begin = time.perf_counter()
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE)
    wall = time.perf_counter() - begin
    if done.returncode:
        raise RuntimeError(f"{command}: {done.returncode}: {done.stderr.decode()[:300]}")
    return wall


def log_in(installation):
    session = Session(["/bin/bash", "-l"], installation.recorded())
    session.wait_for(PROMPT)
    session.type(b"ls -l /etc | head -20; exit\r")
    session.drain()


def java_version(java):
    said = subprocess.run([java, "-version"], stderr=subprocess.PIPE, check=True).stderr.decode()
    return said.split('"')[1]


def of_program(program, options, say):
    """Each command, in turn with hello; the first rounds warm up."""
    launcher = os.path.join(program, "bin", "sessionlog")
    installation = sessionlog.Installation(launcher=launcher)
    classes = tempfile.mkdtemp(prefix="sessionlog-hello-")
    try:
        compiled_hello(classes)
        installation.start_collector()
        for _ in range(SESSIONS):
            log_in(installation)
        installation.wait_written()
        newest = sorted(installation.recordings(), key=os.path.basename)[-1]
        names = {"user": os.path.basename(os.path.dirname(newest)), "session": os.path.basename(newest)}
        java = java_of(program)
        cases = {"hello": [java, "-cp", classes, "Hello"]}
        for words in NO_JVM + COMMANDS:
            cases[" ".join(word.format(user="USER", session="SESSION") for word in words)] = \
                [launcher] + [word.format(**names) for word in words]
        # A search that finds nothing returns 1, as grep(1).
        cases["search nothing"] = ["/bin/sh", "-c", '"$@" || [ $? = 1 ]', "sh", *cases["search nothing"]]
        times = {name: [] for name in cases}
        for turn in range(options.starts + 3):
            for name, command in cases.items():
                wall = taken(command, installation.plain())
                if turn >= 3:
                    times[name].append(wall)
    finally:
        installation.close()
        shutil.rmtree(classes, ignore_errors=True)
    say(f"commands: {options.starts} of each, Java {java_version(java)}")
    return {"java": java_version(java), "rows": [
        {"command": name, "median": statistics.median(walls), "min": min(walls), "turns": walls,
         "to_hello": statistics.median(walls) / statistics.median(times["hello"])}
        for name, walls in times.items()]}


def commands(options, say):
    folder = os.path.dirname(os.path.dirname(sessionlog.LAUNCHER))
    programs = [folder, os.path.join(os.path.dirname(folder), "runtime", "sessionlog")]
    return {"starts": options.starts, "sessions": SESSIONS,
            "programs": [of_program(program, options, say) for program in programs if os.path.isdir(program)]}
