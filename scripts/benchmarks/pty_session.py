"""A program on a pseudo-terminal, and somebody who types and reads as fast as it goes."""

import os
import pty
import select
import signal
import time

PROMPT = b"READY> "


class Session:
    """One program on a terminal of its own. Times are those of time.perf_counter, in seconds."""

    def __init__(self, command, environment, keep=False, folder="/"):
        self.started = time.perf_counter()
        self.seen = 0
        self.tail = b""
        self.kept = bytearray() if keep else None
        self.ended = None
        self.usage = None
        self.status = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                os.chdir(folder)
                os.execve(command[0], command, environment)
            finally:
                os._exit(127)

    def read(self, timeout):
        """Reads what is there within a time; returns it, None when nothing came, b"" at the end."""
        ready, _, _ = select.select([self.fd], [], [], timeout)
        if not ready:
            return None
        try:
            chunk = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self.seen += len(chunk)
        self.tail = (self.tail + chunk)[-4096:]
        if self.kept is not None:
            self.kept += chunk
        return chunk

    def wait_for(self, text, timeout=60):
        """Returns the time at which the terminal showed `text`."""
        deadline = time.perf_counter() + timeout
        while text not in self.tail:
            chunk = self.read(max(0, deadline - time.perf_counter()))
            if chunk is None or chunk == b"":
                raise TimeoutError(f"{text!r} not shown; last was {self.tail[-400:]!r}")
        now = time.perf_counter()
        self.tail = b""
        return now

    def type(self, text):
        os.write(self.fd, text)

    def drain(self):
        """Reads until the program ends; then `usage` holds what it and its children used."""
        while self.read(300):
            pass
        _, self.status, self.usage = os.wait4(self.pid, 0)
        self.ended = time.perf_counter()
        os.close(self.fd)

    def kill(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.close(self.fd)
            os.wait4(self.pid, 0)
        except OSError:
            pass
