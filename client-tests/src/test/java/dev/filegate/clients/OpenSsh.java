package dev.filegate.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** How programs of OpenSSH reach the gateway of a visit: under the name {@value #HOST}, asked for nothing. */
final class OpenSsh {
    static final String HOST = "gateway";

    private OpenSsh() {}

    /**
     * The beginning of a script: exports what OpenSSH must know, and leaves its options in {@code $options}.
     *
     * @return lines for {@code sh}
     */
    static String settings(Visit visit) {
        Path home = visit.local("..").normalize();
        try {
            Files.writeString(home.resolve("ssh_config"), """
                    Host %s
                      HostName %s
                      Port %d
                      User %s
                      StrictHostKeyChecking accept-new
                      UserKnownHostsFile %s/known_hosts
                      GlobalKnownHostsFile /dev/null
                      IdentityFile none
                      NumberOfPasswordPrompts 1
                      ConnectTimeout 20
                      LogLevel ERROR
                    """.formatted(
                            HOST, visit.way().host(), visit.sftpPort(), visit.user(), home));
            Path answer = Files.writeString(
                    home.resolve("askpass"), "#!/bin/sh\necho " + Shell.word(visit.password()) + "\n");
            Files.setPosixFilePermissions(answer, PosixFilePermissions.fromString("rwx------"));
            return """
                    export SSH_ASKPASS=%s SSH_ASKPASS_REQUIRE=force
                    options='-F %s -o BatchMode=no'
                    """.formatted(answer, home.resolve("ssh_config"));
        } catch (IOException e) {
            throw new AssertionError("cannot write the settings of ssh", e);
        }
    }
}
