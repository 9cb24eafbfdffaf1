package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Somebody with an account, and the clients of every protocol: curl, OpenSSH's sftp and scp, tftp-hpa. */
final class Partner {
    private final Gateway gateway;
    private final String name;
    private final String password;
    private final Path directory;
    private final Shell shell;

    Partner(Gateway gateway, String name, String password) {
        this.gateway = gateway;
        this.name = name;
        this.password = password;
        this.directory = gateway.makeDirectory("at-" + name);
        try {
            this.shell = new Shell(directory, Files.createDirectory(directory.resolve("home")));
            Files.writeString(
                    directory.resolve("home/.netrc"), "default login " + name + " password " + password + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file to send. */
    Path has(String file, int size) {
        try {
            byte[] content = new byte[size];
            new java.util.Random(size).nextBytes(content);
            return Files.write(directory.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came. */
    Path got(String file) {
        return directory.resolve(file);
    }

    /** curl on the FTP port, with more options. */
    Shell.Result ftp(String options, String path) {
        return shell.run(curl(options, path));
    }

    /** The same, left running. */
    Shell.Started ftpBegun(String options, String path) {
        return shell.start(curl(options, path));
    }

    private String curl(String options, String path) {
        return "exec curl --silent --show-error --globoff --netrc " + options + " "
                + word("ftp://127.0.0.1:" + gateway.port() + path);
    }

    /** Logs in with another password; what the gateway answered. */
    Shell.Result guesses(String other) {
        return shell.run("exec curl --silent --show-error --verbose --user " + word(name + ":" + other) + " "
                + word("ftp://127.0.0.1:" + gateway.port() + "/"));
    }

    /** FTP over TLS from the first byte. */
    Shell.Result ftps(String options, String path) {
        return shell.run("exec curl --silent --show-error --globoff --netrc --insecure --ssl-reqd " + options + " "
                + word("ftps://127.0.0.1:" + gateway.implicitPort() + path));
    }

    /** Commands of sftp. */
    Shell.Result sftp(String commands) {
        return shell.run(ssh() + "sftp $options -b - gateway <<'END'\n" + commands + "\nEND\n");
    }

    Shell.Started sftpBegun(String options, String commands) {
        return shell.start(ssh() + "sftp $options " + options + " -b - gateway <<'END'\n" + commands + "\nEND\n");
    }

    /** scp as it was before 9.0, over its own protocol. */
    Shell.Result scp(String from, String to) {
        return shell.run(ssh() + "scp $options -O " + word(from) + " " + word(to) + "\n");
    }

    Shell.Result tftp(String command) {
        return shell.run("exec tftp -4 -m octet 127.0.0.1 " + gateway.tftpPort() + " -c " + command);
    }

    /** A pair of keys, of which sftp and scp use the private one from then on. */
    Path makesKey() {
        shell.run("ssh-keygen -q -t ed25519 -N '' -f key").succeeded();
        return directory.resolve("key.pub");
    }

    private String ssh() {
        try {
            Files.writeString(directory.resolve("ssh_config"), """
                    Host gateway
                      HostName 127.0.0.1
                      Port %d
                      User %s
                      StrictHostKeyChecking accept-new
                      UserKnownHostsFile %s/known_hosts
                      GlobalKnownHostsFile /dev/null
                      IdentityFile %s
                      NumberOfPasswordPrompts 1
                      ConnectTimeout 20
                      LogLevel ERROR
                    """.formatted(
                            gateway.sftpPort(),
                            name,
                            directory,
                            Files.exists(directory.resolve("key")) ? directory.resolve("key") : "none"));
            Path answer = Files.writeString(directory.resolve("askpass"), "#!/bin/sh\necho " + word(password) + "\n");
            Files.setPosixFilePermissions(answer, PosixFilePermissions.fromString("rwx------"));
            return "export SSH_ASKPASS=%s SSH_ASKPASS_REQUIRE=force\noptions='-F %s -o BatchMode=no'\n"
                    .formatted(answer, directory.resolve("ssh_config"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
