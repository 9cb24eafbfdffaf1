package dev.filegate.sftp.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's identity: every {@code ssh_host_*_key} in a directory, in OpenSSH's file format and under OpenSSH's names, so that keys of
 * an OpenSSH server can be copied in. A type that is missing is made, readable for the owner only.
 */
final class HostKeys {
    private static final Logger LOG = LoggerFactory.getLogger(HostKeys.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private HostKeys() {}

    /**
     * Loads what is there and makes what is missing.
     *
     * @return the keys, each type's oldest file name first; the types in our order of preference
     * @throws IOException with words, when a file cannot be read, holds no key, or is open to others
     */
    static List<KeyPair> loadOrMake(Path directory) throws IOException {
        try {
            return loadOrMakeAll(directory);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "" : " (" + e.getReason() + ")";
            throw new IOException(
                    "the host keys in " + directory + " cannot be read or made" + reason
                            + "; let filegate.sftp.host-keys name a directory that this user may read and write",
                    e);
        }
    }

    private static List<KeyPair> loadOrMakeAll(Path directory) throws IOException {
        makeDirectory(directory);
        List<KeyPair> keys = new ArrayList<>(loadAll(directory));
        for (Algorithms.HostKeyType type : Algorithms.HostKeyType.all()) {
            if (keys.stream().noneMatch(key -> type.keyType().equals(KeyUtils.getKeyType(key)))) {
                keys.add(make(directory, type));
            }
        }
        List<String> preferred = Algorithms.HostKeyType.all().stream()
                .map(Algorithms.HostKeyType::keyType)
                .toList();
        return keys.stream()
                .sorted((a, b) -> Integer.compare(rank(preferred, a), rank(preferred, b)))
                .toList();
    }

    private static int rank(List<String> preferred, KeyPair key) {
        int rank = preferred.indexOf(KeyUtils.getKeyType(key));
        return rank < 0 ? preferred.size() : rank;
    }

    private static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(directory)) {
                    throw new IOException(directory + " is not a directory", e);
                }
            }
        }
    }

    private static List<KeyPair> loadAll(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(HostKeys::isKeyFile).sorted().toList();
        }
        List<KeyPair> keys = new ArrayList<>();
        for (Path file : files) {
            keys.addAll(load(file));
        }
        return keys;
    }

    private static boolean isKeyFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith("ssh_host_") && name.endsWith("_key");
    }

    private static List<KeyPair> load(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (isOurs(file) && permissions.stream().anyMatch(OTHERS::contains)) {
            throw new IOException("the host key " + file + " is open to others than its owner; run: chmod 600 " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            Iterable<KeyPair> loaded = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(file.toString()), in, FilePasswordProvider.EMPTY);
            List<KeyPair> keys = new ArrayList<>();
            if (loaded != null) {
                loaded.forEach(keys::add);
            }
            if (keys.isEmpty()) {
                throw new IOException("the host key " + file + " holds no private key");
            }
            return keys;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("the host key " + file + " cannot be understood: " + e.getMessage(), e);
        }
    }

    /** As OpenSSH has it: what another user has lent us, such as a mounted secret, is that user's to judge. */
    private static boolean isOurs(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid").equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /** Written beside its place and moved there, so that a crash leaves no half of a key. */
    private static KeyPair make(Path directory, Algorithms.HostKeyType type) throws IOException {
        Path file = directory.resolve("ssh_host_" + type.name().toLowerCase(Locale.ROOT) + "_key");
        Path draft = directory.resolve(file.getFileName() + ".new");
        try {
            KeyPair key = KeyUtils.generateKeyPair(type.keyType(), type.bits());
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try (OutputStream out = Files.newOutputStream(draft, StandardOpenOption.WRITE)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "filegate", null, out);
            }
            try (OutputStream out = Files.newOutputStream(Path.of(file + ".pub"))) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(key.getPublic(), "filegate", out);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("made the host key {} ({})", file, KeyUtils.getFingerPrint(key.getPublic()));
            return key;
        } catch (GeneralSecurityException e) {
            throw new IOException("a host key of type " + type.keyType() + " cannot be made: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
