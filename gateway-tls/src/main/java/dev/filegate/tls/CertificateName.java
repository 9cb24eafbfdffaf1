package dev.filegate.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** Which part of a client certificate is the account's name. */
public enum CertificateName {
    /** The subject's CN. */
    COMMON_NAME,
    /** The first rfc822Name among the subject's alternative names. */
    EMAIL,
    /** The first dNSName among the subject's alternative names. */
    DNS;

    /** GeneralName tags of RFC 5280 section 4.2.1.6. */
    private static final int RFC822_NAME = 1;

    private static final int DNS_NAME = 2;

    /** The name in this certificate, or empty when it has none of this kind. */
    public Optional<String> of(X509Certificate certificate) {
        return switch (this) {
            case COMMON_NAME -> commonName(certificate);
            case EMAIL -> alternative(certificate, RFC822_NAME);
            case DNS -> alternative(certificate, DNS_NAME);
        };
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            LdapName subject =
                    new LdapName(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
            return subject.getRdns().reversed().stream()
                    .filter(part -> part.getType().equalsIgnoreCase("CN"))
                    .map(Rdn::getValue)
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> alternative(X509Certificate certificate, int tag) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            return names.stream()
                    .filter(name -> name.getFirst().equals(tag))
                    .map(name -> String.valueOf(name.get(1)))
                    .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }
}
