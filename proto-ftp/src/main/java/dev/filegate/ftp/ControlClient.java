package dev.filegate.ftp;

import dev.filegate.ftp.wire.ControlConnection;
import java.net.InetSocketAddress;

/** The client as handlers see it: whoever is at the other end of the control connection. */
record ControlClient(ControlConnection control) implements Client {
    @Override
    public InetSocketAddress remote() {
        return control.remote();
    }

    @Override
    public InetSocketAddress local() {
        return control.local();
    }

    @Override
    public boolean isAlive() {
        return control.isAlive();
    }
}
