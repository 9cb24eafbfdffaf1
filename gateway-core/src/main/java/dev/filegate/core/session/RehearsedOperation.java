package dev.filegate.core.session;

import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.nio.ByteBuffer;

/** What a client would ask of its tree, as protocols ask it. */
final class RehearsedOperation {
    /** An owner's mode, which clients send after an upload. */
    private static final int USUAL_MODE = 0644;

    private RehearsedOperation() {}

    /**
     * Asks it.
     *
     * @throws dev.filegate.core.failure.GatewayException with the rule that refuses
     */
    static void run(Storage tree, Explanations.Question question) {
        switch (question.operation()) {
            case STAT -> tree.stat(question.path(), Links.FOLLOW);
            case LIST -> tree.list(question.path()).close();
            case READ -> {
                try (ReadableFile file = tree.openForRead(question.path())) {
                    file.read(ByteBuffer.allocate(1), 0);
                }
            }
            case WRITE -> write(tree, question);
            case DELETE -> tree.deleteFile(question.path());
            case MKDIR -> tree.createDirectory(question.path());
            case RMDIR -> tree.deleteDirectory(question.path());
            case RENAME -> tree.rename(question.path(), question.target(), RenameMode.REPLACE);
            case ATTRIBUTES -> tree.setAttributes(question.path(), AttributeChange.NONE.withMode(USUAL_MODE));
            case COPY -> tree.copy(question.path(), question.target());
            case READLINK -> tree.readLink(question.path());
            case SYMLINK ->
                tree.createSymbolicLink(question.path(), question.target().toString());
            case HARDLINK -> tree.createHardLink(question.path(), question.target());
            case SPACE -> tree.space(question.path());
        }
    }

    /** The last byte of an upload: so that bounds of size and a quota that is used up say so. */
    private static void write(Storage tree, Explanations.Question question) {
        try (WritableFile file = tree.openForWrite(question.path(), new WriteMode.Replace())) {
            file.write(ByteBuffer.allocate(1), file.position() + question.size() - 1);
        }
    }
}
