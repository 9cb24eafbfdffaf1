#!/usr/bin/env python3
"""Measures the gateway on S3 beside a raw program of the vendor's SDK on the same endpoint, taking turns. See README.md."""
import argparse
import ftplib
import glob
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STORE = {name: os.environ.get('FILEGATE_TEST_S3_' + name) for name in ('ENDPOINT', 'BUCKET', 'ACCESS_KEY', 'SECRET_KEY')}
FTP, SFTP, MANAGEMENT = 22510, 22511, 22519
PREFIX = 'filegate-bench/'

CONFIGURATION = """
filegate:
  home: "{work}/gateway"
  ftp: {{host: 127.0.0.1, port: {ftp}, active: {{source-port: 0}}, idle-timeout: 1h, data-timeout: 10m}}
  sftp: {{host: 127.0.0.1, port: {sftp}}}
  management: {{port: {management}}}
  storage:
    cloud:
      type: s3
      bucket: {BUCKET}
      prefix: {prefix}gateway/
      endpoint: {ENDPOINT}
      access-key: {ACCESS_KEY}
      secret-key: {SECRET_KEY}
      {options}
  accounts:
    bench: {{password: bench, home: {{storage: cloud}}}}
  limits: {{sessions: 2000, sessions-per-address: 2000}}
  ban: {{enabled: false}}
"""


