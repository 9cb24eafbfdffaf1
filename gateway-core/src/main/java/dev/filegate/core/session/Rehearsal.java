package dev.filegate.core.session;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Network;
import dev.filegate.core.audit.AuditContext;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.Origin;
import dev.filegate.core.auth.Authenticators;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.storage.QuotaUsage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * An account's rules without a session of it. Explaining goes through the rules as a connection, a login and an operation would, in their order,
 * up to the first refusal, and changes nothing.
 */
final class Rehearsal implements Explanations, Quotas {
    private static final String SILENT = "nothing against it";

    private final Door door;
    private final Authenticators authenticators;
    private final StorageStack stack;
    private final InstantSource clock;

    /** Not static: an address is nothing that can be made while a native image is built. */
    private final InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");

    /** What connections and logins are held against. */
    record Door(SessionPolicy policy, BanList bans, SessionTable table, LoginRate rate, BooleanSupplier closed) {}

    Rehearsal(Door door, Authenticators authenticators, StorageStack stack, InstantSource clock) {
        this.door = door;
        this.authenticators = authenticators;
        this.stack = stack;
        this.clock = clock;
    }

    @Override
    public Explanation explain(Question question) {
        Course course = new Course();
        if (admitted(question, course)) {
            account(question, course)
                    .filter(account -> mayLogIn(account, question, course))
                    .ifPresent(account -> operate(account, question, course));
        }
        return course.end();
    }

    @Override
    public Optional<QuotaUsage> usage(String name) {
        return authenticators.account(name).map(account -> tree(account).quota());
    }

    @Override
    public Optional<QuotaUsage> recount(String name) {
        return authenticators.account(name).map(account -> {
            StorageStack.Tree tree = tree(account);
            tree.recount();
            return tree.quota();
        });
    }

    private StorageStack.Tree tree(Account account) {
        Question nothing = new Question(
                account.name(), Protocol.FTP, loopback, AuditEvent.Operation.STAT, VirtualPath.ROOT, VirtualPath.ROOT);
        return stack.build(account, new Unwritten(nothing), loopback);
    }

    private boolean admitted(Question question, Course course) {
        Optional<String> closed = objection(door.closed().getAsBoolean(), "the gateway is shutting down");
        Optional<String> busy = objection(!door.rate().hasRoom(), "more logins than logins-per-second allows");
        Optional<String> ban = door.bans()
                .banOf(question.address())
                .map(held -> "the address is banned until " + held.until() + ", since " + held.since());
        Network address = Network.ofClient(question.address());
        SessionTable table = door.table();
        return course.ask(Rule.SHUTDOWN, closed, "the gateway admits sessions")
                && course.ask(Rule.BANS, ban, "the address is not banned")
                && course.count(Rule.SESSIONS, table.size(), door.policy().sessions())
                && course.count(
                        Rule.SESSIONS_PER_ADDRESS,
                        table.countOf(address),
                        door.policy().sessionsPerAddress())
                && course.ask(Rule.LOGINS_PER_SECOND, busy, "there are not too many logins");
    }

    private static Optional<String> objection(boolean objects, String words) {
        return objects ? Optional.of(words) : Optional.empty();
    }

    private Optional<Account> account(Question question, Course course) {
        try {
            Optional<Account> account = authenticators.account(question.account());
            Optional<String> unknown =
                    account.isPresent() ? Optional.empty() : Optional.of("there is no account of that name");
            course.ask(
                    Rule.AUTHENTICATION, unknown, "the account is known; that it proves who it is, is taken for given");
            return account;
        } catch (GatewayException e) {
            course.ask(Rule.AUTHENTICATION, Optional.of(e.detail()), "");
            return Optional.empty();
        }
    }

