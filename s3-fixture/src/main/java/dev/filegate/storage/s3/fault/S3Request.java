package dev.filegate.storage.s3.fault;

/**
 * A request that reached the proxy.
 *
 * @param ordinal how many requests for this operation came before it
 * @param path as sent, still encoded, without the query
 * @param length bytes of the body as announced; 0 without one, -1 when it comes in chunks
 */
public record S3Request(S3Operation operation, int ordinal, String method, String path, String query, long length) {}
