"""Compares two runs of scripts/bench, and names what became worse by more than the noise.

    python3 scripts/benchmarks/compare.py KEPT.json NOW.json

What other load on the machine changes as well is compared as a ratio to what was measured beside it, round by round.
A figure is worse when its median has grown by more than its noise: the distances between the quartiles of the rounds
of both runs, and never less than a share of the kept median. Exit code: 0 nothing is worse, 1 something is, 3 nothing
can be compared.
"""

import json
import statistics
import sys
from collections import namedtuple

# What the median of a few rounds may do without a reason.
LEAST_SHARE = 0.05
# The same for what is measured once.
ONCE_SHARE = 0.15

Worse = namedtuple("Worse", "name kept now noise")
Comparison = namedtuple("Comparison", "compared worse")


def figures(results):
    """Returns the values of all rounds by the name of what they measure; less is better."""
    found = {}
    for section, figures_of in SECTIONS.items():
        if section in results:
            found.update((f"{section}: {name}", values) for name, values in figures_of(results[section]))
    return found


def turns(row, key, median):
    """Returns the values of each round; that of all, from a run that kept no more."""
    kept = row.get("turns", {})
    kept = kept.get(key) if isinstance(kept, dict) else kept
    return kept or [row[median]]


def ratios(values, others):
    """Of the rounds one by one; where they do not match, of their medians."""
    if len(values) == len(others):
        return [value / other for value, other in zip(values, others) if other]
    return [statistics.median(values) / statistics.median(others)]


def by(rows, key):
    return {row[key]: row for row in rows}


def flood(result):
    rows = by(result["rows"], "recorder")
    null, tlog = rows.get("script, /dev/null"), rows.get("tlog")
    for name in ("sessionlog", "sessionlog, sealed"):
        row = rows.get(name)
        if row and null:
            yield f"{name}: wall, to script /dev/null", ratios(turns(row, "wall", "wall"), turns(null, "wall", "wall"))
        if row and tlog:
            yield f"{name}: CPU, to tlog", ratios(turns(row, "cpu", "cpu"), turns(tlog, "cpu", "cpu"))
        if row and "disk" in row:
            yield f"{name}: bytes kept for each byte", [row["disk"] / 1e6 / result["megabytes"]]
        if row and "peak_kib" in row:
            yield f"{name}: most memory of the collector, MiB", [row["peak_kib"] / 1024]


def login(result):
    rows = by(result["rows"], "login")
    recorded, script = rows.get("sessionlog"), rows.get("script, from the profile")
    if recorded and script:
        yield "to script from the profile", ratios(turns(recorded, None, "median"), turns(script, None, "median"))


def commands(result):
    for index, program in enumerate(result["programs"]):
        rows = by(program["rows"], "command")
        on = "the Java of the machine" if index == 0 else "the runtime that is shipped"
        for name, row in rows.items():
            if name != "hello":
                yield f"{name} on {on}, to hello", ratios(turns(row, None, "median"), turns(rows["hello"], None, "median"))


def echo(result):
    rows = by(result["rows"], "session")
    yield "to script", ratios(*(turns(rows[name], None, "median") for name in ("sessionlog", "script")))


def restart(result):
    yield "wait of a terminal, s", result["turns"]


def memory(result):
    for row in result["rows"]:
        yield f"collector with {row['sessions']} sessions, MiB", [row["collector_kib"] / 1024]
    for name in ("recorder", "transcriber"):
        if "system" in result:
            yield f"{name}, MiB", [result["system"][name + "_kib"] / 1024]


def search(result):
    for row in result["rows"]:
        yield f"{row['search']}, to zgrep", ratios(*(turns(row[program], "wall", "wall") for program in ("sessionlog", "zgrep")))


def render(result):
    for row in result["rows"]:
        rate, error = row["rate"], min(row["error"], row["rate"] / 2)
        yield f"{row['kind']}, ns a byte", [1000 / (rate + error), 1000 / rate, 1000 / (rate - error)]


SECTIONS = {"flood": flood, "login": login, "commands": commands, "echo": echo, "restart": restart, "memory": memory,
            "search": search, "render": render}


def spread(values):
    """Returns the distance between the quartiles."""
    if len(values) < 2:
        return 0.0
    lower, _, upper = statistics.quantiles(values, n=4, method="inclusive")
    return upper - lower


def noise(kept, now):
    share = LEAST_SHARE if min(len(kept), len(now)) > 1 else ONCE_SHARE
    return max(share * statistics.median(kept), spread(kept) + spread(now))


def compare(kept, now):
    """Compares what both runs have."""
    before, after = figures(kept), figures(now)
    both = [name for name in after if name in before]
    worse = [Worse(name, statistics.median(before[name]), statistics.median(after[name]), noise(before[name], after[name]))
             for name in both]
    return Comparison(both, [each for each in worse if each.now - each.kept > each.noise] + broken(now))


def broken(now):
    """What may not be at all, however it was before."""
    rows = by(now.get("flood", {}).get("rows", []), "recorder")
    return [Worse(f"flood: {name}: not all of the output was kept", 0, 1, 0) for name, row in rows.items()
            if name.startswith("sessionlog") and row.get("complete") is False]


def told(comparison):
    """Returns the lines for people."""
    lines = [f"worse: {each.name}: {each.kept:.2f} -> {each.now:.2f}, noise {each.noise:.2f}" for each in comparison.worse]
    return lines + [f"{len(comparison.compared)} figures compared, {len(comparison.worse)} worse"]


def exit_code(comparison):
    return 1 if comparison.worse else 0 if comparison.compared else 3


def main():
    kept, now = (json.load(open(path)) for path in sys.argv[1:3])
    comparison = compare(kept, now)
    print("\n".join(told(comparison)))
    return exit_code(comparison)


if __name__ == "__main__":
    sys.exit(main())
