package dev.filegate.db;

import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.EventJson;
import dev.filegate.core.audit.EventPaths;
import dev.filegate.core.audit.Origin;
import dev.filegate.core.path.NameCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An event on its way to the database: its JSON text, and what it can be searched by.
 *
 * @param at milliseconds since 1970
 * @param path as shown to people; empty without one
 * @param target the new name of a rename or copy, likewise
 */
record SpooledEvent(
        long at,
        String event,
        String account,
        String protocol,
        String session,
        String path,
        String target,
        String json) {
    private static final String ACCOUNT_ACTIONS = "account.";

    static SpooledEvent of(AuditEvent event) {
        Optional<Origin> origin = event.ofClient().map(AuditEvent.OfClient::origin);
        List<String> paths = EventPaths.of(event);
        return new SpooledEvent(
                Times.millis(event.at()),
                EventJson.word(event),
                searchable(origin.map(Origin::account).orElseGet(() -> subject(event))),
                origin.map(from -> from.protocol().word()).orElse(""),
                origin.map(Origin::session).orElse(""),
                paths.isEmpty() ? "" : NameCodec.printable(paths.getFirst()),
                paths.size() < 2 ? "" : NameCodec.printable(paths.getLast()),
                EventJson.text(event));
    }

    /** What an administrator did to an account is found with the account. */
    private static String subject(AuditEvent event) {
        return event instanceof AuditEvent.Administered done && done.action().startsWith(ACCOUNT_ACTIONS)
                ? done.subject()
                : "";
    }

    /** Names that clients claim may be anything, of any length. */
    static String searchable(String name) {
        String shown = NameCodec.printable(name);
        return shown.length() <= Migrations.LONGEST_NAME ? shown : shown.substring(0, Migrations.LONGEST_NAME);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length() + 128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(at);
            for (String text : new String[] {event, account, protocol, session, path, target, json}) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(encoded.length);
                out.write(encoded);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException when these are not the bytes of an event */
    static SpooledEvent parse(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new SpooledEvent(
                    in.readLong(), text(in), text(in), text(in), text(in), text(in), text(in), text(in));
        }
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes, of which " + in.available() + " are there");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
