package dev.filegate.core.storage;

/** What a backend can do beyond the common ground. An operation whose capability is missing fails as UNSUPPORTED; nothing is emulated. */
public enum Capability {
    /** Reads and writes do not wait for a network: they may be answered on the thread that decrypted the request. */
    LOCAL_SPEED,
    /** {@link AttributeChange#mode} is kept. */
    MODES,
    /** {@link AttributeChange#owner} and group are kept. */
    OWNERS,
    /** {@link AttributeChange#modified} is kept. */
    TIMES,
    /** {@link WriteMode.InPlace} writes anywhere in any order. */
    IN_PLACE_WRITES,
    SYMBOLIC_LINKS,
    HARD_LINKS,
    /** {@link Storage#copy} does not carry the bytes through the gateway. */
    SERVER_SIDE_COPY,
    /** Directories are renamed in one atomic step. */
    ATOMIC_DIRECTORY_RENAME,
    /** {@link Storage#space} knows the free space. */
    SPACE
}
