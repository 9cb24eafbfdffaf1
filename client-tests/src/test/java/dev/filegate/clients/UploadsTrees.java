package dev.filegate.clients;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Putting directories with all that is in them. */
interface UploadsTrees extends Driven {
    /** Puts a local directory into the visit's directory, under the same name. */
    void uploadTree(Visit visit, String name);

    @ParameterizedTest
    @MethodSource("ways")
    default void uploadsATree(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);
        Tree tree = Tree.grow(visit.local("tree"));

        uploadTree(visit, "tree");

        tree.assertCopiedTo(visit.remote("tree"));
    }
}
