package dev.filegate.core.account;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Builds accounts for tests: {@code TestAccounts.named("alice").permissions(Permission.READ).build()}. All permissions and protocols unless told. */
public final class TestAccounts {
    /** Name of the storage that homes lie in unless told otherwise. */
    public static final String STORAGE = "main";

    private final String name;
    private Account.Kind kind = Account.Kind.NAMED;
    private String storage = STORAGE;
    private VirtualPath path = VirtualPath.ROOT;
    private Set<Permission> permissions = EnumSet.allOf(Permission.class);
    private final List<Mount> mounts = new ArrayList<>();
    private Limits limits = Limits.NONE;
    private Set<Protocol> protocols = EnumSet.allOf(Protocol.class);
    private List<Network> networks = List.of();
    private Instant validUntil = Instant.MAX;
    private AccountRules rules = AccountRules.NONE;

    private TestAccounts(String name) {
        this.name = name;
    }

    public static TestAccounts named(String name) {
        return new TestAccounts(name);
    }

    public TestAccounts kind(Account.Kind other) {
        kind = other;
        return this;
    }

    public TestAccounts home(String otherStorage, String otherPath) {
        storage = otherStorage;
        path = VirtualPath.parse(otherPath);
        return this;
    }

    public TestAccounts permissions(Permission... granted) {
        permissions = Set.of(granted);
        return this;
    }

    /** All permissions but these. */
    public TestAccounts without(Permission... denied) {
        Set<Permission> rest = EnumSet.allOf(Permission.class);
        rest.removeAll(Set.of(denied));
        permissions = rest;
        return this;
    }

    public TestAccounts mount(String at, String otherStorage, String otherPath, Permission... granted) {
        Set<Permission> given = granted.length == 0 ? EnumSet.allOf(Permission.class) : Set.of(granted);
        mounts.add(new Mount(VirtualPath.parse(at), otherStorage, VirtualPath.parse(otherPath), given));
        return this;
    }

    public TestAccounts limits(Limits other) {
        limits = other;
        return this;
    }

    public TestAccounts protocols(Protocol... listed) {
        protocols = Set.of(listed);
        return this;
    }

    public TestAccounts networks(String... cidr) {
        networks = List.of(cidr).stream().map(Network::parse).toList();
        return this;
    }

    public TestAccounts validUntil(Instant moment) {
        validUntil = moment;
        return this;
    }

    public TestAccounts rules(AccountRules other) {
        rules = other;
        return this;
    }

    public Account build() {
        return new Account(
                name,
                kind,
                new Mount(VirtualPath.ROOT, storage, path, permissions),
                mounts,
                limits,
                protocols,
                networks,
                validUntil,
                rules);
    }
}
