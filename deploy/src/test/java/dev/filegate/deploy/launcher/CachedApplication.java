package dev.filegate.deploy.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/**
 * Stands for the application in tests of its cache of classes. It has the name of the real one, so it is compiled here: as
 * {@code quickstart} it is ready until it is told to stop, else it says how it was started.
 */
final class CachedApplication {
    private static final String NAME = "dev/filegate/deploy/Filegate";
    private static final String SOURCE = """
            package dev.filegate.deploy;

            public class Filegate {
                public static void main(String[] arguments) throws Exception {
                    if (arguments[0].equals("quickstart")) {
                        var stop = new java.util.concurrent.CountDownLatch(1);
                        sun.misc.Signal.handle(new sun.misc.Signal("TERM"), signal -> stop.countDown());
                        System.out.println("ready");
                        stop.await();
                        System.exit(0);
                    }
                    boolean cached = java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                            .anyMatch(option -> option.startsWith("-XX:AOTCache="));
                    System.out.println("cached " + cached);
                    System.out.println("option " + System.getProperty("an.option"));
                    for (String argument : arguments) {
                        System.out.println("argument " + argument);
                    }
                    System.exit(7);
                }
            }
            """;

    private CachedApplication() {}

    static void write(Path jar) throws IOException {
        Path directory = Files.createTempDirectory(jar.getParent(), "compiled");
        Path source = directory.resolve(NAME + ".java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, SOURCE);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, OutputStream.nullOutputStream(), "-d", directory.toString(), source.toString());
        assertThat(failed).isZero();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(NAME + ".class"));
            Files.copy(directory.resolve(NAME + ".class"), out);
        }
    }
}
