package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** curl with certificates that OpenSSL issued: as the only proof, together with a password, revoked, and where nobody comes in without one. */
@RealClient(command = "openssl", debianPackage = "openssl")
class ClientCertificatesIT {
    /** curl's exit codes: the handshake failed, the server hung up (TLS 1.3 tells a client late), the login was denied. */
    private static final int[] NO_HANDSHAKE = {35, 55, 56, 8};

    private static final int DENIED = 67;

    @TempDir
    static Path directory;

    private static Shell shell;
    private static Gateway optional;
    private static Gateway required;

    @BeforeAll
    static void issueCertificates() {
        shell = new Shell(directory, directory);
        shell.run("""
                cat >ca.cnf <<'END'
                [ca]
                default_ca = here
                [here]
                database = index.txt
                serial = serial
                new_certs_dir = .
                certificate = ca.pem
                private_key = ca.key
                default_md = sha256
                default_days = 2
                default_crl_days = 2
                policy = any
                [any]
                commonName = supplied
                END
                : >index.txt; echo 01 >serial
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 2 -subj '/CN=Test authority' -addext keyUsage=keyCertSign,cRLSign
                for name in partner careful former; do
                    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $name.key -out $name.csr -subj /CN=$name
                    openssl ca -batch -config ca.cnf -in $name.csr -out $name.crt -notext
                    cat $name.crt $name.key >$name.pem
                done
                openssl ca -config ca.cnf -revoke former.crt
                openssl ca -config ca.cnf -gencrl -out crl.pem
                """).succeeded();
        optional = Gateway.start(configuration("optional"));
        required = Gateway.start(configuration("required"));
    }

    @AfterAll
    static void stop() throws IOException {
        optional.close();
        required.close();
    }

    private static String configuration(String clientCertificates) {
        return """
                filegate:
                  ftp:
                    client-certificates: %1$s
                    client-authorities: %2$s/ca.pem
                    client-revocation-lists: %2$s/crl.pem
                  accounts:
                    partner:
                      home:
                        storage: files
                    careful:
                      password: second proof
                      authentication: ["publickey,password"]
                      home:
                        storage: files
                """.formatted(clientCertificates, directory);
    }

    private static Shell.Result list(Gateway gateway, String version, String user, String options) {
        return shell.run(
                "curl --silent --show-error --max-time 20 --insecure --ssl-reqd --tlsv" + version + " --tls-max "
                        + version + " " + options + " -u " + word(user) + " ftp://127.0.0.1:" + gateway.port() + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void acceptsACertificateAsTheOnlyProof(String version) {
        list(optional, version, "partner:", "--cert partner.pem").succeeded();
        list(required, version, "partner:", "--cert partner.pem").succeeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void demandsCertificateAndPasswordWhereTheAccountDoes(String version) {
        list(optional, version, "careful:second proof", "--cert careful.pem").succeeded();
        assertThat(list(optional, version, "careful:wrong", "--cert careful.pem")
                        .exitCode())
                .isEqualTo(DENIED);
        assertThat(list(optional, version, "careful:second proof", "").exitCode())
                .isEqualTo(DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void takesACertificateForItsHolderOnly(String version) {
        assertThat(list(optional, version, "partner:", "--cert careful.pem").exitCode())
                .isEqualTo(DENIED);
        assertThat(list(optional, version, "careful:second proof", "--cert partner.pem")
                        .exitCode())
                .isEqualTo(DENIED);
        assertThat(list(optional, version, "partner:", "").exitCode()).isEqualTo(DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void letsPasswordsInWhereCertificatesAreOptional(String version) {
        String user = Gateway.USER + ":" + Gateway.PASSWORD;
        list(optional, version, user, "").succeeded();
        list(optional, version, user, "--cert partner.pem").succeeded();
        assertThat(list(required, version, user, "").exitCode()).isIn(boxed(NO_HANDSHAKE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void turnsARevokedCertificateAway(String version) {
        String user = Gateway.USER + ":" + Gateway.PASSWORD;
        assertThat(list(optional, version, user, "--cert former.pem").exitCode())
                .isIn(boxed(NO_HANDSHAKE));
        assertThat(list(required, version, user, "--cert former.pem").exitCode())
                .isIn(boxed(NO_HANDSHAKE));
    }

    private static Object[] boxed(int[] codes) {
        return java.util.Arrays.stream(codes).boxed().toArray();
    }
}
