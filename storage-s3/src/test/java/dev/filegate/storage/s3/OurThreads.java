package dev.filegate.storage.s3;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The threads of this process that storages on S3 start, virtual ones too, and those of the vendor's client. */
final class OurThreads {
    private OurThreads() {}

    static long count() {
        try {
            Path directory = Files.createTempDirectory("threads");
            Path dump = directory.resolve("dump");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
            try (Stream<String> lines = Files.lines(dump)) {
                return lines.filter(OurThreads::isOurs).count();
            } finally {
                Files.delete(dump);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line like {@code #123 "s3-part-1" virtual WAITING}. */
    private static boolean isOurs(String line) {
        return line.startsWith("#")
                && (line.contains("\"s3-") || line.contains("\"sdk-") || line.contains("\"idle-connection-reaper"));
    }
}
