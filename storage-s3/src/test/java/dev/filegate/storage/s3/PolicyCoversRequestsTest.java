package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageContract;
import dev.filegate.storage.s3.fault.FaultProxy;
import dev.filegate.storage.s3.fault.S3Operation;
import dev.filegate.storage.s3.fault.S3Request;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The rights that the printed policy grants are those that the whole contract and the probe of the bucket take: none is missing, none is more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyCoversRequestsTest implements StorageContract {
    private static final Pattern ACTION = Pattern.compile("\"(s3:[A-Za-z]+)\"(?=[,\\]])");

    private TestS3 service;
    private FaultProxy proxy;
    private S3Config config;
    private S3Backend backend;

    @BeforeAll
    void start() {
        service = TestS3.inProcess();
        proxy = FaultProxy.before(service.endpoint().uri());
    }

    @BeforeEach
    void open() {
        config = service.config(proxy);
        backend = TestS3.open(config);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @AfterAll
    void comparesWithThePolicy() {
        S3Probe.findings(config);
        Set<String> needed = proxy.requests().stream()
                .map(S3Request::operation)
                .flatMap(PolicyCoversRequestsTest::actions)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> granted = ACTION.matcher(S3Policy.text(config))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(granted).isEqualTo(needed);
        proxy.close();
        service.close();
    }

    /** As Amazon's list of actions, resources and condition keys for S3 has them. */
    private static Stream<String> actions(S3Operation operation) {
        return switch (operation) {
            case CREATE_UPLOAD, UPLOAD_PART, COMPLETE_UPLOAD, PUT_OBJECT -> Stream.of("s3:PutObject");
            case UPLOAD_PART_COPY -> Stream.of("s3:PutObject", "s3:GetObject");
            // A copy takes the tags along.
            case COPY_OBJECT -> Stream.of("s3:PutObject", "s3:GetObject", "s3:GetObjectTagging", "s3:PutObjectTagging");
            case ABORT_UPLOAD -> Stream.of("s3:AbortMultipartUpload");
            case LIST_PARTS -> Stream.of("s3:ListMultipartUploadParts");
            case LIST_UPLOADS -> Stream.of("s3:ListBucketMultipartUploads");
            case GET_OBJECT, HEAD_OBJECT -> Stream.of("s3:GetObject");
            case DELETE_OBJECT, DELETE_OBJECTS -> Stream.of("s3:DeleteObject");
            case LIST_OBJECTS, HEAD_BUCKET -> Stream.of("s3:ListBucket");
            case GET_TAGS -> Stream.of("s3:GetObjectTagging");
            case PUT_TAGS -> Stream.of("s3:PutObjectTagging");
            case OTHER -> Stream.of("something that no policy names");
        };
    }

    @Override
    public Storage storage() {
        return backend.tree(VirtualPath.parse("/home/me"), "me");
    }

    @Override
    public Storage storageOfAnotherOwner() {
        return backend.tree(VirtualPath.parse("/home/me"), "somebody else");
    }
}
