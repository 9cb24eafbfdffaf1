package dev.filegate.tls;

/** What {@code filegate.ftp.client-certificates} asks of clients during the handshake of the control connection. */
public enum ClientCertificates {
    OFF,
    /** Asked for; a client without one goes on. A certificate that does not verify ends the handshake. */
    OPTIONAL,
    REQUIRED
}
