package dev.filegate.ftp.data;

import dev.filegate.core.account.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address that PASV tells a client, which behind NAT is not the one the gateway has ({@code filegate.ftp.passive.address}). Names
 * are looked up again after {@link #FRESH}, so an address that changes is followed; while a look-up fails the last answer stays. Thread-safe.
 */
public final class PassiveAddress {
    /** How long the answer for a name is believed. */
    static final Duration FRESH = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(PassiveAddress.class);

    private final List<Rule> rules;
    private final Resolver resolver;
    private final LongSupplier nanoTime;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /**
     * What clients from a network are told.
     *
     * @param clients whom this is for
     * @param host a name or an IPv4 address
     */
    public record Rule(Network clients, String host) {
        /**
         * Parses {@code 10.0.0.0/8=192.0.2.1}, or a host alone, which is for everybody.
         *
         * @throws IllegalArgumentException with words for the operator
         */
        public static List<Rule> parse(String text) {
            int equals = text.indexOf('=');
            String host = text.substring(equals + 1).strip();
            if (host.isEmpty() || host.contains(" ")) {
                throw new IllegalArgumentException("\"" + text + "\" is not a host or network=host");
            }
            if (equals < 0) {
                return List.of(new Rule(Network.parse("0.0.0.0/0"), host), new Rule(Network.parse("::/0"), host));
            }
            return List.of(new Rule(Network.parse(text.substring(0, equals).strip()), host));
        }
    }

    /** Where names are looked up. */
    interface Resolver {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    private record Answer(InetAddress address, long at) {}

    /** @param rules the most specific network wins; without one that fits, clients are told the address they reached */
    public PassiveAddress(List<Rule> rules) {
        this(rules, InetAddress::getAllByName, System::nanoTime);
    }

    PassiveAddress(List<Rule> rules, Resolver resolver, LongSupplier nanoTime) {
        this.rules = rules.stream()
                .sorted((a, b) ->
                        Integer.compare(b.clients().prefixLength(), a.clients().prefixLength()))
                .toList();
        this.resolver = resolver;
        this.nanoTime = nanoTime;
    }

    /**
     * The IPv4 address for a client. May block for a look-up.
     *
     * @param reached the address the client reached
     * @throws IOException when a name cannot be resolved and never could, or the address is not IPv4, in words for the client
     */
    public InetAddress tell(InetAddress client, InetAddress reached) throws IOException {
        for (Rule rule : rules) {
            if (rule.clients().contains(client)) {
                return resolve(rule.host());
            }
        }
        return reached;
    }

    private InetAddress resolve(String host) throws IOException {
        Answer known = answers.get(host);
        long now = nanoTime.getAsLong();
        if (known != null && now - known.at() < FRESH.toNanos()) {
            return known.address();
        }
        try {
            Answer fresh = new Answer(firstIpv4(host), now);
            answers.put(host, fresh);
            return fresh.address();
        } catch (UnknownHostException e) {
            if (known == null) {
                LOG.error("filegate.ftp.passive.address: \"{}\" has no IPv4 address: {}", host, e.getMessage());
                throw new IOException("the gateway's public address is not known; use EPSV", e);
            }
            LOG.warn("filegate.ftp.passive.address: \"{}\" cannot be looked up now, {} stays", host, known.address());
            answers.put(host, new Answer(known.address(), now));
            return known.address();
        }
    }

    private InetAddress firstIpv4(String host) throws UnknownHostException {
        for (InetAddress address : resolver.lookUp(host)) {
            if (address.getAddress().length == 4) {
                return address;
            }
        }
        throw new UnknownHostException("only IPv6");
    }
}
