/**
 * One directory of a Linux file system as a storage. Every path is opened relative to a held directory and cannot leave the root;
 * uploads are written under hidden names and appear in one step.
 */
@NullMarked
package dev.filegate.storage.local;

import org.jspecify.annotations.NullMarked;
