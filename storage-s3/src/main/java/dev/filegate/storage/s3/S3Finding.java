package dev.filegate.storage.s3;

/**
 * Something that {@link S3Probe} found.
 *
 * @param hinders whether the storage cannot serve like this
 * @param key the last part of the configuration key that it is about
 * @param what what is wrong, one line
 * @param remedy what to do about it
 */
public record S3Finding(boolean hinders, String key, String what, String remedy) {}
