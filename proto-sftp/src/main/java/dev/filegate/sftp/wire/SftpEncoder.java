package dev.filegate.sftp.wire;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.storage.SpaceInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Responses to packets. */
public final class SftpEncoder {
    private static final byte[] NO_LANGUAGE = {};
    private static final int NAME_MAX = 255;

    private SftpEncoder() {}

    /**
     * Appends one packet. If reading the bytes of {@link SftpResponse.Data} fails, nothing is appended and the exception goes on.
     */
    public static void encode(SftpResponse response, ReplyBuffer out) {
        long start = out.size();
        try {
            out.putInt(0);
            body(response, out);
            out.patchInt(start, (int) (out.size() - start - Integer.BYTES));
        } catch (RuntimeException e) {
            out.truncate(start);
            throw e;
        }
    }

    private static void body(SftpResponse response, ReplyBuffer out) {
        switch (response) {
            case SftpResponse.Version version -> version(version, out);
            case SftpResponse.Status status -> status(status, out);
            case SftpResponse.Handle handle -> {
                head(PacketType.HANDLE, handle.id(), out);
                out.putInt(Integer.BYTES);
                out.putInt(handle.handle());
            }
            case SftpResponse.Data data -> data(data, out);
            case SftpResponse.Names names -> names(names, out);
            case SftpResponse.Attributes attributes -> {
                head(PacketType.ATTRS, attributes.id(), out);
                attributes.attributes().encode(out);
            }
            case SftpResponse.FileSystem fileSystem -> fileSystem(fileSystem, out);
            case SftpResponse.Limits limits -> {
                head(PacketType.EXTENDED_REPLY, limits.id(), out);
                out.putLong(limits.packet());
                out.putLong(limits.read());
                out.putLong(limits.write());
                out.putLong(limits.handles());
            }
            case SftpResponse.UserNames names -> {
                head(PacketType.EXTENDED_REPLY, names.id(), out);
                textList(names.users(), out);
                textList(names.groups(), out);
            }
            case SftpResponse.Hashes hashes -> {
                head(PacketType.EXTENDED_REPLY, hashes.id(), out);
                text("check-file", out);
                text(hashes.algorithm(), out);
                byte[] bytes = new byte[hashes.hashes().remaining()];
                hashes.hashes().duplicate().get(bytes);
                out.putBytes(bytes);
            }
            case SftpResponse.Space space -> space(space, out);
        }
    }

    private static void head(PacketType type, int id, ReplyBuffer out) {
        out.putByte(type.code());
        out.putInt(id);
    }

    private static void version(SftpResponse.Version version, ReplyBuffer out) {
        out.putByte(PacketType.VERSION.code());
        out.putInt(version.version());
        version.extensions().forEach((name, data) -> {
            text(name, out);
            text(data, out);
        });
    }

    private static void status(SftpResponse.Status status, ReplyBuffer out) {
        head(PacketType.STATUS, status.id(), out);
        out.putInt(status.code().code());
        text(status.message(), out);
        out.putString(NO_LANGUAGE);
    }

    private static void data(SftpResponse.Data data, ReplyBuffer out) {
        long start = out.size();
        head(PacketType.DATA, data.id(), out);
        long lengthField = out.size();
        out.putInt(0);
        int count = out.putFrom(data.source(), data.offset(), data.length());
        if (count == 0 && data.length() > 0) {
            out.truncate(start);
            status(new SftpResponse.Status(data.id(), StatusCode.EOF, "end of file"), out);
        } else {
            out.patchInt(lengthField, count);
        }
    }

    private static void names(SftpResponse.Names names, ReplyBuffer out) {
        head(PacketType.NAME, names.id(), out);
        out.putInt(names.entries().size());
        for (SftpResponse.Entry entry : names.entries()) {
            text(entry.name(), out);
            text(entry.line(), out);
            entry.attributes().encode(out);
        }
    }

    private static void fileSystem(SftpResponse.FileSystem reply, ReplyBuffer out) {
        head(PacketType.EXTENDED_REPLY, reply.id(), out);
        SpaceInfo space = reply.space();
        long block = Math.max(1, space.blockSize());
        out.putLong(block);
        out.putLong(block);
        out.putLong(space.total() / block);
        out.putLong(space.free() / block);
        out.putLong(space.available() / block);
        out.putLong(space.totalFiles());
        out.putLong(space.freeFiles());
        out.putLong(space.freeFiles());
        out.putLong(0);
        out.putLong(0);
        out.putLong(NAME_MAX);
    }

    private static void space(SftpResponse.Space reply, ReplyBuffer out) {
        head(PacketType.EXTENDED_REPLY, reply.id(), out);
        SpaceInfo space = reply.space();
        out.putLong(space.total());
        out.putLong(space.free());
        out.putLong(space.available());
        out.putLong(space.available());
        out.putInt((int) Math.min(Integer.MAX_VALUE, space.blockSize()));
    }

    /** A string that holds strings, as users-groups-by-id wants them. */
    private static void textList(List<String> texts, ReplyBuffer out) {
        int length = 0;
        for (String text : texts) {
            length += Integer.BYTES + text.getBytes(StandardCharsets.UTF_8).length;
        }
        out.putInt(length);
        for (String text : texts) {
            out.putString(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void text(String text, ReplyBuffer out) {
        out.putString(NameCodec.encode(text));
    }
}
