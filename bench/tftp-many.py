#!/usr/bin/env python3
"""A thousand TFTP clients at once against a freshly started gateway with a small heap: every one of them must get, or put, its file."""
import argparse
import json
import os
import subprocess

import idle

PORT = 22310
MIB = 1 << 20


def main():
    options = parse()
    gateway = idle.start(options)
    figures = {}
    try:
        for name, command, path in (("rrq", "get", "t1m.bin"), ("wrq", "put", "up/many.bin")):
            result = run(options, command, path)
            figures["tftp.%s.x%d" % (name, options.count)] = ("MB/s", 1, result["mbps"])
            figures["tftp.%s.x%d.complete" % (name, options.count)] = ("count", 1, result["bytes"] // MIB)
            figures["tftp.%s.x%d.rexmit" % (name, options.count)] = ("count", 0, result["rexmit"])
        figures["tftp.x%d.rss-total" % options.count] = ("MiB", -1, idle.rss(gateway.pid) / MIB)
    finally:
        idle.stop(gateway)
        uploads = os.path.join(options.work, "data", "home", "up")
        for name in os.listdir(uploads):
            if name.startswith("many.bin"):
                os.remove(os.path.join(uploads, name))
    for name, (unit, _, value) in figures.items():
        print("%-26s %-18s %-12s %9.2f" % (name, "gateway", unit, value))
    with open(options.json, "w") as out:
        json.dump({"figures": {n: {"unit": u, "better": b, "samples": {"gateway": [v]}} for n, (u, b, v) in figures.items()},
                   "notes": ["%d TFTP transfers of 1 MiB at once, heap %s" % (options.count, options.heap)]}, out, indent=1)


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True)
    parser.add_argument("--java-home", required=True)
    parser.add_argument("--jar", required=True)
    parser.add_argument("--json", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--heap", default="256m")
    return parser.parse_args()


def run(options, command, path):
    done = subprocess.run(
        [os.path.join(options.work, "bin", "tftpc"), "--host", "127.0.0.1", "--port", str(PORT), "--cmd", command, "--path", path,
         "--size", str(MIB), "--blksize", "1428", "--window", "1", "--clients", str(options.count), "--limit", "200"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, timeout=240, check=False)
    result = json.loads(done.stdout)
    if "error" in result:
        raise SystemExit("%s of %d clients: %s" % (command, options.count, result["error"]))
    return result


if __name__ == "__main__":
    main()
