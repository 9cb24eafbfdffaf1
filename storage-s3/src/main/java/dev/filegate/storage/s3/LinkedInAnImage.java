package dev.filegate.storage.s3;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Map;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.auth.aws.crt.internal.signer.DefaultAwsCrtV4aHttpSigner;

/**
 * What of the SDK needs libraries that the gateway does not bring. On a JVM it notices their absence when it is asked for such a thing;
 * a native image is linked as a whole, and is given these methods in place of the SDK's. No other kind of process touches these classes.
 */
final class LinkedInAnImage {
    private static final String REASON = "the AWS Common Runtime is not part of the gateway";

    private LinkedInAnImage() {}

    static UnsupportedOperationException withoutCommonRuntime() {
        return new UnsupportedOperationException(REASON);
    }
}

/** Checksums that the SDK computes only through the AWS Common Runtime. */
@SuppressWarnings("DoNotCallSuggester") // the SDK calls them
@TargetClass(className = "software.amazon.awssdk.checksums.internal.ChecksumProvider")
final class CommonRuntimeChecksums {
    private CommonRuntimeChecksums() {}

    @Substitute
    static SdkChecksum createCrtCrc32C() {
        throw LinkedInAnImage.withoutCommonRuntime();
    }

    @Substitute
    static SdkChecksum crc64NvmeCrtImplementation() {
        throw LinkedInAnImage.withoutCommonRuntime();
    }

    @Substitute
    static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
        throw LinkedInAnImage.withoutCommonRuntime();
    }
}

/** Signatures for several regions at once, which the SDK makes only through the AWS Common Runtime. */
@SuppressWarnings("DoNotCallSuggester") // the SDK calls it
@TargetClass(className = "software.amazon.awssdk.http.auth.aws.internal.signer.util.OptionalDependencyLoaderUtil")
final class CommonRuntimeSigner {
    private CommonRuntimeSigner() {}

    @Substitute
    static DefaultAwsCrtV4aHttpSigner getDefaultAwsCrtV4aHttpSigner() {
        throw LinkedInAnImage.withoutCommonRuntime();
    }
}

/** Compressed answers, for which the HTTP client looks for Commons Compress. The SDK asks for none. */
@TargetClass(className = "org.apache.hc.client5.http.entity.compress.ContentCodecRegistry")
final class NoContentCodecs {
    private NoContentCodecs() {}

    @Substitute
    static Map<Object, Object> build() {
        return Map.of();
    }
}
