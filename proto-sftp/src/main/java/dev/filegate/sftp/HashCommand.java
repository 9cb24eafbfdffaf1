package dev.filegate.sftp;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.sftp.scp.ScpStream;
import dev.filegate.sftp.scp.Wildcards;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * {@code md5sum}, {@code sha256sum} and their kin on paths of the account's tree, answering as coreutils do, for clients that compare
 * without copying (rclone, WinSCP).
 *
 * @param algorithm as {@link FileHashes} knows it
 * @param paths words of a command line
 */
record HashCommand(String algorithm, List<String> paths) {
    private static final String SUFFIX = "sum";

    HashCommand {
        paths = List.copyOf(paths);
    }

    /** Understands {@code sha256sum [--] path…}; empty for anything else. */
    static Optional<HashCommand> parse(List<String> words) {
        if (words.size() < 2 || !words.getFirst().endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String name = words.getFirst();
        String algorithm = name.substring(0, name.length() - SUFFIX.length());
        List<String> paths = words.subList(words.get(1).equals("--") ? 2 : 1, words.size());
        boolean options = words.get(1).startsWith("-") && !words.get(1).equals("--");
        boolean known = FileHashes.firstKnown(List.of(algorithm))
                .filter(algorithm::equals)
                .isPresent();
        return known && !options && !paths.isEmpty()
                ? Optional.of(new HashCommand(algorithm, paths))
                : Optional.empty();
    }

    /**
     * Answers a line for each file.
     *
     * @return 0, or 1 when one could not be read
     */
    int run(Storage storage, ScpStream out) throws IOException {
        int status = 0;
        for (String word : paths) {
            for (VirtualPath path : Wildcards.expand(storage, word)) {
                String shown = Wildcards.literal(word).startsWith("/")
                        ? path.toString()
                        : path.toString().substring(1);
                try (ReadableFile file = storage.openForRead(path)) {
                    String hex = HexFormat.of().formatHex(FileHashes.whole(file, algorithm));
                    out.write(NameCodec.encode(hex + "  " + shown + "\n"));
                } catch (GatewayException e) {
                    out.write(NameCodec.encode(algorithm + SUFFIX + ": " + e.detail() + "\n"));
                    status = 1;
                }
            }
        }
        return status;
    }
}
