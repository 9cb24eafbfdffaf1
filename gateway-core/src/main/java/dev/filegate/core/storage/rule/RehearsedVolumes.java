package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;

/** Volumes that answer as other ones would, and leave them as they are. */
public final class RehearsedVolumes implements TransferVolumes {
    private final TransferVolumes real;
    private final long bytes;

    /** @param bytes that the whole transfer would move */
    public RehearsedVolumes(TransferVolumes real, long bytes) {
        this.real = real;
        this.bytes = bytes;
    }

    @Override
    public Meter open(String account, Limits limits) {
        Meter meter = real.open(account, limits);
        return new Meter() {
            @Override
            public boolean take(long asked) {
                long whole = Math.max(asked, bytes);
                boolean room = meter.take(whole);
                if (room) {
                    meter.giveBack(whole);
                }
                return room;
            }

            @Override
            public void giveBack(long taken) {}
        };
    }
}
