package dev.filegate.ftp.conversation;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.ftp.FtpConfig;
import dev.filegate.ftp.FtpServer;
import dev.filegate.ftp.data.PortRange;
import java.nio.ByteBuffer;
import java.util.List;

/** What a script's settings ask for: a storage with files, and the real server over it on a free port of the loopback. */
final class Stage {
    private final Storage storage = MemoryStorage.empty();
    private FtpConfig config = FtpConfig.DEFAULT
            .with(new FtpConfig.Control("127.0.0.1", 0))
            .with(new FtpConfig.Active(true, 0))
            .with(new FtpConfig.Passive(PortRange.ANY, List.of()));
    private boolean loggedIn;

    static void play(Script script) throws Exception {
        Stage stage = new Stage();
        script.settings().forEach(stage::set);
        stage.perform(script);
    }

    private void perform(Script script) throws Exception {
        try (FtpServer server = new FtpServer(config, FakeSessions.of(storage))) {
            int port = server.start().getFirst().address().getPort();
            try (Conversation conversation = new Conversation(script, storage, port)) {
                if (loggedIn) {
                    conversation.logIn("alice", FakeSessions.PASSWORD);
                }
                conversation.play();
            }
        }
    }

    private void set(Line line) {
        String[] words = line.text().split(" ", 2);
        switch (words[0]) {
            case "login" -> loggedIn = true;
            case "config" -> config = configured(words[1]);
            case "file" -> file(words[1]);
            case "dir" -> directories(VirtualPath.parse(Escapes.text(words[1])));
            case "link" -> link(words[1]);
            default -> throw new IllegalArgumentException(line.toString());
        }
    }

    private FtpConfig configured(String setting) {
        String[] words = setting.split("=", 2);
        String value = Escapes.text(words[1]);
        return switch (words[0]) {
            case "ascii" -> config.withAscii(value.equals("on"));
            case "fxp" -> config.withFxp(value.equals("on"));
            case "active" -> config.with(new FtpConfig.Active(value.equals("on"), 0));
            case "banner" ->
                config.with(new FtpConfig.Texts(value, config.texts().loginMessage()));
            case "login-message" ->
                config.with(new FtpConfig.Texts(config.texts().banner(), value));
            default -> throw new IllegalArgumentException("unknown setting " + setting);
        };
    }

    private void file(String text) {
        String[] parts = text.split(" = ", 2);
        VirtualPath path = VirtualPath.parse(Escapes.text(parts[0]));
        directories(path.parent());
        try (WritableFile file = storage.openForWrite(path, new WriteMode.CreateNew())) {
            file.write(ByteBuffer.wrap(Escapes.bytes(parts.length == 1 ? "" : parts[1])), 0);
            file.commit();
        }
    }

    private void link(String text) {
        String[] parts = text.split(" -> ", 2);
        VirtualPath path = VirtualPath.parse(Escapes.text(parts[0]));
        directories(path.parent());
        storage.createSymbolicLink(path, Escapes.text(parts[1]));
    }

    private void directories(VirtualPath path) {
        if (!path.isRoot() && isMissing(path)) {
            directories(path.parent());
            storage.createDirectory(path);
        }
    }

    private boolean isMissing(VirtualPath path) {
        try {
            storage.stat(path, Links.FOLLOW);
            return false;
        } catch (GatewayException e) {
            return true;
        }
    }
}
