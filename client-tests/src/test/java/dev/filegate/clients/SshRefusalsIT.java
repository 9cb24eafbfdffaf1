package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenSSH's ssh does not get: anything but SFTP and SCP. */
@RealClient(command = "ssh", debianPackage = "openssh-client")
@ExtendWith(GatewayExtension.class)
class SshRefusalsIT {
    private static final String WITNESS = "/tmp/filegate-must-not-be-there";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|",
                "-tt|",
                "-s|shell",
                "-s|netconf",
                "|id",
                "|true",
                "|sh -c id",
                "|bash",
                "|sftp-server",
                "|/usr/lib/openssh/sftp-server",
                "|rsync --server . /",
                "|'scp -t /; id'",
                "|'scp -t $(id)'",
                "|'scp -S sh -t /'",
                "|'md5sum /x | sh'",
                "|'echo x > " + WITNESS + "'"
            })
    void runsNothing(String what, Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        String[] optionsAndCommand = what.split("\\|", 2);
        Shell.Result result = ssh(visit, optionsAndCommand[0], optionsAndCommand[1]);
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).doesNotContain("uid=", "gid=");
        assertThat(java.nio.file.Path.of(WITNESS)).doesNotExist();
    }

    /** The port asked for is the gateway's own FTP port, which would answer if anything were forwarded. */
    @Test
    void forwardsNothingFromTheClient(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Shell.Result result = ssh(visit, "-W 127.0.0.1:" + visit.port(), "");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).doesNotContain("220");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-R 0:127.0.0.1:1", "-R 127.0.0.1:0:127.0.0.1:1", "-R 0"})
    void forwardsNothingToTheClient(String option, Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Shell.Result result = ssh(visit, "-o ExitOnForwardFailure=yes -N " + option, "");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("remote port forwarding failed");
    }

    @Test
    void forwardsNoSocketsOfTheFileSystem(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Shell.Result result = ssh(visit, "-o ExitOnForwardFailure=yes -N -R " + WITNESS + ":127.0.0.1:1", "");
        assertThat(result.exitCode()).isNotZero();
        assertThat(java.nio.file.Path.of(WITNESS)).doesNotExist();
    }

    /** SOCKS and local forwarding open a port at the client and ask the server only when something connects. */
    @ParameterizedTest
    @ValueSource(strings = {"socks5h", "plain"})
    void opensNoConnectionsForTheClient(String kind, Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        String forwarding = kind.equals("plain") ? "-L \"$port\":127.0.0.1:" + visit.port() : "-D \"$port\"";
        String request = kind.equals("plain")
                ? "curl --silent --max-time 10 \"ftp://127.0.0.1:$port/\""
                : "curl --silent --max-time 10 --proxy \"socks5h://127.0.0.1:$port\" http://127.0.0.1:" + visit.port();
        String said = visit.talk(OpenSsh.settings(visit) + """
                port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
                ssh $options -N %1$s %2$s >ssh.log 2>&1 &
                ssh=$!
                for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                    python3 -c "import socket; socket.create_connection(('127.0.0.1', $port))" 2>/dev/null && break
                    python3 -c 'import time; time.sleep(0.25)'
                done
                %3$s && echo answered || echo unanswered
                kill $ssh
                cat ssh.log
                """.formatted(forwarding, OpenSsh.HOST, request));
        assertThat(said).contains("unanswered").doesNotContain("\nanswered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-A", "-X", "-Y", "-t"})
    void givesNothingThatComesWithASession(String option, Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Shell.Result result = ssh(visit, option, "env");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).doesNotContain("SSH_AUTH_SOCK", "DISPLAY=", "PATH=");
    }

    private static Shell.Result ssh(Visit visit, String options, String command) {
        return visit.shell()
                .run(OpenSsh.settings(visit) + "ssh $options " + options + " " + OpenSsh.HOST + " " + command + "\n");
    }
}
