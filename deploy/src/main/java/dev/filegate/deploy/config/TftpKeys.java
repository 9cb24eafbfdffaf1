package dev.filegate.deploy.config;

import dev.filegate.core.account.Network;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.ftp.data.PortRange;
import dev.filegate.tftp.NameRewrite;
import dev.filegate.tftp.Rollover;
import dev.filegate.tftp.TftpConfig;
import dev.filegate.tftp.TftpConfig.Access;
import dev.filegate.tftp.TftpConfig.ClientRule;
import dev.filegate.tftp.TftpOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keys of TFTP. */
final class TftpKeys {
    private static final KeyPattern CLIENTS = KeyPattern.parse("filegate.tftp.clients");
    private static final KeyPattern REWRITES = KeyPattern.parse("filegate.tftp.rewrite");
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);

    private static final ValueType<Set<TftpOption>> OPTIONS = ValueType.setOf(
            "a list of "
                    + Arrays.stream(TftpOption.values())
                            .map(option -> '`' + option.word() + '`')
                            .collect(Collectors.joining(", ")),
            ValueType.Form.WORDS,
            TftpKeys::options);

    final KeyGroup group = new KeyGroup(
            "TFTP",
            "TFTP has no login: a client acts as the account named here for its address, and addresses can be forged. docs/protocols/tftp.md says what is served.");

    final Key<Boolean> enabled = group.add(Key.of("filegate.tftp.enabled", ValueTypes.FLAG)
            .byDefault("false")
            .inQuickstart("true")
            .means("Whether TFTP is served."));
    final Key<String> host = group.add(Key.of("filegate.tftp.host", ValueTypes.HOST)
            .byDefault("0.0.0.0")
            .inQuickstart("127.0.0.1")
            .means("Address to listen on; `0.0.0.0` is each IPv4 address of this machine, `::` each of both kinds."));
    final Key<Integer> port = group.add(Key.of("filegate.tftp.port", ValueTypes.PORT)
            .byDefault("69")
            .inQuickstart("6969")
            .means("Port of requests."));
    final Key<String> account = group.add(Key.of("filegate.tftp.account", ValueTypes.NAME)
            .means("The account TFTP acts as; it sees that account's tree. Nobody is served when not set."));
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
            .means("Time without an answer after which packets are sent again, from `10ms`; later waits are longer."));
    final Key<Integer> retries =
            group.add(Key.of("filegate.tftp.retries", ValueTypes.integer("a number, 0 to 100", 0, 100))
                    .byDefault("5")
                    .means("How often packets are sent again before a transfer is given up."));
    final Key<Integer> rollover = group.add(Key.of("filegate.tftp.rollover", ValueTypes.integer("`0` or `1`", 0, 1))
            .byDefault("0")
            .means("Number of the block after block 65535, if the client does not ask for one."));
    final Key<Duration> lifetime = group.add(Key.of("filegate.tftp.lifetime", ValueTypes.POSITIVE_DURATION)
            .byDefault("4h")
            .means("The longest a transfer may take."));
    final Key<Integer> transfers = group.add(Key.of("filegate.tftp.transfers", ValueTypes.count(1))
            .byDefault("1000")
            .means("Transfers at the same time; requests beyond get no answer."));
    final Key<Integer> transfersPerAddress = group.add(Key.of(
                    "filegate.tftp.transfers-per-address", ValueTypes.count(1))
            .byDefault("100")
            .means("Transfers of one address, or one IPv6 /64, at the same time; requests beyond get no answer."));
    final Key<Integer> requestsPerSecond = group.add(
            Key.of("filegate.tftp.requests-per-second", ValueTypes.integer("a number, 1 to 1000000", 1, 1_000_000))
                    .byDefault("50")
                    .means(
                            "Requests of one address, or one IPv6 /64, that are answered; twice as many at once after a pause."));
    final Key<Long> maxSize = group.add(Key.of("filegate.tftp.max-size", ValueTypes.SIZE)
            .byDefault("0")
            .means("The most bytes of a file that is sent to the gateway; 0 means no bound."));
    final Key<Long> cache = group.add(
            Key.of("filegate.tftp.cache", ValueTypes.SIZE)
                    .byDefault("64M")
                    .means(
                            "Memory for what several clients read from remote storage, so that it is read once; 0 turns it off."));

    final Key<List<Network>> networks = group.add(
            Key.of("filegate.tftp.clients[i].networks", ValueTypes.NETWORKS)
                    .means(
                            "Clients that the following keys are for instead; the first entry with a client's network decides. Required for an entry."));
    final Key<String> clientAccount = group.add(Key.of("filegate.tftp.clients[i].account", ValueTypes.NAME)
            .means("The account they act as; `filegate.tftp.account` when not set."));
    final Key<VirtualPath> clientRoot = group.add(Key.of("filegate.tftp.clients[i].root", ValueTypes.TREE_PATH)
            .byDefault("/")
            .means("The directory of that account's tree that is `/` for them."));
    final Key<Boolean> clientWrite = group.add(Key.of("filegate.tftp.clients[i].write", ValueTypes.FLAG)
            .means("Whether they may write files; as `filegate.tftp.write` when not set."));
    final Key<Boolean> clientOverwrite = group.add(Key.of("filegate.tftp.clients[i].overwrite", ValueTypes.FLAG)
            .means("Whether they may replace files; as `filegate.tftp.overwrite` when not set."));
    final Key<Set<TftpOption>> clientRefused = group.add(Key.of("filegate.tftp.clients[i].options-refused", OPTIONS)
            .means("Options that are not granted to them, because they ask for them and then get them wrong."));

    final Key<String> rewritePattern = group.add(
            Key.of("filegate.tftp.rewrite[i].pattern", ValueTypes.TEXT)
                    .means(
                            "Regular expression (RE2); each match in the name of a request is replaced. Required for an entry."));
    final Key<String> rewriteReplacement = group.add(Key.of("filegate.tftp.rewrite[i].replacement", ValueTypes.TEXT)
            .means("What it is replaced by, `$1` for the first group; nothing when not set."));
    final Key<NameRewrite.On> rewriteOn =
            group.add(Key.of("filegate.tftp.rewrite[i].on", ValueTypes.oneOf(NameRewrite.On.class))
                    .byDefault("both")
                    .means("Which requests it is for."));

    private static Set<TftpOption> options(List<String> words) {
        Set<TftpOption> options = EnumSet.noneOf(TftpOption.class);
        for (String word : words) {
            options.add(TftpOption.of(word)
                    .orElseThrow(() -> new IllegalArgumentException("names \"" + word + "\", which is not known")));
        }
        return options;
    }

    /** How TFTP is served, if it is. */
    Optional<TftpConfig> read(Values values) {
        PortRange range = values.find(ports).orElse(new PortRange(0, 0));
        Access access = new Access(
                values.find(account).orElse(""), VirtualPath.ROOT, values.get(write), values.get(overwrite), Set.of());
        TftpConfig config = new TftpConfig(
                new TftpConfig.Listen(
                        values.host(host),
                        values.get(port),
                        values.get(singlePort),
                        new dev.filegate.tftp.PortRange(range.first(), range.last())),
                access,
                readTuning(values),
                new TftpConfig.Bounds(
                        values.get(transfers),
                        values.get(transfersPerAddress),
                        values.get(requestsPerSecond),
                        values.get(maxSize),
                        values.get(cache)),
                readClients(values, access),
                readRewrites(values));
        boolean served = values.get(enabled);
        if (served && config.accounts().isEmpty()) {
            values.report(
                    enabled,
                    "serves nobody, since no account is named",
                    "set filegate.tftp.account, or filegate.tftp.clients[i].account");
        }
        return served ? Optional.of(config) : Optional.empty();
    }

    private TftpConfig.Tuning readTuning(Values values) {
        Duration wait = values.get(timeout);
        if (wait.compareTo(SHORTEST_TIMEOUT) < 0) {
            values.report(timeout, "is shorter than any network", "write a time from 10ms");
            wait = SHORTEST_TIMEOUT;
        }
        return new TftpConfig.Tuning(
                values.get(maxBlock),
                values.get(maxWindow),
                wait,
                values.get(retries),
                values.get(rollover) == 0 ? Rollover.TO_ZERO : Rollover.TO_ONE,
                values.get(lifetime));
    }

    private List<ClientRule> readClients(Values values, Access common) {
        List<ClientRule> clients = new ArrayList<>();
        for (int i : values.indexes(CLIENTS)) {
            Access access = new Access(
                    values.find(clientAccount, i).orElse(common.account()),
                    values.get(clientRoot, i),
                    values.find(clientWrite, i).orElse(common.write()),
                    values.find(clientOverwrite, i).orElse(common.overwrite()),
                    values.find(clientRefused, i).orElse(Set.of()));
            values.required(networks, i).ifPresent(from -> clients.add(new ClientRule(from, access)));
        }
        return clients;
    }

    private List<NameRewrite> readRewrites(Values values) {
        List<NameRewrite> rewrites = new ArrayList<>();
        for (int i : values.indexes(REWRITES)) {
            String replacement = values.find(rewriteReplacement, i).orElse("");
            NameRewrite.On on = values.get(rewriteOn, i);
            values.required(rewritePattern, i).ifPresent(pattern -> {
                try {
                    rewrites.add(NameRewrite.of(pattern, replacement, on));
                } catch (IllegalArgumentException e) {
                    values.report(rewritePattern, String.valueOf(e.getMessage()), "correct the rule", i);
                }
            });
        }
        return rewrites;
    }
}
