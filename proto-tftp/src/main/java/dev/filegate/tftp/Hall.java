package dev.filegate.tftp;

import dev.filegate.core.session.Sessions;
import java.util.function.LongSupplier;

/** What all requests and transfers of a server share. */
record Hall(
        TftpConfig config,
        Sessions sessions,
        TransferPorts ports,
        TransferTable table,
        RequestRate rate,
        LongSupplier nanoTime) {}
