package dev.filegate.sftp.transport;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the SSH server behaves.
 *
 * @param address where to listen; port 0 for any free port
 * @param hostKeys directory of the host keys; missing ones are made there
 * @param legacyAlgorithms whether algorithms that nobody should need any more are offered behind the others
 * @param loginTimeout from the first byte to the login
 * @param idleTimeout without a request
 * @param keepAlive silence after which a client is asked whether it is there
 * @param maxChannels channels of one connection at the same time
 * @param window bytes that a client may send on a channel before any of them is worked off
 * @param rekeyBytes bytes in one direction before new keys are exchanged
 * @param rekeyTime the same by time
 * @param banner shown before the login; empty for none
 */
public record SshSettings(
        InetSocketAddress address,
        Path hostKeys,
        boolean legacyAlgorithms,
        Duration loginTimeout,
        Duration idleTimeout,
        Duration keepAlive,
        int maxChannels,
        int window,
        long rekeyBytes,
        Duration rekeyTime,
        List<String> banner) {
    public SshSettings {
        banner = List.copyOf(banner);
    }
}