class Gateway:
    """The packaged gateway in a heap of its own."""

    def __init__(self, args, heap, memory=()):
        self.work = args.work
        file = os.path.join(args.work, 'gateway.yaml')
        with open(file, 'w') as out:
            out.write(CONFIGURATION.format(work=args.work, ftp=FTP, sftp=SFTP, management=MANAGEMENT, prefix=PREFIX,
                                           options=args.options.replace('\\n', '\n      '), **STORE))
        self.log = open(os.path.join(args.work, 'gateway.log'), 'w+')
        self.process = subprocess.Popen(
            [args.java, '--enable-native-access=ALL-UNNAMED', '--sun-misc-unsafe-memory-access=allow', '-Xmx' + heap,
             *['-D' + item for item in memory], '-jar', args.jar, 'serve', '--config', file],
            stdout=self.log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        deadline = time.time() + 90
        while '\nready' not in open(self.log.name).read():
            if self.process.poll() is not None or time.time() > deadline:
                sys.exit('the gateway does not start:\n' + open(self.log.name).read())
            time.sleep(0.1)

    def peak_mib(self):
        """The most memory the process ever had, of all kinds."""
        status = open(f'/proc/{self.process.pid}/status').read()
        return int(next(line for line in status.splitlines() if line.startswith('VmHWM')).split()[1]) // 1024

    def cpu(self):
        fields = open(f'/proc/{self.process.pid}/stat').read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def metrics(self, name):
        text = urllib.request.urlopen(f'http://127.0.0.1:{MANAGEMENT}/q/metrics').read().decode()
        return [line for line in text.splitlines() if line.startswith(name)]

    def close(self):
        self.process.terminate()
        self.process.wait(60)


class Raw:
    def __init__(self, args):
        jars = os.path.join(os.path.dirname(args.jar), 'lib', 'main', '*')
        self.command = [args.java, '-Dparallel=' + str(args.parallel), '-cp', jars, os.path.join(ROOT, 'bench', 'S3Raw.java')]

    def __call__(self, *words):
        done = subprocess.run(self.command + [str(word) for word in words], capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        return [float(line.split()[1]) for line in done.stdout.splitlines() if line.startswith('seconds')]


def run(*command):
    start = time.time()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.time() - start


def curl(*words):
    return run('curl', '-sS', '-k', '--fail', '-u', 'bench:bench', *words)


def sftp(work, batch):
    askpass = os.path.join(work, 'askpass')
    if not os.path.exists(askpass):
        with open(askpass, 'w') as out:
            out.write('#!/bin/sh\necho bench\n')
        os.chmod(askpass, 0o755)
    start = time.time()
    subprocess.run(['setsid', 'sftp', '-q', '-B', '261120', '-P', str(SFTP), '-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null',
                    '-o', 'Ciphers=aes128-gcm@openssh.com', 'bench@127.0.0.1'],
                   input=batch, text=True, check=True, capture_output=True, env={**os.environ, 'SSH_ASKPASS': askpass, 'SSH_ASKPASS_REQUIRE': 'force'})
    return time.time() - start


def session():
    ftp = ftplib.FTP()
    ftp.connect('127.0.0.1', FTP, timeout=600)
    ftp.login('bench', 'bench')
    return ftp


FIGURES = {}


def figure(name, seconds, unit='s', amount=None):
    median = statistics.median(seconds)
    FIGURES[name] = {'median': median, 'all': seconds, 'unit': unit}
    speed = f'   {amount / median:10.1f} per s' if amount else ''
    print(f'{name:28} {median:9.3f} {unit}  ({", ".join(f"{s:.2f}" for s in seconds)}){speed}', flush=True)


def bulk(args, raw):
    big = os.path.join(args.work, 'big.bin')
    if not os.path.exists(big) or os.path.getsize(big) != args.mib << 20:
        run('sh', '-c', f'head -c {args.mib << 20} /dev/urandom >{big}')
    url = f'ftp://127.0.0.1:{FTP}/big.bin'
    ways = {
        'ftp': (lambda: curl('-T', big, url), lambda: curl('-o', '/dev/null', url)),
        'ftps': (lambda: curl('--ssl-reqd', '-T', big, url), lambda: curl('--ssl-reqd', '-o', '/dev/null', url)),
        'sftp': (lambda: sftp(args.work, f'put {big} big.bin\n'), lambda: sftp(args.work, 'get big.bin /dev/null\n')),
    }
    gateway = Gateway(args, args.heap)
    try:
        times = {name: ([], []) for name in ['raw', *args.ways]}
        for turn in range(-args.warmup, args.runs):
            put, get = raw('put', big, PREFIX + 'raw', 2)[1:], raw('get', PREFIX + 'raw', 2)[1:]
            if turn >= 0:
                times['raw'][0].extend(put)
                times['raw'][1].extend(get)
            for name in args.ways:
                for which in (0, 1):
                    seconds = ways[name][which]()
                    if turn >= 0:
                        times[name][which].append(seconds)
        for name, (put, get) in times.items():
            figure(name + ' put', put, amount=args.mib)
            figure(name + ' get', get, amount=args.mib)
        print(f'gateway: {gateway.peak_mib()} MiB at most')
    finally:
        gateway.close()


def small(args, raw):
    content = os.urandom(4096)
    gateway = Gateway(args, args.heap)
    try:
        times = {'raw': [], 'put': [], 'get': []}
        for turn in range(-1, args.runs):
            loop = raw('small', PREFIX + 'small/', args.files, 4096, 2)[1:]
            ftp = session()
            try:
                ftp.mkd('small')
            except ftplib.error_perm:
                pass
            ftp.cwd('small')
            start = time.time()
            for i in range(args.files):
                ftp.storbinary(f'STOR {i}', io.BytesIO(content))
            middle = time.time()
            for i in range(args.files):
                ftp.retrbinary(f'RETR {i}', lambda block: None)
            end = time.time()
            ftp.quit()
            if turn >= 0:
                times['raw'] += loop
                times['put'].append(middle - start)
                times['get'].append(end - middle)
        figure('raw small put', times['raw'], amount=args.files)
        figure('ftp small put', times['put'], amount=args.files)
        figure('ftp small get', times['get'], amount=args.files)
    finally:
        gateway.close()


def listing(args, raw):
    prefix = PREFIX + 'gateway/list/'
    raw('clean', prefix)
    raw('fill', prefix, args.keys)
    gateway = Gateway(args, args.heap)
    try:
        times = {'raw': [], 'mlsd': [], 'list': []}
        before = gateway.peak_mib()
        for turn in range(-1, args.runs):
            bare = raw('list', prefix, 2)[1:]
            ftp = session()
            seconds = {}
            for verb in ('MLSD', 'LIST'):
                lines = []
                start = time.time()
                ftp.retrlines(f'{verb} list', lines.append)
                seconds[verb] = time.time() - start
                count = sum(' file-' in line for line in lines)
                assert count == args.keys, f'{count} entries'
            ftp.quit()
            if turn >= 0:
                times['raw'] += bare
                times['mlsd'].append(seconds['MLSD'])
                times['list'].append(seconds['LIST'])
        figure('raw list', times['raw'], amount=args.keys)
        figure('ftp MLSD', times['mlsd'], amount=args.keys)
        figure('ftp LIST', times['list'], amount=args.keys)
        print(f'gateway: {before} MiB at most before, {gateway.peak_mib()} after')
    finally:
        gateway.close()


def parallel(args, raw):
    piece = os.path.join(args.work, 'piece.bin')
    run('sh', '-c', f'head -c {args.piece << 20} /dev/urandom >{piece}')
    gateway = Gateway(args, '1g')
    try:
        start = time.time()
        uploads = [subprocess.Popen(['curl', '-sS', '--fail', '-u', 'bench:bench', '-T', piece, f'ftp://127.0.0.1:{FTP}/parallel-{i}.bin'])
                   for i in range(args.uploads)]
        codes = [upload.wait() for upload in uploads]
        seconds = time.time() - start
        assert not any(codes), codes
        ftp = session()
        ftp.voidcmd('TYPE I')
        sizes = {ftp.size(f'parallel-{i}.bin') for i in range(args.uploads)}
        ftp.quit()
        assert sizes == {args.piece << 20}, sizes
        figure(f'{args.uploads} uploads of {args.piece} MiB', [seconds], amount=args.uploads * args.piece)
        print(f'gateway in a heap of 1 GiB: {gateway.peak_mib()} MiB of memory of all kinds at most, {gateway.cpu():.0f} s of CPU')
    finally:
        gateway.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--work', default='/tmp/bench-s3')
    parser.add_argument('--java', default=os.path.join(os.environ.get('JAVA_HOME', '/usr'), 'bin', 'java'))
    parser.add_argument('--jar', default=os.path.join(ROOT, 'deploy', 'target', 'quarkus-app', 'quarkus-run.jar'))
    parser.add_argument('--heap', default='512m')
    parser.add_argument('--runs', type=int, default=3)
    parser.add_argument('--warmup', type=int, default=1)
    parser.add_argument('--mib', type=int, default=1024)
    parser.add_argument('--files', type=int, default=2000)
    parser.add_argument('--keys', type=int, default=20000)
    parser.add_argument('--uploads', type=int, default=50)
    parser.add_argument('--piece', type=int, default=1024)
    parser.add_argument('--parallel', type=int, default=8, help='requests of the raw program at once')
    parser.add_argument('--ways', type=lambda text: text.split(','), default=['ftp', 'ftps', 'sftp'])
    parser.add_argument('--options', default='attempts: 4', help='further keys of the storage, lines between \\n')
    parser.add_argument('--json')
    parser.add_argument('sets', nargs='*', default=['bulk', 'small', 'list', 'parallel'])
    args = parser.parse_args()
    if not all(STORE.values()):
        sys.exit('s3.py: name an object store by FILEGATE_TEST_S3_ENDPOINT, _BUCKET, _ACCESS_KEY and _SECRET_KEY, for example by\n'
                 '  eval "$(deploy/ci/object-store start /tmp/bench-store)"')
    if not glob.glob(args.jar):
        sys.exit('s3.py: build the gateway first: ./mvnw -q -pl deploy -am package -DskipTests')
    os.makedirs(args.work, exist_ok=True)
    shutil.rmtree(os.path.join(args.work, 'gateway'), ignore_errors=True)
    raw = Raw(args)
    for name in args.sets:
        print('== ' + name, flush=True)
        {'bulk': bulk, 'small': small, 'list': listing, 'parallel': parallel}[name](args, raw)
        raw('clean', PREFIX)
    if args.json:
        with open(args.json, 'w') as out:
            json.dump(FIGURES, out, indent=1)


if __name__ == '__main__':
    main()
