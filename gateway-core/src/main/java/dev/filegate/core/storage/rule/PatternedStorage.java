package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.FilePatterns;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.PathGlob;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.ForwardingCursor;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.SpaceInfo;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds an account to the files it may have to do with, by their names: hidden ones are not there, denied ones can be seen and nothing
 * else, and when some are allowed, all other files can neither be read nor made, renamed or removed.
 *
 * <p>A directory is not renamed when a pattern, or a rule about permissions of paths, tells apart what lies below it: the move would take
 * files out from under the rule. A symbolic link is only made to what could be used by its own name.
 */
public final class PatternedStorage extends ForwardingStorage {
    private final Account account;
    private final FilePatterns patterns;

    public PatternedStorage(Storage inner, Account account) {
        super(inner);
        this.account = account;
        this.patterns = account.rules().files();
    }

    /** Whether there is anything for it to do. */
    public static boolean concerns(Account account) {
        return !account.rules().files().equals(FilePatterns.NONE)
                || !account.rules().paths().isEmpty();
    }

    @Override
    public FileInfo stat(VirtualPath path, Links links) {
        see(path);
        return inner().stat(path, links);
    }

    @Override
    public DirectoryCursor list(VirtualPath directory) {
        see(directory);
        return new ForwardingCursor(inner().list(directory)) {
            @Override
            public boolean advance() {
                while (inner().advance()) {
                    if (!patterns.hides(directory.child(inner().entry().name()))) {
                        return true;
                    }
                }
                return false;
            }
        };
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        see(path);
        useFile(path);
        return inner().openForRead(path);
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        makeFile(path);
        return inner().openForWrite(path, mode);
    }

    @Override
    public void createDirectory(VirtualPath path) {
        make(path);
        inner().createDirectory(path);
    }

    @Override
    public void deleteFile(VirtualPath path) {
        see(path);
        useFile(path);
        inner().deleteFile(path);
    }

    @Override
    public void deleteDirectory(VirtualPath path) {
        see(path);
        use(path);
        inner().deleteDirectory(path);
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        see(from);
        if (isDirectory(from)) {
            use(from);
            make(to);
            keepApart(from);
            keepApart(to);
        } else {
            useFile(from);
            makeFile(to);
        }
        inner().rename(from, to, mode);
    }

    private boolean isDirectory(VirtualPath path) {
        return Looks.at(inner(), path, Links.KEEP).filter(FileInfo::isDirectory).isPresent();
    }

    private void keepApart(VirtualPath directory) {
        Stream<PathGlob> names = Stream.of(patterns.allowed(), patterns.denied(), patterns.hidden())
                .flatMap(List::stream);
        Stream<PathGlob> permissions = account.rules().paths().stream().map(rule -> rule.pattern());
        Stream.concat(names, permissions)
                .filter(glob -> glob.discernsBelow(directory))
                .findFirst()
                .ifPresent(glob -> {
                    throw new GatewayException(
                            Failure.PERMISSION_DENIED,
                            shown(directory)
                                    + ": a directory that rules tell parts of apart cannot be renamed or replaced",
                            Rule.FILE_PATTERNS);
                });
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        see(path);
        use(path);
        inner().setAttributes(path, change);
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        see(from);
        useFile(from);
        makeFile(to);
        inner().copy(from, to);
    }

    @Override
    public String readLink(VirtualPath link) {
        see(link);
        return inner().readLink(link);
    }

    @Override
    public void createSymbolicLink(VirtualPath link, String target) {
        makeFile(link);
        VirtualPath end = link.parent().resolve(target);
        if (isDirectory(end)) {
            make(end);
        } else {
            makeFile(end);
        }
        inner().createSymbolicLink(link, target);
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        see(existing);
        useFile(existing);
        makeFile(link);
        inner().createHardLink(link, existing);
    }

    @Override
    public SpaceInfo space(VirtualPath path) {
        see(path);
        return inner().space(path);
    }

    private void see(VirtualPath path) {
        if (patterns.hides(path)) {
            throw new GatewayException(
                    Failure.NOT_FOUND, shown(path) + ": no such file or directory", Rule.FILE_PATTERNS);
        }
    }

    private void use(VirtualPath path) {
        if (patterns.denies(path)) {
            throw refusal(path);
        }
    }

    private void useFile(VirtualPath path) {
        use(path);
        if (!patterns.allows(path)) {
            throw refusal(path);
        }
    }

    private void make(VirtualPath path) {
        use(path);
        if (patterns.hides(path)) {
            throw refusal(path);
        }
    }

    private void makeFile(VirtualPath path) {
        make(path);
        useFile(path);
    }

    private static GatewayException refusal(VirtualPath path) {
        return new GatewayException(
                Failure.PERMISSION_DENIED,
                shown(path) + ": files of this name are not allowed here",
                Rule.FILE_PATTERNS);
    }

    private static String shown(VirtualPath path) {
        return NameCodec.printable(path.toString());
    }
}
