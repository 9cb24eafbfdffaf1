package dev.filegate.clients;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides about {@link RealClient}: whether the tests were asked for, and then that the client is there. */
final class RealClientCondition implements ExecutionCondition, BeforeAllCallback {
    /** Debian's own, whatever other comes first in the PATH: only that one has the packages' modules. */
    static final String PYTHON = "/usr/bin/python3";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return "true".equals(System.getenv("CI")) || System.getProperty("clients") != null
                ? ConditionEvaluationResult.enabled("real clients were asked for")
                : ConditionEvaluationResult.disabled("real clients are driven with CI=true or -Dclients");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        RealClient client = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), RealClient.class)
                .orElseThrow();
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, client.command())));
        if (!found || !hasModule(client.pythonModule())) {
            throw new IllegalStateException((client.pythonModule().isEmpty() ? client.command() : client.pythonModule())
                    + " is not installed; on Debian: apt-get install " + client.debianPackage());
        }
    }

    private static boolean hasModule(String module) {
        if (module.isEmpty()) {
            return true;
        }
        try {
            return new ProcessBuilder(PYTHON, "-c", "import " + module)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + PYTHON, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
