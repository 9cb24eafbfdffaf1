package dev.filegate.sftp.transport;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.session.Session;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

/** Writes what was negotiated into the session's audit records: the client's software and the algorithms. */
final class NegotiationNotes implements SessionListener {
    private final Session session;

    NegotiationNotes(Session session) {
        this.session = session;
    }

    @Override
    public void sessionPeerIdentificationReceived(
            org.apache.sshd.common.session.Session ssh, String version, List<String> extraLines) {
        session.note("client", NameCodec.printable(version));
    }

    @Override
    public void sessionNegotiationEnd(
            org.apache.sshd.common.session.Session ssh,
            Map<KexProposalOption, String> clientProposal,
            Map<KexProposalOption, String> serverProposal,
            Map<KexProposalOption, String> negotiated,
            @Nullable Throwable failure) {
        note("kex", negotiated.get(KexProposalOption.ALGORITHMS));
        note("hostkey", negotiated.get(KexProposalOption.SERVERKEYS));
        note("cipher", negotiated.get(KexProposalOption.C2SENC));
        note("mac", negotiated.get(KexProposalOption.C2SMAC));
    }

    private void note(String key, @Nullable String value) {
        if (value != null) {
            session.note(key, value);
        }
    }
}
