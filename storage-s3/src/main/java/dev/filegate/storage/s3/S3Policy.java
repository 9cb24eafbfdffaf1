package dev.filegate.storage.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The least that the credentials of a storage must be permitted, as a policy in the language of AWS, which Ceph and MinIO know too. */
public final class S3Policy {
    private static final String INDENT = "      ";

    private S3Policy() {}

    /** A JSON document of several lines, to be attached to the user or role that the gateway acts as. */
    public static String text(S3Config config) {
        List<String> statements = new ArrayList<>();
        String bucket = "arn:" + partition(config.bucket().region()) + ":s3:::"
                + config.bucket().name();
        statements.add(statement(
                "FilegateLists",
                List.of("s3:ListBucket"),
                bucket,
                condition(config.bucket().prefix())));
        statements.add(statement("FilegateFindsUploads", List.of("s3:ListBucketMultipartUploads"), bucket, ""));
        statements.add(statement(
                "FilegateFiles",
                actions(config.objects()),
                bucket + "/" + config.bucket().prefix() + "*",
                ""));
        if (config.objects().encryption() instanceof S3Encryption.Kms(String key)) {
            statements.add(statement(
                    "FilegateKey", List.of("kms:GenerateDataKey", "kms:Decrypt"), keyResource(config, key), ""));
        }
        return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n"
                + String.join(",\n", statements)
                + "\n  ]\n}\n";
    }

    private static List<String> actions(S3ObjectOptions objects) {
        List<String> actions = new ArrayList<>(List.of(
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject",
                "s3:AbortMultipartUpload",
                "s3:ListMultipartUploadParts",
                // Checksums of large files are tags, and a copy takes them along.
                "s3:GetObjectTagging",
                "s3:PutObjectTagging"));
        if (!objects.acl().isEmpty()) {
            actions.add("s3:PutObjectAcl");
        }
        return actions;
    }

    /** China and the US government's regions are names of their own. */
    private static String partition(String region) {
        return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    private static String keyResource(S3Config config, String key) {
        if (key.startsWith("arn:")) {
            return key;
        }
        String scope = "arn:" + partition(config.bucket().region()) + ":kms:"
                + config.bucket().region() + ":*:";
        return key.isEmpty() ? scope + "key/*" : key.startsWith("alias/") ? scope + "key/*" : scope + "key/" + key;
    }

    private static String condition(String prefix) {
        return prefix.isEmpty() ? "" : "{\"StringLike\": {\"s3:prefix\": " + quoted(prefix + "*") + "}}";
    }

    private static String statement(String id, List<String> actions, String resource, String condition) {
        String words = actions.stream().map(S3Policy::quoted).collect(Collectors.joining(", "));
        return "    {\n" + INDENT + "\"Sid\": " + quoted(id) + ",\n"
                + INDENT + "\"Effect\": \"Allow\",\n"
                + INDENT + "\"Action\": [" + words + "],\n"
                + INDENT + "\"Resource\": " + quoted(resource)
                + (condition.isEmpty() ? "" : ",\n" + INDENT + "\"Condition\": " + condition)
                + "\n    }";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
