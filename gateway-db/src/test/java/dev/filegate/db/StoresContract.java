package dev.filegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.FilePatterns;
import dev.filegate.core.account.Limit;
import dev.filegate.core.account.Network;
import dev.filegate.core.account.PathRule;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TimeWindow;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.directory.AccountDefinition;
import dev.filegate.core.directory.AccountStore;
import dev.filegate.core.directory.Change;
import dev.filegate.core.directory.GroupDefinition;
import dev.filegate.core.directory.Listing;
import dev.filegate.core.directory.MountDefinition;
import dev.filegate.core.directory.Page;
import dev.filegate.core.directory.Profile;
import dev.filegate.core.directory.Setting;
import dev.filegate.core.directory.Versioned;
import dev.filegate.core.path.PathGlob;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.token.AccessToken;
import dev.filegate.core.token.Role;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What accounts, groups and tokens promise, in whatever database. */
abstract class StoresContract {
    @Inject
    DatabaseAccounts accounts;

    @Inject
    DatabaseGroups groups;

    @Inject
    DatabaseTokens tokens;

    @Inject
    EmptyDatabase database;

    @BeforeEach
    void begin() {
        database.empty();
    }

    static AccountDefinition account(String name, String... groups) {
        return new AccountDefinition(name, "", false, AccountDefinition.Proofs.NONE, List.of(groups), Profile.NONE);
    }

