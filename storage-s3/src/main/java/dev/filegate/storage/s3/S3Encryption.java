package dev.filegate.storage.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How the service encrypts what it keeps. */
public sealed interface S3Encryption {
    /** As the bucket is set up. */
    record BucketDefault() implements S3Encryption {}

    /** SSE-S3: keys of the service. */
    record ServiceKeys() implements S3Encryption {}

    /** SSE-KMS. {@code key} is an id or ARN; empty for the account's default key. */
    record Kms(String key) implements S3Encryption {}

    /** SSE-C: a key that the service is told with every request and does not keep; 256 bits in Base64. */
    record CustomerKey(String key) implements S3Encryption {
        static final String ALGORITHM = "AES256";
        private static final int BYTES = 32;

        public CustomerKey {
            if (Base64.getDecoder().decode(key).length != BYTES) {
                throw new IllegalArgumentException("a customer key has 256 bits, written in Base64");
            }
        }

        /** What the service checks the key by. */
        String md5() {
            try {
                byte[] digest = MessageDigest.getInstance("MD5")
                        .digest(Base64.getDecoder().decode(key));
                return Base64.getEncoder().encodeToString(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every JDK has MD5
            }
        }

        @Override
        public String toString() {
            return "CustomerKey[]";
        }
    }
}
