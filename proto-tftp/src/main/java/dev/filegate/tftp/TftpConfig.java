package dev.filegate.tftp;

import dev.filegate.core.account.Network;
import dev.filegate.core.path.VirtualPath;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys below {@code filegate.tftp}. Immutable.
 *
 * @param listen where requests are awaited, and where transfers happen
 * @param access who a client is taken for when no rule of {@code clients} names its network
 * @param tuning what options may ask for, and how long to wait
 * @param bounds how much at once
 * @param clients {@code clients[i]}: the first rule that names the client's network decides
 * @param rewrites {@code rewrite[i]}: applied to the name of every request, one after the other
 */
public record TftpConfig(
        Listen listen,
        Access access,
        Tuning tuning,
        Bounds bounds,
        List<ClientRule> clients,
        List<NameRewrite> rewrites) {
    public TftpConfig {
        clients = List.copyOf(clients);
        rewrites = List.copyOf(rewrites);
    }

    /** Defaults everywhere but for the address and the account. */
    public static TftpConfig of(String host, int port, Access access) {
        return new TftpConfig(
                new Listen(host, port, false, PortRange.ANY),
                access,
                Tuning.DEFAULT,
                Bounds.DEFAULT,
                List.of(),
                List.of());
    }

    /** The accounts that somebody can act as. */
    public Set<String> accounts() {
        return Stream.concat(Stream.of(access), clients.stream().map(ClientRule::access))
                .map(Access::account)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** What a client at this address may do. */
    Access accessOf(InetAddress address) {
        for (ClientRule client : clients) {
            if (client.networks().stream().anyMatch(network -> network.contains(address))) {
                return client.access();
            }
        }
        return access;
    }

    /**
     * Where packets come in.
     *
     * @param host {@code host}: an address, or {@code 0.0.0.0} or {@code ::} for all of this machine
     * @param port {@code port}: 0 for any free one
     * @param singlePort {@code single-port}: transfers share the port of the requests
     * @param ports {@code ports}: what transfers get otherwise
     */
    public record Listen(String host, int port, boolean singlePort, PortRange ports) {}

    /**
     * Who a client is, and what it may do.
     *
     * @param account {@code account}: acts as this account; empty: nobody, and every request is refused
     * @param root {@code root}: the directory of the account's tree that is {@code /} for the client
     * @param write {@code write}: may send files
     * @param overwrite {@code overwrite}: may replace files that exist
     * @param refused {@code options-refused}: options that are treated as unknown
     */
    public record Access(String account, VirtualPath root, boolean write, boolean overwrite, Set<TftpOption> refused) {
        public Access {
            refused = Set.copyOf(refused);
        }

        /** Reads as this account, from the top of its tree. */
        public static Access reading(String account) {
            return new Access(account, VirtualPath.ROOT, false, false, Set.of());
        }

        /** The same, with new files or also with replaced ones. */
        public Access writing(boolean replacing) {
            return new Access(account, root, true, replacing, refused);
        }
    }

    /** Clients by their network. */
    public record ClientRule(List<Network> networks, Access access) {
        public ClientRule {
            networks = List.copyOf(networks);
        }
    }

    /**
     * How transfers go.
     *
     * @param maxBlock {@code max-block}: the largest {@code blksize}, 8 to 65464
     * @param maxWindow {@code max-window}: the largest {@code windowsize}, 1 to 65535
     * @param timeout {@code timeout}: until something is sent again, if the client does not ask for another time
     * @param retries {@code retries}: how often, with growing waits, before the client counts as gone
     * @param rollover {@code rollover}: what follows block 65535 if the client does not ask
     * @param lifetime {@code lifetime}: the longest a transfer may take
     */
    public record Tuning(
            int maxBlock, int maxWindow, Duration timeout, int retries, Rollover rollover, Duration lifetime) {
        /** The largest block of RFC 2348: what fits an IPv4 packet. */
        public static final int LARGEST_BLOCK = 65464;

        private static final int SMALLEST_BLOCK = 8;
        private static final int LARGEST_WINDOW = 65535;

        public static final Tuning DEFAULT =
                new Tuning(LARGEST_BLOCK, 64, Duration.ofSeconds(1), 5, Rollover.TO_ZERO, Duration.ofHours(4));

        public Tuning {
            require(maxBlock >= SMALLEST_BLOCK && maxBlock <= LARGEST_BLOCK, "max-block is 8 to 65464 bytes");
            require(maxWindow >= 1 && maxWindow <= LARGEST_WINDOW, "max-window is 1 to 65535 blocks");
            require(timeout.compareTo(Duration.ofMillis(10)) >= 0, "timeout is at least 10ms");
            require(retries >= 0, "retries is 0 or more");
            require(lifetime.isPositive(), "lifetime is longer than nothing");
        }
    }

    /**
     * How much at once. What goes beyond is not answered: a client that hears nothing asks again, and a forged sender is not bothered.
     *
     * @param transfers {@code transfers}: all of them
     * @param transfersPerAddress {@code transfers-per-address}
     * @param requestsPerSecond {@code requests-per-second}: of one address, with bursts of twice as many
     * @param maxSize {@code max-size}: the most bytes of a file that is sent here; 0 for no bound
     * @param cache {@code cache}: bytes of remote files kept for the next reader
     */
    public record Bounds(int transfers, int transfersPerAddress, int requestsPerSecond, long maxSize, long cache) {
        public static final Bounds DEFAULT = new Bounds(1000, 100, 50, 0, 64L << 20);

        public Bounds {
            require(transfers >= 1, "transfers is at least 1");
            require(transfersPerAddress >= 1, "transfers-per-address is at least 1");
            require(requestsPerSecond >= 1, "requests-per-second is at least 1");
            require(maxSize >= 0, "max-size is 0 or more");
            require(cache >= 0, "cache is 0 or more");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("filegate.tftp." + otherwise);
        }
    }
}
