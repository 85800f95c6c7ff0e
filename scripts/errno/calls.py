"""The system calls (x86-64) that are made to fail, where their files stand among the arguments, and the errors each can give."""

import zlib

FILES = "EIO ENOMEM EMFILE ENFILE EACCES EPERM ENOENT ESTALE EINTR ELOOP"
MAKES = "ENOSPC EDQUOT EROFS"
LOOKS = "EIO ENOMEM EACCES ENOENT ESTALE"
CHANGES = LOOKS + " EPERM EROFS"
WRITES = "EIO ENOSPC EDQUOT EINTR EFBIG ESTALE"

# Name: number, what it acts on, errors. fN is a descriptor, pN a path, dNpM a path below a descriptor, cN a command.
TABLE = {
    "read": (0, "f0", "EIO EINTR ESTALE"),
    "pread64": (17, "f0", "EIO EINTR ESTALE"),
    "readv": (19, "f0", "EIO EINTR ESTALE"),
    "write": (1, "f0", WRITES),
    "pwrite64": (18, "f0", WRITES),
    "writev": (20, "f0", WRITES),
    "open": (2, "p0", FILES),
    "openat": (257, "d0p1", FILES),
    "openat2": (437, "d0p1", FILES),
    "close": (3, "f0", "EIO EINTR ENOSPC EDQUOT"),
    "stat": (4, "p0", LOOKS),
    "lstat": (6, "p0", LOOKS),
    "fstat": (5, "f0", "EIO ENOMEM ESTALE"),
    "newfstatat": (262, "d0p1", LOOKS),
    "statx": (332, "d0p1", LOOKS),
    "statfs": (137, "p0", LOOKS + " EINTR"),
    "fstatfs": (138, "f0", "EIO ENOMEM EINTR"),
    "access": (21, "p0", LOOKS),
    "faccessat": (269, "d0p1", LOOKS),
    "faccessat2": (439, "d0p1", LOOKS),
    "readlink": (89, "p0", LOOKS),
    "readlinkat": (267, "d0p1", LOOKS),
    "getdents64": (217, "f0", "EIO ENOENT ENOMEM"),
    "lseek": (8, "f0", "EIO"),
    "poll": (7, "", "EINTR ENOMEM"),
    "ppoll": (271, "", "EINTR ENOMEM"),
    "pselect6": (270, "", "EINTR ENOMEM"),
    "epoll_wait": (232, "", "EINTR"),
    "epoll_pwait": (281, "", "EINTR"),
    "epoll_ctl": (233, "", "ENOMEM ENOSPC"),
    "inotify_init1": (294, "", "EMFILE ENFILE ENOMEM"),
    "inotify_add_watch": (254, "p1", "ENOSPC ENOMEM EACCES ENOENT"),
    "inotify_rm_watch": (255, "", "EINVAL"),
    "splice": (275, "f0 f2", "EIO ENOSPC EDQUOT ENOMEM EAGAIN EINTR EFBIG EINVAL ESTALE EPERM"),
    "tee": (276, "f0 f1", "ENOMEM EAGAIN"),
    "copy_file_range": (326, "f0 f2", "EIO ENOSPC ENOMEM EXDEV"),
    "sendfile": (40, "f0 f1", "EIO ENOMEM EAGAIN EINVAL"),
    "fsync": (74, "f0", "EIO ENOSPC EDQUOT EROFS EINTR"),
    "fdatasync": (75, "f0", "EIO ENOSPC EDQUOT EROFS EINTR"),
    "sync_file_range": (277, "f0", "EIO ENOMEM ENOSPC"),
    "syncfs": (306, "f0", "EIO ENOSPC"),
    "ftruncate": (77, "f0", "EIO EINTR EPERM EFBIG"),
    "truncate": (76, "p0", "EIO EINTR EACCES"),
    "fallocate": (285, "f0", "EIO ENOSPC EINTR EOPNOTSUPP"),
    "fadvise64": (221, "f0", "EINVAL"),
    "flock": (73, "f0", "EINTR ENOLCK EWOULDBLOCK"),
    "fcntl": (72, "f0 c1", "EAGAIN EINTR ENOLCK EPERM EMFILE EBUSY ENOMEM"),
    "ioctl": (16, "f0 c1", "EIO ENOTTY EINTR"),
    "dup": (32, "f0", "EMFILE"),
    "dup2": (33, "f0", "EBUSY EINTR"),
    "dup3": (292, "f0", "EBUSY EINTR"),
    "pipe": (22, "", "EMFILE ENFILE"),
    "pipe2": (293, "", "EMFILE ENFILE"),
    "rename": (82, "p0 p1", CHANGES + " ENOSPC EDQUOT"),
    "renameat": (264, "d0p1 d2p3", CHANGES + " ENOSPC EDQUOT"),
    "renameat2": (316, "d0p1 d2p3", CHANGES + " ENOSPC EDQUOT EEXIST"),
    "link": (86, "p0 p1", CHANGES + " ENOSPC EEXIST EMLINK"),
    "linkat": (265, "d0p1 d2p3", CHANGES + " ENOSPC EEXIST EMLINK"),
    "symlink": (88, "p1", CHANGES + " ENOSPC EEXIST"),
    "symlinkat": (266, "d1p2", CHANGES + " ENOSPC EEXIST"),
    "unlink": (87, "p0", CHANGES + " EBUSY"),
    "unlinkat": (263, "d0p1", CHANGES + " EBUSY"),
    "rmdir": (84, "p0", CHANGES + " EBUSY ENOTEMPTY"),
    "mkdir": (83, "p0", CHANGES + " ENOSPC EDQUOT EEXIST EMLINK"),
    "mkdirat": (258, "d0p1", CHANGES + " ENOSPC EDQUOT EEXIST EMLINK"),
    "mknod": (133, "p0", CHANGES + " ENOSPC EDQUOT EEXIST"),
    "mknodat": (259, "d0p1", CHANGES + " ENOSPC EDQUOT EEXIST"),
    "chmod": (90, "p0", CHANGES),
    "fchmod": (91, "f0", "EIO EPERM EROFS"),
    "fchmodat": (268, "d0p1", CHANGES),
    "chown": (92, "p0", CHANGES),
    "fchown": (93, "f0", "EIO EPERM EROFS"),
    "lchown": (94, "p0", CHANGES),
    "fchownat": (260, "d0p1", CHANGES),
    "utimensat": (280, "d0p1", "EACCES EPERM EROFS ENOENT"),
    "getxattr": (191, "p0", "EIO ENODATA EOPNOTSUPP"),
    "fgetxattr": (193, "f0", "EIO ENODATA EOPNOTSUPP"),
    "setxattr": (188, "p0", "ENOSPC EDQUOT EOPNOTSUPP EPERM"),
    "fsetxattr": (190, "f0", "ENOSPC EDQUOT EOPNOTSUPP EPERM"),
    "pidfd_open": (434, "", "EMFILE ENFILE ENODEV ENOMEM ESRCH"),
    "clone": (56, "", "EAGAIN ENOMEM"),
    "clone3": (435, "", "EAGAIN ENOMEM"),
    "fork": (57, "", "EAGAIN ENOMEM"),
    "vfork": (58, "", "EAGAIN ENOMEM"),
    "execve": (59, "p0", "ENOENT EACCES ENOMEM EAGAIN EMFILE ENFILE EIO ETXTBSY"),
    "wait4": (61, "", "EINTR ECHILD"),
    "waitid": (247, "", "EINTR ECHILD"),
    "socket": (41, "", "EMFILE ENFILE EACCES ENOMEM EAFNOSUPPORT"),
    "connect": (42, "f0", "ECONNREFUSED EACCES ENOENT EINTR"),
    "bind": (49, "f0", "EADDRINUSE EACCES"),
    "sendto": (44, "f0", "EAGAIN ENOBUFS EINTR"),
    "sendmsg": (46, "f0", "EAGAIN ENOBUFS EINTR"),
    "recvfrom": (45, "f0", "EINTR EAGAIN"),
    "recvmsg": (47, "f0", "EINTR EAGAIN EMFILE"),
    "accept4": (288, "f0", "EMFILE ENFILE EINTR ECONNABORTED"),
    "chdir": (80, "p0", LOOKS),
    "fchdir": (81, "f0", "EACCES"),
    "getcwd": (79, "", "ENOENT EACCES ENOMEM"),
    "setpgid": (109, "", "EACCES EPERM ESRCH"),
    "setsid": (112, "", "EPERM"),
    "prctl": (157, "c0", "EPERM EINVAL"),
    "timer_create": (222, "", "EAGAIN ENOMEM"),
    "timer_settime": (223, "", "EINVAL"),
    "mmap": (9, "f4", "ENOMEM EAGAIN ENFILE"),
    "close_range": (436, "", "EMFILE ENOMEM"),
}

