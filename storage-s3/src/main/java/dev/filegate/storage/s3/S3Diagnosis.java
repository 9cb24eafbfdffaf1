package dev.filegate.storage.s3;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Why a request of {@link S3Probe} failed, for the operator: more than a client is told, with the key to change.
 *
 * @param isRefusal whether service and bucket are there and only this was refused, so that trying more makes sense
 */
record S3Diagnosis(boolean isRefusal, String key, String what, String remedy) {
    private static final String REGION_HEADER = "x-amz-bucket-region";

    static S3Diagnosis of(S3Config config, SdkException e) {
        return e instanceof S3Exception answered ? answered(config, answered) : unanswered(config, e);
    }

    /** @param attempted completes "may not …" */
    S3Finding finding(String attempted) {
        return new S3Finding(true, key, isRefusal ? "may not " + attempted + ": " + what : what, remedy);
    }

    private static S3Diagnosis answered(S3Config config, S3Exception e) {
        String code = S3Failures.code(e);
        String bucket = "\"" + config.bucket().name() + "\"";
        return switch (code) {
            case "NoSuchBucket" ->
                new S3Diagnosis(
                        false,
                        "bucket",
                        "there is no bucket " + bucket,
                        "create it, or name another; a service with the bucket in the path needs path-style: true");
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                region(config, e);
            case "InvalidAccessKeyId", "InvalidClientTokenId" ->
                new S3Diagnosis(false, "access-key", "the S3 service does not know the access key", "check access-key");
            case "SignatureDoesNotMatch" ->
                new S3Diagnosis(
                        false,
                        "secret-key",
                        "the S3 service does not accept the signature",
                        "check secret-key and region, and that no proxy on the way changes requests");
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
                new S3Diagnosis(
                        false,
                        "session-token",
                        "the credentials have expired",
                        "give new ones, or let the SDK find them");
            case "RequestTimeTooSkewed" ->
                new S3Diagnosis(
                        false,
                        "bucket",
                        "this machine's clock differs too much from the S3 service's",
                        "synchronise it (chrony, systemd-timesyncd)");
            case "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "NotImplemented", "InvalidArgument" ->
                new S3Diagnosis(
                        true,
                        "checksums",
                        "the S3 service does not understand how content is sent (" + words(e) + ")",
                        "write checksums: when-needed and chunked-encoding: false");
            default -> byStatus(config, e);
        };
    }

    private static S3Diagnosis byStatus(S3Config config, S3Exception e) {
        return switch (e.statusCode()) {
            case 301, 307 -> region(config, e);
            case S3Failures.FORBIDDEN ->
                new S3Diagnosis(
                        true,
                        "access-key",
                        "the S3 service does not permit it (" + words(e) + ")",
                        "grant the rights that `filegate storage policy` prints");
            case S3Failures.NOT_FOUND ->
                new S3Diagnosis(
                        false,
                        "bucket",
                        "there is no bucket \"" + config.bucket().name() + "\"",
                        "create it, or name another");
            default ->
                new S3Diagnosis(
                        e.statusCode() < 500,
                        "endpoint",
                        "the S3 service answered " + words(e),
                        e.statusCode() < 500 ? "check the storage's keys" : "try again when the service is well");
        };
    }

    private static S3Diagnosis region(S3Config config, S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String real = details == null || details.sdkHttpResponse() == null
                ? ""
                : details.sdkHttpResponse().firstMatchingHeader(REGION_HEADER).orElse("");
        return new S3Diagnosis(
                false,
                "region",
                "the bucket is not in region \"" + config.bucket().region() + "\"",
                real.isEmpty() ? "name its region" : "write region: " + real);
    }

    private static S3Diagnosis unanswered(S3Config config, SdkException e) {
        String address = config.bucket().endpoint().isEmpty()
                ? "Amazon S3 in " + config.bucket().region()
                : config.bucket().endpoint();
        Throwable cause = root(e);
        String remedy = "check endpoint and proxy, and that this machine may reach it";
        return switch (cause) {
            case UnknownHostException _ ->
                new S3Diagnosis(false, "endpoint", address + " cannot be reached: its host name is not known", remedy);
            case ConnectException _ ->
                new S3Diagnosis(false, "endpoint", address + " cannot be reached: nothing answers there", remedy);
            case SSLException _ ->
                new S3Diagnosis(
                        false,
                        "certificate-authorities",
                        address + " cannot be trusted: " + cause.getMessage(),
                        "name the authority of its certificate in certificate-authorities");
            case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _, SocketTimeoutException _ ->
                new S3Diagnosis(false, "endpoint", address + " does not answer in time", remedy);
            default -> other(address, cause, remedy);
        };
    }

    private static S3Diagnosis other(String address, Throwable cause, String remedy) {
        String text = String.valueOf(cause.getMessage());
        return text.contains("credentials")
                ? new S3Diagnosis(
                        false,
                        "access-key",
                        "no credentials are found",
                        "give access-key and secret-key, or what the SDK looks for: AWS_ACCESS_KEY_ID, a profile, a role")
                : new S3Diagnosis(false, "endpoint", address + " cannot be reached: " + text, remedy);
    }

    /** The innermost cause of a kind that says something, else the failure itself. */
    private static Throwable root(SdkException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException
                    || cause instanceof ConnectException
                    || cause instanceof SSLException
                    || cause instanceof SocketTimeoutException) {
                return cause;
            }
        }
        return e;
    }

    private static String words(S3Exception e) {
        String code = S3Failures.code(e);
        return code.isEmpty() ? "status " + e.statusCode() : code;
    }

    /** An HTTP date; empty when it is none. */
    static Optional<Instant> instant(String date) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
