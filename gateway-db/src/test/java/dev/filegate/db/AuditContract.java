package dev.filegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditPage;
import dev.filegate.core.audit.AuditQuery;
import dev.filegate.core.audit.AuditRecord;
import dev.filegate.core.audit.AuditVerification;
import dev.filegate.core.audit.Origin;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.PathGlob;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the archive of the audit trail promises, in whatever database. */
abstract class AuditContract {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Inject
    DatabaseArchive archive;

    @Inject
    EmptyDatabase database;

    private long position;

    @BeforeEach
    void begin() {
        database.empty();
    }

    static Origin origin(String account, Instant at) {
        return new Origin(
                at,
                "s-" + account,
                account.equals("bob") ? Protocol.SFTP : Protocol.FTP,
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4711),
                account,
                false,
                Map.of());
    }

    static AuditEvent transfer(String account, String path, Instant at) {
        return new AuditEvent.Transferred(
                origin(account, at),
                AuditEvent.Direction.UPLOAD,
                VirtualPath.parse(path),
                0,
                10,
                Duration.ofMillis(5),
                AuditEvent.Completion.COMPLETE,
                "");
    }

    private void append(AuditEvent... events) {
        List<SpooledEvent> spooled =
                List.of(events).stream().map(SpooledEvent::of).toList();
        archive.append("source", position, spooled);
        position += events.length;
    }

    private static List<Long> sequences(AuditPage page) {
        return page.records().stream().map(AuditRecord::sequence).toList();
    }

    @Test
    void findsByAccountTimePathKindProtocolAndSession() {
        append(
                transfer("alice", "/in/a.csv", NOON),
                transfer("bob", "/in/sub/b.csv", NOON.plusSeconds(1)),
                new AuditEvent.Changed(
                        origin("alice", NOON.plusSeconds(2)),
                        AuditEvent.Operation.RENAME,
                        VirtualPath.parse("/tmp/x"),
                        "/in/x.csv"),
                new AuditEvent.LoggedOut(origin("alice", NOON.plusSeconds(3))));
        assertThat(sequences(archive.search(AuditQuery.ALL))).containsExactly(4L, 3L, 2L, 1L);
        assertThat(sequences(archive.search(AuditQuery.ALL.ofAccount("bob")))).containsExactly(2L);
        assertThat(sequences(archive.search(AuditQuery.ALL.between(NOON.plusSeconds(1), NOON.plusSeconds(3)))))
                .containsExactly(3L, 2L);
        assertThat(sequences(archive.search(AuditQuery.ALL.matching(PathGlob.parse("/in/*.csv")))))
                .containsExactly(3L, 1L);
        assertThat(sequences(archive.search(AuditQuery.ALL.matching(PathGlob.parse("*.csv")))))
                .containsExactly(3L, 2L, 1L);
        assertThat(sequences(archive.search(AuditQuery.ALL.of(Set.of("changed", "logged_out")))))
                .containsExactly(4L, 3L);
        assertThat(sequences(archive.search(AuditQuery.ALL.over(Set.of(Protocol.SFTP)))))
                .containsExactly(2L);
        assertThat(sequences(archive.search(AuditQuery.ALL.inSession("s-bob")))).containsExactly(2L);
    }

    @Test
    void pagesAreOfTheSizeAskedForAlsoBehindAPattern() {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            events.add(transfer("alice", i % 4 == 0 ? "/in/" + i + ".csv" : "/in/" + i + ".txt", NOON));
        }
        append(events.toArray(AuditEvent[]::new));
        List<Long> found = new ArrayList<>();
        AuditQuery query = AuditQuery.ALL.matching(PathGlob.parse("/in/*.csv"));
        long next = 0;
        do {
            AuditPage page = archive.search(query.page(next, 3));
            assertThat(page.records()).hasSizeLessThanOrEqualTo(3);
            found.addAll(sequences(page));
            next = page.next();
        } while (next != 0);
        assertThat(found).containsExactly(40L, 36L, 32L, 28L, 24L, 20L, 16L, 12L, 8L, 4L);
    }

    /** A batch whose answer was lost is sent again. */
    @Test
    void whatIsSentTwiceIsThereOnce() {
        List<SpooledEvent> events = List.of(
                SpooledEvent.of(transfer("alice", "/1", NOON)),
                SpooledEvent.of(transfer("alice", "/2", NOON)),
                SpooledEvent.of(transfer("alice", "/3", NOON)));
        archive.append("source", 0, events.subList(0, 2));
        archive.append("source", 0, events);
        archive.append("source", 1, events.subList(1, 3));
        archive.append("other", 0, events.subList(0, 1));
        assertThat(archive.search(AuditQuery.ALL).records().reversed().stream().map(AuditRecord::json))
                .containsExactly(
                        events.get(0).json(),
                        events.get(1).json(),
                        events.get(2).json(),
                        events.get(0).json());
        assertThat(archive.verify(_ -> {}).intact()).isTrue();
    }

    @Test
    void manyNodesMakeOneChain() throws Exception {
        StoresContract.atOnce(4, node -> {
            for (int i = 0; i < 20; i++) {
                List<SpooledEvent> events = List.of(SpooledEvent.of(transfer("node" + node, "/" + i, NOON)));
                sendUntilTaken("node" + node, i, events);
            }
            return node;
        });
        AuditVerification found = archive.verify(_ -> {});
        assertThat(found.findings()).isEmpty();
        assertThat(found.records()).isEqualTo(80);
        assertThat(archive.search(AuditQuery.ALL.ofAccount("node2")).records()).hasSize(20);
    }

    private void sendUntilTaken(String source, long at, List<SpooledEvent> events) {
        for (int attempt = 0; attempt < 1000; attempt++) {
            try {
                archive.append(source, at, events);
                return;
            } catch (GatewayException e) {
                Thread.onSpinWait(); // another node was faster
            }
        }
        throw new AssertionError("never taken");
    }

    private void five() {
        append(
                transfer("alice", "/1", NOON),
                transfer("alice", "/2", NOON),
                new AuditEvent.Refused(
                        origin("bob", NOON),
                        AuditEvent.Operation.DELETE,
                        VirtualPath.ROOT.child(NameCodec.decode(new byte[] {'a', (byte) 0xFF})),
                        Failure.PERMISSION_DENIED,
                        "no",
                        Rule.PERMISSIONS),
                new AuditEvent.Administered(
                        NOON,
                        "ops",
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1),
                        "account.update",
                        "alice",
                        "",
                        true),
                transfer("alice", "/5", NOON));
    }

    private List<Long> findings(Map<Long, String> heads) {
        return archive.verify(heads, _ -> {}).findings().stream()
                .map(AuditVerification.Finding::sequence)
                .toList();
    }

    @Test
    void anUntouchedChainIsIntact() {
        assertThat(archive.verify(_ -> {})).isEqualTo(new AuditVerification(0, 0, 0, "", List.of()));
        five();
        AuditVerification found = archive.verify(_ -> {});
        assertThat(found.findings()).isEmpty();
        assertThat(found.records()).isEqualTo(5);
        assertThat(found.last()).isEqualTo(5);
        assertThat(findings(Map.of(5L, found.head()))).isEmpty();
    }

    @Test
    void whatIsDoneToAnAccountIsFoundWithIt() {
        five();
        assertThat(sequences(archive.search(AuditQuery.ALL.ofAccount("alice")))).containsExactly(5L, 4L, 2L, 1L);
    }

    @Test
    void aChangedTextIsFound() {
        five();
        database.run("update audit_record set json = replace(json, '/2', '/9') where sequence = 2");
        assertThat(findings(Map.of())).containsExactly(2L);
    }

    @Test
    void aChangedColumnIsFound() {
        five();
        database.run("update audit_record set account = 'mallory' where sequence = 2");
        database.run("update audit_record set path = '/9' where sequence = 5");
        assertThat(findings(Map.of())).containsExactly(2L, 5L);
    }

    @Test
    void removedRecordsAreFoundWhereverTheyWere() {
        five();
        database.run("delete from audit_record where sequence in (1, 3)");
        assertThat(findings(Map.of())).contains(1L, 3L);
        database.run("delete from audit_record where sequence >= 4");
        assertThat(findings(Map.of())).contains(1L, 3L);
    }

    @Test
    void aRemovedEndIsFoundEvenWhenTheChainSaysItEndsThere() {
        five();
        String head = archive.verify(_ -> {}).head();
        database.run("delete from audit_record where sequence = 5");
        assertThat(findings(Map.of())).containsExactly(5L);
        database.run("update audit_chain set sequence = 4, hash = (select hash from audit_record where sequence = 4)");
        assertThat(findings(Map.of())).isEmpty();
        assertThat(findings(Map.of(5L, head))).containsExactly(5L);
    }

    @Test
    void aChainMadeAnewDoesNotFitWhatWasWrittenDownElsewhere() {
        five();
        String head = archive.verify(_ -> {}).head();
        database.empty();
        position = 0;
        append(
                transfer("alice", "/1", NOON),
                transfer("alice", "/other", NOON),
                transfer("alice", "/3", NOON),
                transfer("alice", "/4", NOON),
                transfer("alice", "/5", NOON));
        assertThat(findings(Map.of())).isEmpty();
        assertThat(findings(Map.of(5L, head))).containsExactly(5L);
    }

    @Test
    void retentionCutsTheBeginningAndTheRestStaysAChain() {
        append(
                transfer("alice", "/1", NOON),
                transfer("alice", "/2", NOON.plusSeconds(10)),
                transfer("alice", "/3", NOON.plusSeconds(5)),
                transfer("alice", "/4", NOON.plusSeconds(20)));
        assertThat(archive.forget(NOON)).isZero();
        assertThat(archive.forget(NOON.plusSeconds(8))).isEqualTo(1);
        assertThat(sequences(archive.search(AuditQuery.ALL))).containsExactly(4L, 3L, 2L);
        AuditVerification found = archive.verify(_ -> {});
        assertThat(found.findings()).isEmpty();
        assertThat(found.first()).isEqualTo(2);
        assertThat(archive.forget(NOON.plusSeconds(1000))).isEqualTo(2);
        assertThat(archive.verify(_ -> {}).findings()).isEmpty();
        database.run("delete from audit_record where sequence = 4");
        assertThat(findings(Map.of())).isNotEmpty();
    }
}
