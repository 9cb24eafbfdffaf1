package dev.filegate.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate of a gateway that was given none: P-256, valid for a year, for this host's names and addresses, kept under
 * {@code filegate.home} so that clients which pinned it go on trusting it. Replaced within 30 days of its end.
 */
public final class SelfSigned {
    static final Duration VALIDITY = Duration.ofDays(365);
    static final Duration RENEWAL = Duration.ofDays(30);

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private SelfSigned() {}

    /**
     * The files of the generated identity, made now if they are missing or about to expire.
     *
     * @param directory created with mode 0700 when missing
     */
    public static KeyFiles keptIn(Path directory, Instant now) {
        KeyFiles files = new KeyFiles(directory.resolve("certificate.pem"), directory.resolve("private-key.pem"), "");
        if (!usable(files, now)) {
            try {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                generate(files, hostNames(), now);
            } catch (IOException | UncheckedIOException e) {
                throw new TlsException(
                        directory + ": cannot keep the generated certificate there: " + e.getMessage(),
                        "let the gateway write below filegate.home, or give filegate.tls.certificate",
                        e);
            }
        }
        return files;
    }

    private static boolean usable(KeyFiles files, Instant now) {
        if (!Files.exists(files.certificate()) || !Files.exists(files.privateKey())) {
            return false;
        }
        Instant end = PemFiles.identity(files).certificate().getNotAfter().toInstant();
        return now.plus(RENEWAL).isBefore(end);
    }

    private static void generate(KeyFiles files, List<String> names, Instant now) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            write(files.privateKey(), pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
            write(files.certificate(), pem(certificate(pair, names, now)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new TlsException(
                    "cannot generate a certificate: " + e.getMessage(), "give filegate.tls.certificate", e);
        }
    }

    private static X509CertificateHolder certificate(KeyPair pair, List<String> names, Instant now)
            throws IOException, OperatorCreationException {
        X500Name subject = new X500Name("CN=" + names.getFirst());
        // One hour back, for clients whose clock is slow. 64 random bits as the serial number: CA/B forum's minimum.
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(64, new SecureRandom()).setBit(64),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALIDITY)),
                subject,
                pair.getPublic());
        GeneralName[] alternatives = names.stream()
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    }

    private static List<String> hostNames() {
        Set<String> names = new LinkedHashSet<>();
        try {
            InetAddress local = InetAddress.getLocalHost();
            names.add(local.getHostName());
            names.add(local.getHostAddress());
        } catch (UnknownHostException e) {
            // A host that cannot resolve its own name is still localhost.
        }
        names.addAll(List.of("localhost", "127.0.0.1", "::1"));
        List<String> usable = new ArrayList<>(names);
        usable.removeIf(name -> !isAddress(name) && !name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"));
        return usable;
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
    }

    private static String pem(Object part) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(part);
        }
        return text.toString();
    }

    /** Written beside and moved, so that neither a crash nor a reader ever sees half a file. */
    private static void write(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(), ".new", ".pem", PosixFilePermissions.asFileAttribute(PRIVATE));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
