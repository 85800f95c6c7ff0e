"""scripts/bench, once its tools are there."""

import argparse
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import compare  # noqa: E402
import measures  # noqa: E402
import recorders  # noqa: E402
import report  # noqa: E402

ORDER = ["commands", "login", "timeline", "herd", "crowd", "flood", "restart", "echo", "disk", "memory", "scale", "seek", "search",
         "render"]
KEPT = "docs"
CHECKED = "target/benchmarks"


def parse():
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measures what recording costs.")
    parser.add_argument("--only", help="a list of: " + ",".join(ORDER))
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="only the soak, for so long")
    parser.add_argument("--kept", dest="kept_most", type=int, metavar="N",
                        help="scale: look also at N finished sessions; 1000000 take 12 GB and 4 million inodes")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often the recorders take turns in flood and search; 5")
    parser.add_argument("--check", action="store_true",
                        help="compares with the results in docs, which stay, and names what became worse by more than "
                             "the noise; exit code 1 if anything did")
    parser.add_argument("--out", metavar="DIR", help=f"where results go; {KEPT}, with --check {CHECKED}")
    options = parser.parse_args()
    unknown = set((options.only or "").split(",")) - {""} - set(ORDER)
    if unknown:
        parser.error("no section: " + ", ".join(sorted(unknown)))
    options.out = options.out or (CHECKED if options.check else KEPT)
    most = options.rounds
    options.size, options.rounds, options.logins, options.herd = 160, 5, 20, 200
    options.memory, options.keys, options.busy, options.users = [1, 10, 100, 1000], 500, 10, 20
    options.kept, options.recording, options.starts = [1000, 10_000, 100_000], 1000, 20
    options.kills = 10
    if options.kept_most:
        options.kept.append(options.kept_most)
    if options.quick:
        options.size, options.rounds, options.logins, options.herd = 8, 1, 5, 20
        options.memory, options.keys, options.busy, options.users = [1, 10], 50, 2, 4
        options.kept, options.recording, options.starts = [100, 1000], 60, 5
        options.kills = 2
    options.rounds = most or options.rounds
    return options


def main():
    options = parse()
    names = ["soak"] if options.soak else options.only.split(",") if options.only else ORDER
    names = [name for name in ORDER if name in names] or names
    results = {"machine": report.machine(),
               "versions": {r.name: r.version() for r in recorders.ALL if r.present()}}
    for name in names:
        result = getattr(measures, name)(options, lambda line: print("bench: " + line, file=sys.stderr))
        if result is None:
            continue
        results[name] = result
        print("\n" + report.SECTIONS[name](results[name]), flush=True)
        write(options, results)
    return check(options, results) if options.check else 0


def check(options, results):
    with open(os.path.join(KEPT, "benchmarks.json")) as file:
        comparison = compare.compare(json.load(file), results)
    print("\n" + "\n".join("bench: " + line for line in compare.told(comparison)))
    return compare.exit_code(comparison)


def write(options, results):
    """Keeps what other runs measured and this one did not."""
    path = os.path.join(options.out, "benchmarks.json")
    os.makedirs(os.path.join(options.out, "plots"), exist_ok=True)
    known = {}
    if os.path.exists(path):
        with open(path) as file:
            known = json.load(file)
    for name in ORDER + ["soak"]:
        if name in results:
            known[name] = dict(results[name], machine=results["machine"])
    known["versions"] = results["versions"]
    with open(path, "w") as file:
        json.dump(known, file, indent=1, sort_keys=True)
        file.write("\n")
    for name, svg in report.plots(known).items():
        with open(os.path.join(options.out, "plots", name), "w") as file:
            file.write(svg)
    with open(os.path.join(options.out, "benchmarks.md"), "w") as file:
        file.write("# Benchmarks\n\nTo measure this on your own machine, which takes about an hour:\n\n"
                   "```sh\nscripts/bench\n```\n\n"
                   "It writes this page and `benchmarks.json`, which has the same figures. Each section names the\n"
                   "machine and the day.\n")
        for name in ORDER + ["soak"]:
            if name in known:
                section = report.SECTIONS[name](known[name]).rstrip("\n")
                file.write("\n" + report.wrapped(f"{section}\n\n*{known[name]['machine']}.*\n"))
        file.write("\n## Versions\n\n" + report.table(
            ["recorder", "version"], sorted(known["versions"].items())) + "\n")


sys.exit(main())
