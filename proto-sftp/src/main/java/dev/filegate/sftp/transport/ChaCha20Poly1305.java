package dev.filegate.sftp.transport;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.util.buffer.BufferUtils;
import org.jspecify.annotations.Nullable;

/**
 * {@code chacha20-poly1305@openssh.com} (OpenSSH's PROTOCOL.chacha20poly1305) on the JDK's ChaCha20, which uses the processor's vectors;
 * MINA's own is plain Java and takes several times as long. One key is for the packets' lengths, the other for their content; the nonce
 * is the packet's sequence number. Block 0 of the content's key stream is the key of the authentication code, the content begins with
 * block 1. Confined to one direction of one connection.
 */
final class ChaCha20Poly1305 implements Cipher {
    private static final int KEY_BYTES = 32;
    private static final int TAG_BYTES = 16;
    private static final int BLOCK = 64;
    private static final byte[] ZEROS = new byte[BLOCK];
    private static final long LAST_SEQUENCE = 0xFFFF_FFFFL;

    private final KeyStream lengths = new KeyStream();
    private final KeyStream contents = new KeyStream();
    private final Poly1305 code = new Poly1305();
    private final byte[] firstBlock = new byte[BLOCK];
    private @Nullable Mode mode;
    private long firstSequence;
    private long sequence;

    /** Offers this in the place of MINA's, under the same name. */
    static NamedFactory<Cipher> factory() {
        return new NamedFactory<>() {
            @Override
            public String getName() {
                return BuiltinCiphers.cc20p1305_openssh.getName();
            }

            @Override
            public Cipher create() {
                return new ChaCha20Poly1305();
            }
        };
    }

    @Override
    public void init(Mode direction, byte[] key, byte[] nonce) throws GeneralSecurityException {
        mode = direction;
        contents.key(Arrays.copyOf(key, KEY_BYTES));
        lengths.key(Arrays.copyOfRange(key, KEY_BYTES, 2 * KEY_BYTES));
        firstSequence = BufferUtils.getLong(nonce, 0, nonce.length) & LAST_SEQUENCE;
        begin(firstSequence);
    }

    private void begin(long packet) throws GeneralSecurityException {
        sequence = packet;
        lengths.begin(packet);
        contents.begin(packet);
        contents.apply(ZEROS, 0, BLOCK, firstBlock, 0);
        code.init(firstBlock);
    }

    /** The packet's length: encrypted apart from its content, authenticated as it is sent. */
    @Override
    public void updateAAD(byte[] data, int offset, int length) throws GeneralSecurityException {
        if (mode == Mode.Decrypt) {
            code.update(data, offset, length);
        }
        lengths.apply(data, offset, length, data, offset);
        if (mode == Mode.Encrypt) {
            code.update(data, offset, length);
        }
    }

    /** The packet's content, behind which the authentication code is put or expected. */
    @Override
    public void update(byte[] data, int offset, int length) throws GeneralSecurityException {
        if (mode == Mode.Decrypt) {
            code.update(data, offset, length);
            byte[] sent = Arrays.copyOfRange(data, offset + length, offset + length + TAG_BYTES);
            if (!MessageDigest.isEqual(code.finish(), sent)) {
                throw new AEADBadTagException("Tag mismatch");
            }
            contents.apply(data, offset, length, data, offset);
        } else {
            contents.apply(data, offset, length, data, offset);
            code.update(data, offset, length);
            System.arraycopy(code.finish(), 0, data, offset + length, TAG_BYTES);
        }
        long next = (sequence + 1) & LAST_SEQUENCE;
        if (next == firstSequence) {
            throw new GeneralSecurityException("a packet's sequence number must not come twice with the same key");
        }
        begin(next);
    }

    /** MINA gives the sequence number as the nonce to what is called so. */
    @Override
    public String getAlgorithm() {
        return "ChaCha20";
    }

    @Override
    public String getTransformation() {
        return "ChaCha20";
    }

    @Override
    public int getIVSize() {
        return Long.BYTES;
    }

    @Override
    public int getAuthenticationTagSize() {
        return TAG_BYTES;
    }

    @Override
    public int getCipherBlockSize() {
        return Long.BYTES;
    }

    @Override
    public int getKdfSize() {
        return 2 * KEY_BYTES;
    }

    @Override
    public int getKeySize() {
        return KEY_BYTES * Byte.SIZE;
    }

    /** One key's stream, begun anew for each packet. */
    private static final class KeyStream {
        private static final int NONCE_BYTES = 12;

        private final javax.crypto.Cipher cipher;
        private final byte[] nonce = new byte[NONCE_BYTES];
        private SecretKeySpec key = new SecretKeySpec(new byte[KEY_BYTES], "ChaCha20");

        KeyStream() {
            try {
                cipher = javax.crypto.Cipher.getInstance("ChaCha20");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has ChaCha20", e);
            }
        }

        void key(byte[] bytes) {
            key = new SecretKeySpec(bytes, "ChaCha20");
        }

        /** OpenSSH's nonce has 64 bits and its block counter too; the upper half of that is the beginning of the JDK's nonce of 96. */
        void begin(long sequence) throws GeneralSecurityException {
            BufferUtils.putUInt(sequence, nonce, NONCE_BYTES - Integer.BYTES, Integer.BYTES);
            cipher.init(javax.crypto.Cipher.ENCRYPT_MODE, key, new ChaCha20ParameterSpec(nonce, 0));
        }

        void apply(byte[] from, int offset, int length, byte[] to, int at) throws GeneralSecurityException {
            cipher.update(from, offset, length, to, at);
        }
    }
}
