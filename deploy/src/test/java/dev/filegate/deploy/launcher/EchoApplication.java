package dev.filegate.deploy.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Stands for the application in tests of the launcher: says how it was started. */
final class EchoApplication {
    private EchoApplication() {}

    public static void main(String... arguments) throws IOException {
        System.out.println("pid " + ProcessHandle.current().pid());
        System.out.println("directory " + Path.of("").toAbsolutePath());
        System.out.println("option " + System.getProperty("an.option"));
        for (String argument : arguments) {
            System.out.println("argument " + argument);
        }
        System.out.println("input " + new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        System.exit(7);
    }
}
