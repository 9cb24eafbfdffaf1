package dev.filegate.sftp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import org.apache.sshd.common.cipher.ChaCha20Cipher;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.mac.Poly1305Mac;
import org.junit.jupiter.api.Test;

class ChaCha20Poly1305Test {
    private static final byte[] NONCE = {0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFD};

    private static byte[] key(Random random) {
        byte[] key = new byte[64];
        random.nextBytes(key);
        return key;
    }

    /** Packets as SSH makes them: a length of 4 bytes, content, room for the code. Past the wrap of the sequence numbers. */
    @Test
    void encryptsAsMinaDoes() throws Exception {
        Random random = new Random(1);
        byte[] key = key(random);
        Cipher ours = new ChaCha20Poly1305();
        Cipher theirs = new ChaCha20Cipher();
        ours.init(Cipher.Mode.Encrypt, key, NONCE);
        theirs.init(Cipher.Mode.Encrypt, key, NONCE);
        for (int length : new int[] {0, 1, 8, 15, 16, 17, 63, 64, 65, 1000, 32_768, 40_001}) {
            byte[] expected = new byte[4 + length + 16];
            random.nextBytes(expected);
            byte[] actual = expected.clone();
            theirs.updateAAD(expected, 0, 4);
            theirs.update(expected, 4, length);
            ours.updateAAD(actual, 0, 4);
            ours.update(actual, 4, length);
            assertThat(actual).as("%d bytes", length).isEqualTo(expected);
        }
    }

    @Test
    void decryptsWhatMinaEncrypts() throws Exception {
        Random random = new Random(2);
        byte[] key = key(random);
        Cipher ours = new ChaCha20Poly1305();
        Cipher theirs = new ChaCha20Cipher();
        ours.init(Cipher.Mode.Decrypt, key, NONCE);
        theirs.init(Cipher.Mode.Encrypt, key, NONCE);
        for (int i = 0; i < 200; i++) {
            int length = random.nextInt(2000);
            byte[] packet = new byte[4 + length + 16];
            random.nextBytes(packet);
            byte[] plain = Arrays.copyOf(packet, 4 + length);
            theirs.updateAAD(packet, 0, 4);
            theirs.update(packet, 4, length);
            ours.updateAAD(packet, 0, 4);
            ours.update(packet, 4, length);
            assertThat(Arrays.copyOf(packet, 4 + length)).isEqualTo(plain);
        }
    }

    @Test
    void refusesWhatWasChanged() throws Exception {
        Random random = new Random(3);
        byte[] key = key(random);
        for (int changed : new int[] {0, 3, 4, 50, 103, 104, 119}) {
            Cipher sender = new ChaCha20Poly1305();
            Cipher receiver = new ChaCha20Poly1305();
            sender.init(Cipher.Mode.Encrypt, key, NONCE);
            receiver.init(Cipher.Mode.Decrypt, key, NONCE);
            byte[] packet = new byte[120];
            sender.updateAAD(packet, 0, 4);
            sender.update(packet, 4, 100);
            packet[changed] ^= 1;
            receiver.updateAAD(packet, 0, 4);
            assertThatThrownBy(() -> receiver.update(packet, 4, 100)).isInstanceOf(AEADBadTagException.class);
        }
    }

    /** RFC 8439 section 2.5.2. */
    @Test
    void authenticatesTheExampleOfTheRfc() {
        Poly1305 code = new Poly1305();
        code.init(HexFormat.of().parseHex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b"));
        byte[] text = "Cryptographic Forum Research Group".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        code.update(text, 0, text.length);
        assertThat(HexFormat.of().formatHex(code.finish())).isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
    }

    /** Random and extreme numbers (RFC 8439 appendix A.3), in pieces of any size, against another implementation. */
    @Test
    void authenticatesAsMinaDoes() throws Exception {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            byte[] key = new byte[32];
            byte[] text = new byte[random.nextInt(100)];
            if (i % 3 == 0) {
                Arrays.fill(key, (byte) (i % 2 == 0 ? 0xFF : 2));
                Arrays.fill(text, (byte) (random.nextBoolean() ? 0xFF : 0xFB));
            } else {
                random.nextBytes(key);
                random.nextBytes(text);
            }
            Poly1305Mac theirs = new Poly1305Mac();
            theirs.init(key);
            theirs.update(text, 0, text.length);
            Poly1305 ours = new Poly1305();
            ours.init(key);
            int cut = text.length == 0 ? 0 : random.nextInt(text.length);
            ours.update(text, 0, cut);
            ours.update(text, cut, text.length - cut);
            assertThat(ours.finish()).isEqualTo(theirs.doFinal());
        }
    }
}
