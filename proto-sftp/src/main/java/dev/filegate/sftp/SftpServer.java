package dev.filegate.sftp;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Listener;
import dev.filegate.core.server.ListenerException;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.server.ProtocolServer;
import dev.filegate.core.session.Sessions;
import dev.filegate.core.storage.Capability;
import dev.filegate.sftp.scp.CommandLine;
import dev.filegate.sftp.scp.CommandSession;
import dev.filegate.sftp.scp.ScpCommand;
import dev.filegate.sftp.transport.ChannelHandler;
import dev.filegate.sftp.transport.ChannelPeer;
import dev.filegate.sftp.transport.ChannelServices;
import dev.filegate.sftp.transport.SshSettings;
import dev.filegate.sftp.transport.SshTransport;
import dev.filegate.sftp.transport.UserAuthorities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SFTP and SCP over SSH. */
public final class SftpServer implements ProtocolServer {
    private static final String KEY = "filegate.sftp.port";
    /** Bytes a client may have under way in one channel; what is not worked off is held, so this bounds memory too. */
    private static final int WINDOW = 4 * 1024 * 1024;

    private final SftpConfig config;
    private final Sessions sessions;
    private @Nullable SshTransport transport;

    public SftpServer(SftpConfig config, Sessions sessions) {
        this.config = config;
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "sftp";
    }

    /** @throws UncheckedIOException with words, when a host key, the authorities or the revocations cannot be used */
    @Override
    public List<Listener> start() {
        try {
            UserAuthorities authorities =
                    UserAuthorities.load(config.trustedUserAuthorities(), config.revokedKeys(), InstantSource.system());
            SshTransport starting = new SshTransport(settings(), sessions, new Services(), authorities);
            Listener listener = new Listener("SFTP", KEY, starting.start());
            transport = starting;
            return List.of(listener);
        } catch (BindException e) {
            throw new ListenerException(KEY, config.address(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("filegate.sftp: " + e.getMessage(), e);
        }
    }

    private SshSettings settings() {
        return new SshSettings(
                config.address(),
                config.hostKeys(),
                config.legacyAlgorithms(),
                config.loginTimeout(),
                config.idleTimeout(),
                config.keepAlive(),
                config.maxChannels(),
                WINDOW,
                config.rekeyBytes(),
                config.rekeyTime(),
                config.banner());
    }

    @Override
    public void drain(Duration grace) {
        SshTransport draining = transport;
        if (draining != null) {
            draining.drain(grace);
        }
    }

    @Override
    public void close() {
        SshTransport closing = transport;
        transport = null;
        if (closing != null) {
            closing.close();
        }
    }

    /** The subsystem {@code sftp}, the command {@code scp}, and the hashes of files. */
    private final class Services implements ChannelServices {
        @Override
        public Optional<ChannelHandler> subsystem(String name, Login login, ChannelPeer peer) {
            if (!name.equals("sftp") || !login.account().protocols().contains(Protocol.SFTP)) {
                return Optional.empty();
            }
            boolean direct = login.storage().capabilities(VirtualPath.ROOT).contains(Capability.LOCAL_SPEED);
            return Optional.of(new SftpChannel(
                    login.storage(), login.session(), login.account().name(), config.maxHandles(), direct, peer));
        }

        @Override
        public Optional<ChannelHandler> command(String line, Login login, ChannelPeer peer) {
            Optional<List<String>> words = CommandLine.words(line);
            if (words.isEmpty() || !config.scp() || !login.account().protocols().contains(Protocol.SCP)) {
                return Optional.empty();
            }
            Optional<ChannelHandler> scp = ScpCommand.parse(words.get()).map(command -> {
                login.session().protocol(Protocol.SCP);
                login.session().activity(line);
                return CommandSession.scp(command, login.storage(), login.session(), peer);
            });
            return scp.or(() -> HashCommand.parse(words.get()).map(command -> {
                login.session().activity(line);
                return new CommandSession(login.session(), peer, out -> command.run(login.storage(), out));
            }));
        }
    }
}
