package dev.filegate.core.auth;

/** A proof of identity, as a protocol received it. */
public sealed interface Credential {
    /** The name the client claims. */
    String user();

    Method method();

    /** Kinds of proof. */
    enum Method {
        PASSWORD,
        ADDRESS
    }

    /** FTP PASS (for anonymous visitors the mail address they sent, RFC 1635), SSH password and keyboard-interactive. */
    record Password(String user, Secret secret) implements Credential {
        @Override
        public Method method() {
            return Method.PASSWORD;
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