    private boolean mayLogIn(Account account, Question question, Course course) {
        LoginRules.Arrival arrival = new LoginRules.Arrival(question.protocol(), question.address(), clock.instant());
        for (Rule rule : LoginRules.ORDER) {
            if (!course.ask(rule, LoginRules.ask(rule, account, arrival), SILENT)) {
                return false;
            }
        }
        int limit = account.limits().sessions();
        return limit == 0
                ? course.ask(Rule.MAX_SESSIONS, Optional.empty(), "the account has no limit of its own")
                : course.count(Rule.MAX_SESSIONS, door.table().countOf(account.name()), limit);
    }

    /** Runs the operation through the account's own rules; the one that refuses says so itself. */
    private void operate(Account account, Question question, Course course) {
        StorageStack.Tree tree = stack.rehearsal(account, new Unwritten(question), question.address(), question.size());
        Optional<GatewayException> refusal = Optional.empty();
        try {
            RehearsedOperation.run(tree.storage(), question);
        } catch (GatewayException e) {
            refusal = Optional.of(e);
        }
        for (Rule rule : tree.rules()) {
            if (refusal.filter(e -> e.rule() == rule).isPresent()) {
                break;
            }
            course.ask(rule, Optional.empty(), passing(rule, account, question, tree));
        }
        refusal.ifPresent(e -> course.ask(e.rule(), Optional.of(e.detail()), ""));
    }

    private static String passing(Rule rule, Account account, Question question, StorageStack.Tree tree) {
        if (rule == Rule.PERMISSIONS) {
            String granted = account.permissionsAt(question.path()).stream()
                    .map(permission -> permission.word())
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream()
                    .collect(Collectors.joining(", "));
            return "granted here: " + (granted.isEmpty() ? "nothing" : granted);
        }
        if (rule == Rule.FILE_SIZE) {
            return "a file may have " + account.limits().largestFile() + " bytes at most";
        }
        if (rule == Rule.TRANSFER_VOLUME) {
            return "of " + bound(account.limits().volumePerDay()) + " bytes a day and "
                    + bound(account.limits().volumePerMonth()) + " a month there is enough left";
        }
        if (rule == Rule.QUOTA) {
            QuotaUsage usage = tree.quota();
            return usage.bytes() + " of " + bound(usage.limitBytes()) + " bytes and " + usage.files() + " of "
                    + bound(usage.limitFiles()) + " files are stored";
        }
        return SILENT;
    }

    private static String bound(long limit) {
        return limit == 0 ? "any number of" : Long.toString(limit);
    }

    /** The steps so far. */
    private static final class Course {
        private final List<Step> steps = new ArrayList<>();
        private Optional<Step> refusal = Optional.empty();

        /** Notes what a rule said; false when it refused. */
        boolean ask(Rule rule, Optional<String> objection, String passing) {
            Step step = new Step(rule.word(), objection.isEmpty(), objection.orElse(passing));
            steps.add(step);
            if (objection.isPresent()) {
                refusal = Optional.of(step);
            }
            return objection.isEmpty();
        }

        boolean count(Rule rule, int taken, int limit) {
            String words = taken + " of " + limit + " are taken";
            return ask(rule, taken < limit ? Optional.empty() : Optional.of(words), words);
        }

        Explanation end() {
            return refusal.map(step -> new Explanation(false, step.rule(), step.words(), steps))
                    .orElseGet(() -> new Explanation(true, "", "no rule stands against it", steps));
        }
    }

    /** A session that is none: nothing of it is written down. */
    private final class Unwritten implements AuditContext {
        private final Question question;

        Unwritten(Question question) {
            this.question = question;
        }

        @Override
        public Origin origin() {
            // TFTP's sharing of reads is no rule, and would keep what it read.
            Protocol protocol = question.protocol() == Protocol.TFTP ? Protocol.FTP : question.protocol();
            return new Origin(
                    clock.instant(),
                    "",
                    protocol,
                    new InetSocketAddress(question.address(), 0),
                    question.account(),
                    false,
                    Map.of());
        }

        @Override
        public void record(AuditEvent event) {}

        @Override
        public void received(long bytes) {}

        @Override
        public void sent(long bytes) {}
    }
}
