package dev.filegate.ftp.listing;

import dev.filegate.core.storage.FileInfo;
import java.io.IOException;

/**
 * NLST: nothing but path names that a client can use in RETR and DELE (RFC 1123 section 4.1.2.7). Entries of a directory that the
 * client named are shown with its path before them, as vsftpd and ProFTPD do.
 *
 * @param classified whether {@code -F} asked for a mark behind directories ({@code /}), links ({@code @}) and programs ({@code *})
 */
record NlstFormat(boolean classified) implements EntryFormat {
    private static final int ANY_EXECUTE = 0111;

    @Override
    public void write(LineBuffer line, String shown, FileInfo info) throws IOException {
        line.name(shown);
        if (classified) {
            mark(line, info);
        }
        line.endLine();
    }

    private static void mark(LineBuffer line, FileInfo info) throws IOException {
        switch (info.type()) {
            case DIRECTORY -> line.octet('/');
            case SYMBOLIC_LINK -> line.octet('@');
            case FILE -> {
                if ((info.mode() & ANY_EXECUTE) != 0) {
                    line.octet('*');
                }
            }
            case OTHER -> {}
        }
    }
}
