package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;

/** curl with scp:// (libssh2), whose idea of the old protocol differs from OpenSSH's. */
@RealClient(command = "curl", debianPackage = "curl")
class CurlScpIT implements OverSsh, Uploads, Downloads {

    @Override
    public void upload(Visit visit, String local, String remote) {
        curl(visit, "-T " + word("./" + local), remote);
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        curl(visit, "-o " + word("./" + local), remote);
    }

    private static void curl(Visit visit, String options, String name) {
        visit.run("curl --silent --show-error --globoff --insecure --max-time 20 " + options + " "
                + word(visit.url("scp", visit.sftpPort(), name)));
    }
}
