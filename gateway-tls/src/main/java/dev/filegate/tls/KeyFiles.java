package dev.filegate.tls;

import java.nio.file.Path;

/**
 * One identity as configured ({@code filegate.tls.certificate}, {@code .private-key}, {@code .private-key-password}).
 *
 * @param certificate PEM file, the server's certificate first and the intermediate ones after it
 * @param privateKey PEM file: PKCS#8, PKCS#1 or SEC 1, each plain or encrypted; may be the same file
 * @param password of an encrypted key; empty for none
 */
public record KeyFiles(Path certificate, Path privateKey, String password) {
    @Override
    public String toString() {
        return "KeyFiles[" + certificate + ", " + privateKey + "]";
    }
}
