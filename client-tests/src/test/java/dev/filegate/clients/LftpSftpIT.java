package dev.filegate.clients;

/** lftp over its own SFTP, which it speaks through ssh and a terminal. */
@RealClient(command = "lftp", debianPackage = "lftp")
class LftpSftpIT implements OverSsh, Lftp {
    @Override
    public String session(Visit visit, String commands) {
        return OpenSsh.settings(visit)
                + """
                lftp <<END
                set cmd:fail-exit yes
                set net:max-retries 1
                set net:timeout 20
                set sftp:connect-program "ssh -a -x $options"
                open -u %s,%s sftp://%s
                cd %s
                %s
                END
                """.formatted(visit.user(), Lftp.word(visit.password()), OpenSsh.HOST, visit.directory(), commands);
    }
}
