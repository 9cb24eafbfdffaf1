package dev.filegate.deploy.config;

/**
 * The memory that content on its way to and from S3 may take, in the whole process.
 *
 * @param uploads bytes of parts that are gathered or being sent
 * @param reads bytes that are fetched ahead of what clients have taken
 */
public record S3MemorySettings(long uploads, long reads) {}
