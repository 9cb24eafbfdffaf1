package dev.filegate.clients;

/** The ftp command of GNU inetutils, a descendant of the one of 4.4BSD. */
@RealClient(command = "inetutils-ftp", debianPackage = "inetutils-ftp")
class InetutilsFtpIT implements BsdFtp {
    @Override
    public String program() {
        return "inetutils-ftp";
    }
}
