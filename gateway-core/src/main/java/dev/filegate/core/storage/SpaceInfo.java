package dev.filegate.core.storage;

/** Room of a storage, as statvfs knows it, all in bytes but the file counts. */
public record SpaceInfo(long total, long free, long available, long totalFiles, long freeFiles, long blockSize) {}
