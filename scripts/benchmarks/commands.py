"""How long commands take, beside a JVM that only says hello."""

import os
import shutil
import subprocess
import time

from middle import median
from pty_session import PROMPT, Session
from sessionlog import LAUNCHER, Installation

HELLO = "public final class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }\n"
COMMANDS = {
    "list": ["list"], "status": ["status"], "tail": ["tail", "{user}"], "show": ["show", "{user}"],
    "config": ["config"], "search": ["search", "hello"], "--version": ["--version"], "--help": ["--help"],
}
USER = subprocess.run(["id", "-un"], stdout=subprocess.PIPE, text=True).stdout.strip()


def java():
    """The Java that the launcher would take."""
    home = os.path.dirname(os.path.dirname(LAUNCHER))
    for folder in (os.path.join(home, "runtime"), os.environ.get("JAVA_HOME", ""), "/usr"):
        if folder and os.access(os.path.join(folder, "bin/java"), os.X_OK):
            return os.path.join(folder, "bin/java")
    return shutil.which("java")


def hello(installation):
    """Makes the program that says hello; returns the command that runs it. Its classes are those of the oldest Java."""
    with open(os.path.join(installation.root, "Hello.java"), "w") as file:
        file.write(HELLO)
    subprocess.run(["javac", "--release", "17", "Hello.java"], cwd=installation.root, check=True)
    return [java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", installation.root, "Hello"]


def taken(command, environment):
    begin = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def commands(options, say):
    """Each in turn, with a collector and one session that ended."""
    installation = Installation()
    try:
        cases = {"hello": hello(installation)}
        for name, words in COMMANDS.items():
            cases[name] = [LAUNCHER] + [word.format(user=USER) for word in words]
        times = {name: [] for name in cases}
        installation.start_collector()
        session = Session(["/bin/bash", "-l"], installation.recorded())
        session.wait_for(PROMPT)
        session.type(b"echo hello\rexit\r")
        session.drain()
        installation.wait_written()
        for turn in range(options.logins + 2):
            for name, command in cases.items():
                time_taken = taken(command, installation.recorded())
                if turn >= 2:
                    times[name].append(time_taken)
        say(f"commands: {options.logins} of each")
    finally:
        installation.close()
    return {"turns": options.logins, "java": version(java()), "rows": [
        {"command": name, "median": median(turns), "turns": turns} for name, turns in times.items()]}


def version(program):
    said = subprocess.run([program, "-version"], stderr=subprocess.PIPE, text=True).stderr
    return said.splitlines()[0]
