package dev.filegate.storage.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.metrics.SdkMetric;

/** Tells an {@link S3Observer} in our words what the SDK tells in its own. Thread-safe. */
final class S3Observation implements MetricPublisher, ExecutionInterceptor {
    private final S3Observer observer;

    S3Observation(S3Observer observer) {
        this.observer = observer;
    }

    @Override
    public void publish(MetricCollection call) {
        String operation = last(call, CoreMetric.OPERATION_NAME, "unknown");
        boolean successful = last(call, CoreMetric.API_CALL_SUCCESSFUL, false);
        observer.called(
                operation,
                successful ? S3Outcome.DONE : outcome(call),
                last(call, CoreMetric.API_CALL_DURATION, Duration.ZERO),
                last(call, CoreMetric.RETRY_COUNT, 0));
    }

    private static S3Outcome outcome(MetricCollection call) {
        List<MetricCollection> attempts = call.children();
        int status = attempts.isEmpty() ? 0 : last(attempts.getLast(), HttpMetric.HTTP_STATUS_CODE, 0);
        boolean answered = status >= 300;
        return answered ? S3Outcome.ofStatus(status) : S3Outcome.UNANSWERED;
    }

    private static <T> T last(MetricCollection collection, SdkMetric<T> metric, T otherwise) {
        List<T> values = collection.metricValues(metric);
        return values.isEmpty() ? otherwise : values.getLast();
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpRequest()
                .firstMatchingHeader("Content-Length")
                .map(Long::parseLong)
                .filter(length -> length > 0)
                .ifPresent(observer::sent);
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.responseBody().map(body -> new Counted(body, observer));
    }

    /** Counts what is read. */
    private static final class Counted extends FilterInputStream {
        private final S3Observer observer;

        Counted(InputStream in, S3Observer observer) {
            super(in);
            this.observer = observer;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
                observer.received(1);
            }
            return one;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count > 0) {
                observer.received(count);
            }
            return count;
        }
    }
}
