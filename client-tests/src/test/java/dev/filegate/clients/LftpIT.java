package dev.filegate.clients;

/** lftp, which asks FEAT and uses whatever it finds: MLSD, MDTM, MFMT, REST, SITE CHMOD, UTF8. */
@RealClient(command = "lftp", debianPackage = "lftp")
class LftpIT implements Lftp, SurvivesCrashes, ConvertsLines {
    @Override
    public void uploadText(Visit visit, String local, String remote) {
        lftp(visit, "put -a %s -o %s", local, remote);
    }

    @Override
    public void downloadText(Visit visit, String remote, String local) {
        lftp(visit, "get -a %s -o %s", remote, local);
    }

    @Override
    public String session(Visit visit, String commands) {
        return """
                lftp <<'END'
                set cmd:fail-exit yes
                set net:max-retries 1
                set net:timeout 20
                set ftp:ssl-allow no
                set ftp:passive-mode %s
                open -u %s,%s %s
                cd %s
                %s
                END
                """.formatted(
                        visit.way().passive() ? "on" : "off",
                        visit.user(),
                        Lftp.word(visit.password()),
                        "ftp://" + visit.way().urlHost() + ":" + visit.port(),
                        visit.directory(),
                        commands);
    }
}
