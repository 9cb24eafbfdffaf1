package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * One client's visit to the gateway: a directory of its own there, a directory of its own here, and a way between them. File names are
 * relative to these two directories.
 */
final class Visit {
    private final Gateway gateway;
    private final Way way;
    private final String directory;
    private final Path local;
    private final Path remote;
    private final Shell shell;

    Visit(Gateway gateway, Way way, String name, Path here) throws IOException {
        this.gateway = gateway;
        this.way = way;
        this.directory = "/" + name;
        this.remote = Files.createDirectory(gateway.root().resolve(name));
        this.local = Files.createDirectories(here.resolve("local"));
        this.shell = new Shell(local, Files.createDirectories(here.resolve("home")));
    }

    Way way() {
        return way;
    }

    int port() {
        return gateway.port();
    }

    int implicitPort() {
        return gateway.implicitPort();
    }

    int tftpPort() {
        return gateway.tftpPort();
    }

    int sftpPort() {
        return gateway.sftpPort();
    }

    String user() {
        return Gateway.USER;
    }

    String password() {
        return Gateway.PASSWORD;
    }

    /** The directory as the client names it. */
    String directory() {
        return directory;
    }

    /** The URL of a file or, with a trailing slash, of a directory; of the visit's own directory when the name is empty. */
    String url(String name) {
        return url("ftp", port(), name);
    }

    String url(String scheme, int port, String name) {
        return scheme + "://" + user() + ":" + encoded(password()) + "@" + way.urlHost() + ":" + port + directory + "/"
                + encoded(name).replace("%2F", "/");
    }

    /** Where a file is on the client's side. */
    Path local(String name) {
        return local.resolve(name);
    }

    /** Where a file is on the gateway's disk. */
    Path remote(String name) {
        return remote.resolve(name);
    }

    Shell shell() {
        return shell;
    }

    /** Runs a script in the local directory; it must succeed. */
    String run(String script) {
        return shell.run(script).succeeded();
    }

    /** Runs a client that does not tell its failures by its exit code; what came of it is for the caller to see. */
    String talk(String script) {
        return shell.run(script).output();
    }

    /** Bytes that differ from place to place, on the client's side. */
    Path makeLocal(String name, int size) {
        return make(local(name), size);
    }

    /** The same on the gateway's disk. */
    Path makeRemote(String name, int size) {
        return make(remote(name), size);
    }

    /** The first bytes of a file as a file of its own: what an interrupted transfer leaves. */
    static void copyHead(Path from, Path to, int size) {
        try {
            byte[] head = new byte[size];
            System.arraycopy(Files.readAllBytes(from), 0, head, 0, size);
            Files.write(to, head);
        } catch (IOException e) {
            throw new AssertionError("cannot write " + to, e);
        }
    }

    /** Whether both files hold the same bytes. */
    void assertSame(Path expected, Path actual) {
        assertThat(Sha256.of(actual)).as("the hash of " + actual).isEqualTo(Sha256.of(expected));
    }

    /** The audit record of a transfer of the file that the visit's directory knows by {@code name}. */
    void assertAudited(String transfer, String name, long bytes) {
        gateway.audit().awaitTransfer(transfer, directory + "/" + name, bytes);
    }

    /** Waits until the gateway has noticed that an upload was broken off. */
    void awaitBrokenUpload(String name) {
        gateway.audit().awaitBrokenUpload(directory + "/" + name);
    }

    /** The same of a transfer by FTPS in that version of TLS. */
    void assertAuditedOverTls(String transfer, String name, long bytes, String version) {
        gateway.audit().awaitTransferOverTls(transfer, directory + "/" + name, bytes, version);
    }

    /** The same of a transfer by TFTP with what was agreed on. */
    void assertAuditedByTftp(String transfer, String name, long bytes, Map<String, String> notes) {
        gateway.audit().awaitTransferByTftp(transfer, directory + "/" + name, bytes, notes);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Path make(Path path, int size) {
        try {
            byte[] content = new byte[size];
            new Random(size).nextBytes(content);
            Files.createDirectories(path.getParent());
            return Files.write(path, content);
        } catch (IOException e) {
            throw new AssertionError("cannot write " + path, e);
        }
    }
}
