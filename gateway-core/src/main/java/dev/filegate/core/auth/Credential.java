package dev.filegate.core.auth;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/** A proof of identity, as a protocol received it. */
public sealed interface Credential {
    /** The name the client claims. */
    String user();

    Method method();

    /** Kinds of proof. */
    enum Method {
        PASSWORD,
        PUBLIC_KEY,
        ADDRESS;

        /** The word used in audit records. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** FTP PASS (for anonymous visitors the mail address they sent, RFC 1635), SSH password and keyboard-interactive. */
    record Password(String user, Secret secret) implements Credential {
        @Override
        public Method method() {
            return Method.PASSWORD;
        }
    }

    /**
     * SSH public key (RFC 4252 section 7). The protocol has verified the signature that proves it, unless it only asks whether the key
     * would do.
     *
     * @param from where the client is: a key may be bound to addresses
     */
    record PublicKey(String user, SshKey key, InetAddress from) implements Credential {
        @Override
        public Method method() {
            return Method.PUBLIC_KEY;
        }
    }

    /**
     * SSH key with a certificate of an authority that is trusted for users. The protocol has verified the authority's signature, the time,
     * the addresses and that nothing is revoked.
     *
     * @param principals names the certificate is for; the user must be among them
     * @param id what the authority calls the certificate, for the audit trail
     */
    record Certificate(String user, List<String> principals, String id) implements Credential {
        public Certificate {
            principals = List.copyOf(principals);
        }

        @Override
        public Method method() {
            return Method.PUBLIC_KEY;
        }
    }

    /** TFTP: the address is all there is; the listener's configuration names the account. */
    record Address(String user) implements Credential {
        @Override
        public Method method() {
            return Method.ADDRESS;
        }
    }
}
