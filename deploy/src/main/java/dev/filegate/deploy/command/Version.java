package dev.filegate.deploy.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version this was built as. */
public final class Version implements IVersionProvider {
    Version() {}

    @Override
    public String[] getVersion() {
        return new String[] {"filegate " + number()};
    }

    /** The number alone. */
    public static String number() {
        Properties properties = new Properties();
        try (InputStream resource =
                Objects.requireNonNull(Version.class.getResourceAsStream("/filegate-version.properties"))) {
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own version cannot be read", e);
        }
        return properties.getProperty("version");
    }
}
