package dev.filegate.admin.api;

import dev.filegate.core.account.Network;
import dev.filegate.core.audit.AddressText;
import dev.filegate.core.path.NameCodec;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How things look in documents. Absent values are null, which leaves the field out. */
final class Shown {
    private Shown() {}

    static String address(InetSocketAddress address) {
        return AddressText.of(address);
    }

    static String network(Network network) {
        return AddressText.of(network.base()) + "/" + network.prefixLength();
    }

    /** Text that a client chose: control characters, and bytes that are not UTF-8, as {@code \xHH}. */
    static String text(Object text) {
        return NameCodec.printable(text.toString());
    }

    static @Nullable String unlessEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    static @Nullable Instant unlessNever(Instant moment) {
        return moment.equals(Instant.MAX) ? null : moment;
    }
}
