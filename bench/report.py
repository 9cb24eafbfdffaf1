#!/usr/bin/env python3
"""Prints a page of results from the JSON files that bench/run leaves: report.py RESULTS [--commit HASH] > bench/results/DATE.md"""
import argparse
import glob
import json
import os
import platform
import re
import statistics
import subprocess
import time

# Figure, what it is compared with, the bound, and how it reads: "at most 1.2 times the peer's", "at least …", "at most … as it is".
GOALS = {
    "ftp.retr.cpu": ("ratio", "<=", 1.2),
    "ftp.stor.cpu": ("ratio", "<=", 1.5),
    "ftp.list.100k": ("ratio", "<=", 1.5),
    "ftp.small.get": ("ratio", ">=", 1.0),
    "ftp.small.put": ("ratio", ">=", 1.0),
    "ftp.idle.connections": ("value", ">=", 10_000),
    "ftp.idle.alive": ("value", ">=", 1.0),
    "start.time": ("value", "<=", 2_000),
    **{"tftp.%s.b%d.w%d" % (way, block, window): ("ratio", ">=", 1.2) for way in ("rrq", "wrq") for block in (1428, 8192) for window in (1, 16)},
    "tftp.rrq.x100": ("ratio", ">=", 1.5),
    "tftp.rrq.x1000.complete": ("value", ">=", 1000),
    "tftp.wrq.x1000.complete": ("value", ">=", 1000),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", help="directory of *.json")
    options = parser.parse_args()
    figures, notes = {}, []
    for path in sorted(glob.glob(os.path.join(options.results, "*.json"))):
        with open(path) as source:
            one = json.load(source)
        figures.update(one["figures"])
        notes += one["notes"]
    print("# %s, commit %s\n" % (time.strftime("%Y-%m-%d"), commit()))
    print("%s; %s; %s. Medians of runs that took turns; compare only within this page.\n" % machine())
    print("| figure | unit | gateway (min–max) | best peer | (min–max) | gateway / peer | goal | |")
    print("|---|---|---|---|---|---|---|---|")
    for name, figure in figures.items():
        print(row(name, figure))
    if notes:
        print("\nNotes:\n")
        for note in notes:
            print("* " + note)


def row(name, figure):
    samples = dict(figure["samples"])
    ours = samples.pop("gateway", [])
    best = min if figure["better"] < 0 else max
    peer = best(samples, key=lambda server: statistics.median(samples[server]), default="")
    theirs = samples.get(peer, [])
    ratio = statistics.median(ours) / statistics.median(theirs) if ours and theirs and statistics.median(theirs) else None
    goal, met = "", ""
    if name in GOALS:
        kind, sign, bound = GOALS[name]
        goal = "%s %s%s" % ("≤" if sign == "<=" else "≥", number(bound), " ×" if kind == "ratio" else "")
        value = ratio if kind == "ratio" else statistics.median(ours) if ours else None
        if value is not None:
            met = "met" if (value <= bound if sign == "<=" else value >= bound) else "**missed**"
    return "| %s | %s | %s | %s | %s | %s | %s | %s |" % (
        name, figure["unit"], spread(ours), peer, spread(theirs), "%.2f" % ratio if ratio else "", goal, met)


def spread(samples):
    if not samples:
        return ""
    middle = number(statistics.median(samples))
    return middle if len(samples) == 1 else "%s (%s–%s)" % (middle, number(min(samples)), number(max(samples)))


def number(value):
    return "%.0f" % value if abs(value) >= 1000 or value == int(value) else "%.3g" % value


def machine():
    with open("/proc/cpuinfo") as info:
        model = re.search(r"model name\s*: (.*)", info.read())
    return ("%d × %s" % (os.cpu_count() or 0, model.group(1) if model else platform.machine()), "Linux " + platform.release().split("-")[0],
            "JDK 25")


def commit():
    here = os.path.dirname(os.path.abspath(__file__))
    return subprocess.run(["git", "-C", here, "rev-parse", "--short", "HEAD"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
