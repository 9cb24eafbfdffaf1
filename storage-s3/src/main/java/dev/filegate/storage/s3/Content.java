package dev.filegate.storage.s3;

import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;

/** Bytes on their way to the service, which can be sent again. */
interface Content {
    long length();

    /** The bytes from the start; may be called several times. */
    InputStream open();

    /** Gives {@code sink} all bytes, in pieces. */
    void forEach(Sink sink);

    /** Takes bytes. */
    interface Sink {
        void take(byte[] bytes, int offset, int length);
    }

    default RequestBody body() {
        return RequestBody.fromContentProvider(this::open, length(), "application/octet-stream");
    }

    /** As {@code Content-MD5} wants it. */
    default String md5() {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            forEach(digest::update);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has MD5
        }
    }

    /** As {@code x-amz-checksum-crc32c} wants it. */
    default String crc32c() {
        CRC32C crc = new CRC32C();
        forEach(crc::update);
        int value = (int) crc.getValue();
        return Base64.getEncoder()
                .encodeToString(
                        new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
    }
}