NUMBERS = {entry[0]: name for name, entry in TABLE.items()}

# Not made to fail, and why. Everything else that is made and not in the table is counted as such too.
LEFT_OUT = {
    "gettid": "never fails", "sysinfo": "never fails", "getrandom": "never fails once it is seeded",
    "futex": "glibc ends the process at any error but EAGAIN, EINTR and ETIMEDOUT, which are its daily bread",
    "mprotect": "the JVM's own memory: an error ends the JVM, as would a kill",
    "munmap": "fails for wrong arguments only", "madvise": "advice", "brk": "gives no errno",
    "nanosleep": "wakes early, no more", "clock_nanosleep": "wakes early, no more",
    "sched_yield": "never fails", "rt_sigprocmask": "fails for wrong arguments only",
    "rt_sigaction": "fails for wrong arguments only", "rt_sigreturn": "never fails",
    "getpid": "never fails", "exit": "never fails", "exit_group": "never fails",
    "set_robust_list": "fails for wrong arguments only", "rseq": "glibc goes on without",
    "sched_getaffinity": "fails for wrong arguments only", "prlimit64": "fails for wrong arguments only",
    "getrusage": "fails for wrong arguments only", "restart_syscall": "is the call that it goes on with",
}

NOT_TRIED = (
    "`ioctl` with TCGETS: a program asks so whether this is a terminal, and any error is the answer no; what is none is not recorded",
    "`kill`: of its own children, which no error but for wrong arguments can be given for",
    "what the loader of programs does (`/etc/ld.so.*`, libraries, their memory): a program that cannot be loaded is one that cannot "
    "be started, which `execve` stands for",
    "what login shell and shell inside do by themselves, but for starting the launcher and becoming `sh`: it is the user's",
    "ENOSYS, EFAULT, EINVAL and EBADF where they come from wrong arguments only; EINTR of a call that waits for nothing",
)

