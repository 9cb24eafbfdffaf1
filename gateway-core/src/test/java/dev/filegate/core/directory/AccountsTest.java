package dev.filegate.core.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Limit;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.auth.PasswordHash;
import dev.filegate.core.path.VirtualPath;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final MemoryAccountStore store = new MemoryAccountStore();
    private final AtomicInteger told = new AtomicInteger();
    private final Accounts accounts = new Accounts(
            List.of(new AccountRecord(TestAccounts.named("declared").build(), PasswordHash.NONE, List.of())),
            store,
            store,
            Set.of("files"),
            told::incrementAndGet);

    static MountDefinition home(String path) {
        return new MountDefinition(VirtualPath.ROOT, "files", path, Setting.inherited());
    }

    static AccountDefinition account(String name, List<String> groups, MountDefinition... mounts) {
        Profile.Tree tree = new Profile.Tree(List.of(mounts), Setting.inherited(), List.of(), Profile.FileNames.NONE);
        return new AccountDefinition(
                name,
                "",
                false,
                AccountDefinition.Proofs.NONE,
                groups,
                new Profile(tree, Profile.Access.NONE, Map.of()));
    }

    private static <T> Versioned<T> done(Change<T> change) {
        assertThat(change).isInstanceOf(Change.Done.class);
        return ((Change.Done<T>) change).stored();
    }

    @Test
    void anAccountCanBeMadeChangedAndDeleted() {
        Versioned<AccountDefinition> made = done(accounts.create(account("alice", List.of(), home("/alice"))));
        Versioned<AccountDefinition> changed =
                done(accounts.update(account("alice", List.of(), home("/a")), made.version()));
        assertThat(changed.version()).isGreaterThan(made.version());
        assertThat(accounts.delete("alice", changed.version())).isInstanceOf(Change.Done.class);
        assertThat(accounts.find("alice")).isEmpty();
        assertThat(told).hasValue(3);
    }

    @Test
    void twoWhoChangeTheSameVersionDoNotOverwriteEachOther() {
        Versioned<AccountDefinition> made = done(accounts.create(account("alice", List.of(), home("/alice"))));
        done(accounts.update(account("alice", List.of(), home("/one")), made.version()));
        assertThat(accounts.update(account("alice", List.of(), home("/two")), made.version()))
                .isInstanceOf(Change.Conflict.class);
        assertThat(accounts.delete("alice", made.version())).isInstanceOf(Change.Conflict.class);
    }

    @Test
    void declaredAccountsAreShownAndNotChanged() {
        assertThat(accounts.find("declared").map(AccountEntry::origin)).contains(AccountEntry.Origin.DECLARED);
        assertThat(accounts.create(account("declared", List.of(), home("/")))).isInstanceOf(Change.Declared.class);
        assertThat(accounts.update(account("declared", List.of(), home("/")), 0))
                .isInstanceOf(Change.Declared.class);
        assertThat(accounts.delete("declared", 0)).isInstanceOf(Change.Declared.class);
    }

    @Test
    void aListMixesDeclaredAndStoredByName() {
        for (int i = 0; i < 25; i++) {
            done(accounts.create(account((i % 2 == 0 ? "c" : "e") + String.format("%02d", i), List.of(), home("/x"))));
        }
        List<String> names = new ArrayList<>();
        Listing listing = Listing.of(4);
        Page<AccountEntry> page;
        do {
            page = accounts.list(listing);
            page.items().forEach(entry -> names.add(entry.stored().value().name()));
            listing = listing.after(page.next());
        } while (!page.next().isEmpty());
        assertThat(names).hasSize(26).contains("declared").isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatMakesNoSenseIsRefusedWithItsField() {
        assertThat(field(accounts.create(account("a/b", List.of(), home("/"))))).isEqualTo("name");
        assertThat(field(accounts.create(account("ftp", List.of(), home("/"))))).isEqualTo("name");
        assertThat(field(accounts.create(account("alice", List.of())))).isEqualTo("mounts");
        assertThat(field(accounts.create(account("alice", List.of("nobody"), home("/")))))
                .isEqualTo("groups");
        MountDefinition elsewhere = new MountDefinition(VirtualPath.ROOT, "nowhere", "/", Setting.inherited());
        assertThat(field(accounts.create(account("alice", List.of(), elsewhere))))
                .isEqualTo("mounts[0].storage");
        assertThat(field(accounts.create(account("alice", List.of(), home("/"), home("/b")))))
                .isEqualTo("mounts[1].at");
        AccountDefinition plain = new AccountDefinition(
                "alice",
                "",
                false,
                new AccountDefinition.Proofs("secret", List.of(), List.of(), List.of()),
                List.of(),
                account("x", List.of(), home("/")).profile());
        assertThat(field(accounts.create(plain))).isEqualTo("password");
    }

    private static String field(Change<?> change) {
        assertThat(change).isInstanceOf(Change.Invalid.class);
        return ((Change.Invalid<?>) change).field();
    }

    @Test
    void aGroupGivesWhatTheAccountDoesNot() {
        Profile.Tree tree = new Profile.Tree(
                List.of(home("/members/{account}")),
                Setting.of(EnumSet.of(Permission.READ)),
                List.of(),
                Profile.FileNames.NONE);
        GroupDefinition group = new GroupDefinition(
                "partners", "", new Profile(tree, Profile.Access.NONE, Map.of(Limit.QUOTA_BYTES, 100L)));
        done(accounts.createGroup(group));
        done(accounts.create(account("alice", List.of("partners"))));
        AccountRecord resolved = store.member("alice")
                .map(member -> AccountResolution.resolve(member.account().value(), member.groups()))
                .orElseThrow();
        assertThat(resolved.account().home().path()).hasToString("/members/alice");
        assertThat(resolved.account().home().permissions()).containsExactly(Permission.READ);
        assertThat(resolved.account().limits().quotaBytes()).isEqualTo(100);
    }

    /** The name is one step of the path, whatever it is. */
    @Test
    void anAccountsNameLeadsNowhereElse() {
        assertThat(field(accounts.create(account("..", List.of(), home("/members/{account}")))))
                .isEqualTo("name");
        assertThat(home("/members/{account}/../../etc").pathOf("alice")).hasToString("/etc");
    }

    @Test
    void aGroupWithMembersStays() {
        Versioned<GroupDefinition> group =
                done(accounts.createGroup(new GroupDefinition("partners", "", Profile.NONE)));
        done(accounts.create(account("alice", List.of("partners"), home("/"))));
        assertThat(accounts.deleteGroup("partners", group.version())).isEqualTo(new Change.InUse<>(1));
    }
}
