"""Memory of idle sessions: of the one process of user mode, and of the two of system mode."""

import os
import time

from crowd import FIRST_UID, Server
from pty_session import PROMPT, Session
from sessionlog import Installation, children, pss

IDLE_SECONDS = 20


def memory(options, say):
    result = {"rows": in_user_mode(options, say)}
    if os.getuid() == 0:
        result["system"] = in_system_mode(say)
    else:
        say("memory: system mode needs root; left out")
    return result


def in_user_mode(options, say):
    installation = Installation()
    sessions = []
    rows = []
    try:
        installation.start_collector()
        while_open(Session(["/bin/bash", "-l"], installation.recorded()))
        for count in options.memory:
            while len(sessions) < count:
                session = Session(["/bin/bash", "-l"], installation.recorded())
                session.wait_for(PROMPT)
                sessions.append(session)
            time.sleep(3)
            cpu = installation.collector_cpu()
            time.sleep(IDLE_SECONDS)
            keep_alives = installation.keep_alives()
            rows.append({
                "sessions": count,
                "collector_kib": pss(installation.collector()),
                "keep_alive_kib": sum(pss(pid) for pid in keep_alives) / len(keep_alives),
                "threads": installation.collector_threads(),
                "idle_cpu_percent": (installation.collector_cpu() - cpu) / IDLE_SECONDS * 100,
            })
            say(f"memory: {count} sessions")
    finally:
        for session in sessions:
            session.kill()
        installation.close()
    return rows


def while_open(session):
    session.wait_for(PROMPT)
    session.type(b"exit\r")
    session.drain()


def in_system_mode(say):
    """One idle session, after one that ended."""
    server = Server(1)
    session = None
    try:
        server.start_collector()
        home = f"/home/{FIRST_UID}"
        while_open(server.login(FIRST_UID, home))
        session = server.login(FIRST_UID, home)
        session.wait_for(PROMPT)
        time.sleep(IDLE_SECONDS)
        recorder = server.collector.pid
        transcriber = children(recorder, "java")
        say("memory: system mode")
        return {"recorder_kib": pss(recorder), "transcriber_kib": sum(pss(pid) for pid in transcriber)}
    finally:
        if session:
            session.kill()
        server.close()
