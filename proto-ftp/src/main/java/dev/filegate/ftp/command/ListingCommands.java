package dev.filegate.ftp.command;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.TransferProgress;
import dev.filegate.ftp.data.ByteSink;
import dev.filegate.ftp.data.DataConnection;
import dev.filegate.ftp.listing.Listing;
import dev.filegate.ftp.listing.Listings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is in a directory: LIST NLST MLSD MLST, and STAT with a path. */
public final class ListingCommands {
    private ListingCommands() {}

    public static Outcome list(FtpSession session, String argument) {
        return send(session, "LIST " + argument, () -> listings(session).list(session.directory(), argument));
    }

    public static Outcome nlst(FtpSession session, String argument) {
        return send(session, "NLST " + argument, () -> listings(session).names(session.directory(), argument));
    }

    /** A file's facts are MLST's business: 501 by RFC 3659 section 7.2.1. */
    public static Outcome mlsd(FtpSession session, String argument) {
        try {
            return send(
                    session,
                    "MLSD " + argument,
                    () -> listings(session).machine(session.resolve(argument), session.facts()));
        } catch (GatewayException e) {
            if (e.failure() == Failure.NOT_A_DIRECTORY) {
                return FtpReplies.syntax(e.detail());
            }
            throw e;
        }
    }

    public static Outcome mlst(FtpSession session, String argument) {
        String facts = listings(session).factsOf(session.resolve(argument), session.facts());
        return new Reply(250, List.of("facts", " " + facts, "end"));
    }

    /** The listing over the control connection: 212 for a directory, 213 for anything else. */
    static Outcome overControl(FtpSession session, String argument) {
        Listing listing = listings(session).list(session.directory(), argument);
        int code = listing.isOfDirectory() ? 212 : 213;
        return new Outcome.LongReply(
                code,
                "status of " + argument,
                target -> {
                    try (listing) {
                        LineSink lines = new LineSink(target);
                        listing.send(lines);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "end of status");
    }

    private static Listings listings(FtpSession session) {
        return new Listings(session.storage(), session.account(), InstantSource.system());
    }

    private static Outcome send(FtpSession session, String activity, Supplier<Listing> opener) {
        Optional<Outcome> obstacle = TransferCommands.obstacle(session);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Listing listing = opener.get();
        Reply opening = Reply.of(150, "here comes the listing");
        return new Outcome.Transfer(
                opening, activity, session.ports().take().orElseThrow(), new Send(listing, session));
    }

    private record Send(Listing listing, Conversions conversions) implements Outcome.DataTask {
        Send(Listing listing, FtpSession session) {
            this(listing, Conversions.ofListing(session.settings()));
        }

        @Override
        public Reply run(DataConnection connection, TransferProgress progress) throws IOException {
            try (ByteSink target = conversions.outgoing(connection.sink(), progress)) {
                listing.send(target);
                target.finish();
            }
            connection.finish();
            return Reply.of(226, "listing sent");
        }

        @Override
        public void close() {
            listing.close();
        }
    }
}
