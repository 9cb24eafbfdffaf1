package dev.filegate.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferBuffersTest {
    private final TransferBuffers buffers = new TransferBuffers();

    @Test
    void lendsTheSameBufferAgain() {
        TransferBuffers.Lease first = buffers.lend();
        first.buffer().put((byte) 1);
        first.close();
        try (TransferBuffers.Lease second = buffers.lend()) {
            assertThat(second.buffer()).isSameAs(first.buffer());
            assertThat(second.buffer().remaining()).isEqualTo(TransferBuffers.LARGE_BYTES);
        }
    }

    @Test
    void lendsSmallBuffersWhenTheLargeOnesAreOut() {
        List<TransferBuffers.Lease> leases = new ArrayList<>();
        for (int i = 0; i < TransferBuffers.MAX_LARGE; i++) {
            leases.add(buffers.lend());
        }
        try (TransferBuffers.Lease further = buffers.lend()) {
            assertThat(further.buffer().capacity()).isEqualTo(TransferBuffers.SMALL_BYTES);
        }
        leases.forEach(TransferBuffers.Lease::close);
        try (TransferBuffers.Lease large = buffers.lend()) {
            assertThat(large.buffer().capacity()).isEqualTo(TransferBuffers.LARGE_BYTES);
        }
    }
}
