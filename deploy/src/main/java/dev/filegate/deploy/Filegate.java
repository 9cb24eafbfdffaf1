package dev.filegate.deploy;

import dev.filegate.deploy.command.FilegateCommand;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The program. The command line is understood and the configuration read before anything of Quarkus starts, so that a mistake in either
 * is answered at once and opens no port.
 */
@QuarkusMain
public final class Filegate {
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
    private static final int CARRIERS_PER_CORE = 4;
    private static final int FEWEST_CARRIERS = 16;

    private Filegate() {}

    /** Ends the process with 0 when stopped as asked, 1 when it failed, 2 for bad arguments or configuration. */
    public static void main(String... arguments) {
        letVirtualThreadsBlock();
        refuseRenegotiation();
        System.exit(FilegateCommand.run(System.out, System.err, arguments));
    }

    /**
     * File system calls block the carrier of a virtual thread; with only as many carriers as cores, a few slow disks would stop every
     * session. Must happen before the first virtual thread.
     */
    private static void letVirtualThreadsBlock() {
        if (System.getProperty(PARALLELISM) == null) {
            int carriers = Math.max(
                    FEWEST_CARRIERS, CARRIERS_PER_CORE * Runtime.getRuntime().availableProcessors());
            System.setProperty(PARALLELISM, Integer.toString(carriers));
        }
    }

    /** TLS 1.2 lets a client shake hands again and again on one connection, which costs it little and the gateway much. Must happen before the first use of TLS. */
    private static void refuseRenegotiation() {
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }
}
