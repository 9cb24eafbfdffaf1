package dev.filegate.clients;

/** lftp with TLS, by way of GnuTLS. To an IPv6 address it sends that address as server name (SNI), which no TLS allows; a setting stops that. */
@RealClient(command = "lftp", debianPackage = "lftp")
class LftpFtpsIT implements ProtectsFiles {

    @Override
    public void upload(Visit visit, SecureWay way, String... names) {
        lftp(visit, way, "mput " + String.join(" ", names));
    }

    @Override
    public void download(Visit visit, SecureWay way, String... names) {
        lftp(visit, way, "mget " + String.join(" ", names));
    }

    @Override
    public String list(Visit visit, SecureWay way) {
        return lftp(visit, way, "cls -l --sort=name");
    }

    private static String lftp(Visit visit, SecureWay way, String commands) {
        return visit.run("""
                lftp <<'END'
                set cmd:fail-exit yes
                set net:max-retries 1
                set net:timeout 20
                set ssl:verify-certificate no
                set ssl:use-sni %s
                set ssl:priority "NORMAL:-VERS-ALL:+VERS-TLS%s"
                set ftp:ssl-force yes
                set ftp:ssl-protect-data yes
                set ftp:passive-mode %s
                open -u %s,"%s" %s://%s:%d
                cd %s
                %s
                END
                """.formatted(
                        visit.way().ipv6() ? "no" : "yes",
                        way.version(),
                        way.passive() ? "on" : "off",
                        visit.user(),
                        visit.password(),
                        way.implicit() ? "ftps" : "ftp",
                        visit.way().urlHost(),
                        way.port(visit),
                        visit.directory(),
                        commands));
    }
}
