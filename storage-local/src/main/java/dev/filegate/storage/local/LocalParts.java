package dev.filegate.storage.local;

import dev.filegate.core.storage.Capability;
import java.util.Set;

/** What all trees of one backend share. */
record LocalParts(
        TemporaryFiles temporary,
        LocalUploads uploads,
        FileDescriber describer,
        FileAttributes attributes,
        Set<Capability> capabilities) {}
