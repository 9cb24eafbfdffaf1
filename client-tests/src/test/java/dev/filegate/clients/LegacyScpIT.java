package dev.filegate.clients;

/** OpenSSH's scp with the protocol it had before 9.0, which other clients still speak. */
@RealClient(command = "scp", debianPackage = "openssh-client")
class LegacyScpIT implements ScpTransfers {
    @Override
    public String protocol() {
        return "-O";
    }

    @Override
    public String remote(Visit visit, String name) {
        // Backslashes, since scp compares the names it gets with the pattern it sent, and takes quotes for a part of
        // that.
        return Shell.word(OpenSsh.HOST + ":" + (visit.directory() + "/" + name).replace(" ", "\\ "));
    }
}
