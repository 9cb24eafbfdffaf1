package dev.filegate.tftp;

import dev.filegate.core.auth.Credential;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.Session;
import dev.filegate.core.session.Session.LoginResult;
import dev.filegate.core.session.SessionContext;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.tftp.TftpConfig.Access;
import java.util.Locale;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a transfer of a request that was let in: who asks, for which file, under which terms. All that may block happens here, on a
 * thread of its own. A refusal goes out from the port the request came to.
 */
final class TransferOpening implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TransferOpening.class);

    private static final int MAX_NAME = 512;

    private final Hall hall;
    private final DatagramPort asked;
    private final RunningTransfer transfer;
    private final Session session;
    private final TftpPacket.Request request;
    private final Access access;

    TransferOpening(Hall hall, DatagramPort asked, RunningTransfer transfer, Session session) {
        this.hall = hall;
        this.asked = asked;
        this.transfer = transfer;
        this.session = session;
        this.request = transfer.request();
        this.access = hall.config().accessOf(transfer.client().getAddress());
    }

    @Override
    public void run() {
        SessionContext.run(session.id(), () -> {
            try {
                open();
            } catch (GatewayException e) {
                LOG.debug("{} refused: {}", described(), e.getMessage(), e.getCause());
                refuse(TftpError.of(e.failure()), e.detail());
            } catch (RuntimeException e) {
                LOG.error("{} failed", described(), e);
                refuse(TftpError.UNDEFINED, "internal error");
            }
        });
    }

    private void refuse(TftpError error, String message) {
        session.note("outcome", "refused: " + message);
        asked.send(new TftpPacket.ErrorPacket(error, message), transfer.client());
        asked.flush();
        session.close();
        hall.table().drop(transfer);
    }

    private void open() {
        Storage storage = login();
        TftpMode mode = TftpMode.of(request.mode())
                .orElseThrow(() -> new GatewayException(
                        Failure.UNSUPPORTED,
                        "there is no mode \"" + NameCodec.printable(request.mode()) + "\", only octet and netascii"));
        VirtualPath path = path();
        session.activity(request.opcode() + " " + NameCodec.printable(path.toString()));
        session.note("mode", mode.word());
        start(
                switch (request) {
                    case TftpPacket.ReadRequest _ -> openForRead(storage, path, mode);
                    case TftpPacket.WriteRequest _ -> openForWrite(storage, path, mode);
                });
    }

    private Storage login() {
        if (access.account().isEmpty()) {
            throw new GatewayException(
                    Failure.PERMISSION_DENIED, "no account is set for your address (filegate.tftp.account)");
        }
        return switch (session.login(new Credential.Address(access.account()))) {
            case LoginResult.Accepted accepted -> accepted.storage();
            case LoginResult.MoreNeeded _ ->
                throw new GatewayException(
                        Failure.PERMISSION_DENIED, "the account asks for a proof that TFTP cannot give");
            case LoginResult.Rejected(String reason, var _, boolean _) ->
                throw new GatewayException(
                        Failure.PERMISSION_DENIED, "the account set for your address cannot be used: " + reason);
        };
    }

    /** The name as the rules leave it, below the root of this client. */
    private VirtualPath path() {
        String name = request.name();
        if (name.isEmpty()) {
            throw new GatewayException(Failure.INVALID_NAME, "the request names no file");
        }
        boolean put = request instanceof TftpPacket.WriteRequest;
        for (NameRewrite rule : hall.config().rewrites()) {
            name = rule.apply(name, put);
            if (name.length() > MAX_NAME) {
                throw new GatewayException(
                        Failure.INVALID_NAME, "file names have at most " + MAX_NAME + " characters here");
            }
        }
        return VirtualPath.parse(name).under(access.root());
    }

    private OpenFile openForRead(Storage storage, VirtualPath path, TftpMode mode) {
        boolean waits = waits(storage, path);
        return new OpenFile.ToSend(storage.openForRead(path), mode, waits);
    }

    private OpenFile openForWrite(Storage storage, VirtualPath path, TftpMode mode) {
        if (!access.write()) {
            throw new GatewayException(Failure.PERMISSION_DENIED, path + ": sending files is not allowed here");
        }
        OptionalLong size = Negotiation.announcedSize(request);
        long maxSize = hall.config().bounds().maxSize();
        if (size.isPresent()) {
            UploadBuffer.check(maxSize, size.getAsLong());
            checkRoom(storage, path, size.getAsLong());
        }
        WriteMode how = access.overwrite() ? new WriteMode.Replace() : new WriteMode.CreateNew();
        boolean waits = waits(storage, path);
        return new OpenFile.ToReceive(storage.openForWrite(path, how), mode, maxSize, size, waits);
    }

    /** Whether working off a packet may take time: a network behind the storage, or a rate that holds the client back. */
    private static boolean waits(Storage storage, VirtualPath path) {
        return !storage.capabilities(path).contains(Capability.LOCAL_SPEED);
    }

    /** Says no before the first byte to what cannot end well. */
    private void checkRoom(Storage storage, VirtualPath path, long size) {
        if (!access.overwrite() && size > session.quota().remainingBytes()) {
            throw new GatewayException(
                    Failure.QUOTA_EXCEEDED, path + ": " + size + " bytes are more than the quota leaves");
        }
        if (storage.capabilities(path).contains(Capability.SPACE)
                && size > storage.space(path.parent()).available()) {
            throw new GatewayException(Failure.NO_SPACE, path + ": there is no room for " + size + " bytes");
        }
    }

    private void start(OpenFile file) {
        DatagramPort port = asked;
        try {
            Negotiation negotiation = new Negotiation(hall.config().tuning(), file.size());
            Terms wished = negotiation.settle(request, access.refused());
            if (!hall.config().listen().singlePort()) {
                port = hall.ports()
                        .open(asked.local().getAddress(), file.room(wished), new TransferListener(hall, transfer));
            }
            Terms terms = file.bounded(wished, port, hall.config().listen().singlePort());
            note(terms);
            run(file, port, terms);
        } catch (RuntimeException e) {
            file.release();
            if (port != asked) {
                hall.ports().close(port);
            }
            throw e;
        }
    }

    private void run(OpenFile file, DatagramPort port, Terms terms) {
        Cargo cargo = file.load(terms);
        Lane lane = file.waits() ? new Lane.OnVirtualThread(2 * terms.window() + 8) : new Lane.OnPort(port);
        TransferOwner owner = new TransferOwner(hall, transfer, session, cargo, port, port != asked);
        TransferDriver driver = new TransferDriver(
                new TransferDriver.Route(port, transfer.client()),
                terms,
                cargo,
                lane,
                new TransferDriver.Time(hall.nanoTime(), hall.config().tuning().lifetime()),
                owner);
        if (!transfer.run(driver)) {
            throw new GatewayException(Failure.UNAVAILABLE, "the transfer was ended before it began");
        }
        driver.begin();
    }

    private void note(Terms terms) {
        terms.answers().forEach((option, value) -> session.note(option.toLowerCase(Locale.ROOT), value));
    }

    private String described() {
        return request.opcode() + " " + NameCodec.printable(request.name()) + " from " + transfer.client();
    }
}
