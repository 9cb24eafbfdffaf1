#!/usr/bin/env python3
"""Holds many connections to a freshly started gateway and says what they cost: sessions that are logged in and idle, and connections that
never say a word. Loopback only; every wait is bounded."""
import argparse
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time

HOST, PORT = "127.0.0.1", 22110


def main():
    options = parse()
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit[1], limit[1]))
    if limit[1] != resource.RLIM_INFINITY and limit[1] < options.count + 500:
        sys.exit("%d connections need `ulimit -n` of at least %d, here it is %d" % (options.count, options.count + 500, limit[1]))
    figures = {}
    for name, hold in (("ftp.idle", logged_in), ("ftp.silent", silent)):
        gateway = start(options)
        try:
            before = rss(gateway.pid)
            held, alive, seconds, after = hold(options, lambda: rss(gateway.pid))
            figures[name + ".connections"] = ("count", 1, held)
            figures[name + ".alive"] = ("fraction", 1, alive)
            figures[name + ".setup"] = ("s", -1, seconds)
            figures[name + ".rss"] = ("KiB each", -1, (after - before) / 1024 / max(held, 1))
            figures[name + ".rss-total"] = ("MiB", -1, after / (1 << 20))
        finally:
            stop(gateway)
    for name, (unit, _, value) in figures.items():
        print("%-26s %-18s %-12s %9.2f" % (name, "gateway", unit, value))
    with open(options.json, "w") as out:
        json.dump({"figures": {n: {"unit": u, "better": b, "samples": {"gateway": [v]}} for n, (u, b, v) in figures.items()},
                   "notes": ["%d connections, heap %s" % (options.count, options.heap)]}, out, indent=1)


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True)
    parser.add_argument("--java-home", required=True)
    parser.add_argument("--jar", required=True)
    parser.add_argument("--json", required=True)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--heap", default="512m")
    return parser.parse_args()


def start(options):
    log = open(os.path.join(options.work, "log", "gateway-idle.log"), "ab")
    process = subprocess.Popen(
        [os.path.join(options.java_home, "bin", "java"), "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
         "-Xmx" + options.heap, "-jar", options.jar, "serve", "--config", os.path.join(options.work, "conf", "gateway.yaml")],
        stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=options.work)
    log.close()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection((HOST, PORT), 5) as probe:
                probe.settimeout(10)
                if probe.recv(4) == b"220 ":
                    warm_up(options)
                    return process
        except OSError:
            time.sleep(0.05)
    stop(process)
    sys.exit("the gateway did not start; see log/gateway-idle.log")


def warm_up(options):
    subprocess.run(client(options, "login", 50), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, timeout=120)


def stop(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def client(options, mode, count):
    return [os.path.join(options.work, "bin", "ftpc"), mode, "--host", HOST, "--port", str(PORT), "--user", "bench", "--pass", "bench",
            "--count", str(count), "--limit", "280"]


def logged_in(options, measure):
    """Sessions that have logged in; some of them are asked for a NOOP in the end."""
    holder = subprocess.Popen(client(options, "idle", options.count), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        first = json.loads(holder.stdout.readline())
        time.sleep(1)
        after = measure()
        holder.stdin.close()
        last = json.loads(holder.stdout.readline())
        return first["ready"], last["alive"] / max(1, last["asked"]), first["secs"], after
    finally:
        try:
            holder.wait(60)
        except subprocess.TimeoutExpired:
            holder.kill()
            holder.wait()


def silent(options, measure):
    """Connections that read the greeting and never speak; meanwhile somebody else must still be served."""
    held, began = [], time.monotonic()
    try:
        for _ in range(options.count):
            connection = socket.create_connection((HOST, PORT), 30)
            connection.settimeout(30)
            if not connection.recv(4).startswith(b"220"):
                connection.close()
                break
            held.append(connection)
        seconds = time.monotonic() - began
        time.sleep(1)
        after = measure()
        warm_up(options)
        asked = held[::max(1, len(held) // 50)]
        return len(held), sum(answers(connection) for connection in asked) / max(1, len(asked)), seconds, after
    finally:
        for connection in held:
            connection.close()


def answers(connection):
    try:
        connection.sendall(b"NOOP\r\n")
        text = b""
        while not re.search(rb"(^|\n)(?!220)\d\d\d ", text):
            part = connection.recv(4096)
            if not part:
                return False
            text += part
        return True
    except OSError:
        return False


def rss(pid):
    with open("/proc/%d/statm" % pid) as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main()
