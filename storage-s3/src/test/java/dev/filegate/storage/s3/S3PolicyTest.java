package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class S3PolicyTest {

    @Test
    void permitsWhatTheGatewayDoesBelowThePrefixAndNothingElse() {
        S3Config config = S3Config.of(new S3Location("files", "partners", "eu-central-1", ""));
        assertThat(S3Policy.text(config)).isEqualTo("""
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "FilegateLists",
                      "Effect": "Allow",
                      "Action": ["s3:ListBucket"],
                      "Resource": "arn:aws:s3:::files",
                      "Condition": {"StringLike": {"s3:prefix": "partners/*"}}
                    },
                    {
                      "Sid": "FilegateFindsUploads",
                      "Effect": "Allow",
                      "Action": ["s3:ListBucketMultipartUploads"],
                      "Resource": "arn:aws:s3:::files"
                    },
                    {
                      "Sid": "FilegateFiles",
                      "Effect": "Allow",
                      "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:GetObjectTagging", "s3:PutObjectTagging"],
                      "Resource": "arn:aws:s3:::files/partners/*"
                    }
                  ]
                }
                """);
    }

    @Test
    void permitsTheKeyTagsAndAclThatAreConfigured() {
        S3Config config = S3Config.of(S3Location.of("files", "cn-north-1"))
                .withObjects(
                        new S3ObjectOptions(new S3Encryption.Kms("0000-1111"), "", "private", Map.of("team", "edi")));
        assertThat(S3Policy.text(config))
                .contains("\"Resource\": \"arn:aws-cn:s3:::files/*\"")
                .contains("\"s3:GetObjectTagging\", \"s3:PutObjectTagging\", \"s3:PutObjectAcl\"")
                .contains("\"kms:GenerateDataKey\", \"kms:Decrypt\"")
                .contains("\"arn:aws-cn:kms:cn-north-1:*:key/0000-1111\"")
                .doesNotContain("Condition");
    }
}
