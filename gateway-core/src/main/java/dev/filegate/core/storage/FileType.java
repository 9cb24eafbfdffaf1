package dev.filegate.core.storage;

/** What a name stands for. */
public enum FileType {
    FILE,
    DIRECTORY,
    SYMBOLIC_LINK,
    /** Devices, sockets, pipes: shown, never opened. */
    OTHER
}
