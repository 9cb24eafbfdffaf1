package dev.filegate.ftp.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.FileType;
import dev.filegate.ftp.data.CollectingSink;
import java.io.IOException;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.parser.UnixFTPEntryParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListFormatTest {
    private static final Instant NOW = Instant.parse("2026-11-20T13:05:00Z");

    @Test
    void writesLinesAsLsDoes() throws IOException {
        assertThat(line(info("name", FileType.FILE, 1234, NOW, 0644, "owner", "group", 1, "")))
                .isEqualTo("-rw-r--r--   1 owner    group        1234 Nov 20 13:05 name\r\n");
        assertThat(line(info(
                        "dir", FileType.DIRECTORY, 4096, Instant.parse("2024-01-31T00:00:00Z"), 0755, "o", "g", 2, "")))
                .isEqualTo("drwxr-xr-x   2 o        g            4096 Jan 31  2024 dir\r\n");
        assertThat(line(info("link", FileType.SYMBOLIC_LINK, 4, NOW, 0777, "o", "g", 1, "a name")))
                .isEqualTo("lrwxrwxrwx   1 o        g               4 Nov 20 13:05 link -> a name\r\n");
        assertThat(line(info("pipe", FileType.OTHER, 0, NOW, 0600, "o", "g", 1, "")))
                .startsWith("srw-------");
    }

    @ParameterizedTest
    @CsvSource({
        "0, ---------",
        "04755, rwsr-xr-x",
        "04655, rwSr-xr-x",
        "02775, rwxrwsr-x",
        "02765, rwxrwSr-x",
        "01777, rwxrwxrwt",
        "01776, rwxrwxrwT"
    })
    void showsEveryModeBit(String octal, String shown) throws IOException {
        assertThat(line(info("x", FileType.FILE, 1, NOW, Integer.parseInt(octal, 8), "o", "g", 1, "")))
                .startsWith("-" + shown + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T13:05:59Z, Nov 20 13:05",
        "2026-11-21T13:05:00Z, Nov 21 13:05",
        "2026-11-21T13:05:01Z, Nov 21  2026",
        "2026-05-22T01:05:01Z, May 22 01:05",
        "2026-05-22T01:05:00Z, May 22  2026",
        "1969-12-31T23:59:59Z, Dec 31  1969",
        "0001-02-03T00:00:00Z, Feb  3  0001",
        "+12000-01-01T00:00:00Z, Dec 31  9999"
    })
    void showsTheTimeForHalfAYearAndTheYearBeyond(Instant modified, String shown) throws IOException {
        assertThat(line(FileInfo.file("x", 1, modified))).contains(" " + shown + " x");
    }

    @Test
    void showsSizesBeyondEveryOldLimit() throws IOException {
        assertThat(line(FileInfo.file("x", 5_000_000_000L, NOW))).contains(" 5000000000 Nov");
        assertThat(line(FileInfo.file("x", Long.MAX_VALUE, NOW))).contains(" 9223372036854775807 Nov");
    }

    @Test
    void makesOneWordOfOwnersWithSpaces() throws IOException {
        assertThat(line(info("x", FileType.FILE, 1, NOW, 0644, "domain users", "a\r\nb", 1, "")))
                .isEqualTo("-rw-r--r--   1 domain_users a__b            1 Nov 20 13:05 x\r\n");
        assertThat(line(info("x", FileType.FILE, 1, NOW, 0644, "", "é", 1, "")))
                .startsWith("-rw-r--r--   1 -        _        ");
    }

    @Test
    void keepsNamesByteForByteButForgesNoLines() throws IOException {
        CollectingSink sink = new CollectingSink();
        LineBuffer line = new LineBuffer(sink);
        String name = NameCodec.decode(new byte[] {'a', ' ', (byte) 0xC3, (byte) 0xA9, (byte) 0xFF, '\r', '\n'});
        new NlstFormat(false).write(line, name, FileInfo.file("ignored", 1, NOW));
        line.flush();
        assertThat(sink.bytes()).containsExactly('a', ' ', 0xC3, 0xA9, 0xFF, '?', '?', '\r', '\n');
    }

    @Test
    void isReadByCommonsNet() throws IOException {
        UnixFTPEntryParser parser = new UnixFTPEntryParser();
        FTPFile file = parser.parseFTPEntry(
                line(FileInfo.file("a  name", 5_000_000_000L, NOW)).stripTrailing());
        assertThat(file.getName()).isEqualTo("a  name");
        assertThat(file.getSize()).isEqualTo(5_000_000_000L);
        FTPFile old = parser.parseFTPEntry(line(FileInfo.directory("d", Instant.parse("2020-02-29T00:00:00Z")))
                .stripTrailing());
        Calendar expected = new GregorianCalendar(2020, Calendar.FEBRUARY, 29);
        expected.setTimeZone(TimeZone.getDefault());
        assertThat(old.isDirectory()).isTrue();
        assertThat(old.getTimestamp().getTime()).isEqualTo(expected.getTime());
        FTPFile link =
                parser.parseFTPEntry(line(info("link", FileType.SYMBOLIC_LINK, 4, NOW, 0777, "o", "g", 1, "to/it"))
                        .stripTrailing());
        assertThat(link.isSymbolicLink()).isTrue();
        assertThat(link.getLink()).isEqualTo("to/it");
    }

    @Test
    void marksNamesWhenAskedToClassify() throws IOException {
        assertThat(classified(FileInfo.directory("d", NOW))).isEqualTo("d/\r\n");
        assertThat(classified(FileInfo.file("f", 1, NOW))).isEqualTo("f\r\n");
        assertThat(classified(info("p", FileType.FILE, 1, NOW, 0755, "o", "g", 1, "")))
                .isEqualTo("p*\r\n");
        assertThat(classified(info("l", FileType.SYMBOLIC_LINK, 1, NOW, 0777, "o", "g", 1, "x")))
                .isEqualTo("l@\r\n");
    }

    private static String classified(FileInfo info) throws IOException {
        return write(new NlstFormat(true), info);
    }

    private static String line(FileInfo info) throws IOException {
        return write(new ListFormat(NOW), info);
    }

    private static String write(EntryFormat format, FileInfo info) throws IOException {
        CollectingSink sink = new CollectingSink();
        LineBuffer line = new LineBuffer(sink);
        format.write(line, info.name(), info);
        line.flush();
        return sink.text();
    }

    private static FileInfo info(
            String name,
            FileType type,
            long size,
            Instant modified,
            int mode,
            String owner,
            String group,
            int links,
            String target) {
        return new FileInfo(name, type, size, modified, Instant.MIN, mode, owner, group, links, "", target, false);
    }
}
