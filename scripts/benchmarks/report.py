"""Turns results into Markdown and plots."""

import datetime
import os
import platform
import textwrap

COLUMNS = 100


def machine():
    model = "unknown processor"
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) // (1 << 20)
    return (f"{os.cpu_count()} cores of {model}, {memory} GiB of memory, Linux {platform.release()}, "
            f"{datetime.date.today().isoformat()}; load average at the start {os.getloadavg()[0]:.1f}")


def wrapped(page):
    """Returns a page whose paragraphs and items are wrapped; tables, headings and images stay on a line."""
    lines = []
    for line in page.split("\n"):
        if line.startswith(("|", "#", "!")):
            lines.append(line)
        else:
            lines += textwrap.wrap(line, COLUMNS, subsequent_indent="  " if line.startswith("- ") else "",
                                   break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join(lines)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def seconds(value):
    return "" if value is None else f"{value:.2f}"


def millis(value):
    return f"{value * 1000:.1f}"


def mebibytes(value, megabytes):
    return "" if value is None else f"{value / 1_000_000 / megabytes:.2f}"


def flood_section(result):
    base = {row["recorder"]: row for row in result["rows"]}
    null = base["script, /dev/null"]["wall"]
    rows = []
    for row in result["rows"]:
        complete = {True: "yes", False: "NO", None: ""}[row["complete"]]
        rows.append([row["recorder"], seconds(row["wall"]), f"{row['wall'] / null:.2f}",
                     seconds(row["cpu"]), seconds(row.get("lag")),
                     mebibytes(row["disk"] if row["recorder"] not in
                               ("no recorder", "script, /dev/null") else None,
                               result["megabytes"]), complete])
    peaks = [f"{row['recorder']}: {row['peak_kib'] / 1024:.0f} MiB" for row in result["rows"] if "peak_kib" in row]
    return (f"## A flood: {result['megabytes']} MB of text through a recorded terminal\n\n"
            f"Medians of {result['rounds']} rounds. Each round runs all recorders in turn.\n\n"
            "- *CPU* is the time of all processes until everything is on disk. For sessionlog it includes "
            "the collector and the transcript.\n"
            "- *lag* is the time from the session's end until its last line is in the log.\n"
            "- *disk* is the number of bytes kept for each byte of output. For sessionlog it is recording "
            "and transcript together.\n"
            "- *complete* says whether the kept output equals the written output.\n"
            "- *sealed* is sessionlog with `seal.interval = \"5s\"`, twelve times as often as in system mode. *CPU* is "
            "then the time until the whole session is sealed.\n\n"
            + table(["recorder", "wall, s", "to script /dev/null", "CPU, s", "lag, s", "disk",
                     "complete"], rows)
            + (f"\n\nMost memory of the collector in all rounds: {', '.join(peaks)}." if peaks else "")
            + "\n\n![wall seconds](plots/flood-wall.svg)\n![CPU seconds](plots/flood-cpu.svg)\n")


def commands_section(result):
    columns = result["programs"]
    rows = []
    for index, row in enumerate(columns[0]["rows"]):
        cells = [f"`{row['command']}`" if index else "hello"]
        for column in columns:
            each = column["rows"][index]
            cells += [millis(each["median"]), f"{each['to_hello']:.2f}"]
        rows.append(cells)
    head = ["command"]
    for column in columns:
        head += [f"Java {column['java']}: median, ms", "to hello"]
    return (f"## The start of a command\n\nMedians of {result['starts']} runs, all commands in turn, with "
            f"{result['sessions']} sessions. *hello* is a program that prints one word, on the same Java without options. "
            "Where there are two columns, the second is the runtime that is shipped.\n\n"
            + table(head, rows) + "\n")


def login_section(result):
    plain = result["rows"][0]["median"]
    rows = [[row["login"], millis(row["median"]),
             "" if row["login"].endswith("not recorded") else millis(row.get("over", row["median"] - plain)),
             millis(row["p90"]), millis(row["min"])] for row in result["rows"]]
    return (f"## A login: from its start to the first prompt\n\n{result['logins']} logins of each kind, in "
            "turn, with bash where nothing else is said. The profile of a shell that has already started calls "
            "sessionlog. The other recorders are the login shell themselves, except in the rows *from the profile*. "
            "A row is held against that of the same shell, in the same mode, that is not recorded.\n\n"
            + table(["login", "median, ms", "over not recorded, ms", "p90, ms", "min, ms"], rows)
            + "\n\n![login](plots/login.svg)\n")


def timeline_section(result):
    rows = [[row["program"], millis(row["from"]), millis(row["to"] - row["from"])] for row in result["ran"]
            if not row["program"].endswith("forked")]
    return ("## One login, program by program\n\nThe login whose time is the median of five, under strace(1), which makes "
            "each start of a program slower. The profile calls sessionlog, "
            f"in user mode: {result['programs']} programs are executed until the prompt, "
            f"{millis(result['marks']['prompt'])} ms after the start. A login that is not recorded takes "
            f"{millis(result['plain'])} ms in the same way.\n\n![one login](plots/timeline.svg)\n\n"
            + table(["program", "starts at, ms", "runs for, ms"], rows) + "\n")


def herd_section(result):
    return (f"## {result['logins']} logins at once\n\n"
            + table(["median, s", "p99, s", "max, s", "unrecorded"],
                    [[seconds(result["median"]), seconds(result["p99"]), seconds(result["max"]),
                      result["unrecorded"]]]) + "\n")


def crowd_section(result):
    rows = [[row["login"], seconds(row["median"]), seconds(row["p99"]), seconds(row["max"]), seconds(row["cpu"]),
             seconds(row["collector_cpu"]), row["prompts"]] for row in result["rows"]]
    return (f"## {result['logins']} logins at once of {result['users']} users, in system mode\n\n"
            "All logins start in one instant. The time runs from the start of a login to its prompt. *CPU* is the "
            "time of the logins and all their children until they end. *collector* is the CPU time of the "
            "collector until every transcript is written.\n\n"
            + table(["login", "median, s", "p99, s", "max, s", "CPU, s", "collector, s", "prompts"], rows)
            + f"\n\nRecordings: {result['recordings']}. Unrecorded logins: {result['rows'][-1]['unrecorded']}. Recordings "
            f"that contain anything except the output of one login of their user: {result['mixed']}.\n")


def restart_section(result):
    return (f"## A restart in a flood\n\nThe collector is killed with `kill -9` while a terminal prints 80 MB, {result['kills']} times; "
            f"its keeper starts it again. The time is the longest in which the terminal stood still; Java {result['java']}.\n\n"
            + table(["median, s", "longest, s"], [[seconds(result["median"]), seconds(result["longest"])]]) + "\n")


def system_memory(result):
    system = result.get("system")
    return "" if not system else (
        f"\nIn system mode, with one idle session, the recorder takes {system['recorder_kib'] / 1024:.0f} MiB and the transcriber "
        f"{system['transcriber_kib'] / 1024:.0f} MiB.\n")


def memory_section(result):
    first = result["rows"][0]
    rows = []
    for row in result["rows"]:
        more = row["sessions"] - first["sessions"]
        each = (row["collector_kib"] - first["collector_kib"]) / more if more else None
        rows.append([row["sessions"], f"{row['collector_kib'] / 1024:.0f}",
                     "" if each is None else f"{each:.0f}", f"{row['keep_alive_kib']:.0f}",
                     row["threads"], f"{row['idle_cpu_percent']:.1f}"])
    return ("## Memory and idle cost\n\nAll sessions are idle. Memory is the proportional set size (PSS).\n\n"
            + table(["sessions", "collector, MiB", "collector, KiB a session more",
                     "keep-alive process, KiB each", "collector's threads", "its CPU, %"], rows) + "\n" + system_memory(result))


def echo_section(result):
    rows = [[row["session"], millis(row["median"]), millis(row["p99"])] for row in result["rows"]]
    return (f"## From keystroke to echo, with {result['busy']} busy sessions beside\n\n"
            + table(["session", "median, ms", "p99, ms"], rows) + "\n")


def disk_section(result):
    row = [millis(result[name]) for name in ("median", "p99", "longest")]
    return (f"## From keystroke to typescript, {result['keys']} keystrokes\n\n"
            + table(["median, ms", "p99, ms", "longest, ms"], [row]) + "\n")


def scale_section(result):
    rows = result["rows"]
    names = [name for name in rows[0] if name != "sessions"]
    return ("## What commands cost with many finished sessions\n\nWall time in seconds, with the sessions of a "
            f"hundred users. Values are medians of {result['turns']} runs, or of a single run for a million sessions. "
            "The start of the collector was measured once, until it answers logins.\n\n"
            + table(["sessions"] + [f"{row['sessions']:,}" for row in rows],
                    [[name] + [seconds(row.get(name)) for row in rows] for name in names]) + "\n"
            + (f"\n{result['remark']}\n" if "remark" in result else ""))


def seek_section(result):
    rows = [["`play --dump-at 63%`, nothing of it in the page cache", seconds(result["cold"])],
            [f"`play --dump-at`, {len(result['places'])} other places, median", seconds(result["median"])],
            ["the longest of these", seconds(result["longest"])]]
    rows += [[f"`play` in tmux, {what}", seconds(taken)] for what, taken in result["interactive"].items()]
    return (f"## To a place in a recording of {result['megabytes']} MB\n\nThe recording contains text, colours, several "
            "scripts, progress bars and a full-screen editor, in entries of 4 KiB. The time is the wall time until the "
            "exact picture is there. It includes the start of the JVM. In tmux it runs from the key, and the screen is "
            "checked every 5 ms.\n\n"
            + table(["", "s"], rows) + "\n")


def search_section(result):
    rows = [[f"{row['search']}: `{' '.join(row['arguments']).replace('|', chr(92) + '|')}`"]
            + [seconds(row[program][key]) for key in ("wall", "cpu") for program in ("sessionlog", "zgrep")]
            + [f"{row['sessionlog']['lines']} / {row['zgrep']['lines']}"] for row in result["rows"]]
    return (f"## Search beside zgrep, {result['megabytes']} MB of logs\n\nThe logs are {result['files']} files of one user, all "
            f"compressed except the current one. `search -c` and `zgrep -E -c` ran in turn; values are medians of "
            f"{result['rounds']} runs.\n\n"
            + table(["", "wall, s", "zgrep: wall, s", "CPU, s", "zgrep: CPU, s", "lines found"], rows) + "\n")


def render_section(result):
    rows = [[row["kind"], f"{row['rate']:.0f} ± {row['error']:.0f}"] for row in result["rows"]]
    return ("## From bytes to lines\n\nThe speed of rendering alone, on one core, measured with JMH (`mvn -Pbench test-compile "
            "exec:exec`).\n\n"
            + table(["output", "MB/s"], rows) + "\n")


def soak_section(result):
    keys = list(result["start"])
    rows = [[key, result["start"][key], result["end"][key]] for key in keys]
    counts, accounts = result["counts"], result["accounts"]
    return (f"## A soak of {result['minutes']:g} minutes\n\nThe soak makes five logins a second, rotates logs, and runs a "
            "cleanup each minute. It kills the collector now and then, but only in the first third, so that the collector "
            "has time to grow afterwards.\n\n"
            f"It made {counts['logins']} logins, {counts['unrecorded']} of which were not recorded (and said so), "
            f"{counts['kills']} kills and {counts['cleanups']} cleanups, with {result['failures']} failures. Of "
            f"{accounts['recorded']} recorded sessions, cleanup removed {accounts['removed']}, and {accounts['kept']} were kept. "
            f"{accounts['wrong']} of the kept sessions did not contain exactly the output of one login.\n\n"
            + table(["", "at the start", "at the end"], rows)
            + "\n\n![memory of the collector](plots/soak-memory.svg)\n")


SECTIONS = {"timeline": timeline_section, "commands": commands_section, "flood": flood_section, "login": login_section, "herd": herd_section,
            "crowd": crowd_section, "restart": restart_section,
            "memory": memory_section, "echo": echo_section, "disk": disk_section, "scale": scale_section,
            "seek": seek_section, "search": search_section, "render": render_section, "soak": soak_section}


# Pages are dark for some, and text of a picture is black.
GROUND = '<rect width="100%" height="100%" rx="6" fill="#fff"/>'


def bars(title, unit, rows):
    """Returns an SVG with a bar for each (name, value)."""
    largest = max(value for _, value in rows)
    height = 34 + 26 * len(rows)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="{height}" '
             'font-family="sans-serif" font-size="13">',
             GROUND, f'<text x="8" y="20" font-weight="bold">{title}</text>']
    for index, (name, value) in enumerate(rows):
        y = 34 + 26 * index
        width = 340 * value / largest
        colour = "#2a7" if name.startswith("sessionlog") else "#89b"
        lines.append(f'<text x="8" y="{y + 14}">{name}</text>'
                     f'<rect x="190" y="{y}" width="{width:.1f}" height="18" fill="{colour}"/>'
                     f'<text x="{196 + width:.1f}" y="{y + 14}">{value:.2f} {unit}</text>')
    return "\n".join(lines + ["</svg>"]) + "\n"


