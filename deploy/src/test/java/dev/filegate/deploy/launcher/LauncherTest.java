package dev.filegate.deploy.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code filegate}, in a checkout whose build is a copy and whose application is an echo. */
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    private Path checkout;
    private Path elsewhere;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectory(directory.resolve("check out"));
        elsewhere = Files.createDirectory(directory.resolve("else where"));
        Files.copy(ROOT.resolve("filegate"), checkout.resolve("filegate"));
        Files.createDirectory(checkout.resolve(".mvn"));
        Files.copy(ROOT.resolve(".mvn/find-jdk.sh"), checkout.resolve(".mvn/find-jdk.sh"));
        Files.createDirectories(checkout.resolve("deploy/dist/bin"));
        Files.writeString(script("deploy/dist/bin/filegate-cache"), "#!/bin/sh\nexit 1\n");
        Files.createFile(checkout.resolve("pom.xml"));
        Path sources = Files.createDirectories(checkout.resolve("deploy/src/main/java"));
        Files.createFile(sources.resolve("A.java"));
        Files.createFile(sources.resolve("B.java"));
        writeEcho(checkout.resolve("echo.jar"));
        build("""
                echo building >> builds
                mkdir -p deploy/target/quarkus-app
                cp echo.jar deploy/target/quarkus-app/quarkus-run.jar
                """);
        age();
    }

    /** What {@code mvnw} does. */
    private void build(String script) throws IOException {
        Files.writeString(script("mvnw"), "#!/bin/sh\nset -e\n" + script);
    }

    private Path script(String name) throws IOException {
        Path file = checkout.resolve(name);
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** Makes everything an hour old, so that a change of now is newer. */
    private void age() throws IOException {
        FileTime anHourAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        try (Stream<Path> files = Files.walk(checkout)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, anHourAgo);
            }
        }
    }

    /** From now on a build makes what can be started from a cache of classes. */
    private void buildWithClasses() throws IOException {
        Files.copy(
                ROOT.resolve("deploy/dist/bin/filegate-cache"),
                checkout.resolve("deploy/dist/bin/filegate-cache"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(
                checkout.resolve("deploy/dist/Training.java"), "class T { public static void main(String... a) {} }");
        CachedApplication.write(checkout.resolve("classes.jar"));
        build("""
                mkdir -p deploy/target/quarkus-app/app
                cp echo.jar deploy/target/quarkus-app/quarkus-run.jar
                cp classes.jar deploy/target/quarkus-app/app/app.jar
                """);
    }

    private static void writeEcho(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, EchoApplication.class.getName());
        String name = EchoApplication.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream code = Objects.requireNonNull(EchoApplication.class.getResourceAsStream("/" + name))) {
            out.putNextEntry(new JarEntry(name));
            code.transferTo(out);
        }
    }

    private record Run(int exitCode, long pid, List<String> out, String err) {}

    private Run run(Path script, String... arguments) throws IOException, InterruptedException {
        return start(script, arguments).end();
    }

    private record Running(Process process, Path err) {
        Run end() throws IOException, InterruptedException {
            List<String> out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(process.exitValue(), process.pid(), out, Files.readString(err));
        }
    }

    private Running start(Path script, String... arguments) throws IOException {
        Path err = Files.createTempFile(directory, "err", "");
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(elsewhere.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("FILEGATE_JAVA_OPTS", "-Dan.option=set -Danother.option=set");
        Process process = builder.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write("typed".getBytes(StandardCharsets.UTF_8));
        }
        return new Running(process, err);
    }

    private Run run(String... arguments) throws IOException, InterruptedException {
        return run(checkout.resolve("filegate"), arguments);
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(checkout.resolve("builds"));
    }

    @Test
    void becomesTheApplicationInTheCallersDirectory() throws IOException, InterruptedException {
        Run run = run("serve", "--config", "a b.yaml");
        assertThat(run.out())
                .containsExactly(
                        "pid " + run.pid(),
                        "directory " + elsewhere.toRealPath(),
                        "option set",
                        "argument serve",
                        "argument --config",
                        "argument a b.yaml",
                        "input typed");
        assertThat(run.exitCode()).isEqualTo(7);
    }

    @Test
    void buildsOnFirstUseAndSaysSo() throws IOException, InterruptedException {
        assertThat(run().err()).startsWith("filegate: building");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void buildsOnlyOnce() throws IOException, InterruptedException {
        run();
        assertThat(run().err()).isEmpty();
        assertThat(builds()).hasSize(1);
        assertThat(checkout.resolve("deploy/target/.build-lock")).doesNotExist();
    }

    @Test
    void buildsAgainWhenASourceChanges() throws IOException, InterruptedException {
        run();
        later(checkout.resolve("deploy/src/main/java/A.java"));
        run();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void buildsAgainWhenThePomChanges() throws IOException, InterruptedException {
        run();
        later(checkout.resolve("pom.xml"));
        run();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void buildsAgainWhenASourceIsDeleted() throws IOException, InterruptedException {
        run();
        Files.delete(checkout.resolve("deploy/src/main/java/B.java"));
        later(checkout.resolve("deploy/src/main/java"));
        run();
        assertThat(builds()).hasSize(2);
    }

    private static void later(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    }

    @Test
    void aSourceThatChangesDuringTheBuildIsBuiltNextTime() throws IOException, InterruptedException {
        build("""
                echo building >> builds
                sleep 0.1
                touch deploy/src/main/java/A.java
                mkdir -p deploy/target/quarkus-app
                cp echo.jar deploy/target/quarkus-app/quarkus-run.jar
                """);
        run();
        run();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void aFailedBuildSaysWhyAndStartsNothing() throws IOException, InterruptedException {
        build("echo 'A.java:1: no'; exit 1");
        Run run = run();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("A.java:1: no").contains("filegate: the build failed, see above");
        assertThat(run.out()).isEmpty();
        assertThat(checkout.resolve("deploy/target/.build-lock")).doesNotExist();
    }

    @Test
    void theLockOfABuildThatWasKilledIsIgnored() throws IOException, InterruptedException {
        Path lock = Files.createDirectories(checkout.resolve("deploy/target/.build-lock"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("pid"), Long.toString(gone.pid()));
        assertThat(run().exitCode()).isEqualTo(7);
    }

    @Test
    void worksThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(elsewhere.resolve("fg"), Path.of("../check out/filegate"));
        assertThat(run(link).exitCode()).isEqualTo(7);
    }

    @Test
    void aCheckoutThatIsBuiltIsNotWrittenTo() throws IOException, InterruptedException {
        run();
        List<String> before = listing();
        run();
        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void servesFromACacheOfClassesThatIsMadeByTheBuild() throws IOException, InterruptedException {
        buildWithClasses();
        Run first = run("serve", "a b");
        assertThat(first.err()).contains("filegate: preparing").doesNotContain("slow");
        assertThat(first.out()).containsExactly("cached true", "option set", "argument serve", "argument a b");
        assertThat(first.exitCode()).isEqualTo(7);
        Run second = run("serve");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).contains("cached true");
    }

    @Test
    void aCacheOfAnEarlierBuildIsNotUsed() throws IOException, InterruptedException {
        buildWithClasses();
        run("serve");
        later(checkout.resolve("deploy/target/quarkus-app/quarkus-run.jar"));
        Run run = run("serve");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("argument serve").doesNotContain("cached true");
    }

    @Test
    void withoutACacheItServesAllTheSame() throws IOException, InterruptedException {
        assertThat(run("serve").err()).contains("filegate: starts stay slow");
        Run second = run("serve");
        assertThat(second.err()).isEmpty();
        assertThat(second.exitCode()).isEqualTo(7);
    }

    private List<String> listing() throws IOException {
        try (Stream<Path> files = Files.walk(checkout)) {
            return files.map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
