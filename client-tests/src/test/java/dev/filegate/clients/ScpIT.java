package dev.filegate.clients;

/** OpenSSH's scp as it is since 9.0: over SFTP. */
@RealClient(command = "scp", debianPackage = "openssh-client")
class ScpIT implements ScpTransfers {
    @Override
    public String protocol() {
        return "-s";
    }

    @Override
    public String remote(Visit visit, String name) {
        return Shell.word(OpenSsh.HOST + ":" + visit.directory() + "/" + name);
    }
}
