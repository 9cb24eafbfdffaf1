package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an error of the service or of the way to it means to a client. The only place where one becomes the other. */
final class S3Failures {
    static final int NOT_FOUND = 404;
    static final int FORBIDDEN = 403;
    static final int PRECONDITION_FAILED = 412;
    static final int RANGE_NOT_SATISFIABLE = 416;

    private record Meaning(Failure failure, String words) {}

    private S3Failures() {}

    /** Does what concerns {@code path}, and says in words what the service's errors mean. */
    static <T> T at(VirtualPath path, Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            throw of(path, e);
        }
    }

    static void run(VirtualPath path, Runnable work) {
        try {
            work.run();
        } catch (SdkException e) {
            throw of(path, e);
        }
    }

    static GatewayException of(VirtualPath path, SdkException e) {
        Meaning meaning = meaning(e);
        return new GatewayException(meaning.failure(), shown(path) + ": " + meaning.words(), e);
    }

    static GatewayException of(VirtualPath path, Failure failure, String words) {
        return new GatewayException(failure, shown(path) + ": " + words);
    }

    /** Of no path: the storage as a whole. */
    static GatewayException ofStorage(String name, SdkException e) {
        return new GatewayException(
                Failure.UNAVAILABLE, "storage " + name + ": " + meaning(e).words(), e);
    }

    /** For what must not happen. */
    static GatewayException unexpected(VirtualPath path, RuntimeException e) {
        return e instanceof GatewayException known
                ? known
                : new GatewayException(Failure.INTERNAL, shown(path) + ": the gateway failed unexpectedly", e);
    }

    static GatewayException notFound(VirtualPath path) {
        return of(path, Failure.NOT_FOUND, "no such file or directory");
    }

    static GatewayException isDirectory(VirtualPath path) {
        return of(path, Failure.IS_A_DIRECTORY, "is a directory");
    }

    static GatewayException notADirectory(VirtualPath path) {
        return of(path, Failure.NOT_A_DIRECTORY, "not a directory");
    }

    static GatewayException alreadyExists(VirtualPath path) {
        return of(path, Failure.ALREADY_EXISTS, "exists already");
    }

    /** The path as a client may read it, on one line. */
    static String shown(VirtualPath path) {
        return NameCodec.printable(path.toString());
    }

    /** Whether the service answered with this HTTP status. */
    static boolean isStatus(SdkException e, int status) {
        return e instanceof S3Exception answered && answered.statusCode() == status;
    }

    /** Whether a missing object was answered as forbidden, as it is to those who may not list the bucket. */
    static boolean isMissingUnlisted(SdkException e) {
        return isStatus(e, FORBIDDEN) && code(e).equals("AccessDenied");
    }

    /** The service's own word for its error; empty when it did not answer. */
    static String code(SdkException e) {
        if (e instanceof S3Exception answered) {
            AwsErrorDetails details = answered.awsErrorDetails();
            return details == null || details.errorCode() == null ? "" : details.errorCode();
        }
        return "";
    }

    private static Meaning meaning(SdkException e) {
        return switch (e) {
            case S3Exception answered -> answered(answered);
            case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ ->
                new Meaning(Failure.UNAVAILABLE, "the S3 service did not answer in time; try again later");
            default -> unanswered(e);
        };
    }

    private static Meaning unanswered(SdkException e) {
        String text = String.valueOf(e.getMessage());
        return text.contains("credentials")
                ? new Meaning(Failure.UNAVAILABLE, "the gateway finds no credentials for the S3 service")
                : new Meaning(Failure.UNAVAILABLE, "the S3 service cannot be reached; try again later");
    }

    private static Meaning answered(S3Exception e) {
        return switch (code(e)) {
            case "NoSuchBucket" -> new Meaning(Failure.UNAVAILABLE, "the bucket of this storage does not exist");
            case "KeyTooLongError" -> new Meaning(Failure.INVALID_NAME, "the path is too long for S3");
            case "RequestTimeTooSkewed" ->
                new Meaning(Failure.UNAVAILABLE, "the gateway's clock differs too much from the S3 service's");
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
                new Meaning(Failure.UNAVAILABLE, "the gateway's credentials for the S3 service have expired");
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidClientTokenId" ->
                new Meaning(Failure.UNAVAILABLE, "the S3 service does not accept the gateway's credentials");
            case "QuotaExceeded", "InsufficientStorage", "XMinioStorageFull" ->
                new Meaning(Failure.NO_SPACE, "no space is left in the bucket");
            case "EntityTooLarge" -> new Meaning(Failure.NO_SPACE, "larger than the S3 service takes");
            case "InvalidObjectState" ->
                new Meaning(Failure.UNSUPPORTED, "the file is archived and has to be restored in S3 first");
            case "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "InvalidDigest" ->
                new Meaning(Failure.UNAVAILABLE, "content was damaged on its way to the S3 service; send it again");
            default -> byStatus(e.statusCode());
        };
    }

    private static Meaning byStatus(int status) {
        return switch (status) {
            case NOT_FOUND -> new Meaning(Failure.NOT_FOUND, "no such file or directory");
            case FORBIDDEN ->
                new Meaning(Failure.PERMISSION_DENIED, "the S3 service does not permit the gateway to do that");
            case PRECONDITION_FAILED, 409 ->
                new Meaning(Failure.BUSY, "the file is being changed by somebody else; try again");
            case 501 -> new Meaning(Failure.UNSUPPORTED, "the S3 service cannot do that");
            case 507 -> new Meaning(Failure.NO_SPACE, "no space is left in the bucket");
            case 429, 503 -> new Meaning(Failure.UNAVAILABLE, "the S3 service is busy; try again later");
            default ->
                status >= 500
                        ? new Meaning(Failure.UNAVAILABLE, "the S3 service failed; try again later")
                        : new Meaning(Failure.INTERNAL, "the S3 service refused the gateway's request");
        };
    }
}
