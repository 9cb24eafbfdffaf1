#!/usr/bin/env python3
"""Uses a quickstart gateway as clients do, over every protocol, so that what they need is loaded and compiled. Takes the file of its
start-up report. Whatever goes wrong is an error: a cache that was not trained is worse than none."""
import ftplib
import io
import os
import socket
import ssl
import struct
import subprocess
import sys
import tempfile

ROUNDS = 40
DATA = os.urandom(300_000)


def main():
    listeners = {}
    with open(sys.argv[1]) as report:
        for line in report:
            if line.startswith("listening "):
                _, service, address = line.split()
                listeners[service] = int(address.rsplit(":", 1)[1])
    for turn in range(ROUNDS):
        use_ftp(ftplib.FTP(), listeners["ftp"], turn)
    for turn in range(ROUNDS // 4):
        use_ftp(ResumingTls(context=unverified()), listeners["ftp"], turn)
    for turn in range(ROUNDS):
        use_tftp(listeners["tftp"], "/ftp.bin")
    use_ssh(listeners["sftp"])
    get("127.0.0.1", listeners["management"], "/q/metrics")
    print("trained with %d rounds of FTP and TFTP, TLS, SFTP and SCP" % ROUNDS)


class ResumingTls(ftplib.FTP_TLS):
    """Data connections resume the control connection's session, which ftplib by itself does not do."""

    def ntransfercmd(self, cmd, rest=None):
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        return self.context.wrap_socket(connection, session=self.sock.session), size


def unverified():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2  # OpenSSL resumes a session at once only there
    return context


def use_ftp(ftp, port, turn):
    ftp.connect("127.0.0.1", port, timeout=30)
    ftp.login("demo", "demo")
    if isinstance(ftp, ftplib.FTP_TLS):
        ftp.prot_p()
    ftp.storbinary("STOR ftp.bin", io.BytesIO(DATA))
    back = io.BytesIO()
    ftp.retrbinary("RETR ftp.bin", back.write)
    assert back.getvalue() == DATA
    ftp.retrlines("LIST", lambda line: None)
    list(ftp.mlsd())
    directory = "dir-%d" % turn
    ftp.mkd(directory)
    ftp.rename("ftp.bin", directory + "/a")
    ftp.voidcmd("TYPE I")
    assert ftp.size(directory + "/a") == len(DATA)
    ftp.rename(directory + "/a", "ftp.bin")
    ftp.rmd(directory)
    ftp.quit()


def use_tftp(port, name):
    """A read with large blocks, acknowledged one by one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.settimeout(10)
        peer.sendto(b"\0\1" + name.encode() + b"\0octet\0blksize\x001428\0", ("127.0.0.1", port))
        received, done = 0, False
        while not done:
            packet, server = peer.recvfrom(2000)
            code, block = struct.unpack(">HH", packet[:4])
            if code == 6:
                block = 0
            elif code == 3:
                received += len(packet) - 4
                done = len(packet) - 4 < 1428
            else:
                raise RuntimeError("TFTP answered %r" % packet)
            peer.sendto(struct.pack(">HH", 4, block), server)
        assert received == len(DATA)


def use_ssh(port):
    with tempfile.TemporaryDirectory() as work:
        local = os.path.join(work, "local")
        with open(local, "wb") as file:
            file.write(DATA)
        helper = os.path.join(work, "password")
        with open(helper, "w") as file:
            file.write("#!/bin/sh\necho demo\n")
        os.chmod(helper, 0o700)
        environment = dict(os.environ, SSH_ASKPASS=helper, SSH_ASKPASS_REQUIRE="force")
        options = ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-P", str(port)]
        batch = "".join("put %s s-%d\nget s-%d %s.back\nls -l\nrm s-%d\n" % (local, i, i, local, i) for i in range(ROUNDS))
        for cipher in ("aes128-gcm@openssh.com", "chacha20-poly1305@openssh.com", "aes256-ctr"):
            subprocess.run(["sftp", "-q", "-c", cipher, *options, "demo@127.0.0.1"], input=batch, text=True, env=environment,
                           stdout=subprocess.DEVNULL, check=True, timeout=300)
            with open(local + ".back", "rb") as back:
                assert back.read() == DATA
        subprocess.run(["scp", "-O", "-q", *options, local, "demo@127.0.0.1:scp.bin"], env=environment, check=True, timeout=60)


def get(host, port, path):
    with socket.create_connection((host, port), 10) as connection:
        connection.sendall(("GET %s HTTP/1.0\r\n\r\n" % path).encode())
        assert b" 200 " in connection.recv(100)


if __name__ == "__main__":
    main()
