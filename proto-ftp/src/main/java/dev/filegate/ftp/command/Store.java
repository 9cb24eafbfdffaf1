package dev.filegate.ftp.command;

import dev.filegate.core.storage.WritableFile;
import dev.filegate.ftp.Client;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.TransferProgress;
import dev.filegate.ftp.TransferSettings;
import dev.filegate.ftp.data.ByteSink;
import dev.filegate.ftp.data.DataConnection;
import dev.filegate.ftp.data.TransferBuffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An upload. In stream mode the end of the data connection is the end of the file, and a client that died looks the same as one that is
 * done; so the file is committed only if the control connection is still there and the size is the one announced, if one was. Otherwise
 * it is left to the storage as a partial.
 *
 * @param announced by ALLO, in octets of the file; {@link TransferSettings#UNANNOUNCED} if not known
 * @param completed the text of the completion reply
 */
record Store(
        WritableFile file,
        Conversions conversions,
        TransferBuffers buffers,
        Client client,
        long announced,
        String completed)
        implements Outcome.DataTask {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    @Override
    public Reply run(DataConnection connection, TransferProgress progress) throws IOException {
        long before = file.position();
        receive(connection.source(), progress);
        answerEnd(connection);
        if (!client.isAlive()) {
            return Reply.of(426, "the control connection ended; the upload is not complete");
        }
        // A resumed upload may have announced the whole file or only what was missing.
        long received = progress.bytes();
        boolean exact = conversions.none() && announced != TransferSettings.UNANNOUNCED;
        if (exact && announced != received && announced != before + received) {
            return Reply.of(
                    426, "ALLO announced " + announced + " bytes, " + received + " came; the upload is not complete");
        }
        file.commit();
        return Reply.of(226, completed);
    }

    private void receive(ReadableByteChannel source, TransferProgress progress) throws IOException {
        try (TransferBuffers.Lease lease = buffers.lend();
                ByteSink target = conversions.incoming(file)) {
            ByteBuffer block = lease.buffer();
            int count = source.read(block);
            while (count >= 0) {
                progress.moved(count);
                progress.storing(true);
                target.write(block.flip());
                progress.storing(false);
                count = source.read(block.clear());
            }
            target.finish();
        }
    }

    /** Some clients wait for the other side's end (under TLS its close_notify); one that does not is no failure. */
    private static void answerEnd(DataConnection connection) {
        try {
            connection.finish();
        } catch (IOException e) {
            LOG.debug("the client did not wait for the end of the data connection", e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
