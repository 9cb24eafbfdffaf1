package dev.filegate.ftp.listing;

import dev.filegate.core.account.Account;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.Storage;
import dev.filegate.ftp.data.ByteSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.time.InstantSource;
import java.util.Set;

/**
 * The listings of one logged-in session. Every method finds out what the client means and whether it may see it, so refusals come as
 * {@link GatewayException} before a data connection is opened; the {@link Listing} that comes back is sent and closed by the caller.
 */
public final class Listings {
    private static final int CR_LF = 2;

    private final Storage storage;
    private final Account account;
    private final InstantSource clock;

    /** @param clock decides between time and year in LIST */
    public Listings(Storage storage, Account account, InstantSource clock) {
        this.storage = storage;
        this.account = account;
        this.clock = clock;
    }

    /** LIST, and STAT with a path: options, then a path or pattern; a path that exists wins over a pattern. */
    public Listing list(VirtualPath current, String argument) {
        return open(current, parse(current, argument), true);
    }

    /** NLST. With {@code -l}, which old clients send for {@code ls -l}, it is a LIST. */
    public Listing names(VirtualPath current, String argument) {
        ListArguments arguments = parse(current, argument);
        return open(current, arguments, arguments.has(ListArguments.Option.LONG));
    }

    /**
     * MLSD.
     *
     * @throws GatewayException NOT_A_DIRECTORY for a file, which RFC 3659 section 7.2.1 answers with 501
     */
    public Listing machine(VirtualPath directory, Set<Fact> facts) {
        return new MlsdListing(storage, account, directory, facts);
    }

    /** The middle line of the reply to MLST, without its leading space: facts, a space, the whole path. Links are followed. */
    public String factsOf(VirtualPath path, Set<Fact> facts) {
        FileInfo info = storage.stat(path, Links.FOLLOW).named(path.name());
        PermFacts perms = PermFacts.below(path.parent(), account);
        String perm = path.isRoot() ? PermFacts.of(path, account) : perms.of(info);
        MlsxFormat format = new MlsxFormat(facts, perms);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            LineBuffer line = new LineBuffer(ByteSink.into(Channels.newChannel(bytes)));
            format.write(line, path.toString(), info, MlsxFormat.type(info), perm);
            line.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return NameCodec.decode(bytes.toByteArray(), 0, bytes.size() - CR_LF);
    }

    private ListArguments parse(VirtualPath current, String argument) {
        return ListArguments.parse(argument, typed -> Lookup.exists(storage, current, typed));
    }

    private Listing open(VirtualPath current, ListArguments arguments, boolean verbose) {
        EntryFormat format = verbose
                ? new ListFormat(clock.instant())
                : new NlstFormat(arguments.has(ListArguments.Option.CLASSIFIED));
        String typed = withoutTilde(current, arguments.path());
        try {
            VirtualPath path = current.resolve(typed);
            FileInfo info = committed(path, arguments);
            if (info.isDirectory() && !arguments.has(ListArguments.Option.DIRECTORY)) {
                return new DirectoryListing(storage, arguments, format, verbose, place(path, typed, verbose));
            }
            return new EntryListing(format, shown(path, typed, verbose && !info.isDirectory()), info);
        } catch (GatewayException e) {
            if (mayBePattern(typed, e.failure())) {
                return new GlobListing(storage, current, arguments, typed, format, !verbose);
            }
            throw e;
        }
    }

    /** {@code ~} is where the account begins: the root of its tree. */
    private String withoutTilde(VirtualPath current, String typed) {
        boolean tilde = typed.equals("~") || typed.startsWith("~/");
        if (!tilde || Lookup.exists(storage, current, typed)) {
            return typed;
        }
        return typed.length() == 1 ? "/" : typed.substring(1);
    }

    private FileInfo committed(VirtualPath path, ListArguments arguments) {
        FileInfo info = storage.stat(path, Links.KEEP);
        if (info.partial()) {
            throw new GatewayException(Failure.NOT_FOUND, NameCodec.printable(path.toString()) + ": no such file");
        }
        if (info.isLink()) {
            FileInfo target = storage.stat(path, Links.FOLLOW);
            return target.isDirectory() || arguments.has(ListArguments.Option.FOLLOWED) ? target : info;
        }
        return info;
    }

    private static DirectoryListing.Place place(VirtualPath path, String typed, boolean verbose) {
        String heading = typed.isEmpty() ? "." : typed;
        boolean bare = verbose || heading.equals(".");
        String prefix = bare ? "" : heading.endsWith("/") ? heading : heading + "/";
        return new DirectoryListing.Place(path, heading, prefix);
    }

    private static String shown(VirtualPath path, String typed, boolean byName) {
        return typed.isEmpty() ? "." : byName ? path.name() : typed;
    }

    private static boolean mayBePattern(String typed, Failure failure) {
        return NamePattern.isPattern(typed)
                && (failure == Failure.NOT_FOUND
                        || failure == Failure.NOT_A_DIRECTORY
                        || failure == Failure.INVALID_NAME);
    }
}