    private static AccountDefinition full(String name) {
        Profile.Tree tree = new Profile.Tree(
                List.of(
                        new MountDefinition(VirtualPath.ROOT, "files", "/p/{account}", Setting.inherited()),
                        new MountDefinition(
                                VirtualPath.parse("/in"), "bucket", "/x", Setting.of(EnumSet.of(Permission.READ)))),
                Setting.of(Set.of()),
                List.of(new PathRule(PathGlob.parse("/in/**"), Set.of(Permission.LIST, Permission.WRITE))),
                new Profile.FileNames(
                        Setting.inherited(),
                        Setting.of(List.of(PathGlob.parse("*.exe"), PathGlob.parse("a\\*b"))),
                        Setting.of(List.of())));
        Profile.Access access = new Profile.Access(
                Setting.of(Set.of(Protocol.SFTP)),
                Setting.of(List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8"))),
                Setting.of(List.of(TimeWindow.parse("mon-fri 08:00-18:00 Europe/Berlin"))),
                Setting.of(Instant.parse("2027-01-01T00:00:00Z")));
        return new AccountDefinition(
                name,
                "a \"partner\" \\ \u00fc\u20ac\uD83D\uDE00",
                true,
                new AccountDefinition.Proofs(
                        "{argon2id}$argon2id$x",
                        List.of("ssh-ed25519 AAAA x"),
                        List.of("alice@corp"),
                        List.of(List.of(Credential.Method.PUBLIC_KEY, Credential.Method.PASSWORD))),
                List.of(),
                new Profile(tree, access, Map.of(Limit.QUOTA_BYTES, 10L, Limit.MAX_SESSIONS, 0L)));
    }

    private static <T> Versioned<T> done(Change<T> change) {
        assertThat(change).isInstanceOf(Change.Done.class);
        return ((Change.Done<T>) change).stored();
    }

    @Test
    void keepsEveryPartOfAnAccount() {
        AccountDefinition account = full("alice");
        Versioned<AccountDefinition> made = done(accounts.create(account));
        assertThat(made.value()).isEqualTo(account);
        assertThat(accounts.find("alice")).contains(made);
        assertThat(FilePatterns.NONE.denied()).isEmpty();
    }

    @Test
    void namesAreExact() {
        done(accounts.create(account("alice")));
        assertThat(accounts.find("Alice")).isEmpty();
        assertThat(accounts.find("alice ")).isEmpty();
        assertThat(accounts.find("a\u0000")).isEmpty();
        assertThat(accounts.create(account("alice"))).isInstanceOf(Change.Taken.class);
    }

    @Test
    void aChangeNeedsTheVersionItIsBasedOn() {
        Versioned<AccountDefinition> made = done(accounts.create(account("alice")));
        Versioned<AccountDefinition> changed = done(accounts.update(full("alice"), made.version()));
        assertThat(changed.version()).isNotEqualTo(made.version());
        assertThat(accounts.update(account("alice"), made.version())).isEqualTo(new Change.Conflict<>(changed));
        assertThat(accounts.delete("alice", made.version())).isEqualTo(new Change.Conflict<>(changed));
        assertThat(done(accounts.delete("alice", changed.version()))).isEqualTo(changed);
        assertThat(accounts.update(account("alice"), 0)).isInstanceOf(Change.Missing.class);
        assertThat(accounts.delete("alice", 0)).isInstanceOf(Change.Missing.class);
    }

    @Test
    void ofTwoAdministratorsAtOnceOneLearnsOfTheOther() throws Exception {
        Versioned<AccountDefinition> made = done(accounts.create(account("alice")));
        List<Change<AccountDefinition>> results = atOnce(8, i -> accounts.update(full("alice"), made.version()));
        assertThat(results.stream().filter(Change.Done.class::isInstance)).hasSize(1);
        assertThat(results.stream().filter(Change.Conflict.class::isInstance)).hasSize(7);
    }

    @Test
    void ofManyWhoMakeTheSameNameOneSucceeds() throws Exception {
        List<Change<AccountDefinition>> results = atOnce(8, i -> accounts.create(account("alice")));
        assertThat(results.stream().filter(Change.Done.class::isInstance)).hasSize(1);
        assertThat(results.stream().filter(Change.Taken.class::isInstance)).hasSize(7);
    }

    interface Work<T> {
        T run(int number);
    }

    static <T> List<T> atOnce(int threads, Work<T> work) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(pool.submit(() -> work.run(number)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void listsByCodePointAPageAtATime() {
        List<String> names = List.of("A", "Z", "a", "a1", "b", "z", "\u00e4", "\u4e00");
        names.reversed().forEach(name -> done(accounts.create(account(name))));
        List<String> listed = new ArrayList<>();
        Listing listing = Listing.of(3);
        Page<Versioned<AccountDefinition>> page;
        do {
            page = accounts.list(listing);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(3);
            page.items().forEach(found -> listed.add(found.value().name()));
            listing = listing.after(page.next());
        } while (!page.next().isEmpty());
        assertThat(listed).isEqualTo(names);
    }

    @Test
    void findsPartsOfNamesAndMembersOfGroups() {
        done(groups.createGroup(new GroupDefinition("partners", "", Profile.NONE)));
        done(accounts.create(account("north_1", "partners")));
        done(accounts.create(account("North%2")));
        done(accounts.create(account("south")));
        assertThat(names(new Listing("", 10, "NORTH", ""))).containsExactly("North%2", "north_1");
        assertThat(names(new Listing("", 10, "_", ""))).containsExactly("north_1");
        assertThat(names(new Listing("", 10, "%", ""))).containsExactly("North%2");
        assertThat(names(new Listing("", 10, "", "partners"))).containsExactly("north_1");
    }

    private List<String> names(Listing listing) {
        return accounts.list(listing).items().stream()
                .map(found -> found.value().name())
                .toList();
    }

    @Test
    void groupsAreKeptChangedAndRefusedToGoWhileTheyHaveMembers() {
        GroupDefinition group =
                new GroupDefinition("partners", "all of them", full("x").profile());
        Versioned<GroupDefinition> made = done(groups.createGroup(group));
        assertThat(groups.findGroup("partners")).contains(made);
        assertThat(groups.createGroup(group)).isInstanceOf(Change.Taken.class);
        Versioned<AccountDefinition> member = done(accounts.create(account("alice", "partners")));
        assertThat(accounts.member("alice").map(AccountStore.Membership::groups))
                .contains(List.of(group));
        assertThat(groups.deleteGroup("partners", made.version())).isEqualTo(new Change.InUse<>(1));
        done(accounts.delete("alice", member.version()));
        Versioned<GroupDefinition> changed =
                done(groups.updateGroup(new GroupDefinition("partners", "", Profile.NONE), made.version()));
        assertThat(groups.deleteGroup("partners", made.version())).isEqualTo(new Change.Conflict<>(changed));
        done(groups.deleteGroup("partners", changed.version()));
        assertThat(groups.listGroups(Listing.of(10)).items()).isEmpty();
    }

    @Test
    void anAccountNeedsTheGroupsItNames() {
        assertThat(accounts.create(account("alice", "nobody"))).isInstanceOf(Change.Invalid.class);
        Versioned<AccountDefinition> made = done(accounts.create(account("alice")));
        assertThat(accounts.update(account("alice", "nobody"), made.version())).isInstanceOf(Change.Invalid.class);
    }

    @Test
    void groupsKeepTheOrderOfTheAccount() {
        for (String name : List.of("a", "b", "c")) {
            done(groups.createGroup(new GroupDefinition(name, "", Profile.NONE)));
        }
        done(accounts.create(account("alice", "c", "a", "b")));
        assertThat(accounts.member("alice").orElseThrow().groups().stream().map(GroupDefinition::name))
                .containsExactly("c", "a", "b");
    }

    @Test
    void tellsWhatHasChanged() {
        long start = accounts.changesSince(0).revision();
        Versioned<AccountDefinition> made = done(accounts.create(account("alice")));
        done(accounts.create(account("bob")));
        AccountStore.Changes changes = accounts.changesSince(start);
        assertThat(changes.accounts()).containsExactlyInAnyOrder("alice", "bob");
        assertThat(changes.all()).isFalse();
        done(accounts.delete("alice", made.version()));
        assertThat(accounts.changesSince(changes.revision()).accounts()).containsExactly("alice");
        done(groups.createGroup(new GroupDefinition("partners", "", Profile.NONE)));
        assertThat(accounts.changesSince(changes.revision()).all()).isTrue();
        assertThat(accounts.changesSince(changes.revision() + 1000).all()).isTrue();
    }

    @Test
    void hasAHashToSpendTimeOn() {
        assertThat(accounts.anyPasswordHash()).isEmpty();
        done(accounts.create(account("alice")));
        assertThat(accounts.anyPasswordHash()).isEmpty();
        done(accounts.create(full("bob")));
        assertThat(accounts.anyPasswordHash()).contains("{argon2id}$argon2id$x");
    }

    @Test
    void keepsTokens() {
        AccessToken token = new AccessToken(
                "id1", "laptop", Role.OPERATOR, "hash", Instant.parse("2026-11-20T10:00:00Z"), Instant.MAX);
        assertThat(tokens.add(token)).isTrue();
        assertThat(tokens.add(token)).isFalse();
        assertThat(tokens.find("id1")).contains(token);
        assertThat(tokens.list()).containsExactly(token);
        assertThat(tokens.remove("id1")).isTrue();
        assertThat(tokens.remove("id1")).isFalse();
        assertThat(tokens.find("id1")).isEqualTo(Optional.empty());
    }
}
