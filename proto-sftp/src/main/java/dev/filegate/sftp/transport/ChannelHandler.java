package dev.filegate.sftp.transport;

/** Serves one channel. Called by the connection's thread, one call at a time, except for {@link #closed} and {@link #isBusy}. */
public interface ChannelHandler {
    /** The client has been told that it may begin. */
    void start();

    /**
     * Bytes from the client, valid during the call. Must not wait for the client: neither for its bytes nor for its window.
     *
     * @return how many of them are worked off; the others are given back to the client's window by {@link ChannelPeer#release}
     */
    int received(byte[] bytes, int offset, int length);

    /** The client will send no more. */
    void inputEnded();

    /** The channel is gone: whatever is unfinished is abandoned. From any thread, at least once. Never blocks, never fails. */
    void closed();

    /** Whether it is working on something the client waits for, so that the connection is not idle. From any thread. */
    boolean isBusy();
}