# Threads of the JVM that know nothing of sessions: they look at the memory of the machine.
NOT_OURS = ("C", "VM Thread", "VM Periodic Tas", "GC Thread", "Service Thread", "Common-Cleaner", "process reaper")


TCGETS = 0x5401

# Errors that the program, the JDK and the shells tell from the others; all others take one way, that of "it cannot be done".
# So, by what is in the code: UnixException's questions, the JDK's translation into exceptions of their own and its I/O status,
# and exit codes 126 and 127 of shells, rm -f and mkfifo. ECHILD and ESRCH: the process is gone.
TOLD_APART = ("ENOENT", "EACCES", "EEXIST", "ELOOP", "EINTR", "EAGAIN", "EWOULDBLOCK", "EINVAL", "EOPNOTSUPP", "EXDEV", "ENOTEMPTY",
              "ECHILD", "ESRCH", "ENODATA", "ETXTBSY", "EPIPE", "ENXIO", "ENOTTY", "ECONNREFUSED", "EADDRINUSE")


def kinds_of(call, shape):
    """Those errors, in groups that the program cannot tell apart; which of a group comes first differs from purpose to purpose."""
    errors = errors_of(call, shape)
    alike = [error for error in errors if error not in TOLD_APART]
    first = zlib.crc32(f"{call} {shape}".encode()) % max(1, len(alike))
    return [[error] for error in errors if error in TOLD_APART] + ([alike[first:] + alike[:first]] if alike else [])


def errors_of(call, shape):
    """The errors that the call can give for what it acts on."""
    errors = TABLE[call][2].split()
    if call == "ioctl" and shape.endswith(f" {TCGETS}"):
        return []
    if call in ("open", "openat") and "+create" in shape:
        errors += MAKES.split()
    elif call in ("open", "openat") and "+write" in shape:
        errors += ["EROFS"]
    if call == "read" and shape.startswith(("fifo", "pipe", "inotify", "eventfd", "socket")):
        errors += ["EAGAIN"]
    if "/proc/" in shape:
        errors = [error for error in errors if error not in ("EIO", "ESTALE", "EROFS", "EDQUOT", "ENOSPC", "ELOOP")] + ["ESRCH"]
    return errors
