package dev.filegate.admin.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option of commands that may take long: a line on standard error that tells how far they are, and is gone in the end. */
final class Progress {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final String FRESH_LINE = "\r\u001b[K";

    /** On whose wish the line is shown. */
    enum When {
        AUTO,
        ALWAYS,
        NEVER;

        /** As it is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--progress",
            arity = "0..1",
            paramLabel = "WHEN",
            defaultValue = "auto",
            fallbackValue = "always",
            description =
                    "Tell on standard error how far it is: ${COMPLETION-CANDIDATES}. Default: auto, on a terminal.")
    When when = When.AUTO;

    Progress() {}

    /** Tells it until the answer is closed. {@code words} may throw {@link CommandFailure}, and is asked again later then. */
    Line of(PrintWriter err, Supplier<String> words) {
        boolean shown = switch (when) {
            case AUTO -> isTerminal();
            case ALWAYS -> true;
            case NEVER -> false;
        };
        return new Line(shown, err, words);
    }

    /** JDK 22 to 24 had a console without a terminal, JDK 25 has none then (JDK-8351435). */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** A line that comes again and again. */
    static final class Line implements AutoCloseable {
        private final CountDownLatch over = new CountDownLatch(1);
        private final PrintWriter err;
        private final Thread teller;

        private Line(boolean shown, PrintWriter err, Supplier<String> words) {
            this.err = err;
            this.teller = Thread.ofVirtual().unstarted(() -> tell(words));
            if (shown) {
                teller.start();
            }
        }

        private void tell(Supplier<String> words) {
            try {
                do {
                    print(FRESH_LINE + ask(words));
                } while (!over.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
                print(FRESH_LINE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private static String ask(Supplier<String> words) {
            try {
                return words.get();
            } catch (CommandFailure e) {
                return e.words();
            }
        }

        private void print(String text) {
            err.print(text);
            err.flush();
        }

        /** Takes the line away. */
        @Override
        public void close() {
            over.countDown();
            try {
                if (teller.isAlive()) {
                    teller.join();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
