package dev.filegate.tls;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMDecryptorProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Reads certificates, keys and revocation lists from PEM files (RFC 7468). Every failure names the file and what to do about it. */
final class PemFiles {
    private static final byte[] PROBE = "filegate".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private PemFiles() {}

    /** The identity of a pair of files, after proving that key and certificate belong together. */
    static Identity identity(KeyFiles files) {
        List<X509Certificate> chain = certificates(files.certificate());
        PrivateKey key = privateKey(files.privateKey(), files.password());
        if (!belongTogether(chain.getFirst().getPublicKey(), key)) {
            throw new TlsException(
                    files.privateKey() + ": this is not the private key of the certificate in " + files.certificate(),
                    "give the pair that was issued together");
        }
        return new Identity(files.certificate().toString(), chain, key);
    }

    /** All certificates of a file, in its order; at least one. */
    static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        for (Object part : parts(file)) {
            if (part instanceof X509CertificateHolder holder) {
                try {
                    certificates.add(converter.getCertificate(holder));
                } catch (CertificateException e) {
                    throw new TlsException(
                            file + ": holds a certificate that cannot be read", "export it again as PEM", e);
                }
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsException(file + ": holds no certificate", "give a PEM file with BEGIN CERTIFICATE");
        }
        return certificates;
    }

    /** All revocation lists of a file; at least one. */
    static List<X509CRL> revocationLists(Path file) {
        List<X509CRL> lists = new ArrayList<>();
        JcaX509CRLConverter converter = new JcaX509CRLConverter();
        for (Object part : parts(file)) {
            if (part instanceof X509CRLHolder holder) {
                try {
                    lists.add(converter.getCRL(holder));
                } catch (CRLException e) {
                    throw new TlsException(
                            file + ": holds a revocation list that cannot be read", "export it again as PEM", e);
                }
            }
        }
        if (lists.isEmpty()) {
            throw new TlsException(file + ": holds no revocation list", "give a PEM file with BEGIN X509 CRL");
        }
        return lists;
    }

    private static PrivateKey privateKey(Path file, String password) {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        // BouncyCastle calls this key type "ECDSA", a name that the JDK's own key factory does not know.
        converter.setAlgorithmMapping(X9ObjectIdentifiers.id_ecPublicKey, "EC");
        try {
            for (Object part : parts(file)) {
                switch (part) {
                    case PrivateKeyInfo plain -> {
                        return converter.getPrivateKey(plain);
                    }
                    case PEMKeyPair pair -> {
                        return converter.getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    case PKCS8EncryptedPrivateKeyInfo encrypted -> {
                        return converter.getPrivateKey(decrypted(file, encrypted, password));
                    }
                    case PEMEncryptedKeyPair encrypted -> {
                        PEMDecryptorProvider decryptor = new BcPEMDecryptorProvider(needed(file, password));
                        return converter.getPrivateKey(
                                encrypted.decryptKeyPair(decryptor).getPrivateKeyInfo());
                    }
                    default -> {
                        // Certificates and EC parameters may stand in the same file.
                    }
                }
            }
        } catch (PEMException | PKCSException | OperatorCreationException e) {
            throw new TlsException(
                    file + ": the private key cannot be read",
                    "look at filegate.tls.private-key-password, or convert the key to PKCS#8",
                    e);
        } catch (IOException e) {
            throw new TlsException(
                    file + ": the private key cannot be decrypted", "correct filegate.tls.private-key-password", e);
        }
        throw new TlsException(file + ": holds no private key", "give a PEM file with BEGIN PRIVATE KEY");
    }

    private static PrivateKeyInfo decrypted(Path file, PKCS8EncryptedPrivateKeyInfo encrypted, String password)
            throws OperatorCreationException, PKCSException {
        return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                .setProvider(new BouncyCastleProvider())
                .build(needed(file, password)));
    }

    private static char[] needed(Path file, String password) {
        if (password.isEmpty()) {
            throw new TlsException(file + ": the private key is encrypted", "give filegate.tls.private-key-password");
        }
        return password.toCharArray();
    }

    private static List<Object> parts(Path file) {
        List<Object> parts = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(reader)) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                parts.add(part);
            }
        } catch (NoSuchFileException e) {
            throw new TlsException(file + ": no such file", "correct the path", e);
        } catch (IOException | RuntimeException e) {
            throw new TlsException(
                    file + ": cannot be read as PEM: " + e.getMessage(),
                    "give a PEM file that the gateway may read",
                    e);
        }
        return parts;
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
