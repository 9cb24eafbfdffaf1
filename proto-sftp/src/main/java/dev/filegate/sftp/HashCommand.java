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
 * without copying (rclone, WinSCP). Without a path it is what the client sends that is hashed: rclone finds out with the hash of nothing
 * whether the command is there.
 *
 * @param algorithm as {@link FileHashes} knows it
 * @param paths words of a command line
 */
record HashCommand(String algorithm, List<String> paths) {
    private static final String SUFFIX = "sum";
    private static final String STANDARD_INPUT = "-";

    HashCommand {
        paths = List.copyOf(paths);
    }

    /** Understands {@code sha256sum [--] [path…]}; empty for anything else. */
    static Optional<HashCommand> parse(List<String> words) {
        if (words.isEmpty() || !words.getFirst().endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String name = words.getFirst();
        String algorithm = name.substring(0, name.length() - SUFFIX.length());
        List<String> operands = words.subList(1, words.size());
        boolean dashes = !operands.isEmpty() && operands.getFirst().equals("--");
        List<String> paths = dashes ? operands.subList(1, operands.size()) : operands;
        boolean options =
                !dashes && paths.stream().anyMatch(word -> word.startsWith("-") && !word.equals(STANDARD_INPUT));
        boolean known = FileHashes.firstKnown(List.of(algorithm))
                .filter(algorithm::equals)
                .isPresent();
        return known && !options
                ? Optional.of(new HashCommand(algorithm, paths.isEmpty() ? List.of(STANDARD_INPUT) : paths))
                : Optional.empty();
    }

    /**
     * Answers a line for each file.
     *
     * @return 0, or 1 when one could not be read
     */
    int run(Storage storage, ScpStream stream) throws IOException {
        int status = 0;
        for (String word : paths) {
            if (word.equals(STANDARD_INPUT)) {
                answer(FileHashes.whole(stream, algorithm), STANDARD_INPUT, stream);
                continue;
            }
            for (VirtualPath path : Wildcards.expand(storage, word)) {
                String shown = Wildcards.literal(word).startsWith("/")
                        ? path.toString()
                        : path.toString().substring(1);
                try (ReadableFile file = storage.openForRead(path)) {
                    answer(FileHashes.whole(file, algorithm), shown, stream);
                } catch (GatewayException e) {
                    stream.write(NameCodec.encode(algorithm + SUFFIX + ": " + e.detail() + "\n"));
                    status = 1;
                }
            }
        }
        return status;
    }

    private static void answer(byte[] hash, String name, ScpStream stream) throws IOException {
        stream.write(NameCodec.encode(HexFormat.of().formatHex(hash) + "  " + name + "\n"));
    }
}
