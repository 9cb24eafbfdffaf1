#!/usr/bin/env python3
"""What accounts in the database cost.

login  logins by FTP of many different accounts of the database, and of as many declared ones, taking turns: median from PASS to its answer. All
       have the same SHA-crypt hash of 1,000 rounds, so the difference is the database's.
list   all accounts by pages of the admin API: time, and what the gateway's heap in use and resident memory grow by

The database is the embedded one, unless FILEGATE_DATABASE_URL, _USERNAME and _PASSWORD name a server with an empty schema.
"""
import argparse
import http.client
import json
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request

HASH = "$5$rounds=1000$saltsalt$"  # completed in main
DECLARED = 500
CONFIG = """filegate:
  home: "{home}"
  ftp: {{host: 127.0.0.1, port: {port}, active: {{source-port: 0}}}}
  sftp: {{enabled: false}}
  tftp: {{enabled: false}}
  management: {{port: {management}}}
  admin: {{port: {admin}}}
  storage: {{data: {{type: local, root: "{root}"}}}}
  ban: {{enabled: false}}
  accounts:
{accounts}
"""


def start(options, scratch):
    accounts = "".join("    declared%05d: {password: '%s', home: {storage: data}}\n" % (i, HASH) for i in range(DECLARED))
    config = os.path.join(scratch, "gateway.yaml")
    with open(config, "w") as out:
        out.write(CONFIG.format(home=scratch, root=os.path.join(scratch, "files"), port=options.port, management=options.port + 1,
                                admin=options.port + 2, accounts=accounts))
    log = open(os.path.join(scratch, "log"), "w")
    process = subprocess.Popen(
        [os.path.join(options.java_home, "bin", "java"), "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
         "-Xmx" + options.heap, "-jar", options.jar, "serve", "--config", config], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    deadline = time.monotonic() + 90
    while "\nready" not in open(log.name).read():
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("the gateway did not start: " + open(log.name).read())
        time.sleep(0.1)
    return process


class Api:
    def __init__(self, options, scratch):
        self.connection = http.client.HTTPConnection("127.0.0.1", options.port + 2, timeout=60)
        self.connection.connect()
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with open(os.path.join(scratch, "admin.token")) as token:
            self.headers = {"Authorization": "Bearer " + token.read().strip(), "Content-Type": "application/json"}

    def ask(self, method, path, body=None):
        self.connection.request(method, "/api/v1" + path, None if body is None else json.dumps(body), self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise SystemExit("%s %s: %d %s" % (method, path, answer.status, text.decode()))
        return json.loads(text)


def create(options, scratch):
    made = []

    def some(first):
        api = Api(options, scratch)
        for i in range(first, options.accounts, 4):
            api.ask("POST", "/accounts", {"name": "stored%06d" % i, "password": HASH, "mounts": [{"at": "/", "storage": "data", "path": "/"}]})
            made.append(i)
    workers = [threading.Thread(target=some, args=(i,)) for i in range(4)]
    began = time.monotonic()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if len(made) < options.accounts:
        raise SystemExit("only %d of %d accounts were made" % (len(made), options.accounts))
    print("%d accounts made, %.2f ms each" % (options.accounts, (time.monotonic() - began) / options.accounts * 1e3), flush=True)


def login(options, name):
    with socket.create_connection(("127.0.0.1", options.port)) as control:
        control.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines = control.makefile("rb")
        lines.readline()
        control.sendall(b"USER %s\r\n" % name.encode())
        lines.readline()
        began = time.perf_counter()
        control.sendall(b"PASS bench\r\n")
        answer = lines.readline()
        took = time.perf_counter() - began
        if not answer.startswith(b"230"):
            raise SystemExit("%s: %s" % (name, answer.decode()))
        control.sendall(b"QUIT\r\n")
        lines.readline()
    return took * 1e3


def logins(options):
    chosen = random.Random(1).sample(range(options.accounts), min(options.accounts, options.logins))
    samples = {"declared": [], "database": []}
    for turn, number in enumerate(chosen):
        pair = [("declared", "declared%05d" % (turn % DECLARED)), ("database", "stored%06d" % number)]
        for kind, name in pair if turn % 2 else reversed(pair):
            samples[kind].append(login(options, name))
    for kind, times in samples.items():
        kept = times[len(times) // 4:]
        print("login  %-9s median %.2f ms, 90 %% below %.2f ms" % (kind, statistics.median(kept), sorted(kept)[len(kept) * 9 // 10]))
    added = statistics.median(samples["database"][len(chosen) // 4:]) - statistics.median(samples["declared"][len(chosen) // 4:])
    print("login  the database adds %.2f ms" % added, flush=True)


def memory(options, process):
    with urllib.request.urlopen("http://127.0.0.1:%d/q/metrics" % (options.port + 1)) as answer:
        heap = sum(float(value) for value in re.findall(r'^jvm_memory_used_bytes\{area="heap".*\} (\S+)$', answer.read().decode(), re.MULTILINE))
    with open("/proc/%d/status" % process.pid) as status:
        return heap / 1e6, int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def listing(options, process, scratch):
    api, cursor, count, highest = Api(options, scratch), "", 0, 0
    for attempt in ("first", "again"):
        before = memory(options, process)
        began, cursor, count = time.monotonic(), "", 0
        while cursor is not None:
            page = api.ask("GET", "/accounts?limit=1000" + ("&cursor=" + cursor if cursor else ""))
            count += len(page["items"])
            cursor = page.get("next")
            highest = max(highest, memory(options, process)[1])
        print("list   %s: %d accounts in %.1f s; heap in use %.0f MB before, resident %.0f MiB before, %.0f MiB at most"
              % (attempt, count, time.monotonic() - began, before[0], before[1], highest), flush=True)


def main():
    global HASH
    options = parse()
    HASH = "{crypt}" + subprocess.run(["openssl", "passwd", "-5", "-salt", "rounds=1000$saltsalt", "bench"], stdout=subprocess.PIPE, text=True).stdout.strip()
    scratch = tempfile.mkdtemp(prefix="accounts-", dir=options.work)
    process = start(options, scratch)
    try:
        create(options, scratch)
        for name in options.sets:
            if name == "login":
                logins(options)
            else:
                listing(options, process, scratch)
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(scratch)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=["login", "list"], help="login, list (default: both)")
    parser.add_argument("--work", required=True, help="a directory for the gateway's files")
    parser.add_argument("--java-home", required=True)
    parser.add_argument("--jar", required=True, help="the packaged gateway, deploy/target/quarkus-app/quarkus-run.jar")
    parser.add_argument("--accounts", type=int, default=10000)
    parser.add_argument("--logins", type=int, default=1000, help="of each kind (default 1000)")
    parser.add_argument("--heap", default="256m")
    parser.add_argument("--port", type=int, default=22170)
    return parser.parse_args()


if __name__ == "__main__":
    main()
