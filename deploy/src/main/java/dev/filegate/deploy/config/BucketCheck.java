package dev.filegate.deploy.config;

import dev.filegate.storage.s3.S3Finding;
import dev.filegate.storage.s3.S3Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tries the buckets of storages of type s3, all at once, so that what a configuration alone cannot tell is known before anybody relies on
 * it. Takes at most a minute, usually less than a second.
 */
public final class BucketCheck {
    private BucketCheck() {}

    private record Trial(StorageSettings.S3 storage, Future<List<S3Finding>> findings) {}

    /**
     * The same configuration with warnings of what does not hinder.
     *
     * @throws ConfigurationException with everything that hinders
     */
    public static GatewayConfiguration check(GatewayConfiguration configuration) throws ConfigurationException {
        List<Problem> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Trial> trials = configuration.storages().s3().stream()
                    .map(storage -> new Trial(storage, executor.submit(() -> S3Probe.findings(storage.config()))))
                    .toList();
            for (Trial trial : trials) {
                for (S3Finding finding : findings(trial)) {
                    Problem problem = problem(trial.storage(), finding);
                    if (finding.hinders()) {
                        problems.add(problem);
                    } else {
                        warnings.add(problem.toString());
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return configuration.withWarnings(warnings);
    }

    private static List<S3Finding> findings(Trial trial) {
        try {
            return trial.findings().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bucket could not be tried", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Problem problem(StorageSettings.S3 storage, S3Finding finding) {
        String key = StorageKeys.ABOVE + "." + storage.name() + "." + finding.key();
        return new Problem(storage.where(), key, finding.what(), finding.remedy());
    }
}
