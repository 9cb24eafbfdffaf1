package dev.filegate.deploy.config;

import java.nio.file.Path;
import java.time.Duration;

/** Keys of SFTP and SCP, which this version knows but does not serve. */
final class SftpKeys {
    final KeyGroup group = new KeyGroup(
            "SFTP and SCP",
            "Not in this version. The keys are known so that one file can serve this version and the next; turning SFTP on is an error.");

    final Key<Boolean> enabled = group.add(Key.of("filegate.sftp.enabled", ValueTypes.FLAG)
            .byDefault("false")
            .unavailable("SFTP", asked -> asked)
            .means("Whether SFTP is served."));
    final Key<String> host = group.add(Key.of("filegate.sftp.host", ValueTypes.HOST)
            .byDefault("0.0.0.0")
            .inQuickstart("127.0.0.1")
            .means("Address to listen on."));
    final Key<Integer> port = group.add(Key.of("filegate.sftp.port", ValueTypes.PORT)
            .byDefault("22")
            .inQuickstart("2222")
            .means("Port to listen on."));
    final Key<Path> hostKeys = group.add(Key.of("filegate.sftp.host-keys", ValueTypes.PATH)
            .byDefault("${filegate.home}/ssh")
            .means("Directory of the host keys; missing ones are generated on first start."));
    final Key<Boolean> scp = group.add(
            Key.of("filegate.sftp.scp", ValueTypes.FLAG).byDefault("true").means("Whether SCP is served too."));
    final Key<Duration> loginTimeout = group.add(Key.of("filegate.sftp.login-timeout", ValueTypes.DURATION)
            .byDefault("60s")
            .means("Time from the connection to the login."));
    final Key<Duration> idleTimeout = group.add(Key.of("filegate.sftp.idle-timeout", ValueTypes.DURATION)
            .byDefault("10m")
            .means("Time without a request after which a connection is closed."));
    final Key<Boolean> legacyAlgorithms = group.add(Key.of("filegate.sftp.legacy-algorithms", ValueTypes.FLAG)
            .byDefault("false")
            .means("Whether algorithms that are no longer considered safe are offered."));

    /** Finds what is wrong with the keys, and whether they ask for what is not there. */
    void check(Values values) {
        group.keys().forEach(values::find);
    }
}
