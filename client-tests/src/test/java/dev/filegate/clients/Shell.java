package dev.filegate.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs a script in {@code /bin/sh} with bounded time and captured output, away from the caller's own settings of any client. */
final class Shell {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path directory;
    private final Path home;

    /**
     * @param directory where scripts run
     * @param home an empty directory that clients take for the user's home
     */
    Shell(Path directory, Path home) {
        this.directory = directory;
        this.home = home;
    }

    /**
     * What a script printed, on both streams, and how it ended.
     *
     * @param script for messages
     */
    record Result(String script, int exitCode, String output) {
        /** The output of a script that must have succeeded. */
        String succeeded() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + " of\n" + script + "\nwhich printed\n" + output);
            }
            return output;
        }
    }

    /** Runs the script to its end. A script that takes too long is ended with all it started, and fails. */
    Result run(String script) {
        try (Started started = start(script)) {
            return started.await();
        }
    }

    /** Starts the script and leaves it running. */
    Started start(String script) {
        try {
            Path file = Files.createTempFile(home, "script", ".sh");
            Path output = Files.createTempFile(home, "output", ".txt");
            Files.writeString(file, script);
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-eu", file.toString())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
            builder.environment().put("HOME", home.toString());
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("TERM", "dumb");
            return new Started(script, builder.start(), output);
        } catch (IOException e) {
            throw new AssertionError("cannot run a shell", e);
        }
    }

    /** One word of a script, whatever characters it has. */
    static String word(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** A running script. Closing ends it with everything it started. */
    static final class Started implements AutoCloseable {
        private final String script;
        private final Process process;
        private final Path output;

        private Started(String script, Process process, Path output) {
            this.script = script;
            this.process = process;
            this.output = output;
        }

        /** Waits for the end. */
        Result await() {
            try {
                if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    close();
                    throw new AssertionError(
                            "still running after " + LIMIT + ":\n" + script + "\nprinted so far\n" + printed());
                }
                return new Result(script, process.exitValue(), printed());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }

        /** What it has printed so far; bytes that are not UTF-8 are replaced. */
        String printed() {
            try {
                return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new AssertionError("cannot read what the script printed", e);
            }
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
