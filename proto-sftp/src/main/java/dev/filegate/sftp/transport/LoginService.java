package dev.filegate.sftp.transport;

import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.Secret;
import dev.filegate.core.auth.SshKey;
import dev.filegate.core.session.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/**
 * The authentication protocol (RFC 4252): each proof goes to the gateway's session, whose answer decides what happens next. One user name
 * per connection, a bounded number of failures, and penalties are waited for before the answer, on the connection's own thread.
 */
final class LoginService extends AbstractCloseable implements Service {
    static final String NAME = "ssh-userauth";
    private static final String CONNECTION = "ssh-connection";
    private static final int MOST_FAILURES = 6;
    private static final List<Credential.Method> PREFERRED =
            List.of(Credential.Method.PUBLIC_KEY, Credential.Method.PASSWORD);

    private final ServerConnection connection;
    private final String banner;
    private final Map<String, Object> properties = new ConcurrentHashMap<>();
    private final KeyProof keyProof;
    private final HostKeyAnnouncement announcement;
    private @Nullable String user;
    private Set<Credential.Method> acceptable = Set.copyOf(PREFERRED);
    private boolean asked;
    private boolean prompted;
    private int failures;

    private LoginService(
            ServerConnection connection, String banner, UserAuthorities authorities, HostKeyAnnouncement announcement) {
        this.connection = connection;
        this.banner = banner;
        this.announcement = announcement;
        this.keyProof = new KeyProof(connection, authorities);
    }

    /** Makes the service for a connection whose keys are exchanged; a {@code banner} that is not empty is shown first. */
    static ServiceFactory factory(String banner, UserAuthorities authorities, HostKeyAnnouncement announcement) {
        return new ServiceFactory() {
            @Override
            public String getName() {
                return NAME;
            }

            @Override
            public Service create(org.apache.sshd.common.session.Session session) {
                return new LoginService((ServerConnection) session, banner, authorities, announcement);
            }
        };
    }

    @Override
    public org.apache.sshd.common.session.Session getSession() {
        return connection;
    }

    @Override
    public Map<String, Object> getProperties() {
        return properties;
    }

    @Override
    public void start() {}

    @Override
    public void process(int command, Buffer message) throws Exception {
        switch (command) {
            case SshConstants.SSH_MSG_USERAUTH_REQUEST -> request(message);
            case SshConstants.SSH_MSG_USERAUTH_INFO_RESPONSE -> response(message);
            default ->
                connection.disconnect(
                        SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR, "message " + command + " before the login");
        }
    }

    private void request(Buffer message) throws Exception {
        String name = message.getString();
        String service = message.getString();
        String method = message.getString();
        prompted = false;
        if (!CONNECTION.equals(service)) {
            connection.disconnect(
                    SshConstants.SSH2_DISCONNECT_SERVICE_NOT_AVAILABLE, "only " + CONNECTION + " is served");
        } else if (user != null && !user.equals(name)) {
            connection.disconnect(
                    SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR, "the user name cannot be changed during the login");
        } else {
            if (user == null) {
                user = name;
                showBanner();
            }
            attempt(name, method, message);
        }
    }

    private void attempt(String name, String method, Buffer message) throws Exception {
        switch (method) {
            case "none" -> none();
            case "password" -> password(name, message);
            case "keyboard-interactive" -> prompt();
            case "publickey" -> publicKey(name, message);
            default -> fail();
        }
    }

    /** Clients ask once what they may prove (RFC 4252 section 5.2); to ask again is to try. */
    private void none() throws IOException {
        if (asked) {
            fail();
        } else {
            asked = true;
            refuse(false);
        }
    }

    private void password(String name, Buffer message) throws Exception {
        boolean change = message.getBoolean();
        String text = message.getString();
        if (change) {
            fail();
        } else {
            check(name, text);
        }
    }

    private void check(String name, String text) throws Exception {
        try (Secret secret = Secret.of(text)) {
            login(new Credential.Password(name, secret));
        }
    }

    /** RFC 4256: one question, for the password. */
    private void prompt() throws IOException {
        prompted = true;
        Buffer question = connection.createBuffer(SshConstants.SSH_MSG_USERAUTH_INFO_REQUEST, 64);
        question.putString("");
        question.putString("");
        question.putString("");
        question.putInt(1);
        question.putString("Password: ");
        question.putBoolean(false);
        connection.writePacket(question);
    }

    private void response(Buffer message) throws Exception {
        String name = user;
        int answers = message.getInt();
        if (!prompted || name == null || answers != 1) {
            prompted = false;
            fail();
            return;
        }
        prompted = false;
        check(name, message.getString());
    }

    private void publicKey(String name, Buffer message) throws Exception {
        switch (keyProof.read(name, CONNECTION, message)) {
            case KeyProof.Outcome.Useless _ -> fail();
            case KeyProof.Outcome.Offered(String algorithm, SshKey key, Credential credential) -> {
                connection.flush();
                if (connection.session().wouldAccept(credential)) {
                    Buffer fine = connection.createBuffer(SshConstants.SSH_MSG_USERAUTH_PK_OK, 1024);
                    fine.putString(algorithm);
                    fine.putBytes(key.blob());
                    connection.writePacket(fine);
                } else {
                    fail();
                }
            }
            case KeyProof.Outcome.Proven(Credential credential) -> login(credential);
        }
    }

    private void login(Credential credential) throws Exception {
        connection.flush();
        switch (connection.session().login(credential)) {
            case Session.LoginResult.Accepted(var account, var storage) -> {
                connection.loggedIn(new ChannelServices.Login(connection.session(), account, storage));
                connection.signalAuthenticationSuccess(
                        credential.user(), CONNECTION, connection.createBuffer((byte) 0));
                announcement.send(connection);
            }
            case Session.LoginResult.MoreNeeded(Set<Credential.Method> methods) -> {
                acceptable = methods;
                refuse(true);
            }
            case Session.LoginResult.Rejected(String reason, Duration penalty, boolean disconnect) -> {
                Thread.sleep(penalty);
                if (disconnect) {
                    connection.disconnect(SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE, reason);
                } else {
                    fail();
                }
            }
        }
    }

    private void fail() throws IOException {
        failures++;
        if (failures >= MOST_FAILURES) {
            connection.disconnect(
                    SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE, "too many authentication failures");
        } else {
            refuse(false);
        }
    }

    private void refuse(boolean partialSuccess) throws IOException {
        String methods = PREFERRED.stream()
                .filter(acceptable::contains)
                .flatMap(method -> wireNames(method).stream())
                .collect(Collectors.joining(","));
        Buffer refusal = connection.createBuffer(SshConstants.SSH_MSG_USERAUTH_FAILURE, methods.length() + 16);
        refusal.putString(methods);
        refusal.putBoolean(partialSuccess);
        connection.writePacket(refusal);
    }

    private static List<String> wireNames(Credential.Method method) {
        return switch (method) {
            case PUBLIC_KEY -> List.of("publickey");
            case PASSWORD -> List.of("password", "keyboard-interactive");
            case ADDRESS -> List.of();
        };
    }

    private void showBanner() throws IOException {
        if (!banner.isEmpty()) {
            Buffer text = connection.createBuffer(SshConstants.SSH_MSG_USERAUTH_BANNER, banner.length() + 16);
            text.putString(banner);
            text.putString("");
            connection.writePacket(text);
        }
    }
}
