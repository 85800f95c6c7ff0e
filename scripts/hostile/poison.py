"""A file system of the user's own (FUSE) whose pages never come, and a write into a pipe from such a page."""

import array
import mmap
import os
import signal
import socket
import struct
import subprocess
import threading
import time

LOOKUP, FORGET, GETATTR, OPEN, READ, RELEASE, INIT, INTERRUPT, DESTROY = 1, 2, 3, 14, 15, 18, 26, 36, 38
SIZE = 4096


def mount(folder):
    """Mounts by fusermount3, which any user may call; returns the descriptor to serve."""
    ours, theirs = socket.socketpair()
    os.set_inheritable(theirs.fileno(), True)
    done = subprocess.run(
        ["fusermount3", "-o", "fsname=poison", "--", folder], close_fds=False, timeout=10,
        env=dict(os.environ, _FUSE_COMMFD=str(theirs.fileno())), stderr=subprocess.DEVNULL)
    if done.returncode:
        return None
    _, control, _, _ = ours.recvmsg(1, socket.CMSG_SPACE(4))
    return array.array("i", control[0][2][:4])[0]


def attributes(node):
    mode = 0o040755 if node == 1 else 0o100644
    return struct.pack("<QQQQQQIIIIIIIIII", node, SIZE, 8, 0, 0, 0, 0, 0, 0, mode, 1, os.getuid(), os.getgid(), 0, SIZE, 0)


def answer(opcode, node):
    """The body of an answer; None for an error, and nothing for what gets none."""
    if opcode == INIT:
        return struct.pack("<IIIIHHIIHH8I", 7, 31, 0, 0, 12, 9, SIZE, 1, 1, 0, *([0] * 8))
    if opcode == LOOKUP:
        return struct.pack("<QQQQII", 2, 0, 60, 60, 0, 0) + attributes(2)
    if opcode == GETATTR:
        return struct.pack("<QII", 60, 0, 0) + attributes(node)
    if opcode == OPEN:
        return struct.pack("<QII", 1, 0, 0)
    return None


def serve(fd):
    while True:
        try:
            request = os.read(fd, 1 << 17)
        except OSError:
            return
        _, opcode, unique, node = struct.unpack_from("<IIQQ", request)
        if opcode in (READ, FORGET, INTERRUPT, DESTROY):
            continue  # a read never gets its answer
        body = answer(opcode, node)
        head = struct.pack("<IiQ", 16 + len(body or b""), 0 if body is not None else -38, unique)
        try:
            os.write(fd, head + (body or b""))
        except OSError:
            return


def poison(pipe, end):
    """Writes into a pipe from a page that never comes, until then; returns false where that cannot be had."""
    folder = os.path.join(os.environ["HOME"], f"poison{os.getpid()}")
    os.makedirs(folder, exist_ok=True)
    fd = mount(folder)
    if fd is None:
        return False
    threading.Thread(target=serve, args=(fd,), daemon=True).start()
    writer = os.fork()
    if writer == 0:
        os.close(fd)
        try:
            with open(folder + "/page", "rb") as file:
                page = mmap.mmap(file.fileno(), SIZE, prot=mmap.PROT_READ)
            os.write(os.open(pipe, os.O_WRONLY), page)
        finally:
            os._exit(0)
    time.sleep(max(0, end - time.time()))
    try:
        os.kill(writer, signal.SIGKILL)
    except OSError:
        pass
    subprocess.run(["fusermount3", "-u", "-z", folder], stderr=subprocess.DEVNULL, timeout=10)
    os.close(fd)
    os.waitpid(writer, 0)
    return True
