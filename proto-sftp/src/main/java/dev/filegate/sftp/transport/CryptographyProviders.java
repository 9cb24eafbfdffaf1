package dev.filegate.sftp.transport;

import java.util.List;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.SunJCESecurityProviderRegistrar;
import org.apache.sshd.common.util.security.bouncycastle.BouncyCastleSecurityProviderRegistrar;

/** Which implementations of cryptography MINA asks. */
final class CryptographyProviders {
    private CryptographyProviders() {}

    /**
     * Names those that are here. MINA would also try one that needs a library we do not have; on a JVM it notices, but a native image
     * cannot be linked with it. Has to come before MINA's first use; what an operator has set stays.
     */
    static void choose() {
        if (System.getProperty(SecurityUtils.SECURITY_PROVIDER_REGISTRARS) == null) {
            List<Class<?>> registrars =
                    List.of(SunJCESecurityProviderRegistrar.class, BouncyCastleSecurityProviderRegistrar.class);
            System.setProperty(
                    SecurityUtils.SECURITY_PROVIDER_REGISTRARS,
                    String.join(",", registrars.stream().map(Class::getName).toList()));
        }
    }
}
