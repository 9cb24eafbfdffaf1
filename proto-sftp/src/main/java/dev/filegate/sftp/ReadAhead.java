package dev.filegate.sftp;

import dev.filegate.core.storage.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Reads ahead of a client that reads from front to back, for storages whose every read waits for a network: up to {@value #AHEAD} blocks
 * of {@value #BLOCK} bytes are on their way while earlier ones are being answered. A read elsewhere goes straight to the file. Begins
 * with the second read in sequence, so that looking at the head of a file costs no more than that. Confined to one channel; the blocks
 * are read by virtual threads of their own.
 */
final class ReadAhead implements ReadableFile {
    static final int BLOCK = 256 * 1024;
    static final int AHEAD = 4;

    private final ReadableFile file;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private long sequential = -1;
    private long nextBlock;

    ReadAhead(ReadableFile file) {
        this.file = file;
    }

    @Override
    public String knownSha256() {
        return file.knownSha256();
    }

    /** Bytes being fetched, or fetched. Once there, {@code position} is where they lie in the file. */
    private record Block(long position, FutureTask<ByteBuffer> content) {}

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        boolean inSequence = position == sequential;
        if (!inSequence) {
            blocks.clear();
        }
        int count = inSequence && position < file.size() ? readBlocks(target, position) : file.read(target, position);
        sequential = count > 0 ? position + count : -1;
        return count;
    }

    private int readBlocks(ByteBuffer target, long position) {
        if (blocks.isEmpty()) {
            nextBlock = position;
        }
        int done = 0;
        while (target.hasRemaining()) {
            fetch();
            if (blocks.isEmpty()) {
                break;
            }
            Block first = blocks.element();
            ByteBuffer content = await(first);
            int at = (int) (position + done - first.position());
            int count = Math.min(target.remaining(), content.limit() - at);
            if (count > 0) {
                target.put(target.position(), content, at, count);
                target.position(target.position() + count);
                done += count;
            }
            if (at + Math.max(0, count) >= content.limit()) {
                blocks.remove();
                if (content.limit() < BLOCK) {
                    blocks.clear();
                    break;
                }
            }
        }
        return done == 0 ? file.read(target, position) : done;
    }

    private void fetch() {
        while (blocks.size() < AHEAD && nextBlock < file.size()) {
            long position = nextBlock;
            FutureTask<ByteBuffer> task = new FutureTask<>(() -> readBlock(position));
            blocks.add(new Block(position, task));
            nextBlock += BLOCK;
            Thread.ofVirtual().name("sftp-read-ahead").start(task);
        }
    }

    private ByteBuffer readBlock(long position) {
        ByteBuffer content = ByteBuffer.allocate((int) Math.min(BLOCK, file.size() - position));
        while (content.hasRemaining() && file.read(content, position + content.position()) > 0) {}
        return content.flip();
    }

    private static ByteBuffer await(Block block) {
        try {
            return block.content().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return file.transferTo(position, count, target);
    }

    /** Blocks still on their way end with the file. */
    @Override
    public void close() {
        blocks.clear();
        file.close();
    }
}
