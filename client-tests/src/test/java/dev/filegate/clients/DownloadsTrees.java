package dev.filegate.clients;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Getting directories with all that is in them. */
interface DownloadsTrees extends Driven {
    /** Gets a directory of the visit's directory, to a local directory of the same name. */
    void downloadTree(Visit visit, String name);

    @ParameterizedTest
    @MethodSource("ways")
    default void downloadsATree(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);
        Tree tree = Tree.grow(visit.remote("tree"));

        downloadTree(visit, "tree");

        tree.assertCopiedTo(visit.local("tree"));
    }
}
