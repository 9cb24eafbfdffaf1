package dev.filegate.deploy.gateway;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The heads of the audit database's chain that were written to the JSON file. */
final class ChainHeads {
    private static final Pattern HEAD =
            Pattern.compile("\"event\":\"chain_head\",\"sequence\":(\\d{1,18}),\"hash\":\"([0-9a-f]{64})\"}");
    /** Those of about ten weeks. */
    private static final int MOST = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(ChainHeads.class);

    private ChainHeads() {}

    /**
     * Hashes by sequence number, the newest ones.
     *
     * @param files none or one
     * @throws GatewayException UNAVAILABLE when the file cannot be read
     */
    static Map<Long, String> readFrom(List<Path> files) {
        Map<Long, String> heads = new LinkedHashMap<>();
        for (Path file : files) {
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                lines.lines().forEach(line -> take(line, heads));
            } catch (NoSuchFileException e) {
                LOG.debug("{} was rotated away: there is nothing to compare the chain with yet", file, e);
            } catch (IOException e) {
                throw new GatewayException(
                        Failure.UNAVAILABLE, "filegate.audit.file cannot be read to compare the chain with it", e);
            }
        }
        return heads;
    }

    private static void take(String line, Map<Long, String> heads) {
        Matcher head = HEAD.matcher(line);
        if (head.find()) {
            heads.put(Long.parseLong(head.group(1)), head.group(2));
            if (heads.size() > MOST) {
                heads.remove(heads.keySet().iterator().next());
            }
        }
    }
}
