package dev.filegate.core.session;

import dev.filegate.core.audit.AuditEvent.Operation;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.net.InetAddress;
import java.util.List;

/**
 * Answers which rule decides about something a client might do, by asking the very rules that decide in earnest: bans, limits and login
 * rules as a login asks them, and the account's own tree with every rule around it, over storages that are looked at but not changed.
 * Implemented by {@link GatewaySessions}. Blocking, thread-safe.
 */
public interface Explanations {
    /** Goes through what would be asked, up to the first refusal. Proofs of identity are taken for given. */
    Explanation explain(Question question);

    /**
     * What a client might do.
     *
     * @param account the name it logs in with
     * @param operation for {@link Operation#RENAME}, {@link Operation#COPY} and links {@code target} counts too
     * @param target the new name; the root for operations that have none
     * @param size bytes of the file that is uploaded, at least 1; 1 asks whether there is room for anything at all
     */
    record Question(
            String account,
            Protocol protocol,
            InetAddress address,
            Operation operation,
            VirtualPath path,
            VirtualPath target,
            long size) {
        public Question {
            if (size < 1) {
                throw new IllegalArgumentException("the size is at least 1");
            }
        }

        /** Of an upload of whatever size. */
        public Question(
                String account,
                Protocol protocol,
                InetAddress address,
                Operation operation,
                VirtualPath path,
                VirtualPath target) {
            this(account, protocol, address, operation, path, target, 1);
        }
    }

    /**
     * The answer.
     *
     * @param allowed whether nothing stands against it
     * @param rule name of the rule that refuses, as the audit record of such a refusal carries it; empty when it is allowed
     * @param words why, for people
     * @param steps what was asked, in order; the last one refuses unless it is allowed
     */
    record Explanation(boolean allowed, String rule, String words, List<Step> steps) {
        public Explanation {
            steps = List.copyOf(steps);
        }
    }

    /** One rule and what it said. */
    record Step(String rule, boolean passed, String words) {}
}
