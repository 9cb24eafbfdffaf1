package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.Network;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.storage.ForwardingReadable;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.tftp.TftpConfig.Access;
import dev.filegate.tftp.TftpConfig.Bounds;
import dev.filegate.tftp.TftpConfig.ClientRule;
import dev.filegate.tftp.TftpConfig.Listen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is who: peers and strangers, repeated requests, rules by address, limits, operators. */
class PeersTest {
    private final MemoryStorage storage = MemoryStorage.empty();
    private final FakeSessions sessions = FakeSessions.of(storage);
    private LabServer server = LabServer.start(LabServer.config(false));

    private void start(TftpConfig config) {
        start(config, storage);
    }

    private void start(TftpConfig config, Storage behind) {
        server.close();
        server = LabServer.start(config, behind == storage ? sessions : FakeSessions.of(behind), storage);
        server.store("/f", TftpServerTest.random(2000));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private LabClient client() throws IOException {
        return new LabClient(server.address());
    }

    private static final byte[] RRQ = LabClient.request(1, "f", "octet", Map.of());

    private static void assertError(byte[] packet, int code) {
        assertThat(LabClient.opcode(packet)).as("opcode").isEqualTo(5);
        assertThat(LabClient.number(packet)).as("code").isEqualTo(code);
    }

    @Test
    void tellsAStrangerThatTheTransferIsNotItsOwnAndGoesOn() throws IOException {
        start(LabServer.config(false));
        try (LabClient client = client();
                LabClient stranger = client()) {
            client.send(RRQ);
            client.answer(2000);

            stranger.sendTo(LabClient.ack(1), client.peer());
            assertError(stranger.receive(2000), 5);
            stranger.sendTo(new byte[] {0, 5, 0, 0, 0}, client.peer());
            assertThat(stranger.hearsNothing(100)).as("no answer to an ERROR").isTrue();

            client.send(LabClient.ack(1));
            assertThat(LabClient.number(firstOther(client, 3, 1))).isEqualTo(2);
        }
    }

    /** The next packet that is not a repetition of that one. */
    private static byte[] firstOther(LabClient client, int opcode, int number) throws IOException {
        byte[] packet = client.receive(2000);
        while (LabClient.opcode(packet) == opcode && LabClient.number(packet) == number) {
            packet = client.receive(2000);
        }
        return packet;
    }

    private static byte[] firstNoBlock(LabClient client) throws IOException {
        byte[] packet = client.receive(2000);
        while (LabClient.opcode(packet) == 3) {
            packet = client.receive(2000);
        }
        return packet;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersPacketsOfNoTransferWithErrorFiveButNeverAnError(boolean single) throws IOException {
        start(LabServer.config(single));
        try (LabClient client = client()) {
            for (byte[] packet :
                    List.of(LabClient.ack(1), LabClient.data(1, new byte[5]), new byte[] {0, 6, 'a', 0, 'b', 0})) {
                client.send(packet);
                assertError(client.receive(2000), 5);
            }
            client.send(new byte[] {0, 5, 0, 0, 'x', 0});
            assertThat(client.hearsNothing(100)).isTrue();
        }
    }

    @Test
    void ignoresWhatComesLateForATransferThatEndedOnTheSharedPort() throws IOException {
        TftpConfig.Listen shared = new TftpConfig.Listen("127.0.0.1", 0, true, PortRange.ANY);
        start(new TftpConfig(shared, LabServer.ALL, LabServer.patient(), LabServer.PLENTY, List.of(), List.of()));
        server.store("/g", new byte[] {42});
        try (LabClient client = client()) {
            client.send(LabClient.request(1, "g", "octet", Map.of()));
            client.answer(2000);
            client.send(LabClient.ack(1));
            server.awaitIdle();
            client.send(LabClient.ack(1));
            client.send(LabClient.ack(0));
            assertThat(client.hearsNothing(200)).as("no answer").isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesARepeatedRequestForTheSameTransfer(boolean single) throws IOException {
        start(LabServer.config(single));
        try (LabClient client = client()) {
            client.send(RRQ);
            client.send(RRQ);
            client.answer(2000);
            client.sendTo(RRQ, server.address());
            client.send(LabClient.ack(1));
            assertThat(LabClient.number(firstOther(client, 3, 1))).isEqualTo(2);
        }
        assertThat(sessions.sessions()).hasSize(1);
    }

    @Test
    void beginsAnewWhenAClientAsksForAnotherFileFromTheSamePort() throws IOException {
        start(LabServer.config(true));
        server.store("/g", new byte[] {42});
        try (LabClient client = client()) {
            client.send(RRQ);
            client.answer(2000);
            assertThat(client.get("g", "octet", Map.of())).containsExactly(42);
        }
        server.awaitIdle();
        assertThat(sessions.sessions().getFirst().notes().get("outcome")).startsWith("ended-by-peer");
    }

    @Test
    void answersFromThePortOfTheRequestWhenThereIsOnlyOne() throws IOException {
        start(LabServer.config(true));
        try (LabClient client = client()) {
            client.get("f", "octet", Map.of("windowsize", "4"));
            assertThat(client.peer()).isEqualTo(server.address());
        }
    }

    @Test
    void givesEachTransferAPortOfTheRange() throws IOException {
        start(inRange(new PortRange(28_400, 28_401)));
        try (LabClient first = client();
                LabClient second = client();
                LabClient third = client()) {
            first.send(RRQ);
            first.answer(2000);
            second.send(RRQ);
            second.answer(2000);
            third.send(RRQ);

            assertThat(first.peer().getPort()).isBetween(28_400, 28_401);
            assertThat(second.peer().getPort())
                    .isBetween(28_400, 28_401)
                    .isNotEqualTo(first.peer().getPort());
            assertError(third.receive(2000), 0);
            first.send(new byte[] {0, 5, 0, 0, 0});
            assertThat(third.get("f", "octet", Map.of())).hasSize(2000);
        }
    }

    @Test
    void takesThePortOfAnUploadThatOnlyLingers() throws IOException {
        start(inRange(new PortRange(28_402, 28_402)));
        for (int i = 0; i < 3; i++) {
            try (LabClient client = new LabClient(server.address(), 2000)) {
                client.put("u" + i, "octet", Map.of(), new byte[] {42});
            }
            assertThat(server.stored("/u" + i)).containsExactly(42);
        }
    }

    /** With a timer that frees no port while the test looks. */
    private static TftpConfig inRange(PortRange range) {
        return new TftpConfig(
                new Listen("127.0.0.1", 0, false, range),
                LabServer.ALL,
                LabServer.patient(),
                LabServer.PLENTY,
                List.of(),
                List.of());
    }

    @Test
    void actsAsTheAccountOfTheFirstRuleThatNamesTheNetwork() throws IOException {
        start(LabServer.with(
                new ClientRule(List.of(Network.parse("10.0.0.0/8")), Access.reading("nobody")),
                new ClientRule(
                        List.of(Network.parse("127.0.0.0/8")),
                        new Access("alice", VirtualPath.parse("/boot"), true, false, Set.of(TftpOption.BLKSIZE))),
                new ClientRule(List.of(Network.parse("127.0.0.1")), Access.reading("nobody"))));
        server.makeDirectory("/boot");
        server.store("/boot/f", new byte[] {1, 2});
        try (LabClient client = client()) {
            assertThat(client.get("/../f", "octet", Map.of("blksize", "1024", "tsize", "0")))
                    .containsExactly(1, 2);
            assertThat(client.granted()).containsOnlyKeys("tsize");
            client.put("new", "octet", Map.of(), new byte[3]);
        }
        assertThat(server.stored("/boot/new")).hasSize(3);
        assertThat(sessions.last().credentials()).containsExactly(new Credential.Address("alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody"})
    void refusesWhoHasNoAccount(String account) throws IOException {
        start(LabServer.with(Access.reading(account)));
        try (LabClient client = client()) {
            client.send(RRQ);
            assertError(client.receive(2000), 2);
        }
        server.awaitIdle();
        assertThat(sessions.last().abuses()).as("addresses are easily forged").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void doesNotSayAWordWhenTheDoorIsShutSilently(boolean silent) throws IOException {
        start(LabServer.config(false));
        sessions.refuse("not now", silent);
        try (LabClient client = client()) {
            client.send(RRQ);
            if (silent) {
                assertThat(client.hearsNothing(200)).isTrue();
            } else {
                assertError(client.receive(2000), 0);
            }
        }
    }

    @Test
    void rewritesNamesBeforeTheyArePaths() throws IOException {
        start(LabServer.with(
                NameRewrite.of("\\\\", "/", NameRewrite.On.BOTH),
                NameRewrite.of("^/?boot/(.*)", "$1", NameRewrite.On.GET),
                NameRewrite.of("^", "../../up-", NameRewrite.On.PUT)));
        try (LabClient client = client()) {
            assertThat(client.get("\\boot\\f", "octet", Map.of())).hasSize(2000);
            client.put("x", "octet", Map.of(), new byte[1]);
        }
        assertThat(server.has("/up-x")).isTrue();
    }

    @Test
    void doesNotAnswerRequestsBeyondTheTransfersThereMayBe() throws IOException {
        start(LabServer.with(new Bounds(2, 2, 1000, 0, 0)));
        try (LabClient first = client();
                LabClient second = client();
                LabClient third = client()) {
            first.send(RRQ);
            first.answer(2000);
            second.send(RRQ);
            second.answer(2000);
            third.send(RRQ);
            assertThat(third.hearsNothing(200)).isTrue();
            second.send(new byte[] {0, 5, 0, 0, 0});
            assertThat(third.get("f", "octet", Map.of())).hasSize(2000);
        }
    }

    @Test
    void doesNotAnswerSendersOverTheirRate() throws IOException {
        start(LabServer.with(new Bounds(100, 100, 1, 0, 0)));
        try (LabClient client = client()) {
            client.send(new byte[] {0, 9, 0, 0});
            assertError(client.receive(2000), 4);
            client.send(LabClient.ack(1));
            assertError(client.receive(2000), 5);
            for (byte[] packet : List.of(RRQ, LabClient.ack(1), new byte[] {0, 9, 0, 0}, new byte[3])) {
                client.send(packet);
            }
            assertThat(client.hearsNothing(200)).isTrue();
        }
        assertThat(sessions.sessions()).isEmpty();
    }

    @Test
    void sendsAForgedSendersVictimNoMoreThanThreeBlocks() throws IOException {
        start(LabServer.config(false));
        List<byte[]> packets = new ArrayList<>();
        try (LabClient victim = client()) {
            victim.send(RRQ);
            while (true) {
                packets.add(victim.receive(1000));
            }
        } catch (java.net.SocketTimeoutException e) {
            assertThat(packets).hasSizeBetween(1, 3);
        }
        server.awaitIdle();
        assertThat(sessions.last().notes().get("outcome")).startsWith("peer-gone");
    }

    @Test
    void endsATransferThatAnOperatorKills() throws IOException {
        start(LabServer.config(false));
        try (LabClient client = client()) {
            client.send(RRQ);
            client.answer(2000);
            assertThat(sessions.kill(sessions.last().id(), "test")).isTrue();

            assertError(firstNoBlock(client), 0);
        }
        server.awaitIdle();
    }

    @Test
    void letsRunningTransfersFinishWhileItDrains() throws Exception {
        start(LabServer.config(false));
        try (LabClient client = client();
                LabClient late = client()) {
            client.send(RRQ);
            client.answer(2000);
            Thread drain = Thread.ofVirtual().start(() -> server.server().drain(Duration.ofSeconds(20)));
            late.send(RRQ);
            for (int block = 1; block <= 4; block++) {
                client.send(LabClient.ack(block));
            }
            drain.join();
            assertThat(sessions.active()).isEmpty();
            assertThat(sessions.sessions().size()).isLessThanOrEqualTo(2);
        }
        assertThat(sessions.sessions().getFirst().notes()).containsEntry("outcome", "complete");
    }

    @Test
    void tellsClientsWhenTheServerStops() throws IOException {
        start(LabServer.config(true));
        try (LabClient client = client()) {
            client.send(RRQ);
            client.answer(2000);
            server.close();
            assertError(firstNoBlock(client), 0);
        }
        assertThat(sessions.active()).isEmpty();
    }

    @Test
    void notesWhatATransferWasLike() throws IOException {
        start(LabServer.config(false));
        try (LabClient client = client()) {
            client.get("f", "octet", Map.of("blksize", "1000", "windowsize", "2"));
        }
        server.awaitIdle();

        assertThat(sessions.last().activities()).containsExactly("RRQ /f");
        assertThat(sessions.last().notes())
                .containsEntry("mode", "octet")
                .containsEntry("blksize", "1000")
                .containsEntry("windowsize", "2")
                .containsEntry("outcome", "complete");
    }

    @Test
    void takesAClientThatOnlyWantedToKnowTheSizeForServed() throws IOException {
        start(LabServer.config(false));
        try (LabClient client = client()) {
            client.send(LabClient.request(1, "f", "octet", Map.of("tsize", "0")));
            assertThat(LabClient.opcode(client.answer(2000))).isEqualTo(6);
            client.send(new byte[] {0, 5, 0, 8, 'b', 'y', 'e', 0});
            server.awaitIdle();
        }

        assertThat(sessions.last().notes()).containsEntry("outcome", "declined");
    }

    private static Storage failing(Storage inner, RuntimeException failure) {
        return new ForwardingStorage(inner) {
            @Override
            public ReadableFile openForRead(VirtualPath path) {
                return new ForwardingReadable(inner().openForRead(path)) {
                    @Override
                    public int read(ByteBuffer target, long position) {
                        throw failure;
                    }
                };
            }
        };
    }

    @Test
    void tellsWhenTheStorageFailsInTheMiddle() throws IOException {
        start(
                LabServer.config(false),
                failing(storage, new GatewayException(Failure.UNAVAILABLE, "the storage does not answer")));
        try (LabClient client = client()) {
            assertThatThrownBy(() -> client.get("f", "octet", Map.of()))
                    .hasMessage("error 0: the storage does not answer");
        }
    }

    @Test
    void keepsItsOwnMistakesToItself() throws IOException {
        start(LabServer.config(false), failing(storage, new IllegalStateException("/secret/path")));
        try (LabClient client = client()) {
            assertThatThrownBy(() -> client.get("f", "octet", Map.of())).hasMessage("error 0: internal error");
        }
    }

    @Test
    void endsATransferThatTakesLongerThanAllowed() throws IOException {
        start(LabServer.with(
                new TftpConfig.Tuning(512, 1, Duration.ofMillis(50), 8, Rollover.TO_ZERO, Duration.ofMillis(120))));
        try (LabClient client = client()) {
            client.send(RRQ);
            client.answer(2000);
            client.send(LabClient.ack(1));
            assertError(firstNoBlock(client), 0);
        }
    }
}
