#!/usr/bin/env python3
"""What the audit trail costs: two gateways take turns, one with the audit trail as it comes (JSON file and embedded database), one without any.

small   small files one after the other, an event each: files per second and CPU per file
events  a download of a large file, over and over, while another session causes events at a steady rate (refused deletions): MB/s of the download, and
        how many of the events are in the database in the end
"""
import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request

FILES, LARGE = 2000, 512 << 20
SMALL = b"x" * 4096
CONFIG = """filegate:
  home: "{home}"
  ftp: {{host: 127.0.0.1, port: {port}, active: {{source-port: 0}}}}
  sftp: {{enabled: false}}
  tftp: {{enabled: false}}
  management: {{port: {management}}}
  admin: {{port: {admin}}}
  storage: {{data: {{type: local, root: "{root}"}}}}
  accounts: {{bench: {{password: bench, home: {{storage: data}}}}}}
  ban: {{enabled: false}}
  audit: {audit}
"""


class Gateway:
    def __init__(self, options, name, port, audit):
        self.name, self.port, self.options = name, port, options
        self.home = os.path.join(options.scratch, name)
        root = os.path.join(self.home, "files")
        os.makedirs(os.path.join(root, "up"))
        os.makedirs(os.path.join(root, "small"))
        for i in range(FILES):
            with open(os.path.join(root, "small", "f%05d" % i), "wb") as file:
                file.write(SMALL)
        with open(os.path.join(root, "large"), "wb") as file:
            for _ in range(LARGE >> 20):
                file.write(bytes(1 << 20))
        config = os.path.join(self.home, "gateway.yaml")
        with open(config, "w") as out:
            out.write(CONFIG.format(home=self.home, root=root, port=port, management=port + 1, admin=port + 2, audit=audit))
        self.log = open(os.path.join(self.home, "log"), "w+")
        self.process = subprocess.Popen(
            [os.path.join(options.java_home, "bin", "java"), "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
             "-Xmx" + options.heap, "-jar", options.jar, "serve", "--config", config],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 90
        while "\nready" not in open(self.log.name).read():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("%s did not start: %s" % (name, open(self.log.name).read()))
            time.sleep(0.1)

    def cpu(self):
        with open("/proc/%d/stat" % self.process.pid) as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def client(self, *arguments):
        done = subprocess.run([self.options.ftpc, *arguments, "--host", "127.0.0.1", "--port", str(self.port), "--user", "bench", "--pass", "bench"],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, timeout=120, check=True)
        return json.loads(done.stdout)

    def recorded(self):
        """Events in the database, by the number of the last one."""
        with open(os.path.join(self.home, "admin.token")) as token:
            request = urllib.request.Request("http://127.0.0.1:%d/api/v1/audit?limit=1" % (self.port + 2),
                                             headers={"Authorization": "Bearer " + token.read().strip()})
        with urllib.request.urlopen(request, timeout=30) as answer:
            records = json.load(answer)["items"]
        return records[0]["sequence"] if records else 0

    def stop(self):
        self.process.terminate()
        self.process.wait(60)
        self.log.close()


class Events(threading.Thread):
    """A session that deletes what is not there, at a rate."""

    def __init__(self, port, rate):
        super().__init__()
        self.rate, self.sent, self.seconds, self.stopping = rate, 0, 0.0, threading.Event()
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.answers = self.socket.makefile("rb")
        self.answers.readline()
        for command in (b"USER bench\r\n", b"PASS bench\r\n"):
            self.socket.sendall(command)
            self.answers.readline()

    def run(self):
        began = time.monotonic()
        while not self.stopping.is_set():
            due = int((time.monotonic() - began) * self.rate) - self.sent
            for _ in range(0, due, 50):
                self.socket.sendall(b"DELE nothing-of-that-name\r\n" * 50)
                for _ in range(50):
                    self.answers.readline()
                self.sent += 50
            time.sleep(0.002)
        self.seconds = time.monotonic() - began
        self.socket.close()

    def stop(self):
        self.stopping.set()
        self.join()
        return self.sent


def turns(gateways, runs, measure):
    samples = {gateway.name: [] for gateway in gateways}
    for run in range(runs + 3):
        for gateway in gateways if run % 2 else reversed(gateways):
            sample = measure(gateway)
            if run >= 3:
                samples[gateway.name].append(sample)
    return samples


def small(options, gateways):
    for command, directory in (("RETR", "small"), ("STOR", "up")):
        def measure(gateway):
            before = gateway.cpu()
            result = gateway.client("small", "--cmd", command, "--size", str(len(SMALL)), "--count", str(FILES), "--dir", directory)
            time.sleep(1)  # What follows later belongs to it too.
            return result["fps"], (gateway.cpu() - before) / FILES * 1e3
        for name, samples in turns(gateways, options.runs, measure).items():
            show("small " + command, name, "files/s", [s[0] for s in samples])
            show("small " + command, name, "cpu-ms/file", [s[1] for s in samples])


def events(options, gateways):
    def measure(gateway):
        source = Events(gateway.port, options.rate)
        recorded = gateway.recorded() if gateway.name == "audit" else 0
        source.start()
        began, moved = time.monotonic(), 0
        while time.monotonic() - began < options.seconds:
            moved += gateway.client("bulk", "--cmd", "RETR", "--path", "large", "--size", str(LARGE))["bytes"]
        took = time.monotonic() - began
        sent = source.stop()
        if gateway.name == "audit":
            deadline = time.monotonic() + 60
            while gateway.recorded() < recorded + sent and time.monotonic() < deadline:
                time.sleep(0.1)
            if gateway.recorded() < recorded + sent:
                raise SystemExit("%d events were caused, %d are recorded" % (sent, gateway.recorded() - recorded))
        return moved / took / 1e6, sent / source.seconds
    for name, samples in turns(gateways, options.runs, measure).items():
        show("RETR beside events", name, "MB/s", [s[0] for s in samples])
        show("RETR beside events", name, "events/s", [s[1] for s in samples])


def show(figure, name, unit, samples):
    print("%-20s %-8s %-12s min %9.3f median %9.3f max %9.3f" % (figure, name, unit, min(samples), statistics.median(samples), max(samples)), flush=True)


def main():
    options = parse()
    options.scratch = tempfile.mkdtemp(prefix="audit-", dir=options.work)
    gateways = []
    try:
        gateways.append(Gateway(options, "audit", options.port, "{file: \"%s\"}" % os.path.join(options.scratch, "audit.jsonl")))
        gateways.append(Gateway(options, "none", options.port + 10, "{file: \"off\", database: false}"))
        for name in options.sets:
            {"small": small, "events": events}[name](options, gateways)
    finally:
        for gateway in gateways:
            gateway.stop()
        shutil.rmtree(options.scratch)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=["small", "events"], help="small, events (default: both)")
    parser.add_argument("--work", required=True, help="a directory on a tmpfs, with 1.2 GB of room")
    parser.add_argument("--ftpc", required=True, help="the benchmark kit's FTP client, WORK/bin/ftpc after bench/run")
    parser.add_argument("--java-home", required=True)
    parser.add_argument("--jar", required=True, help="the packaged gateway, deploy/target/quarkus-app/quarkus-run.jar")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rate", type=int, default=5000, help="events per second (default 5000)")
    parser.add_argument("--seconds", type=float, default=5, help="length of a run beside events (default 5)")
    parser.add_argument("--heap", default="512m")
    parser.add_argument("--port", type=int, default=22150)
    return parser.parse_args()


if __name__ == "__main__":
    main()
