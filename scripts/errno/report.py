"""What was seen, as a row and a table of docs/faults.md, and in JSON until then."""

import json
import os
import subprocess

import calls

OUTCOMES = ("exact", "gap", "unrecorded")


def keep_others(results, others):
    """Keeps which calls were made that are not made to fail."""
    kept = others_of(results)
    for number, count in others.items():
        kept[number] = max(kept.get(number, 0), count)
    with open(results + ".others", "w") as file:
        json.dump(kept, file)


SIDES = (("collector", ""), ("collector of all users", "system:"), ("login", "launcher:"))


def of_side(rows, begin):
    return [row for row in rows if row["role"].startswith(begin) and (begin or ":" not in row["role"])]


def keep_cells(results, cells):
    """Keeps how many there are to be tried, and in how many kinds."""
    kept = cells_kept(results)
    for side, begin in SIDES:
        mine = of_side(cells, begin)
        if mine:
            kept[side] = [len(mine), sum(not cell["alike"] for cell in mine)]
    with open(results + ".cells", "w") as file:
        json.dump(kept, file)


def cells_kept(results):
    try:
        with open(results + ".cells") as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def others_of(results):
    try:
        with open(results + ".others") as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def cell_key(cell):
    return cell["call"], cell["role"], cell["purpose"], cell["error"], cell.get("when", 1)


def known(results):
    """All results, in the order in which they were seen."""
    try:
        with open(results) as file:
            return [json.loads(line) for line in file]
    except FileNotFoundError:
        return []


def latest(results):
    """Of each cell the last result, by its key."""
    return {cell_key(row): row for row in known(results)}


def write(results, folder):
    rows = list(latest(results).values())
    if not rows:
        return
    hit = [row for row in rows if row["hit"]]
    faults = [row for row in hit if row["problems"]]
    longest = max((row["waited"] for row in hit), default=0)
    with open(os.path.join(folder, "12.row"), "w") as file:
        file.write(f"| 12 | each system call of a session's life fails once with each error that it can give, see below | {len(hit)} "
                   f"| {sum('lost' in str(row['problems']) for row in faults)} "
                   f"| {sum('doubled' in str(row['problems']) or 'twice' in str(row['problems']) for row in faults)} | {longest:.2f} s "
                   f"| {summed(hit)}; {len(faults)} not as promised |\n")
    with open(os.path.join(folder, "errno.table"), "w") as file:
        file.write(table(results, rows, hit) + left_out(results) + not_as_promised(faults))


def summed(rows):
    counts = [sum(row["outcome"] == outcome for row in rows) for outcome in OUTCOMES]
    replaced = sum(bool(row.get("replaced")) for row in rows)
    return (f"{counts[0]} sessions recorded whole, {counts[1]} with a gap that is told, {counts[2]} logins went on unrecorded, and "
            f"told so; {replaced} collectors ended and were replaced")


def table(results, rows, hit):
    lines = ["| | Call | For how many purposes | Errors | Tried | Whole | Gap | Unrecorded, told | Collector replaced | Not as promised "
             "| Longest wait |", "|---|---|---|---|---|---|---|---|---|---|---|"]
    for side, begin in SIDES:
        mine = of_side(hit, begin)
        for call in sorted({row["call"] for row in mine}):
            some = [row for row in mine if row["call"] == call]
            errors = ", ".join(sorted({row["error"] for row in some}))
            purposes = len({(row["role"], row["purpose"]) for row in some})
            counts = [str(sum(row["outcome"] == outcome for row in some)) for outcome in OUTCOMES]
            lines.append(f"| {side} | `{call}` | {purposes} | {errors} | {len(some)} | {' | '.join(counts)} "
                         f"| {sum(bool(row.get('replaced')) for row in some)} | {sum(bool(row['problems']) for row in some)} "
                         f"| {max(row['waited'] for row in some):.2f} s |")
    missed = len(rows) - len(hit)
    return "\n".join(lines) + (f"\n\n{len(hit)} of {len(rows)} were tried; in {missed} the session did not make the call that time, "
                               "as those that a thread makes only now and then.\n") + extent(results, rows)


def extent(results, rows):
    """How much of what there is to be tried was."""
    lines = []
    for side, (cells, kinds) in cells_kept(results).items():
        mine = of_side(rows, dict(SIDES)[side])
        lines.append(f"- {side}: {kinds} kinds of {cells} cells; {sum(not row.get('alike') for row in mine)} kinds were gone through, and "
                     f"{sum(bool(row.get('alike')) for row in mine)} more cells\n")
    return "\nA kind is a purpose, and the errors of its call that neither the program, nor the JDK, nor a shell tells apart:\n\n" + "".join(
        lines) if lines else ""


def left_out(results):
    names = numbers()
    found = sorted({names.get(int(number), number) for number in others_of(results)} | set())
    lines = ["\nNot made to fail:\n"]
    for name in found:
        lines.append(f"- `{name}`: {calls.LEFT_OUT.get(name, 'fails for wrong arguments only, or is of the JVM and the loader alone')}")
    lines += [f"- {text}" for text in calls.NOT_TRIED]
    return "\n".join(lines) + "\n"


def not_as_promised(faults):
    if not faults:
        return ""
    lines = ["\nNot as promised:\n"]
    for row in sorted(faults, key=lambda row: (row["role"], row["call"], row["purpose"])):
        what = "; ".join(row["problems"])[:160].replace("|", "\\|").replace("\n", " ")
        lines.append(f"- `{row['call']}` of {row['role'].replace('launcher:', '')}, {row['purpose'] or 'no file'}, {row['error']}: {what}")
    return "\n".join(lines) + "\n"


def numbers():
    """The names of system calls, where the C headers are there to say them."""
    names = {202: "futex", 219: "restart_syscall", 186: "gettid", 99: "sysinfo", 107: "geteuid", 302: "prlimit64", 14: "rt_sigprocmask",
             13: "rt_sigaction", 12: "brk", 158: "arch_prctl", 218: "set_tid_address", 273: "set_robust_list", 334: "rseq",
             10: "mprotect", 11: "munmap", 318: "getrandom", 230: "clock_nanosleep", 204: "sched_getaffinity", 24: "sched_yield",
             28: "madvise", 60: "exit", 231: "exit_group", 15: "rt_sigreturn", 39: "getpid", 102: "getuid", 104: "getgid",
             108: "getegid", 110: "getppid", 111: "getpgrp", 131: "sigaltstack", 95: "umask", 63: "uname", 97: "getrlimit",
             98: "getrusage", 121: "getpgid", 124: "getsid", 130: "rt_sigsuspend", 127: "rt_sigpending", 128: "rt_sigtimedwait",
             105: "setuid", 106: "setgid", 113: "setreuid", 37: "alarm", 34: "pause", 312: "kcmp", 25: "mremap",
             200: "tkill", 234: "tgkill", 137: "statfs", 36: "getitimer", 38: "setitimer", 160: "setrlimit", 125: "capget",
             126: "capset", 117: "setresuid", 118: "getresuid", 120: "getresgid", 115: "getgroups", 35: "nanosleep",
             191: "getxattr", 192: "lgetxattr", 228: "clock_gettime", 232: "epoll_wait", 435: "clone3", 289: "signalfd4"}
    try:
        header = subprocess.run(["gcc", "-E", "-dM", "-include", "sys/syscall.h", "-x", "c", "/dev/null"], capture_output=True,
                                text=True).stdout
    except OSError:
        header = ""
    for line in header.splitlines():
        words = line.split()
        if len(words) == 3 and words[1].startswith("__NR_") and words[2].isdigit():
            names[int(words[2])] = words[1][5:]
    return names
