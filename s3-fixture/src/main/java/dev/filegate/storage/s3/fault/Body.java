package dev.filegate.storage.s3.fault;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes bodies on as they are framed: by length, in chunks, or up to the end of the connection. */
final class Body {
    private static final int BUFFER = 16 * 1024;
    /** Of a body without an announced length that goes on to the end of the connection. */
    static final long TO_THE_END = -1;

    private Body() {}

    /** @param unannounced the length when the head tells none: 0 for requests, {@link #TO_THE_END} for answers */
    static void pass(HttpHead head, long unannounced, InputStream in, Meddling meddling, OutputStream out)
            throws IOException {
        if (head.isChunked()) {
            passChunks(in, meddling, out);
        } else {
            passBytes(head.length(unannounced), in, meddling, out);
        }
        out.flush();
    }

    private static void passBytes(long length, InputStream in, Meddling meddling, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length == TO_THE_END ? Long.MAX_VALUE : length;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                if (length == TO_THE_END) {
                    return;
                }
                throw new EOFException("the connection ended within a body");
            }
            meddling.pass(buffer, count, out);
            left -= count;
        }
    }

    private static void passChunks(InputStream in, Meddling meddling, OutputStream out) throws IOException {
        while (true) {
            String line = line(in);
            out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            long size = Long.parseLong(line.split(";", 2)[0].strip(), 16);
            passBytes(size, in, meddling, out);
            if (size == 0) {
                passTrailers(in, out);
                return;
            }
            out.write((line(in) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void passTrailers(InputStream in, OutputStream out) throws IOException {
        String line;
        do {
            line = line(in);
            out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        } while (!line.isEmpty());
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended within a chunk");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
