"""How fast a session's output becomes lines: the micro-benchmarks, by JMH."""

import re
import subprocess

ROW = re.compile(r"^RenderBenchmark\.megabytes\s+(\w+)\s+thrpt\s+\d+\s+([\d.]+)\s+±\s+([\d.]+)\s+ops/s", re.MULTILINE)
KINDS = {"LOG": "lines of a log", "SEQ": "numbers, as seq(1) writes", "SOURCE": "source code",
         "COLOR": "a colour with each word", "UTF8": "several scripts, wide and combining characters",
         "RANDOM": "bytes at random"}


def render(options, say):
    if options.quick:
        say("render: takes two minutes; left out")
        return None
    done = subprocess.run(["mvn", "-B", "-ntp", "-Pbench", "test-compile", "exec:exec"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    rows = [{"kind": KINDS[kind], "rate": float(rate), "error": float(error)}
            for kind, rate, error in ROW.findall(done.stdout)]
    if done.returncode or not rows:
        raise RuntimeError("the micro-benchmarks failed:\n" + done.stdout[-2000:])
    say(f"render: {len(rows)} kinds of output")
    return {"rows": rows}
