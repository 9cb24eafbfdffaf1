package dev.filegate.core.auth;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Limits;
import dev.filegate.core.account.Mount;
import dev.filegate.core.account.Permission;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets the users {@code anonymous} and {@code ftp} in with any password (RFC 1635), over FTP and FTPS. What they send as password is
 * by custom their mail address and becomes the session's note {@code email}.
 */
public final class AnonymousAccess implements Authenticator {
    /** The name of the account, in audit records and everywhere else. */
    public static final String NAME = "anonymous";

    private static final Set<String> USERS = Set.of(NAME, "ftp");
    private static final int LONGEST_EMAIL = 254;

    private final Account account;

    private AnonymousAccess(Account account) {
        this.account = account;
    }

    /**
     * @param storage name of the storage that visitors see
     * @param path directory of that storage which is their root
     * @param mkdir whether they may make directories (and, with full upload, remove them)
     */
    public static AnonymousAccess of(String storage, VirtualPath path, Upload upload, boolean mkdir, Limits limits) {
        Set<Permission> permissions = EnumSet.copyOf(upload.permissions());
        if (mkdir) {
            permissions.add(Permission.MKDIR);
            if (upload == Upload.FULL) {
                permissions.add(Permission.RMDIR);
            }
        }
        return new AnonymousAccess(new Account(
                NAME,
                upload == Upload.DROP_BOX ? Account.Kind.DROP_BOX : Account.Kind.ANONYMOUS,
                new Mount(VirtualPath.ROOT, storage, path, permissions),
                List.of(),
                limits,
                Set.of(Protocol.FTP, Protocol.FTPS),
                List.of(),
                Instant.MAX));
    }

    @Override
    public Verdict authenticate(Credential credential) {
        if (!isVisitor(credential.user())) {
            return new Verdict.NotKnown();
        }
        return switch (credential) {
            case Credential.Password password ->
                new Verdict.Accepted(account, Map.of("email", email(password.secret())));
            case Credential.Address _, Credential.PublicKey _, Credential.Certificate _ -> new Verdict.NotKnown();
        };
    }

    @Override
    public Optional<Account> account(String user) {
        return isVisitor(user) ? Optional.of(account) : Optional.empty();
    }

    /** Whether this is a name that visitors use, in whatever capitals. */
    public static boolean isVisitor(String user) {
        return USERS.contains(user.toLowerCase(Locale.ROOT));
    }

    private static String email(Secret secret) {
        char[] characters = secret.reveal();
        return NameCodec.printable(new String(characters, 0, Math.min(characters.length, LONGEST_EMAIL)));
    }

    /** What anonymous visitors may upload ({@code filegate.anonymous.upload}). */
    public enum Upload {
        /** Nothing. */
        NONE(EnumSet.of(Permission.LIST, Permission.READ)),
        /** New files, which no visitor can see or read until an operator has made them readable. */
        DROP_BOX(EnumSet.of(Permission.LIST, Permission.READ, Permission.WRITE)),
        /** Everything that can be done with files. */
        FULL(EnumSet.of(
                Permission.LIST,
                Permission.READ,
                Permission.WRITE,
                Permission.OVERWRITE,
                Permission.APPEND,
                Permission.DELETE,
                Permission.RENAME));

        private final Set<Permission> permissions;

        Upload(Set<Permission> permissions) {
            this.permissions = Set.copyOf(permissions);
        }

        /** The word used in configuration: {@code none}, {@code dropbox}, {@code full}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace("_", "");
        }

        Set<Permission> permissions() {
            return permissions;
        }
    }
}
