package dev.filegate.clients;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.jspecify.annotations.Nullable;

/** Asks the gateway how much there is of a file. */
final class Sizes {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Sizes() {}

    /** Waits until an upload that was broken off can be continued, and tells after how many bytes. */
    static long awaitPartial(Visit visit, String name) throws IOException {
        FTPClient ftp = new FTPClient();
        try {
            ftp.connect(visit.way().host(), visit.port());
            ftp.login(visit.user(), visit.password());
            ftp.setFileType(FTP.BINARY_FILE_TYPE);
            long deadline = System.nanoTime() + LIMIT.toNanos();
            long last = -1;
            while (System.nanoTime() < deadline) {
                long size = size(ftp.getSize(visit.directory() + "/" + name));
                if (size > 0 && size == last) {
                    return size;
                }
                last = size;
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            throw new AssertionError("nothing to continue: " + ftp.getReplyString());
        } finally {
            ftp.disconnect();
        }
    }

    private static long size(@Nullable String reply) {
        return reply == null ? -1 : Long.parseLong(reply);
    }
}
