package dev.filegate.storage.s3;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * How long to wait for the service, and which way to go.
 *
 * @param connectTimeout for one connection to be made
 * @param requestTimeout how long a request may be silent: no byte sent or received
 * @param callTimeout for one operation with all its repetitions; parts of uploads and copies inside the service get five times as long
 * @param attempts how often a request is tried in all, with growing pauses, when the service is busy, fails or cannot be reached
 * @param proxy address of an HTTP proxy ({@code http://user:password@proxy:3128}); empty for none
 * @param authorities certificates to trust instead of the system's; empty for the system's
 */
public record S3Network(
        Duration connectTimeout,
        Duration requestTimeout,
        Duration callTimeout,
        int attempts,
        String proxy,
        List<X509Certificate> authorities) {
    /** Five seconds to connect, thirty of silence, sixty in all; ten attempts, which outlast about twenty seconds without a service. */
    public static final S3Network DEFAULT =
            new S3Network(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60), 10, "", List.of());

    public S3Network {
        requirePositive(connectTimeout, "connect timeout");
        requirePositive(requestTimeout, "request timeout");
        requirePositive(callTimeout, "call timeout");
        if (attempts < 1) {
            throw new IllegalArgumentException("a request is tried at least once, not " + attempts + " times");
        }
        authorities = List.copyOf(authorities);
    }

    private static void requirePositive(Duration duration, String what) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the " + what + " must be positive, not " + duration);
        }
    }

    /** Proxies carry passwords. */
    @Override
    public String toString() {
        return "S3Network[" + connectTimeout + ", " + requestTimeout + ", " + callTimeout + ", " + attempts + "]";
    }
}