def lanes(title, result):
    """Returns an SVG with a lane for each program of a login, from its start to its end or the prompt."""
    programs = [row for row in result["ran"] if not row["program"].endswith("forked")]
    most = result["marks"]["prompt"] * 1000
    left, width, top = 150, 600, 56
    bottom = top + 22 * len(programs)
    colours = {"launcher": "#2a7", "script": "#c63", "bash": "#58a"}
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 70}" height="{bottom + 30}" '
             'font-family="sans-serif" font-size="12">',
             GROUND, f'<text x="8" y="20" font-size="13" font-weight="bold">{title}</text>']
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if most / step <= 12)
    for tick in range(0, int(most) + 1, step):
        x = left + width * tick / most
        lines.append(f'<line x1="{x:.1f}" y1="{top - 4}" x2="{x:.1f}" y2="{bottom}" stroke="#ddd"/>'
                     f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{tick}</text>')
    lines.append(f'<text x="{left + width + 30}" y="{bottom + 18}">ms</text>')
    for index, row in enumerate(programs):
        y = top + 22 * index
        x, to = (left + width * row[key] * 1000 / most for key in ("from", "to"))
        colour = colours.get(row["program"], "#89b")
        lines.append(f'<text x="8" y="{y + 13}">{row["program"]}</text>'
                     f'<rect x="{x:.1f}" y="{y}" width="{max(1, to - x):.1f}" height="16" fill="{colour}"/>')
    for name, at in result["marks"].items():
        x = left + width * at * 1000 / most
        lines.append(f'<line x1="{x:.1f}" y1="{top - 8}" x2="{x:.1f}" y2="{bottom}" stroke="#a22"/>'
                     f'<text x="{x:.1f}" y="{top - 12}" text-anchor="middle" fill="#a22">{name}</text>')
    return "\n".join(lines + ["</svg>"]) + "\n"


def curve(title, unit, points):
    """Returns an SVG with a line through points (minute, value)."""
    width, height, left, top = 640, 240, 60, 40
    most_x, most_y = max(x for x, _ in points), max(y for _, y in points)
    path = " ".join(f"{left + (width - left - 20) * x / most_x:.1f},{height - 30 - (height - 30 - top) * y / most_y:.1f}"
                    for x, y in points)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
        'font-size="13">',
        GROUND, f'<text x="8" y="20" font-weight="bold">{title}</text>',
        f'<text x="8" y="{top + 5}">{most_y:.0f} {unit}</text>',
        f'<text x="8" y="{height - 26}">0</text>',
        f'<text x="{width - 70}" y="{height - 10}">{most_x:.0f} min</text>',
        f'<polyline points="{path}" fill="none" stroke="#2a7" stroke-width="2"/>',
        '</svg>']) + "\n"


def plots(results):
    made = {}
    if results.get("soak", {}).get("samples"):
        made["soak-memory.svg"] = curve("Memory of the collector", "MiB", [
            (sample["minute"], sample["memory of the collector, KiB"] / 1024)
            for sample in results["soak"]["samples"]])
    if "flood" in results:
        rows = results["flood"]["rows"]
        made["flood-wall.svg"] = bars("Wall of the session", "s",
                                      [(row["recorder"], row["wall"]) for row in rows])
        made["flood-cpu.svg"] = bars("CPU of all processes until on disk", "s",
                                     [(row["recorder"], row["cpu"]) for row in rows])
    if "timeline" in results:
        made["timeline.svg"] = lanes("One login, from the start of the login shell to its prompt", results["timeline"])
    if "login" in results:
        made["login.svg"] = bars("Login to first prompt, median", "ms",
                                 [(row["login"], row["median"] * 1000)
                                  for row in results["login"]["rows"]])
    return made
