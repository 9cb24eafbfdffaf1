package dev.filegate.clients;

/** tnftp, the ftp command of NetBSD, macOS and Debian. */
@RealClient(command = "tnftp", debianPackage = "tnftp")
class TnftpIT implements BsdFtp {
    @Override
    public String program() {
        return "tnftp";
    }
}
