package dev.filegate.deploy.config;

import dev.filegate.ftp.data.PortRange;
import java.time.Duration;

/** Keys of TFTP, which this version knows but does not serve. */
final class TftpKeys {
    final KeyGroup group = new KeyGroup(
            "TFTP",
            "Not in this version. The keys are known so that one file can serve this version and the next; turning TFTP on is an error.");

    final Key<Boolean> enabled = group.add(Key.of("filegate.tftp.enabled", ValueTypes.FLAG)
            .byDefault("false")
            .unavailable("TFTP", asked -> asked)
            .means("Whether TFTP is served."));
    final Key<String> host = group.add(Key.of("filegate.tftp.host", ValueTypes.HOST)
            .byDefault("0.0.0.0")
            .inQuickstart("127.0.0.1")
            .means("Address to listen on."));
    final Key<Integer> port = group.add(Key.of("filegate.tftp.port", ValueTypes.PORT)
            .byDefault("69")
            .inQuickstart("6969")
            .means("Port to listen on."));
    final Key<String> account = group.add(Key.of("filegate.tftp.account", ValueTypes.NAME)
            .means("The account TFTP acts as, since it has no login; it sees that account's tree."));
    final Key<Boolean> write = group.add(
            Key.of("filegate.tftp.write", ValueTypes.FLAG).byDefault("false").means("Whether files may be written."));
    final Key<Boolean> overwrite = group.add(Key.of("filegate.tftp.overwrite", ValueTypes.FLAG)
            .byDefault("false")
            .means("Whether existing files may be replaced."));
    final Key<Boolean> singlePort = group.add(Key.of("filegate.tftp.single-port", ValueTypes.FLAG)
            .byDefault("false")
            .means("Whether whole transfers use the listening port, for NAT and Kubernetes."));
    final Key<PortRange> ports = group.add(Key.of("filegate.tftp.ports", ValueTypes.PORTS)
            .means("Ports that transfers leave from; any free port when not set."));
    final Key<Integer> maxWindow =
            group.add(Key.of("filegate.tftp.max-window", ValueTypes.integer("a number of blocks, 1 to 65535", 1, 65535))
                    .byDefault("64")
                    .means("Largest window granted, in blocks (RFC 7440)."));
    final Key<Integer> maxBlock =
            group.add(Key.of("filegate.tftp.max-block", ValueTypes.integer("a number of bytes, 8 to 65464", 8, 65464))
                    .byDefault("65464")
                    .means("Largest block granted, in bytes (RFC 2348)."));
    final Key<Duration> timeout = group.add(Key.of("filegate.tftp.timeout", ValueTypes.DURATION)
            .byDefault("1s")
            .means("Time without an answer after which packets are sent again."));
    final Key<Integer> retries =
            group.add(Key.of("filegate.tftp.retries", ValueTypes.integer("a number, 0 to 100", 0, 100))
                    .byDefault("5")
                    .means("How often packets are sent again before a transfer is given up."));

    /** Finds what is wrong with the keys, and whether they ask for what is not there. */
    void check(Values values) {
        group.keys().forEach(values::find);
    }
}
