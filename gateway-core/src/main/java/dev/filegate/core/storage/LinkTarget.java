package dev.filegate.core.storage;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is stored in a symbolic link, for backends that have them. Always relative, so that the link stays right when the tree is
 * mounted, moved or seen from a directory above.
 */
public final class LinkTarget {
    private LinkTarget() {}

    /**
     * The text to store for a link in {@code directory} that is to lead to {@code target}.
     *
     * @param directory where the link will really lie in its tree, links on the way resolved
     * @param target absolute in this tree, or relative to {@code directory}
     * @throws GatewayException INVALID_NAME for an empty target or a name that no path may have; PERMISSION_DENIED when a relative
     *     target climbs out of the tree
     */
    public static String relative(VirtualPath directory, String target) {
        if (target.isEmpty()) {
            throw new GatewayException(Failure.INVALID_NAME, "a link needs a target");
        }
        VirtualPath absolute = directory.resolve(target);
        if (target.startsWith("/")) {
            return between(directory.names(), absolute.names());
        }
        refuseEscape(directory, target);
        return target;
    }

    private static void refuseEscape(VirtualPath directory, String target) {
        int depth = directory.names().size();
        for (String step : target.split("/", -1)) {
            switch (step) {
                case "", "." -> {}
                case ".." -> depth--;
                default -> depth++;
            }
            if (depth < 0) {
                throw new GatewayException(Failure.PERMISSION_DENIED, target + ": the link would lead out of the tree");
            }
        }
    }

    private static String between(List<String> from, List<String> to) {
        int common = 0;
        while (common < from.size() && common < to.size() && from.get(common).equals(to.get(common))) {
            common++;
        }
        List<String> steps = new ArrayList<>(Collections.nCopies(from.size() - common, ".."));
        steps.addAll(to.subList(common, to.size()));
        return steps.isEmpty() ? "." : String.join("/", steps);
    }
}
